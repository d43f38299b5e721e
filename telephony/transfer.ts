import type {
  CallEvent,
  CallTransfer,
  TransferFailure,
  TransferMode,
  TransferSnapshot,
  TransferTarget,
} from './events.ts';
import { eventId } from './ids.ts';

/** A leg of a telephone of the office; of one outside `extension` is null. */
export interface TransferLeg {
  readonly offerId: string;
  readonly extension: string | null;
}

/** A transfer under way. */
export interface Transfer {
  readonly callId: string;
  readonly id: string;
  readonly mode: TransferMode;
  /** Of the agent who hands on; null: the caller waited in the queue. */
  readonly from: { readonly offerId: string; readonly extension: string } | null;
  readonly target: TransferTarget;
  /** `joined`: agent, caller and the other talk to each other. */
  readonly step: 'begun' | 'consulting' | 'joined';
  /** The other's, once it rings. */
  readonly to: TransferLeg | null;
  readonly beganAt: number;
}

/** The transfer as a snapshot of the exchange shows it. */
export function snapshotOfTransfer({ id, mode, from, target, beganAt, step }: Transfer): TransferSnapshot {
  return { transferId: id, mode, extension: from?.extension ?? null, target, at: beganAt, step };
}

/** What happens to a transfer, on whatever exchange. */
export type TransferFact =
  | { readonly type: 'rings'; readonly leg: TransferLeg }
  | { readonly type: 'answered'; readonly leg: TransferLeg }
  /** The other does not take it: does not answer, or hangs up while he is consulted. */
  | { readonly type: 'lost'; readonly reason: TransferFailure }
  /** The caller comes to the two who talk about him. */
  | { readonly type: 'joined' }
  | { readonly type: 'cancelled' }
  /** The agent is out of it: completes it, or hangs up. */
  | { readonly type: 'agent-left' }
  | { readonly type: 'caller-gone' };

/** What the exchange has to do then, in this order. One whose own plan does it by itself has nothing to do. */
export type TransferEffect =
  | 'hold-caller'
  | 'ring-target'
  | 'drop-target'
  | 'drop-agent'
  /** Caller, agent and other are in one conversation. */
  | 'join-caller'
  /** The caller hears somebody again: the agent, or who took him over. */
  | 'resume-caller'
  | 'queue-caller';

export interface TransferResult {
  /** Null: it is over. */
  readonly transfer: Transfer | null;
  readonly events: readonly CallEvent[];
  readonly effects: readonly TransferEffect[];
}

/**
 * One transfer of one caller, from its beginning to one of its ends. Pure: the exchange tells what happened, and is told
 * what to do. However it ends, the caller is with somebody, or in the queue, or has hung up himself.
 */
export function beginTransfer(of: Omit<Transfer, 'step' | 'to'>): TransferResult {
  const transfer: Transfer = { ...of, step: 'begun', to: null };
  const { mode, target, beganAt: at } = transfer;
  const begun = told(transfer, 'begun', at);
  if (mode === 'consult')
    return { transfer, events: [begun, held(transfer, at)], effects: ['hold-caller', 'ring-target'] };
  const events = [begun, ...released(transfer, at)];
  if (target.kind === 'queue') return over([...events, told(transfer, 'done', at)], ['drop-agent', 'queue-caller']);
  const effects: TransferEffect[] = ['hold-caller', ...dropped(transfer), 'ring-target'];
  return { transfer, events, effects };
}

/** The same transfer comes back, and nothing else, when the fact cannot be: such as an answer heard twice. */
export function stepTransfer(transfer: Transfer, fact: TransferFact, at: number): TransferResult {
  const blind = transfer.mode !== 'consult';
  switch (fact.type) {
    case 'rings':
      return transfer.to ? nothing(transfer) : rings(transfer, fact.leg, at);
    case 'answered':
      if (transfer.step !== 'begun') return nothing(transfer);
      return answered(transfer, fact.leg, at);
    case 'lost':
      return blind ? backToQueue(transfer, fact.reason, at) : backToAgent(transfer, reasonOf(transfer, fact), at, []);
    case 'joined':
      if (transfer.step !== 'consulting') return nothing(transfer);
      return {
        transfer: { ...transfer, step: 'joined' },
        events: [told(transfer, 'joined', at), resumed(transfer, at)],
        effects: ['join-caller'],
      };
    case 'cancelled':
      return blind ? nothing(transfer) : backToAgent(transfer, 'cancelled', at, ['drop-target']);
    case 'agent-left':
      // Of a blind one he has left already.
      if (blind) return nothing(transfer);
      return transfer.step === 'begun' ? left(transfer, at) : completed(transfer, at);
    case 'caller-gone': {
      const effects: TransferEffect[] = blind ? ['drop-target'] : ['drop-target', 'drop-agent'];
      return over([...lapsed(transfer, 'caller-gone', at), told(transfer, 'failed', at, 'caller-gone')], effects);
    }
  }
}

