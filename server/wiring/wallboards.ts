import type { SecurityLog } from '../app/people/security-log.ts';
import type { WallboardStore } from '../app/ports/wallboards.ts';
import { sessionOfWallboard, wallboardOf } from '../http/listener.ts';
import { type WallboardRoutesDeps, wallboardRoutes } from '../http/routes/wallboards.ts';
import type { createSession } from '../http/session.ts';
import { createWallboardDoor, identifySocket } from '../http/wallboards.ts';
import type { Gateway } from '../realtime/gateway.ts';
import type { SessionStore } from '../store/session-store.ts';

export interface WallboardWiringDeps {
  readonly wallboards: WallboardStore;
  readonly sessionStore: SessionStore;
  /** Finds out who is logged in. */
  readonly session: ReturnType<typeof createSession>;
  readonly https: boolean;
  readonly security: SecurityLog;
  readonly published: WallboardRoutesDeps['published'];
  /** Other tiles than before are to be shown. */
  readonly chosen: () => void;
  readonly endSockets: Gateway['end'];
}

const watching = { role: 'wallboard', locked: false } as const;

/** Screens on walls, beside the people who are logged in. */
export function createWallboardWiring(deps: WallboardWiringDeps) {
  const { wallboards, sessionStore, session, security } = deps;
  const door = createWallboardDoor(wallboards.byToken, deps.https);
  return {
    routes: wallboardRoutes({
      wallboards,
      door,
      security,
      ...{ published: deps.published, chosen: deps.chosen },
      revoked: (wallboardId) => deps.endSockets({ sessionId: sessionOfWallboard(wallboardId) }),
    }),
    /** What a request of a wallboard is looked up by; null: it is of none. */
    tokenOf: door.tokenOf,
    /** Who asks for a socket. */
    identify: identifySocket(door, session),
    /** What is behind sockets and holds still: log-ins, and wallboards that were not revoked. */
    liveSessions: async (ids: readonly string[]) => {
      const boards = ids.flatMap((id) => wallboardOf(id) ?? []);
      const [people, screens] = await Promise.all([
        sessionStore.live(ids.filter((id) => wallboardOf(id) === null)),
        boards.length === 0 ? new Set<string>() : wallboards.live(boards),
      ]);
      return new Map<string, { readonly role: string; readonly locked: boolean }>([
        ...people,
        ...[...screens].map((id) => [sessionOfWallboard(id), watching] as const),
      ]);
    },
  };
}
