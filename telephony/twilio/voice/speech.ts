const digits = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];
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
 * A ticket number in Indonesian words, sign by sign, with a pause for what parts them: a synthetic voice would else
 * read twenty million out of its date.
 */
export function spokenTicketNumber(ticketNumber: string): string {
  return ticketNumber
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => [...part].map((sign) => digits[Number(sign)] ?? letters[sign] ?? '').join(' '))
    .join(', ');
}
