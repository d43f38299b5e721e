import type { TurnedAway } from '../doors.ts';
import type { Transfer } from '../transfer.ts';
import type { DialledCall } from './dialled-calls.ts';

/** A ring of one agent's telephone, and the leg it becomes when answered. */
export interface TrackedOffer {
  readonly offerId: string;
  /** Asterisk's name of the leg, for commands. */
  readonly channel: string;
  readonly extension: string;
  readonly at: number;
  /** The telephone itself ended it. */
  hungUp: boolean;
}

export interface TrackedCall {
  readonly callId: string;
  readonly linkedId: string;
  /** The caller's own channel: its id, which is the Linkedid unless we have called him. */
  readonly callerId: string;
  /** Of a call that we placed: since when the citizen's telephone was rung, epoch ms. */
  readonly dialledAt?: number;
  /** Asterisk's name of the caller's own. */
  readonly channel: string;
  /** Whether our owner has been told: only once the dialplan has read the number. */
  announced: boolean;
  ani: string | null;
  dnis: string;
  /** He is asked what he calls for: nobody is told of him before he has chosen, or is gone. */
  choosing?: boolean;
  readonly arrivedAt: number;
  numberToldAt: number | null;
  /** Why he was told that nobody will be rung for him. */
  turnedAway?: TurnedAway;
  queued: { readonly queue: string; readonly at: number } | null;
  readonly offers: Map<string, TrackedOffer>;
  answered: { readonly offer: TrackedOffer; readonly at: number } | null;
  /** The ring that was answered and is being connected: the exchange silences the others before it says so. */
  pickedUp: string | null;
  /** Who answered last has handed the caller on. */
  released: boolean;
  /** One under way. */
  transfer: Transfer | null;
  /** He has come to the queue again since. */
  requeued: boolean;
  /** The channel of who is consulted. */
  consulted: string | null;
  endedBy: 'caller' | 'agent' | null;
  /** What is said on it is recorded, or is not for the time being, since then. */
  recorded?: { readonly paused: boolean; readonly at: number };
}

/** What the translator knows: the open calls by Linkedid, and which telephones can be reached. */
export interface Tracked {
  readonly calls: Map<string, TrackedCall>;
  /** Those that we placed, by Linkedid. */
  readonly dialled: ReadonlyMap<string, DialledCall>;
  readonly reachable: Map<string, boolean>;
}

type Arrived = Pick<TrackedCall, 'callId' | 'linkedId' | 'callerId' | 'channel' | 'arrivedAt'>;

/** A call as it is before anything of it is known. */
export const newTrackedCall = (of: Arrived & Partial<TrackedCall>): TrackedCall => ({
  ...{ announced: false, ani: null, dnis: '', numberToldAt: null, queued: null, offers: new Map(), answered: null },
  ...{ pickedUp: null, released: false, requeued: false, transfer: null, consulted: null, endedBy: null },
  ...of,
});

/** A call that we placed, and whose citizen is there, as the call of a caller: from now on he may be with anybody. */
export const trackedOfDialled = (call: DialledCall): TrackedCall => {
  const { callId, linkedId, channel, extension, placedAt, answeredAt, dialledAt } = call;
  const at = answeredAt ?? placedAt;
  return newTrackedCall({
    ...{ callId, linkedId, callerId: call.citizen ?? '', channel: call.citizenChannel, arrivedAt: placedAt },
    ...{ announced: true, dialledAt: dialledAt ?? placedAt },
    answered: { offer: { offerId: linkedId, channel, extension, at: placedAt, hungUp: false }, at },
  });
};

/** Who talks to the caller; null: nobody. */
export const talks = (call: TrackedCall) => (call.released ? null : call.answered);

/** Who answered last has handed the caller on. */
export function release(call: TrackedCall): void {
  call.released = true;
  call.pickedUp = null;
  call.requeued = false;
  // Whoever hung up has not ended the call by it.
  call.endedBy = null;
}
