import { readDoor } from '../../menu.ts';

/** Where agents' telephones are, by extension: a number in E.164, `sip:…`; whoever is not in it sits at a browser. */
export type AgentPhones = ReadonlyMap<string, string>;

/** The name under which an agent's browser is known to Twilio: letters, digits and `_` only, as it demands. */
export const identityOf = (extension: string) => `agent_${extension}`;

/** What stands on an office's telephone: the number that was called, else the office's own, else a name. Twilio: a number is rung by a number alone. */
export function shownFor(dnis: string, own: string | undefined): string {
  const { number } = readDoor(dnis);
  return /^\+\d+$/.test(number) ? number : (own ?? 'client:hotline');
}

/** What is dialled to ring the extension. */
export const addressOf = (extension: string, phones: AgentPhones) =>
  phones.get(extension) ?? `client:${identityOf(extension)}`;

/** Whose telephone has this address; null when nobody's. */
export function extensionAt(address: string, phones: AgentPhones): string | null {
  const client = /^client:agent_(\d{1,20})$/.exec(address)?.[1];
  if (client && !phones.has(client)) return client;
  for (const [extension, phone] of phones) if (phone === address) return extension;
  return null;
}

/** What Twilio shows as the caller when there is no number: words, and the letters of those words on a keypad. */
const withheld =
  /^$|^\+?(anonymous|restricted|unavailable|unknown|private|266696687|7378742833|2562533|8656696|86282452253)$/i;

/** The caller's number as signalled; null when withheld. */
export const aniOf = (from: string | null | undefined): string | null =>
  !from || withheld.test(from.trim()) ? null : from.trim();
