/** How a citizen's subject is begun again by those who answer. */
const answers = /^(?:(?:re|bls|balas|fwd?|fw|tr|aw)\s*(?:\[\d+\])?:\s*)+/i;
const longest = 80;

/**
 * The subject of a letter about a case: its number, by which an answer finds it again from wherever it is written, and what
 * the citizen wrote about. Pure.
 * @param ticketNumber null: of no case
 * @param theirs of the citizen's mail that is answered; empty: of none
 */
export function subjectOf(ticketNumber: string | null, theirs: string): string {
  const about = theirs
    .replaceAll(/\[[A-Z]{2,5}-20\d{6}-\d{4,9}\]\s*/gi, '')
    .replace(answers, '')
    .trim();
  const short = [...about].slice(0, longest).join('').trim();
  if (ticketNumber === null) return short;
  return `[${ticketNumber}] ${short === '' || short.toUpperCase() === 'STOP' ? 'Laporan Anda' : short}`;
}
