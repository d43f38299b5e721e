import type { CallSnapshot, OfferLapsed } from '../../events.ts';

/** One ring of one agent's telephone, asked of Twilio. */
export interface Ring {
  readonly extension: string;
  /** The agent's leg; null until Twilio has named it. */
  legSid: string | null;
  /** Epoch ms since when it rings; null until Twilio says that it does. */
  offeredAt: number | null;
  /** Why it is being ended; null while it may ring. */
  ending: OfferLapsed['reason'] | null;
  /** Epoch ms by which something must have come of it. */
  until: number;
}

/** A call from the caller's arrival to his hang-up, as far as we were told. */
export interface Call {
  /** The caller's leg. */
  readonly sid: string;
  readonly callId: string;
  readonly ani: string | null;
  readonly dnis: string;
  readonly arrivedAt: number;
  /** The room the caller waits and talks in; null while he hears the announcements. */
  conferenceSid: string | null;
  queuedAt: number | null;
  /** The greeting on its way to the caller speaks the ticket number. */
  numbered: boolean;
  /** Epoch ms when he had heard it: the greeting was over, and he came into his room. */
  numberToldAt: number | null;
  ring: Ring | null;
  answered: { readonly offerId: string; readonly extension: string; readonly at: number } | null;
  held: boolean;
  /** Number of the conference's event that last changed `held`: an older one comes too late to count. */
  heldBy: number;
  /** The agent hung up, or asked us to. */
  agentLeft: boolean;
  /** The caller seems to be gone. `sure`: his leg is; only who hung up first is still to be told. */
  leaving: { readonly at: number; readonly until: number; readonly sure: boolean } | null;
  /** Rings in vain by extension. */
  readonly misses: Map<string, number>;
  /** Legs of agents that are over. */
  readonly spent: Set<string>;
  /** Epoch ms of the last event told: none may come before it. */
  lastAt: number;
}

/** A call that has just arrived. */
export function newCall(of: Pick<Call, 'sid' | 'callId' | 'ani' | 'dnis' | 'arrivedAt'>): Call {
  return {
    ...of,
    conferenceSid: null,
    queuedAt: null,
    numbered: false,
    numberToldAt: null,
    ring: null,
    answered: null,
    held: false,
    heldBy: 0,
    agentLeft: false,
    leaving: null,
    misses: new Map(),
    spent: new Set(),
    lastAt: of.arrivedAt,
  };
}

/** The call as a snapshot of the exchange shows it. */
export function snapshotOf(
  { callId, ani, dnis, arrivedAt, numberToldAt, queuedAt, ring, answered }: Call,
  queue: string,
): CallSnapshot {
  const offers =
    ring && ring.legSid !== null && ring.offeredAt !== null
      ? [{ offerId: ring.legSid, extension: ring.extension, at: ring.offeredAt }]
      : [];
  return {
    callId,
    ani,
    dnis,
    arrivedAt,
    numberToldAt,
    queued: queuedAt === null ? null : { queue, at: queuedAt },
    offers,
    answered,
  };
}
