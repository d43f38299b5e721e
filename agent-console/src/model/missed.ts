import type { MissedCard } from '../../../server/contract/missed.ts';
import type { CaseCard } from '../../../server/contract/views.ts';
import { type Countdown, countdownOf } from './countdown.ts';
import { dueAt } from './inbox.ts';

/** How a missed caller's clock stands: amber from three quarters of its time on. */
export function missedCountdown({ lastAt, dueAt: due }: MissedCard, now: number): Countdown {
  const warnAt = [lastAt + ((due - lastAt) * 3) / 4];
  return countdownOf({ startedAt: lastAt, dueAt: due, warnAt, endedAt: null, verdict: 'running' }, now);
}

/** A line of the inbox: a case, a caller whom nobody answered, or one whose ticket waits for the same people anyway. */
export type Work = { readonly caseId: string } & (
  | { readonly card: CaseCard; readonly missed: MissedCard | null }
  | { readonly card: null; readonly missed: MissedCard }
);

/**
 * Missed callers among the cases, which are in their order: each before the first that is due later. A ticket stands
 * there once: one whose caller is to be called back as well, such as one who left a message, where the earlier is due.
 */
export function worksOf(cases: readonly CaseCard[], missed: readonly MissedCard[]): Work[] {
  const byCase = new Map(missed.map((one) => [one.caseId, one]));
  const listed = new Set(cases.map(({ caseId }) => caseId));
  const works: Work[] = [];
  const put = (work: Work, due: number): void => {
    const at = works.findIndex((other) => dueOf(other) > due);
    works.splice(at === -1 ? works.length : at, 0, work);
  };
  for (const card of cases) if (!byCase.has(card.caseId)) works.push({ caseId: card.caseId, card, missed: null });
  for (const card of cases) {
    const one = byCase.get(card.caseId);
    if (one) put({ caseId: card.caseId, card, missed: one }, dueOf({ card, missed: one }));
  }
  for (const one of missed)
    if (!listed.has(one.caseId)) put({ caseId: one.caseId, card: null, missed: one }, one.dueAt);
  return works;
}

function dueOf({ card, missed }: Pick<Work, 'card' | 'missed'>): number {
  if (card?.callLive) return Number.NEGATIVE_INFINITY;
  const never = Number.POSITIVE_INFINITY;
  return Math.min(card === null ? never : dueAt(card), missed?.dueAt ?? never);
}
