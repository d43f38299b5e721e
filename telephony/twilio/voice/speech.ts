const digits = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];
const englishDigits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const letters: Readonly<Record<string, string>> = {
  A: 'a',
  B: 'bé',
  C: 'cé',
  D: 'dé',
  E: 'é',
  F: 'èf',
  G: 'gé',
  H: 'ha',
  I: 'i',
  J: 'jé',
  K: 'ka',
  L: 'èl',
  M: 'èm',
  N: 'èn',
  O: 'o',
  P: 'pé',
  Q: 'ki',
  R: 'èr',
  S: 'ès',
  T: 'té',
  U: 'u',
  V: 'vé',
  W: 'wé',
  X: 'èks',
  Y: 'yé',
  Z: 'zèt',
};

/**
 * A ticket number in Indonesian and in English words, sign by sign, with a pause for what parts them: a synthetic voice
 * would else read twenty million out of its date.
 */
export function spokenTicketNumber(ticketNumber: string): [id: string, en: string] {
  const parts = ticketNumber
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((part) => part !== '');
  const spoken = (word: (sign: string) => string) => parts.map((part) => [...part].map(word).join(' ')).join(', ');
  return [
    spoken((sign) => digits[Number(sign)] ?? letters[sign] ?? ''),
    spoken((sign) => englishDigits[Number(sign)] ?? sign),
  ];
}
