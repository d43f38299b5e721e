import type { TransferTarget } from '../../../telephony/events.ts';
import { type CallState, talking, waits } from './call.ts';

/** Where a caller may be handed on to, and how it stands there now. */
export type TransferPlace =
  | { readonly kind: 'phone'; readonly extension: string; readonly state: PlaceState }
  | { readonly kind: 'queue' }
  | { readonly kind: 'outside'; readonly id: string };

/** `away`: somebody who is not ready, or whose telephone is not counted ready; it can be rung all the same. */
export type PlaceState = 'ready' | 'talking' | 'away' | 'unreachable';

/** Why a caller is not handed on. */
export type TransferRefusal =
  | 'not_your_call'
  | 'transfer_running'
  | 'transfer_to_oneself'
  | 'transfer_to_nobody'
  | 'transfer_target_talks'
  | 'transfer_target_unreachable'
  | 'transfer_consults_no_queue'
  | 'transfer_unsupported'
  | 'no_transfer'
  | 'transfer_not_answered'
  | 'transfer_joined';

/** What the agent makes of a consultation: three talk; the other has the caller; the agent has him again. */
export type TransferEnd = 'join' | 'complete' | 'cancel';

export interface TransferAsk {
  /** Of whoever asks. */
  readonly extension: string;
  readonly mode: 'blind' | 'consult';
  /** Null: there is no such person, or he has no telephone. */
  readonly place: TransferPlace | null;
}

/** What the exchange can do. */
interface Can {
  readonly blind: boolean;
  readonly consult: boolean;
  readonly outside: boolean;
  readonly join: boolean;
}

/** Whether the caller may be handed on so, now; null: he may. Pure. */
export function refusalOfBeginning(call: CallState | null, ask: TransferAsk, can: Can): TransferRefusal | null {
  const { extension, mode, place } = ask;
  if (!call || call.ended || talking(call)?.extension !== extension) return 'not_your_call';
  if (call.transfer) return 'transfer_running';
  if (place === null) return 'transfer_to_nobody';
  if (!can[mode] || (place.kind === 'outside' && !can.outside)) return 'transfer_unsupported';
  if (place.kind === 'queue') return mode === 'consult' ? 'transfer_consults_no_queue' : null;
  if (place.kind === 'outside') return null;
  if (place.extension === extension) return 'transfer_to_oneself';
  if (place.state === 'unreachable') return 'transfer_target_unreachable';
  return place.state === 'talking' ? 'transfer_target_talks' : null;
}

/** Whether the transfer under way may go on so by this extension, now; null: it may. Pure. @param can the exchange */
export function refusalOfEnding(
  call: CallState | null,
  extension: string,
  end: TransferEnd,
  can: Can,
): TransferRefusal | null {
  if (!call || call.ended || talking(call)?.extension !== extension) return 'not_your_call';
  const { transfer } = call;
  if (transfer?.mode !== 'consult') return 'no_transfer';
  if (end === 'join' && !can.join) return 'transfer_unsupported';
  if (end === 'join' && transfer.step === 'joined') return 'transfer_joined';
  return end !== 'cancel' && transfer.step === 'begun' ? 'transfer_not_answered' : null;
}

/** Why a caller who waits is not moved to a telephone. */
export type MoveRefusal =
  | 'call_over'
  | 'not_waiting'
  | 'agent_talks'
  | 'agent_unreachable'
  | Extract<TransferRefusal, 'transfer_running' | 'transfer_to_nobody' | 'transfer_unsupported'>;

/** Whether the caller may be taken out of the queue to this telephone, now; null: he may. Pure. @param can the exchange */
export function refusalOfMoving(
  call: CallState | null,
  place: Extract<TransferPlace, { kind: 'phone' }> | null,
  can: boolean,
): MoveRefusal | null {
  if (!call || call.ended) return 'call_over';
  if (!waits(call)) return 'not_waiting';
  if (call.transfer) return 'transfer_running';
  if (!can) return 'transfer_unsupported';
  if (place === null) return 'transfer_to_nobody';
  if (place.state === 'unreachable') return 'agent_unreachable';
  return place.state === 'talking' ? 'agent_talks' : null;
}

/** How an office's telephone stands for somebody who wants to hand a caller on to it. */
export function placeStateOf(of: {
  readonly reachable: boolean;
  readonly talks: boolean;
  readonly ready: boolean;
}): PlaceState {
  if (!of.reachable) return 'unreachable';
  if (of.talks) return 'talking';
  return of.ready ? 'ready' : 'away';
}

/** Of a target as events tell of it: whether it is this telephone. */
export const isTelephone = (target: TransferTarget, extension: string): boolean =>
  target.kind === 'phone' && target.extension === extension;
