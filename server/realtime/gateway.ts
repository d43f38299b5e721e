import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { deskOf, type SnapshotPages, type Topics } from '../app/live/topics.ts';
import { isTopic, mayOpen } from '../app/people/policies.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import { createAllowance } from '../app/shared/allowance.ts';
import { isOwnOrigin } from '../app/shared/own-origin.ts';
import type { Change, ClientToServer, ServerToClient } from '../contract/live.ts';
import { type Owed, owedProblem } from '../contract/people.ts';
import type { Asker } from '../domain/rights/facts.ts';
import { type Identify, paceHandshakes } from './handshakes.ts';
import { isFrozen, pageLength, pagesKeptMs, perPerson, unreadOf, unreadToAnswer } from './limits.ts';

/** Somebody with a socket, or a wallboard. */
export interface Listener extends Asker {
  /** Under what it was let in. */
  readonly sessionId: string;
  /** What has to be done before there is anything to see. */
  readonly owes: Owed | null;
}

export interface GatewayDeps {
  readonly server: HttpServer;
  /** Finds out who asks: the same as the REST routes'. */
  readonly identify: Identify;
  readonly listenerOf: (request: object) => Listener | null;
  readonly topics: Topics;
  readonly clock: Clock;
  /** Milliseconds that never step. */
  readonly elapsed: () => number;
  readonly log: Log;
  /** Address of the console in the browser, where it differs from ours. */
  readonly publicUrl: string | undefined;
  /** What a request would be looked up by; empty: nobody asks that we know. */
  readonly tokensOf: (request: IncomingMessage) => readonly string[];
  /** Those of the log-in sessions that are still valid, with the role of now. Throws when the database is away. */
  readonly liveSessions: (
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly role: string; readonly locked: boolean }>>;
  /** A session with sockets is over, and not by a log-out. */
  readonly sessionOver: (userId: string, sessionId: string) => void;
  /** Alerts a browser has shown, by ids it gave: they may be anything. */
  readonly delivered: (asker: Asker, alertIds: readonly string[]) => void;
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

/**
 * How often the sessions behind the sockets are looked at: they end with a password reset, with their time, and when
 * their person leaves or gets another role.
 */
const sessionCheckMs = 1_000;

/** Live views over Socket.IO: a snapshot when a topic is opened, then its numbered changes. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { topics, clock, elapsed, log } = deps;
  const messages = createAllowance({ ...perPerson.messages, elapsed });
  const io = new Server<ClientToServer, ServerToClient>(deps.server, {
    serveClient: false,
    // Compression costs ten times the throughput for messages of this size.
    perMessageDeflate: false,
    maxHttpBufferSize: 100_000,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    // Whoever is not let in is not kept either.
    connectTimeout: 5_000,
    transports: ['websocket', 'polling'],
    allowRequest: ({ headers }, decide) => decide(null, isOwnOrigin(headers, deps.publicUrl)),
  });
  const opens = createAllowance({ ...perPerson.opens, elapsed });
  const again = createAllowance({ ...perPerson.again, elapsed });
  const notes = createAllowance({ ...perPerson.notes, elapsed });
  const countOf = (userId: string) => io.sockets.adapter.rooms.get(`person:${userId}`)?.size ?? 0;

  const connections = new Set<string>();
  io.engine.on('connection', (connection: { readonly id: string; once(event: 'close', closed: () => void): void }) => {
    connections.add(connection.id);
    connection.once('close', () => connections.delete(connection.id));
  });
  io.engine.use(
    paceHandshakes({
      ...{ identify: deps.identify, elapsed },
      tokensOf: (request) => (isOwnOrigin(request.headers, deps.publicUrl) ? deps.tokensOf(request) : []),
      isSomebody: (request) => deps.listenerOf(request) !== null,
      isOpen: (sid) => connections.has(sid),
    }),
  );
  // Whoever goes away while somebody is looked up would end the server: nobody else listens to the connection then.
  deps.server.on('upgrade', (_request, connection) => connection.on('error', () => {}));
  io.use((socket, next) => {
    const listener = deps.listenerOf(socket.request);
    if (!listener) return next(new Error('not_logged_in'));
    if (listener.owes !== null && listener.owes !== 'unlock') return next(new Error(owedProblem[listener.owes]));
    if (countOf(listener.userId) >= perPerson.sockets) return next(new Error('too_many_sockets'));
    next();
  });

  io.on('connection', (socket) => {
    const listener = deps.listenerOf(socket.request);
    if (!listener) return socket.disconnect(true);
    const { userId, sessionId } = listener;
    void socket.join([`person:${userId}`, `session:${sessionId}`]);

    socket.use((_packet, next) => {
      if (messages.take(userId)) return next();
      log.warn({ personId: userId }, 'a browser that sends without pause was dropped');
      socket.disconnect(true);
    });
    /** What is left of large snapshots that were begun. */
    const kept = new Map<string, { readonly pages: SnapshotPages; readonly at: number }>();
    socket.on('open', (topic, reply) => {
      if (typeof reply !== 'function') return;
      // Whoever asks too much gets no answer: a browser asks again after a while, and by then there may be one.
      if (!opens.take(userId) || unreadOf(socket).bytes > unreadToAnswer) return;
      if (typeof topic !== 'string' || !isTopic(topic)) return reply({ error: 'unknown_topic' });
      if (!mayOpen(listener, topic)) return reply({ error: 'not_allowed' });
      // What is locked hears of its own desk alone: whether it rings.
      if (listener.owes === 'unlock' && topic !== deskOf(userId)) return reply({ error: 'not_allowed' });
      if (socket.rooms.has(topic) && !again.take(`${socket.id} ${topic}`)) return;
      // Joined and answered in one turn of the loop: no change falls between the snapshot and the first change.
      void socket.join(topic);
      const pages = topics.pages(topic, clock.now(), pageLength);
      if (pages.first.more) kept.set(topic, { pages, at: elapsed() });
      else kept.delete(topic);
      reply(pages.first);
    });
    socket.on('more', (topic, reply) => {
      const page = typeof reply === 'function' && unreadOf(socket).bytes <= unreadToAnswer && kept.get(topic);
      if (!page) return;
      if (elapsed() - page.at > pagesKeptMs) return void kept.delete(topic);
      const next = page.pages.next();
      if (!next?.more) kept.delete(topic);
      if (next) reply(next);
    });

