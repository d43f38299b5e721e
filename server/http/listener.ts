import type { IncomingMessage } from 'node:http';
import type { SessionData } from 'express-session';
import type { Owed, Role } from '../contract/people.ts';
import { listenerOf } from './session.ts';

/** Who has a socket: somebody of the office, or a wallboard. */
export interface SocketListener {
  readonly userId: string;
  readonly role: Role | 'wallboard';
  readonly owes: Owed | null;
  /** Under what it was let in: a log-in, whatever its token, or `wallboard:` and its id. */
  readonly sessionId: string;
}

const prefix = 'wallboard:';
export const sessionOfWallboard = (wallboardId: string): string => `${prefix}${wallboardId}`;
/** The wallboard's id, or null of a log-in's session. */
export const wallboardOf = (sessionId: string): string | null =>
  sessionId.startsWith(prefix) ? sessionId.slice(prefix.length) : null;

/** Who asks for a socket; null: nobody we know. */
export function socketListenerOf(
  request: IncomingMessage & { readonly session?: Partial<SessionData> },
): SocketListener | null {
  const { wallboard, session } = request;
  if (wallboard) {
    const { wallboardId } = wallboard;
    return { userId: wallboardId, role: 'wallboard', owes: null, sessionId: sessionOfWallboard(wallboardId) };
  }
  const listener = listenerOf(request);
  return listener && { ...listener, sessionId: session?.logIn ?? '' };
}
