import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Topics } from '../app/live/topics.ts';
import { type Actor, isTopic, mayOpen } from '../app/people/policies.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import type { Change, ClientToServer, ServerToClient } from '../contract/live.ts';

export interface GatewayDeps {
  readonly server: HttpServer;
  /** The log-in session's middleware, the same as the REST routes'. */
  readonly session: Parameters<Server['engine']['use']>[0];
  readonly actorOf: (request: object) => Actor | null;
  readonly topics: Topics;
  readonly clock: Clock;
  readonly log: Log;
  /** Which of these log-in sessions are still valid. Throws when the database is away. */
  readonly liveSessions: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Alerts a browser has shown, by ids it gave: they may be anything. */
  readonly delivered: (actor: Actor, alertIds: readonly string[]) => void;
}

export interface Gateway {
  /** Sends a change to those who opened its topic. */
  send(change: Change): void;
  /** Ends the sockets of a session or of a person, who have to log in again. */
  end(room: { readonly sessionId: string } | { readonly userId: string }): void;
  readonly sockets: number;
  close(): Promise<void>;
}

type ClientSocket = Socket<ClientToServer, ServerToClient>;

/** How often the sessions behind the sockets are looked at: a password reset or their time may have ended them. */
const sessionCheckMs = 5_000;

/** Changes a browser may leave unread before it is dropped; it comes back with a fresh snapshot. */
const unreadAtMost = 1_000;

/** Live views over Socket.IO: a snapshot when a topic is opened, then its numbered changes. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { topics, clock, log } = deps;
  const io = new Server<ClientToServer, ServerToClient>(deps.server, {
    serveClient: false,
    // Compression costs ten times the throughput for messages of this size.
    perMessageDeflate: false,
    maxHttpBufferSize: 100_000,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    transports: ['websocket', 'polling'],
  });
  io.engine.use(deps.session);
  io.use((socket, next) => {
    if (deps.actorOf(socket.request)) next();
    else next(new Error('not_logged_in'));
  });

  io.on('connection', (socket) => {
    const actor = deps.actorOf(socket.request);
    if (!actor) return socket.disconnect(true);
    void socket.join([`person:${actor.userId}`, `session:${sessionIdOf(socket)}`]);
    dropWhenFrozen(socket, log);

    socket.on('open', (topic, reply) => {
      if (typeof reply !== 'function') return;
      if (typeof topic !== 'string' || !isTopic(topic)) return reply({ error: 'unknown_topic' });
      if (!mayOpen(actor, topic)) return reply({ error: 'not_allowed' });
      // Joined and answered in one turn of the loop: no change falls between the snapshot and the first change.
      void socket.join(topic);
      reply(topics.snapshot(topic, clock.now()));
    });

    socket.on('delivered', (alertIds) => {
      if (!Array.isArray(alertIds)) return;
      const ids = alertIds.filter((id): id is string => typeof id === 'string' && id.length <= 200).slice(0, 200);
      if (ids.length > 0) deps.delivered(actor, ids);
    });
    return undefined;
  });

  const end: Gateway['end'] = (room) => {
    const name = 'sessionId' in room ? `session:${room.sessionId}` : `person:${room.userId}`;
    io.to(name).emit('sessionEnded');
    io.in(name).disconnectSockets(true);
  };
  const checkSessions = async () => {
    const ids = [...new Set([...io.sockets.sockets.values()].map(sessionIdOf))];
    if (ids.length === 0) return;
    const live = await deps.liveSessions(ids);
    for (const sessionId of ids) if (!live.has(sessionId)) end({ sessionId });
  };
  const sessionCheck = setInterval(() => {
    checkSessions().catch((error: unknown) => log.warn({ err: error }, 'the sessions could not be looked at'));
  }, sessionCheckMs);
  sessionCheck.unref();

  return {
    send: (change) => void io.to(change.topic).emit('change', change),
    end,
    get sockets() {
      return io.engine.clientsCount;
    },
    close: () => {
      clearInterval(sessionCheck);
      return io.close();
    },
  };
}

const sessionIdOf = (socket: ClientSocket): string => (socket.request as { sessionID?: string }).sessionID ?? '';

/** A browser that no longer reads would have us keep everything it missed. */
function dropWhenFrozen(socket: ClientSocket, log: Log): void {
  const guard = setInterval(() => {
    const { writeBuffer } = socket.conn as unknown as { writeBuffer: readonly unknown[] };
    if (writeBuffer.length <= unreadAtMost) return;
    log.warn({ unread: writeBuffer.length }, 'a browser that does not read was dropped');
    socket.disconnect(true);
  }, 1_000);
  guard.unref();
  socket.on('disconnect', () => clearInterval(guard));
}