    socket.on('delivered', (alertIds) => {
      if (!Array.isArray(alertIds) || !notes.take(userId)) return;
      const ids = alertIds.filter((id): id is string => typeof id === 'string' && id.length <= 200).slice(0, 200);
      if (ids.length > 0) deps.delivered(listener, ids);
    });
    return undefined;
  });

  const end: Gateway['end'] = (room) => {
    const name = 'sessionId' in room ? `session:${room.sessionId}` : `person:${room.userId}`;
    io.to(name).emit('sessionEnded');
    io.in(name).disconnectSockets(true);
  };
  const checkSessions = async () => {
    const behind = new Map<string, Listener>();
    for (const socket of io.sockets.sockets.values()) {
      const listener = deps.listenerOf(socket.request);
      if (listener) behind.set(listener.sessionId, listener);
    }
    if (behind.size === 0) return;
    const live = await deps.liveSessions([...behind.keys()]);
    for (const [sessionId, { userId, role }] of behind) {
      if (live.get(sessionId)?.role === role) continue;
      // Ended by somebody while we looked: its sockets are gone, and whoever ended it has noted it.
      if (!io.sockets.adapter.rooms.has(`session:${sessionId}`)) continue;
      end({ sessionId });
      deps.sessionOver(userId, sessionId);
    }
    // Locked or unlocked since: its other tabs look who they are, and show as little or as much.
    for (const socket of io.sockets.sockets.values()) {
      const listener = deps.listenerOf(socket.request);
      const session = listener && live.get(listener.sessionId);
      if (!session || session.locked === (listener.owes === 'unlock')) continue;
      socket.emit('sessionEnded');
      socket.disconnect(true);
    }
  };
  let checking = false;
  const sessionCheck = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) dropWhenFrozen(socket, log);
    if (checking) return;
    checking = true;
    checkSessions()
      .catch((error: unknown) => log.warn({ err: error }, 'the sessions could not be looked at'))
      .finally(() => {
        checking = false;
      });
  }, sessionCheckMs);
  sessionCheck.unref();

  return {
    send: (change) => {
      // Socket.IO writes it out before it sees that nobody listens: for every case of a start, and for every change after it.
      if (io.sockets.adapter.rooms.has(change.topic)) io.to(change.topic).emit('change', change);
    },
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

/** A browser that no longer reads would have us keep everything it missed. */
function dropWhenFrozen(socket: ClientSocket, log: Log): void {
  const unread = unreadOf(socket);
  if (!isFrozen(unread)) return;
  log.warn(unread, 'a browser that does not read was dropped');
  socket.disconnect(true);
}
