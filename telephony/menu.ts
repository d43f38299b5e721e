/** What a caller chooses by one key before anything else, in words that fit every exchange. */

export type CallerLanguage = 'id' | 'en';

/** What a key means. `service` null: the one whose number was called. `language` null: both, one after the other. */
export interface MenuChoice {
  readonly service: string | null;
  readonly language: CallerLanguage | null;
}

export interface Menu {
  /** Names the recorded words: `menu-<name>`, and with `-en` behind it. */
  readonly name: string;
  /** The same for an exchange that speaks by itself. */
  readonly text: { readonly id: string; readonly en: string };
  /** By the key, `0` to `9`. Whoever presses none of them comes to the service that he called. */
  readonly keys: Readonly<Record<string, MenuChoice>>;
  /** How often it is asked. */
  readonly tries: number;
}

/** Is in no number that is signalled: exchanges take calls for digits, `+` and names alone. */
const sign = '*';

/**
 * The number that was called with what was chosen there, in the one word in which it travels wherever the number does:
 * `119*medical*en`, `119**en`.
 */
export const chosenDoor = (dnis: string, { service, language }: MenuChoice): string => {
  const { number } = readDoor(dnis);
  return language === null
    ? `${number}${service === null ? '' : sign + service}`
    : [number, service ?? '', language].join(sign);
};

/** The parts of such a word; of a number alone nothing was chosen. Pure. */
export function readDoor(dnis: string): MenuChoice & { readonly number: string } {
  if (!dnis.includes(sign)) return { number: dnis, service: null, language: null };
  const [number = '', service = '', language = ''] = dnis.split(sign);
  return {
    number,
    service: service === '' ? null : service,
    language: language === 'id' || language === 'en' ? language : null,
  };
}
