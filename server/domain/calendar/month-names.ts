/** How months are typed: in full and short, in the old spelling too (Pebruari, Nopember), and in English. */
const spellings: readonly (readonly string[])[] = [
  ['januari', 'january', 'jan'],
  ['februari', 'pebruari', 'february', 'feb', 'peb'],
  ['maret', 'march', 'mar', 'mrt'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'june', 'jun'],
  ['juli', 'july', 'jul'],
  ['agustus', 'august', 'agu', 'agt', 'ags', 'agst', 'agust', 'aug'],
  ['september', 'sep', 'sept'],
  ['oktober', 'october', 'okt', 'oct'],
  ['november', 'nopember', 'nov', 'nop'],
  ['desember', 'december', 'des', 'dec'],
];

/** The month a word means, 1 to 12; null: none. */
export function monthNamed(word: string): number | null {
  const index = spellings.findIndex((names) => names.includes(word.toLowerCase()));
  return index < 0 ? null : index + 1;
}
