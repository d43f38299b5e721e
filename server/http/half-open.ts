import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections of one address that have not asked anything whole yet; behind a proxy, of all who come through it. */
const perSource = 200;

/** A browser's request is here within a second; who dribbles it holds a connection no longer than this, in ms. */
export const requestLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
} as const;

/**
 * Closes connections that somebody opens by the thousand without asking anything. The oldest go first: an honest request
 * is whole within a moment, so that whoever shares the address still comes through.
 */
export function boundHalfOpen(server: Server): void {
  const waiting = new Map<string, Set<Socket>>();
  const forget = (socket: Socket, source: string) => {
    const theirs = waiting.get(source);
    theirs?.delete(socket);
    if (theirs?.size === 0) waiting.delete(source);
  };
  const note = (socket: Socket, source: string) => {
    const theirs = waiting.get(source) ?? new Set();
    waiting.set(source, theirs.add(socket));
    const [oldest] = theirs;
    if (theirs.size <= perSource || !oldest) return;
    forget(oldest, source);
    oldest.destroy();
  };
  server.on('connection', (socket: Socket) => {
    const source = socket.remoteAddress ?? '';
    note(socket, source);
    socket.once('close', () => forget(socket, source));
  });
  const whole = ({ socket }: IncomingMessage) => forget(socket, socket.remoteAddress ?? '');
  server.on('request', (request: IncomingMessage) => {
    // A body may still dribble.
    if (request.complete) whole(request);
    else {
      note(request.socket, request.socket.remoteAddress ?? '');
      request.once('end', () => whole(request));
    }
  });
  server.on('upgrade', whole);
}