/** Nobody talks to one who waits. */
const dropped = ({ from }: Transfer): TransferEffect[] => (from === null ? [] : ['drop-agent']);
const nothing = (transfer: Transfer): TransferResult => ({ transfer, events: [], effects: [] });
const over = (events: readonly CallEvent[], effects: readonly TransferEffect[]): TransferResult => ({
  transfer: null,
  events,
  effects,
});

/** Who answered a consultation and is no more there has not refused it. */
const reasonOf = ({ step }: Transfer, { reason }: { readonly reason: TransferFailure }): TransferFailure =>
  step === 'begun' ? reason : 'gone';

function rings(transfer: Transfer, leg: TransferLeg, at: number): TransferResult {
  const next = { ...transfer, to: leg };
  const { callId, mode } = transfer;
  const { offerId, extension } = leg;
  // A consultation is nobody's ring for the caller: the procedure's time to answer does not run for it.
  if (mode === 'consult' || extension === null) return nothing(next);
  const id = eventId.offered(callId, offerId);
  return {
    transfer: next,
    events: [{ type: 'call.offered', id, at, callId, offerId, queue: '', extension }],
    effects: [],
  };
}

function answered(transfer: Transfer, leg: TransferLeg, at: number): TransferResult {
  const rung = transfer.to ? nothing(transfer) : rings(transfer, leg, at);
  const next: Transfer = { ...transfer, to: leg, step: 'consulting' };
  if (transfer.mode === 'consult') return { transfer: next, events: [told(transfer, 'consulting', at)], effects: [] };
  return over([...rung.events, ...taken(next, leg, at), told(transfer, 'done', at)], ['resume-caller']);
}

function completed(transfer: Transfer, at: number): TransferResult {
  const to = transfer.to as TransferLeg;
  const events = [
    ...heldNoMore(transfer, at),
    ...released(transfer, at),
    ...taken(transfer, to, at),
    told(transfer, 'done', at),
  ];
  return over(events, ['drop-agent', 'resume-caller']);
}

/** The agent hung up before anybody answered. */
function left(transfer: Transfer, at: number): TransferResult {
  const events = [told(transfer, 'failed', at, 'left'), resumed(transfer, at), ...released(transfer, at)];
  return over(events, ['drop-target', 'drop-agent', 'queue-caller']);
}

function backToAgent(
  transfer: Transfer,
  reason: TransferFailure,
  at: number,
  effects: readonly TransferEffect[],
): TransferResult {
  return over([told(transfer, 'failed', at, reason), ...heldNoMore(transfer, at)], [...effects, 'resume-caller']);
}

function backToQueue(transfer: Transfer, reason: TransferFailure, at: number): TransferResult {
  const why = reason === 'refused' ? reason : 'no-answer';
  return over([...lapsed(transfer, why, at), told(transfer, 'failed', at, reason)], ['queue-caller']);
}

/** Who took the caller over talks to him; one outside of the office is nobody of ours. */
function taken({ callId }: Transfer, { offerId, extension }: TransferLeg, at: number): CallEvent[] {
  if (extension === null) return [];
  return [{ type: 'call.answered', id: eventId.answered(callId, offerId), at, callId, offerId, extension }];
}

/** The end of a ring that was told. */
function lapsed(
  { callId, mode, to }: Transfer,
  reason: 'no-answer' | 'refused' | 'caller-gone',
  at: number,
): CallEvent[] {
  if (mode === 'consult' || to === null || to.extension === null) return [];
  const { offerId, extension } = to;
  return [{ type: 'offer.lapsed', id: eventId.lapsed(callId, offerId), at, callId, offerId, extension, reason }];
}

function released({ callId, from }: Transfer, at: number): CallEvent[] {
  if (from === null) return [];
  const { offerId, extension } = from;
  return [{ type: 'call.released', id: eventId.released(callId, offerId), at, callId, offerId, extension }];
}

const held = ({ callId, id }: Transfer, at: number): CallEvent => ({
  type: 'call.held',
  id: eventId.heldFor(callId, id),
  at,
  callId,
});
const resumed = ({ callId, id }: Transfer, at: number): CallEvent => ({
  type: 'call.resumed',
  id: eventId.resumedFrom(callId, id),
  at,
  callId,
});

/** Whoever talks with them already is held by nobody. */
const heldNoMore = (transfer: Transfer, at: number): CallEvent[] =>
  transfer.step === 'joined' ? [] : [resumed(transfer, at)];

function told(
  { callId, id: transferId, mode, from, target }: Transfer,
  step: CallTransfer['step'],
  at: number,
  reason?: TransferFailure,
): CallTransfer {
  const id = eventId.transfer(callId, transferId, step);
  const extension = from?.extension ?? null;
  return {
    ...{ type: 'call.transfer', id, at, callId, transferId, mode, step, extension, target },
    ...(reason !== undefined && { reason }),
  };
}
