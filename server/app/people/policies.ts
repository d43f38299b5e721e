import { type Role, roles } from '../../contract/people.ts';
import { listeners } from '../../contract/recordings.ts';
import type { Act } from '../../domain/case/acts.ts';
import type { CaseState } from '../../domain/case/case.ts';
import type { CaseCommand } from '../../domain/case/commands.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { CaseRecord } from '../ports/ports.ts';

/** Who asks. */
export interface Actor {
  readonly userId: string;
  readonly role: Role;
}

const overseers: readonly Role[] = ['supervisor', 'coordinator', 'head', 'analyst', 'admin'];

/** May this person see the case with its contents? */
export function maySee(actor: Actor, { state }: CaseRecord, sop: SopDefinition): boolean {
  switch (actor.role) {
    case 'admin':
      return false;
    // What was forwarded to somebody is his; what is nobody's is every one's who does that work.
    case 'official':
    case 'agency':
      return state.officialId === null ? takesPart(actor.role, state, sop) : state.officialId === actor.userId;
    case 'secretary':
    case 'information_officer':
    case 'assistant_information_officer':
    case 'analyst':
      return takesPart(actor.role, state, sop);
    default:
      return true;
  }
}

/** A step of the case was or is this role's, alone or with others. */
function takesPart(role: Role, { sop: { runs } }: CaseState, sop: SopDefinition): boolean {
  const of = new Set(runs.map(({ step }) => step));
  return sop.steps.some(({ id, actor, with: others }) => of.has(id) && [actor, ...others].some((who) => who === role));
}

/** May this person do this act, which the case waits for? */
export function mayAct(actor: Actor, act: Pick<Act, 'actor'>, { state }: CaseRecord): boolean {
  if (actor.role === 'supervisor' && (act.actor === 'agent' || act.actor === 'dispatcher')) return true;
  if (actor.role !== act.actor) return false;
  switch (act.actor) {
    // Whoever has the citizen on the line works on the case; afterwards another one may go on with it.
    case 'agent':
      return !state.sop.live || state.agentId === actor.userId;
    case 'official':
    case 'agency':
      return state.officialId === null || state.officialId === actor.userId;
    default:
      return true;
  }
}

/** May this person do this to the case? The route has already checked the role. */
export function mayDo(actor: Actor, command: CaseCommand['type'], { state }: CaseRecord): boolean {
  if (actor.role === 'supervisor') return command !== 'answer';
  switch (command) {
    case 'forward':
      return actor.role === 'dispatcher';
    case 'answer':
      return actor.role === 'head' || (actor.role === 'official' && state.officialId === actor.userId);
    default:
      return actor.role === 'agent' && state.agentId === actor.userId;
  }
}

/** May this person write to the citizen? Whoever has the citizen on the line; afterwards any agent may go on with it. */
export function mayWrite(actor: Actor, { state }: CaseRecord): boolean {
  return actor.role === 'agent' && (!state.sop.live || state.agentId === actor.userId);
}

/** May this person know when and how long the case's call was recorded? Who may listen too, is in the contract. */
export function maySeeRecordings(actor: Actor, { state }: CaseRecord): boolean {
  return actor.role === 'agent' ? state.agentId === actor.userId : listeners.some((role) => role === actor.role);
}

/** May this person open the live view? */
export function mayOpen(actor: Actor, topic: string): boolean {
  if (topic === `desk:${actor.userId}`) return true;
  if (topic === 'floor') return overseers.includes(actor.role);
  // What was forwarded to somebody is on that person's desk; the head of the office sees it all.
  if (topic === 'inbox:forwarded') return actor.role === 'head';
  if (topic === `inbox:${actor.role}`) return isTopic(topic);
  if (topic === 'inbox:agent' || topic === 'inbox:dispatcher') return actor.role === 'supervisor';
  return topic === 'inbox:official' && actor.role === 'head';
}

/** Every live view that is not somebody's own: what waits for a role, what was forwarded, and the floor. */
export const sharedTopics: readonly string[] = [
  'floor',
  ...roles.filter((role) => role !== 'admin').map((role) => `inbox:${role}`),
  'inbox:forwarded',
];

/** Topics that exist; anything else is a mistake of the asker's. */
export const isTopic = (topic: string): boolean => sharedTopics.includes(topic) || /^desk:[0-9a-f-]{36}$/.test(topic);

/**
 * May this person take note of the alert? Those it concerns, and the supervisors.
 * @param alert `heardBy`: whom an escalation went to, who alone take note of it: not the one who is late. Null: it is none.
 */
export function mayAcknowledge(
  actor: Actor,
  alert: { readonly personId: string | null; readonly actor: string; readonly heardBy: readonly string[] | null },
): boolean {
  if (actor.role === 'supervisor' || actor.role === 'coordinator' || actor.role === 'head') return true;
  if (alert.heardBy) return alert.heardBy.includes(actor.userId);
  return alert.personId === null ? alert.actor === actor.role : alert.personId === actor.userId;
}
