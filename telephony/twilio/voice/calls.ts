import type { TurnedAway } from '../../doors.ts';
import type { CallSnapshot, OfferLapsed } from '../../events.ts';
import { snapshotOfTransfer, type Transfer } from '../../transfer.ts';

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

/** The other, to whom a caller is handed on. */
export interface Target {
  /** Null: outside of the office. */
  readonly extension: string | null;
  /** What is dialled. Never logged; null: a process that is no more has dialled it. */
  readonly address: string | null;
  /** He has been rung, or is about to be. */
  asked: boolean;
  /** Null until Twilio has named it. */
  legSid: string | null;
  /** He asked us to end his ring. */
  refused: boolean;
  /** Epoch ms by which something must have come of his ring. */
  until: number;
}

/** What an agent has asked for, and Twilio has not answered yet. */
export interface Intent {
  readonly id: string;
  readonly target: Transfer['target'];
  readonly address: string | null;
}

/** What becomes of a caller who has waited so long, ms, since he came to his first queue. */
export type Step = { readonly afterMs: number } & (
  | { readonly type: 'lead'; readonly queue: string }
  /** He is asked whether he wants to be called back. */
  | { readonly type: 'offer' }
  /** He is told that he is called back. */
  | { readonly type: 'call_back' }
  /** He leaves a message. */
  | { readonly type: 'voicemail' }
);

/** What a caller is led out of his room to hear. */
export interface Word {
  readonly kind: 'offer' | 'noted' | 'message';
  /** Of the room in which he waits on. */
  readonly mark: string;
  /** Twilio has asked us for the words. */
  heard: boolean;
  /** Epoch ms by which something must have come of it. */
  until: number;
}

/** A call from the caller's arrival to his hang-up, as far as we were told. */
export interface Call {
  /** The caller's leg, or the name under which we placed the call. */
  readonly sid: string;
  /** The leg of the caller, or of the citizen whom we called. */
  readonly callerLeg: string;
  /** Since when his telephone was rung, epoch ms, of a citizen whom we called; null: he called us. */
  readonly dialledAt: number | null;
  readonly callId: string;
  readonly ani: string | null;
  readonly dnis: string;
  readonly arrivedAt: number;
  /** Where he waits. */
  queue: string;
  /** The room the caller waits and talks in; null while he hears the announcements. */
  conferenceSid: string | null;
  queuedAt: number | null;
  /** The higher comes first; 0: by the wait alone. */
  priority: number;
  /** What becomes of him when he waits long, the next one first; null: nobody has told us yet. */
  steps: Step[] | null;
  word: Word | null;
  /** Whether he wants to be called back was asked before. */
  asked: boolean;
  /** Why nobody is rung for him, as the document says that he hears now. */
  turnedAway: TurnedAway | null;
  /** The greeting on its way to the caller speaks the ticket number. */
  numbered: boolean;
  /** Epoch ms when he had heard it: the greeting was over, and he came into his room. */
  numberToldAt: number | null;
  ring: Ring | null;
  answered: { readonly offerId: string; readonly extension: string; readonly at: number } | null;
  transfer: Transfer | null;
  target: Target | null;
  /** He is being led to another room, out of an agent's hands. */
  intent: Intent | null;
  /** Led to the queue again, under this mark: asked of Twilio once more at `until`, epoch ms, unless he is there. */
  leading: { readonly mark: string; until: number } | null;
  /** The leg that handed him on last; null: none did. */
  releasedBy: string | null;
  /** The leg outside of the office that talks to him. */
  outside: string | null;
  /** Legs that have talked to him and are out of it: words about them come late. */
  readonly gone: Set<string>;
  /** Rooms that he has left. */
  readonly formerRooms: Set<string>;
  /** Whose last hold it was; of a transfer's the transfer tells. */
  heldFor: 'agent' | 'transfer';
  /** He is to hear his agent again: asked of Twilio once more then, epoch ms; null: he does. */
  resumeAt: number | null;
  /** Looks in a row that found him without the agent who talked to him. */
  alone: number;
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
export function newCall(
  of: Pick<Call, 'sid' | 'callId' | 'ani' | 'dnis' | 'arrivedAt' | 'queue'> &
    Partial<Pick<Call, 'callerLeg' | 'dialledAt'>>,
): Call {
  return {
    callerLeg: of.sid,
    dialledAt: null,
    ...of,
    conferenceSid: null,
    queuedAt: null,
    priority: 0,
    ...{ steps: null, word: null, asked: false, turnedAway: null },
    numbered: false,
    numberToldAt: null,
    ring: null,
    answered: null,
    ...{ transfer: null, target: null, intent: null, leading: null, releasedBy: null, outside: null },
    ...{ gone: new Set(), formerRooms: new Set(), heldFor: 'agent', resumeAt: null, alone: 0 },
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
export function snapshotOf(call: Call): CallSnapshot {
  const { callId, ani, dnis, arrivedAt, dialledAt, numberToldAt, queue, queuedAt, ring, answered, transfer } = call;
  const rings = ring && ring.legSid !== null && ring.offeredAt !== null;
  const offers = rings ? [{ offerId: ring.legSid ?? '', extension: ring.extension, at: ring.offeredAt ?? 0 }] : [];
  const to = transfer?.mode === 'consult' ? null : (transfer?.to ?? null);
  if (to && to.extension !== null) offers.push({ offerId: to.offerId, extension: to.extension, at: call.lastAt });
  return {
    callId,
    ani,
    dnis,
    arrivedAt,
    numberToldAt,
    queued: queuedAt === null ? null : { queue, at: queuedAt },
    offers,
    answered,
    transfer: transfer && snapshotOfTransfer(transfer),
    ...(dialledAt !== null && { dialled: { at: dialledAt } }),
  };
}
