import type { DialResult } from './dialling.ts';
import type { TurnedAway } from './doors.ts';
import type { Listener, ListeningEvent } from './listening.ts';
import type { Recorded, RecordingEvent } from './recording.ts';
import type { SurveyAnswered } from './survey.ts';

/**
 * What happens on a telephone exchange, in words that fit every exchange.
 *
 * Each event carries an `id` that is a function of the exchange's own identifiers, so that the same happening seen
 * twice (live and in a resync, before and after a restart) has the same id and counts once.
 * Moments are epoch milliseconds by the exchange's clock where it stamps its events, else by ours.
 */
interface OfCall {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  /** One conversation, from the first ring to the last hang-up. Asterisk: the Linkedid. Unique across exchanges. */
  readonly callId: string;
  /**
   * How it is known, where nobody heard of it when it happened: read back from the exchange's own log, or not to be
   * known, so that moment and reason are our estimate.
   */
  readonly source?: EventSource;
}

export type EventSource = 'log' | 'estimate';

/** A caller reached a hotline number. `ani` is raw as signalled; null when withheld. Never log it. */
export interface CallArrived extends OfCall {
  readonly type: 'call.arrived';
  readonly ani: string | null;
  readonly dnis: string;
}

/** The caller is told that nobody will be rung for him. One who is queued after it was let in all the same. */
export interface CallTurnedAway extends OfCall {
  readonly type: 'call.turned_away';
  readonly why: TurnedAway;
}

export interface CallQueued extends OfCall {
  readonly type: 'call.queued';
  readonly queue: string;
}

/** The exchange has spoken the ticket number to the caller, to its end. A caller who left before was not told. */
export interface CallNumberTold extends OfCall {
  readonly type: 'call.number_told';
}

/** One ring of one agent. `offerId` is the agent's leg. */
export interface CallOffered extends OfCall {
  readonly type: 'call.offered';
  readonly offerId: string;
  readonly queue: string;
  /** The agent's extension on this exchange, such as `101`. */
  readonly extension: string;
}

/** A ring that ended without an answer by this agent. The queue goes on unless the caller is gone. */
export interface OfferLapsed extends OfCall {
  readonly type: 'offer.lapsed';
  readonly offerId: string;
  readonly extension: string;
  readonly reason: 'no-answer' | 'refused' | 'caller-gone' | 'answered-elsewhere';
}

/** Of a call that we placed: the agent has answered his own telephone, and the citizen's is rung now. */
export interface CallDialling extends OfCall {
  readonly type: 'call.dialling';
}

/** The talk begins. Of a call that we placed: the citizen has answered; `offerId` is the agent's leg in any case. */
export interface CallAnswered extends OfCall {
  readonly type: 'call.answered';
  readonly offerId: string;
  readonly extension: string;
}

export interface CallHeld extends OfCall {
  readonly type: 'call.held' | 'call.resumed';
}

/** The agent has handed the caller on and talks no more; the caller is still there, with somebody or in a queue. */
export interface CallReleased extends OfCall {
  readonly type: 'call.released';
  readonly offerId: string;
  readonly extension: string;
}

/** Whom a caller is handed on to: a telephone of the office, the queue again, or a number outside of it, by its name in the office's list. */
export type TransferTarget =
  | { readonly kind: 'phone'; readonly extension: string }
  | { readonly kind: 'queue' }
  | { readonly kind: 'outside'; readonly id: string };

export type TransferMode = 'blind' | 'consult' | 'move' | 'overflow';

/** `left`: the agent hung up before anybody answered; `gone`: the one consulted hung up; `unknown`: nobody heard it. */
export type TransferFailure =
  | 'no-answer'
  | 'refused'
  | 'unreachable'
  | 'cancelled'
  | 'left'
  | 'gone'
  | 'caller-gone'
  | 'unknown';

/** A caller is handed on. What it does to the call besides is told by the other events. */
export interface CallTransfer extends OfCall {
  readonly type: 'call.transfer';
  readonly transferId: string;
  /**
   * `blind`: at once; `consult`: the agent talks to the other first, while the caller hears music; `move`: out of the
   * queue, at once, to somebody who was named; `overflow`: the exchange leads a caller whom nobody answers out of the office.
   */
  readonly mode: TransferMode;
  /** `consulting`: agent and other talk; `joined`: the caller with them. */
  readonly step: 'begun' | 'consulting' | 'joined' | 'done' | 'failed';
  /** Of the agent who hands on; null: the caller waited in the queue. */
  readonly extension: string | null;
  readonly target: TransferTarget;
  /** Of a failed one. */
  readonly reason?: TransferFailure;
}

/** The last leg is gone. Whether that was an abandon, a short abandon or an answered call, the domain says. */
export interface CallEnded extends OfCall {
  readonly type: 'call.ended';
  /** `caller`: the citizen, whoever called whom. */
  readonly endedBy: 'caller' | 'agent' | 'exchange' | 'unknown';
  /** Why nobody talked, of a call that we placed; absent: they talked, or nobody knows. */
  readonly result?: DialResult;
}

