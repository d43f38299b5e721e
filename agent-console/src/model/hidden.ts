import type { CaseCard, CaseDetail } from '../../../server/contract/views.ts';
import { hiddenMark } from '../wire/contract.ts';

/** The text around each place where a number was hidden: one piece more than there are places. */
export const aroundHidden = (text: string): readonly string[] => text.split(hiddenMark);

/** Whether a number was hidden in what the case says, or in what its history does. */
export function hidesNumbers({ contents, history = [] }: Pick<CaseCard, 'contents'> & Partial<CaseDetail>): boolean {
  const written = [...contents, ...history.flatMap(({ words }) => words)];
  return written.some(({ value }) => value.id.includes(hiddenMark));
}
