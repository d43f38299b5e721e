import type { Me } from '../../../server/contract/people.ts';
import type { CaseCard } from '../../../server/contract/views.ts';
import { mostUrgent } from './steps.ts';

export type InboxSide = 'dispatcher' | 'official';

/**
 * The cases that wait for this person: those of the role's inbox and those on their own desk, each once. An official
 * sees what was forwarded to them; the head of the office sees every official's.
 */
export function inboxOf(
  inbox: readonly CaseCard[],
  desk: readonly CaseCard[],
  side: InboxSide,
  me: Pick<Me, 'userId' | 'role'>,
): CaseCard[] {
  const newest = new Map<string, CaseCard>();
  for (const card of [...inbox, ...desk]) {
    const known = newest.get(card.caseId);
    if (known === undefined || card.version > known.version) newest.set(card.caseId, card);
  }
  const wanted = side === 'dispatcher' ? 'dispatched' : 'forwarded';
  return [...newest.values()].filter(
    (card) => card.status === wanted && (side === 'dispatcher' || me.role === 'head' || isFor(card, me.userId)),
  );
}

const isFor = (card: CaseCard, userId: string): boolean => card.officialId === null || card.officialId === userId;

/** A citizen still on the line first, then by the time left. */
export function inboxOrder(cases: readonly CaseCard[]): CaseCard[] {
  const dueAt = (card: CaseCard): number => mostUrgent(card)?.dueAt ?? Number.POSITIVE_INFINITY;
  return [...cases].sort((a, b) => Number(b.callLive) - Number(a.callLive) || dueAt(a) - dueAt(b));
}
