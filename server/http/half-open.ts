import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections of one address that have not asked anything whole yet; behind a proxy, of all who come through it. */
const perSource = 200;

/** A browser's request is here within a second; who dribbles its head holds a connection no longer than this, in ms. */
export const requestLimits = {
  headersTimeout: 10_000,
  // Of bodies, see `Pace`: a photo or a scan over a slow line takes minutes.
  requestTimeout: 15 * 60_000,
  connectionsCheckingInterval: 2_000,
} as const;

/** How long a body may take; a file may take as long again while so many bytes of it came meanwhile. */
interface Pace {
  readonly ms: number;
  readonly bytes: number;
}
const slowest: Pace = { ms: 30_000, bytes: 30_000 };

/**
 * Closes connections that somebody opens by the thousand without asking anything. The oldest go first: an honest request
 * is whole within a moment, so that whoever shares the address still comes through.
 */
export function boundHalfOpen(server: Server, pace: Pace = slowest): void {
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
      keepPace(request, pace);
    }
  });
  server.on('upgrade', whole);
}

/** Cuts off whoever keeps us waiting for a body. */
function keepPace(request: IncomingMessage, { ms, bytes }: Pace): void {
  const { socket } = request;
  const isFile = request.headers['content-type'] === 'application/octet-stream';
  let read = socket.bytesRead;
  const look = setInterval(() => {
    const came = socket.bytesRead - read;
    read = socket.bytesRead;
    if (!isFile || came < bytes) socket.destroy();
  }, ms).unref();
  for (const over of ['end', 'close']) request.once(over, () => clearInterval(look));
}
