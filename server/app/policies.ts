import type { Role } from '../contract/people.ts';
import type { CaseCommand } from '../domain/case/commands.ts';
import type { CaseRecord } from './ports.ts';

/** Who asks. */
export interface Actor {
  readonly userId: string;
  readonly role: Role;
}

const overseers: readonly Role[] = ['supervisor', 'coordinator', 'head', 'analyst', 'admin'];

/** May this person see the case with its contents? */
export function maySee(actor: Actor, { state }: CaseRecord): boolean {
  if (actor.role === 'official') return state.officialId === actor.userId;
  return actor.role !== 'admin' && actor.role !== 'analyst';
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

/** May this person open the live view? */
export function mayOpen(actor: Actor, topic: string): boolean {
  if (topic === `desk:${actor.userId}`) return true;
  if (topic === 'floor') return overseers.includes(actor.role);
  if (topic === 'inbox:agent') return actor.role === 'agent' || actor.role === 'supervisor';
  if (topic === 'inbox:dispatcher') return actor.role === 'dispatcher' || actor.role === 'supervisor';
  // An official sees what was forwarded to him, on his own desk; the head of the office sees it all.
  return topic === 'inbox:official' && actor.role === 'head';
}

/** Topics that exist; anything else is a mistake of the asker's. */
export const isTopic = (topic: string): boolean =>
  topic === 'floor' ||
  topic === 'inbox:dispatcher' ||
  topic === 'inbox:official' ||
  topic === 'inbox:agent' ||
  /^desk:[0-9a-f-]{36}$/.test(topic);

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
