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
  /** Asterisk's name of the caller's own. */
  readonly channel: string;
  /** Whether our owner has been told: only once the dialplan has read the number. */
  announced: boolean;
  ani: string | null;
  readonly dnis: string;
  readonly arrivedAt: number;
  numberToldAt: number | null;
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
}

/** What the translator knows: the open calls by Linkedid, and which telephones can be reached. */
export interface Tracked {
  readonly calls: Map<string, TrackedCall>;
  /** Those that we placed, by Linkedid. */
  readonly dialled: ReadonlyMap<string, DialledCall>;
  readonly reachable: Map<string, boolean>;
}

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
