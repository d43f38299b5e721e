import type { Role } from '../../../server/contract/people.ts';
import type { CaseCard } from '../../../server/contract/views.ts';
import type { Viewer } from '../../../server/contract/wallboards.ts';
import { needsWords } from './conversation.ts';
import { mostUrgent } from './steps.ts';

/** The live views in which a person's work waits, besides their own desk. */
export function inboxTopics({ role }: Pick<Viewer, 'role'>): readonly string[] {
  switch (role) {
    case 'supervisor':
      return ['inbox:supervisor', 'inbox:dispatcher', 'inbox:agent'];
    case 'head':
      return ['inbox:head', 'inbox:official', 'inbox:forwarded'];
    case 'admin':
    case 'privacy_officer':
    case 'wallboard':
      return [];
    default:
      return [`inbox:${role}`];
  }
}

/** Whose steps a person looks after. */
const lookedAfter = (role: Viewer['role']): readonly Viewer['role'][] => {
  if (role === 'supervisor') return ['supervisor', 'dispatcher', 'agent'];
  return role === 'head' ? ['head', 'official', 'agency'] : [role];
};

/**
 * The cases that wait for this person, whatever the channel, each once and as it is newest: by the steps that run, and for
 * whoever answers citizens those whose citizen waits for words. What was forwarded to somebody is that person's and the
 * head's to read.
 */
export function inboxOf(cases: readonly CaseCard[], me: Pick<Viewer, 'userId' | 'role'>): CaseCard[] {
  const newest = new Map<string, CaseCard>();
  for (const card of cases) {
    const known = newest.get(card.caseId);
    if (known === undefined || card.version > known.version) newest.set(card.caseId, card);
  }
  return [...newest.values()].filter((card) => stepWaits(card, me) || wordsWait(card, me));
}

const mine = (personId: string | null, { userId, role }: Pick<Viewer, 'userId' | 'role'>): boolean =>
  personId === null || personId === userId || role === 'head';

/** What an agent has on the desk as a call is not in the agents' list; whoever takes part in a step has it in theirs. */
function stepWaits(card: CaseCard, me: Pick<Viewer, 'userId' | 'role'>): boolean {
  const roles = lookedAfter(me.role);
  return card.waitsFor.some(({ role, personId, with: others }) => {
    if (roles.includes(role) && (role === 'agent' ? card.layout !== 'call' : mine(personId, me))) return true;
    return others.some((other) => other !== 'agent' && roles.includes(other) && mine(officerOf(other, card), me));
  });
}

const officerOf = (role: Role, { officialId }: CaseCard): string | null =>
  role === 'official' || role === 'agency' ? officialId : null;

function wordsWait(card: CaseCard, { role }: Pick<Viewer, 'role'>): boolean {
  return needsWords(card) && !card.callLive && lookedAfter(role).includes('agent');
}

/**
 * When somebody should have looked at it. A citizen who waits for words has waited from the moment they were asked for;
 * of one who is waited for nobody has to hurry.
 */
export function dueAt(card: CaseCard): number {
  const words = card.conversation?.waitingSince ?? (needsWords(card) ? card.conversation?.lastAt : undefined);
  const never = Number.POSITIVE_INFINITY;
  const step = mostUrgent(card);
  return Math.min(step?.stoppedAt === null ? step.dueAt : never, words ?? never);
}

/** A citizen still on the line first, then what was or is due first; what promises no time, or whose clock stands, comes last. */
export function inboxOrder(cases: readonly CaseCard[]): CaseCard[] {
  return [...cases].sort(
    (a, b) => Number(b.callLive) - Number(a.callLive) || dueAt(a) - dueAt(b) || a.openedAt - b.openedAt,
  );
}
