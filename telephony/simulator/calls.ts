import type { Overflow } from '../doors.ts';
import type { CallSnapshot } from '../events.ts';
import type { Lead } from '../queues.ts';
import { snapshotOfTransfer, type Transfer, type TransferLeg } from '../transfer.ts';
import type { Agenda, Appointment } from './agenda.ts';
import type { Caller } from './callers.ts';

/** The agent's leg of a call, ringing or answered. */
export interface Leg {
  readonly offerId: string;
  readonly extension: string;
  /** Epoch ms: rung since, or answered at. */
  readonly at: number;
}

/** A call under way in the simulated world. */
export interface Call {
  readonly callId: string;
  readonly caller: Caller;
  readonly dnis: string;
  readonly arrivedAt: number;
  /** Of a citizen whom we have called, and who was handed on: since when his telephone was rung, epoch ms; null: he called. */
  readonly dialledAt: number | null;
  /** True until the exchange has its ticket number, or has given up waiting for it. */
  registering: boolean;
  /** Epoch ms when the ticket number had been spoken, or null. */
  numberToldAt: number | null;
  /** Where he waits. */
  queue: string;
  /** The higher comes first; 0: by the wait alone. */
  priority: number;
  queuedAt: number | null;
  /** Where he is led on, the next first; after 0 ms: as soon as nothing rings for him. */
  leads: readonly Lead[];
  ringing: Leg | null;
  answered: Leg | null;
  /** The leg that handed the caller on last; null: none did. */
  releasedBy: string | null;
  transfer: Transfer | null;
  /** The leg that rings for it, or is consulted. */
  transferLeg: TransferLeg | null;
  held: boolean;
  /** Epoch ms of the last change to hold and from hold: an event's id is made of its moment. */
  readonly holdChanged: { on: number | null; off: number | null };
  muted: boolean;
  /** He has waited as long as anybody does: where he is led when nothing rings for him; null: not yet. */
  overdue: Overflow | null;
  /** The number outside of the office to which he may be led; null: none. */
  leadsOut: string | null;
  /** He talks to somebody there, and to nobody of ours before. */
  outside: boolean;
  /** Rings so far, of all telephones. */
  rings: number;
  /** Rings in vain by extension. */
  readonly misses: Map<string, number>;
  /** What is still to happen to this call, by name; all struck out when it ends. */
  readonly toCome: Map<
    'register' | 'announce' | 'offer' | 'overflow' | 'lead' | 'ring' | 'robot' | 'caller',
    Appointment
  >;
}

/** What is to happen to calls: a plan of a name takes the place of the former one. */
export interface Plans {
  plan(call: Call, what: Parameters<Call['toCome']['set']>[0], afterMs: number, run: () => void): void;
  strike(call: Call, ...what: Parameters<Call['toCome']['set']>[0][]): void;
}

export const createPlans = (agenda: Pick<Agenda, 'now' | 'at'>): Plans => ({
  plan(call, what, afterMs, run) {
    call.toCome.get(what)?.cancel();
    call.toCome.set(what, agenda.at(agenda.now() + afterMs, run));
  },
  strike(call, ...what) {
    for (const name of what) call.toCome.get(name)?.cancel();
  },
});

/** A call that has just arrived. */
export function newCall(of: Pick<Call, 'callId' | 'caller' | 'dnis' | 'arrivedAt' | 'queue'> & Partial<Call>): Call {
  return {
    dialledAt: null,
    registering: true,
    priority: 0,
    numberToldAt: null,
    queuedAt: null,
    leads: [],
    ringing: null,
    answered: null,
    releasedBy: null,
    transfer: null,
    transferLeg: null,
    held: false,
    holdChanged: { on: null, off: null },
    muted: false,
    overdue: null,
    leadsOut: null,
    outside: false,
    rings: 0,
    misses: new Map(),
    toCome: new Map(),
    ...of,
  };
}

/** The call as a snapshot of the exchange shows it. */
export function snapshotOfCall(call: Call): CallSnapshot {
  const { transfer, transferLeg } = call;
  // A consultation is no ring for the caller.
  const rings =
    transfer && transfer.mode !== 'consult' && transferLeg?.extension ? [{ ...transferLeg, at: transfer.beganAt }] : [];
  return {
    callId: call.callId,
    ani: call.caller.ani,
    dnis: call.dnis,
    arrivedAt: call.arrivedAt,
    numberToldAt: call.numberToldAt,
    queued: call.queuedAt === null ? null : { queue: call.queue, at: call.queuedAt },
    offers: call.ringing === null ? (rings as CallSnapshot['offers']) : [call.ringing],
    answered: call.answered,
    transfer: transfer && snapshotOfTransfer(transfer),
    ...(call.dialledAt !== null && { dialled: { at: call.dialledAt } }),
  };
}
