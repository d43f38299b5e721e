import type { Socket } from 'socket.io';

/** What one person may ask of the live views; far more than any console does, far less than harms a colleague. */
export const perPerson = {
  /** Browsers, their tabs and wallboards at one time. */
  sockets: 12,
  /** Sockets begun by one log-in, let in or not. */
  handshakes: { most: 100, perSecond: 5 },
  /** Whatever is sent over the sockets; who sends more is dropped. */
  messages: { most: 6_000, perSecond: 200 },
  /** Views opened: a dozen browsers that all reconnect at once, then slowly. */
  opens: { most: 120, perSecond: 5 },
  /** The same view asked for anew over the same socket: a gap in its numbers, which hardly ever comes. */
  again: { most: 3, perSecond: 0.5 },
  /** Notes of alerts that were shown. */
  notes: { most: 60, perSecond: 5 },
} as const;

/** Of one log-in; the look-up of each is a query. */
export const handshakesAtOnce = 4;
/** Sockets begun by nobody we know, from one address; none of them is let in. Behind a proxy it is the address of all. */
export const strangers = { most: 100, perSecond: 20 } as const;

/** A browser that has so much unread is answered nothing more until it has read. */
export const unreadToAnswer = 1_000_000;
/** Changes, or bytes, that a browser may leave unread before it is dropped; it comes back with a fresh snapshot. */
const unreadAtMost = { packets: 1_000, bytes: 4_000_000 };

/** Of one page of a snapshot, in characters: a few milliseconds of work. */
export const pageLength = 200_000;
/** Pages that are not asked for in this time are given up, in ms. */
export const pagesKeptMs = 30_000;

interface Unread {
  readonly packets: number;
  readonly bytes: number;
}

/** What was written to a browser and not read by it: kept by us, and by the socket below. */
export function unreadOf(socket: Pick<Socket, 'conn'>): Unread {
  const { writeBuffer, transport } = socket.conn as unknown as {
    readonly writeBuffer: readonly { readonly data?: { readonly length: number } }[];
    readonly transport?: { readonly socket?: { readonly bufferedAmount?: number } };
  };
  const kept = writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  return { packets: writeBuffer.length, bytes: kept + (transport?.socket?.bufferedAmount ?? 0) };
}

export const isFrozen = ({ packets, bytes }: Unread): boolean =>
  packets > unreadAtMost.packets || (packets > 1 && bytes > unreadAtMost.bytes);
