import type { Me, Role } from '../../../server/contract/people.ts';
import type { CaseCard } from '../../../server/contract/views.ts';
import { mostUrgent } from './steps.ts';

/** The live views in which a person's work waits, besides their own desk. */
export function inboxTopics({ role }: Pick<Me, 'role'>): readonly string[] {
  switch (role) {
    case 'supervisor':
      return ['inbox:supervisor', 'inbox:dispatcher', 'inbox:agent'];
    case 'head':
      return ['inbox:head', 'inbox:official', 'inbox:forwarded'];
    case 'admin':
      return [];
    default:
      return [`inbox:${role}`];
  }
}

/** Whose steps a person looks after. */
const lookedAfter = (role: Role): readonly Role[] => {
  if (role === 'supervisor') return ['supervisor', 'dispatcher', 'agent'];
  return role === 'head' ? ['head', 'official', 'agency'] : [role];
};

/**
 * The cases that wait for this person, each once and as it is newest: those of a call by how far it has come, all
 * others by the steps that run. What was forwarded to somebody is that person's and the head's to read.
 */
export function inboxOf(cases: readonly CaseCard[], me: Pick<Me, 'userId' | 'role'>): CaseCard[] {
  const newest = new Map<string, CaseCard>();
  for (const card of cases) {
    const known = newest.get(card.caseId);
    if (known === undefined || card.version > known.version) newest.set(card.caseId, card);
  }
  return [...newest.values()].filter((card) => (card.byActs ? stepWaits(card, me) : callWaits(card, me)));
}

const mine = (personId: string | null, { userId, role }: Pick<Me, 'userId' | 'role'>): boolean =>
  personId === null || personId === userId || role === 'head';

function stepWaits(card: CaseCard, me: Pick<Me, 'userId' | 'role'>): boolean {
  const roles = lookedAfter(me.role);
  return card.waitsFor.some(
    ({ role, personId }) =>
      roles.includes(role) && (role === 'agent' || role === 'dispatcher' ? !card.callLive : mine(personId, me)),
  );
}

function callWaits(card: CaseCard, me: Pick<Me, 'userId' | 'role'>): boolean {
  const roles = lookedAfter(me.role);
  if (card.status === 'dispatched' && roles.includes('dispatcher')) return true;
  return card.status === 'forwarded' && roles.includes('official') && mine(card.officialId, me);
}

/** A citizen still on the line first, then by the time left; what promises no time comes last. */
export function inboxOrder(cases: readonly CaseCard[]): CaseCard[] {
  const dueAt = (card: CaseCard): number => mostUrgent(card)?.dueAt ?? Number.POSITIVE_INFINITY;
  return [...cases].sort(
    (a, b) => Number(b.callLive) - Number(a.callLive) || dueAt(a) - dueAt(b) || a.openedAt - b.openedAt,
  );
}