export type CallEvent =
  | CallArrived
  | CallNumberTold
  | CallTurnedAway
  | CallQueued
  | CallOffered
  | OfferLapsed
  | CallDialling
  | CallAnswered
  | CallHeld
  | CallReleased
  | CallTransfer
  | CallEnded;

/**
 * The exchange has kept a recording of the conversation, or of a part of it. May come before or after `call.ended`, and
 * says nothing about how the call goes.
 */
export interface CallRecorded extends OfCall {
  readonly type: 'call.recorded';
  /** The exchange's own name of it: letters, digits, `_`, `.` and `-`. Never an address. */
  readonly reference: string;
  /** Epoch ms; null when the exchange does not say. */
  readonly startedAt: number | null;
  readonly lengthMs: number;
}

/** An agent's telephone came or went (registration of the SIP contact). */
export interface PhoneReachability {
  readonly type: 'phone.reachable' | 'phone.unreachable';
  readonly at: number;
  readonly extension: string;
}

/** The link to the exchange came or went. The exchange itself, and its calls, go on without us. */
export interface LinkChanged {
  readonly type: 'link.up' | 'link.down';
  readonly at: number;
  /** Why, in English, for the log; no personal data. */
  readonly reason: string;
  /** Which one, by its name, of several; absent: the only one. */
  readonly exchange?: string;
}

/** What one call looks like right now, as far as the exchange tells. */
export interface CallSnapshot {
  readonly callId: string;
  readonly ani: string | null;
  readonly dnis: string;
  readonly arrivedAt: number;
  /** When the ticket number had been spoken, epoch ms; null or absent: not, or the exchange does not say. */
  readonly numberToldAt?: number | null;
  readonly queued: { readonly queue: string; readonly at: number } | null;
  /** Rings under way. */
  readonly offers: readonly { readonly offerId: string; readonly extension: string; readonly at: number }[];
  readonly answered: { readonly offerId: string; readonly extension: string; readonly at: number } | null;
  /**
   * Of a call that we placed: since when the citizen's telephone is rung, epoch ms; null: the agent's own is, and stands
   * among the offers. Absent: the caller called us.
   */
  readonly dialled?: { readonly at: number | null };
  /** One under way; absent or null: none. */
  readonly transfer?: TransferSnapshot | null;
}

/** A transfer that is under way. `at`: when it began, epoch ms. */
export interface TransferSnapshot extends Pick<CallTransfer, 'transferId' | 'mode' | 'extension' | 'target'> {
  readonly at: number;
  readonly step: 'begun' | 'consulting' | 'joined';
}

/** A call as the exchange's own log tells of it. */
export interface LoggedCall {
  readonly callId: string;
  /** Epoch ms; null: it began before what was read. */
  readonly arrivedAt: number | null;
  readonly ended: boolean;
  /** In their order. */
  readonly events: readonly CallEvent[];
  /** What the caller answered when it had ended; absent: nothing. */
  readonly answers?: readonly SurveyAnswered[];
}

/** What the exchange's own log tells of the time in which nobody listened. */
export interface ExchangeHistory {
  /** Everything up to this moment, epoch ms by the exchange's clock, is in the log, and came before the snapshot. */
  readonly until: number;
  readonly calls: readonly LoggedCall[];
}

/**
 * The whole state of the exchange, sent after every `link.up`. What it holds and we did not know has happened; what we
 * thought open and it does not hold has ended.
 */
export interface ExchangeSnapshot {
  readonly type: 'exchange.snapshot';
  readonly at: number;
  /** Which one, by its name, of several: it tells nothing of the others' calls and telephones. Absent: the only one. */
  readonly exchange?: string;
  readonly calls: readonly CallSnapshot[];
  /** Queue membership as the exchange sees it. */
  readonly members: readonly {
    readonly extension: string;
    readonly queue: string;
    readonly paused: boolean;
    /** Absent: 0. */
    readonly penalty?: number;
  }[];
  readonly reachable: readonly string[];
  /**
   * Of an exchange that learns of a telephone only by ringing it: those it rang in vain. All others are taken to be there,
   * whether or not they are among the reachable.
   */
  readonly rangInVain?: readonly string[];
  /** Who listens to a conversation; absent: this exchange lets nobody listen. */
  readonly listeners?: readonly Listener[];
  /** Which calls are being recorded; absent: this exchange tells nothing of it. */
  readonly recorded?: readonly Recorded[];
  /** Absent: the exchange has no log, or nothing was asked of it; null: it could not be read. */
  readonly history?: ExchangeHistory | null;
  /** When the exchange itself started, epoch ms: no call is older. Absent: it does not say. */
  readonly startedAt?: number;
}

export type ExchangeEvent =
  | CallEvent
  | CallRecorded
  | RecordingEvent
  | SurveyAnswered
  | ListeningEvent
  | PhoneReachability
  | LinkChanged
  | ExchangeSnapshot;
