import type { MissedCard } from '../../../server/contract/missed.ts';
import type { CaseCard } from '../../../server/contract/views.ts';
import { type Countdown, countdownOf } from './countdown.ts';
import { dueAt } from './inbox.ts';

/** How a missed caller's clock stands: amber from three quarters of its time on. */
export function missedCountdown({ lastAt, dueAt: due }: MissedCard, now: number): Countdown {
  const warnAt = [lastAt + ((due - lastAt) * 3) / 4];
  return countdownOf({ startedAt: lastAt, dueAt: due, warnAt, endedAt: null, verdict: 'running' }, now);
}

/** A line of the inbox. */
export type Work =
  | { readonly kind: 'case'; readonly caseId: string; readonly card: CaseCard }
  | { readonly kind: 'missed'; readonly caseId: string; readonly missed: MissedCard };

/** Missed callers among the cases, which are in their order: each before the first that is due later. */
export function worksOf(cases: readonly CaseCard[], missed: readonly MissedCard[]): Work[] {
  const works: Work[] = cases.map((card) => ({ kind: 'case', caseId: card.caseId, card }));
  const dueOf = (work: Work): number =>
    work.kind === 'missed' ? work.missed.dueAt : work.card.callLive ? Number.NEGATIVE_INFINITY : dueAt(work.card);
  for (const one of missed) {
    const at = works.findIndex((work) => dueOf(work) > one.dueAt);
    works.splice(at === -1 ? works.length : at, 0, { kind: 'missed', caseId: one.caseId, missed: one });
  }
  return works;
}
