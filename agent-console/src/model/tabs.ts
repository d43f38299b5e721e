import type { CaseCard } from '../../../server/contract/views.ts';

type Tab = Pick<CaseCard, 'caseId' | 'ticketNumber' | 'linkedTo' | 'callLive' | 'openedAt'>;

/**
 * Which case is in front. The agent's choice stays, except that a newly answered call comes to the front when the one
 * in front is no longer on the line, and a newly linked ticket when it grew out of the one in front.
 * @param known the cases that were there before.
 */
export function frontCase(cases: readonly Tab[], front: string | null, known: ReadonlySet<string>): string | null {
  const current = cases.find((card) => card.caseId === front);
  const newcomers = cases.filter((card) => !known.has(card.caseId));
  if (current === undefined) return (cases.find((card) => card.callLive) ?? cases[0])?.caseId ?? null;
  const linked = newcomers.find((card) => card.linkedTo === current.ticketNumber);
  if (linked !== undefined) return linked.caseId;
  const live = newcomers.find((card) => card.callLive);
  if (live !== undefined && !current.callLive) return live.caseId;
  return current.caseId;
}

/** The order of tabs: on the line first, then oldest first. */
export function tabOrder<T extends Tab>(cases: readonly T[]): T[] {
  return [...cases].sort((a, b) => Number(b.callLive) - Number(a.callLive) || a.openedAt - b.openedAt);
}
