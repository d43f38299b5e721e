/**
 * How a text goes out as SMS (3GPP TS 23.038 and 23.040): 160 letters of the GSM alphabet or 70 of UCS-2 in one message,
 * 153 or 67 in each part of several, where a header takes the rest. Pure: the desk counts by it while a text is written.
 */

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each of these is sent as an escape and a letter. */
const extended = new Set('\f^{}\\[~]|€');

const limits = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } } as const;

export interface Segments {
  readonly coding: 'gsm7' | 'ucs2';
  /** The text as it is cut; one part, maybe empty, at least. Put together they are the text. */
  readonly parts: readonly string[];
  /** Units of the coding that the text takes: septets, or 16-bit letters. */
  readonly units: number;
  /** Units that the last part has left. */
  readonly left: number;
  /** The letters that forced UCS-2, each once, as they first come. */
  readonly forcing: readonly string[];
}

/** Cuts a text into its SMS parts. An escaped letter and a pair of surrogates stay together. */
export function segmentsOf(text: string): Segments {
  const letters = [...text];
  const forcing = [...new Set(letters.filter((letter) => !basic.has(letter) && !extended.has(letter)))];
  const coding = forcing.length === 0 ? 'gsm7' : 'ucs2';
  const unitsOf = (letter: string) => (coding === 'ucs2' ? letter.length : extended.has(letter) ? 2 : 1);
  const units = letters.reduce((sum, letter) => sum + unitsOf(letter), 0);
  const { alone, part } = limits[coding];
  if (units <= alone) return { coding, parts: [text], units, left: alone - units, forcing };

  const parts: string[] = [];
  let open = '';
  let used = 0;
  for (const letter of letters) {
    const more = unitsOf(letter);
    if (used + more > part) {
      parts.push(open);
      open = '';
      used = 0;
    }
    open += letter;
    used += more;
  }
  parts.push(open);
  return { coding, parts, units, left: part - used, forcing };
}
