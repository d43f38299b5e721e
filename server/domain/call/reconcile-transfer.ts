import type { CallEvent, CallSnapshot, CallTransfer, TransferSnapshot } from '../../../telephony/events.ts';
import { type CallState, type OngoingTransfer, talking } from './call.ts';
import { isTelephone } from './transfer.ts';

/** The ids of what a transfer makes happen. */
export interface TransferIds {
  released(callId: string, offerId: string): string;
  transfer(callId: string, transferId: string, step: string): string;
  heldFor(callId: string, transferId: string): string;
  resumedFrom(callId: string, transferId: string): string;
}

/**
 * What must have become of a transfer and of the agent who talked, when the exchange shows the call as it does now: told
 * before what else is new of the call.
 */
export function transferEnded(known: CallState, call: CallSnapshot, at: number, ids: TransferIds): CallEvent[] {
  const { callId, answered } = call;
  const events: CallEvent[] = [];
  const of = { callId, at, source: 'estimate' } as const;
  const { transfer } = known;
  if (transfer && call.transfer?.transferId !== transfer.id) {
    const taken = answered !== null && isTelephone(transfer.target, answered.extension);
    const end = taken ? ({ step: 'done' } as const) : ({ step: 'failed', reason: 'unknown' } as const);
    events.push({ ...told(transfer, callId, at, end.step, ids), ...end, source: 'estimate' });
    if (transfer.mode === 'consult' && transfer.step !== 'joined')
      events.push({ type: 'call.resumed', id: ids.resumedFrom(callId, transfer.id), ...of });
  }
  const talks = talking(known);
  if (talks && talks.extension !== answered?.extension) {
    const { offerId, extension } = talks;
    events.push({ type: 'call.released', id: ids.released(callId, offerId), ...of, offerId, extension });
  }
  return events;
}

/** The transfer that began meanwhile and is under way: told after what else is new of the call. */
export function transferBegan(known: CallState | null, call: CallSnapshot, ids: TransferIds): CallEvent[] {
  const transfer = call.transfer ?? null;
  if (!transfer) return [];
  const { callId } = call;
  const { at } = transfer;
  const events: CallEvent[] = [];
  const isNew = known?.transfer?.id !== transfer.transferId;
  if (isNew) events.push(told({ ...transfer, id: transfer.transferId }, callId, at, 'begun', ids));
  if (isNew && transfer.mode === 'consult')
    events.push({ type: 'call.held', id: ids.heldFor(callId, transfer.transferId), callId, at });
  const before = isNew ? 'begun' : known?.transfer?.step;
  if (transfer.step !== 'begun' && before === 'begun')
    events.push(told({ ...transfer, id: transfer.transferId }, callId, at, 'consulting', ids));
  if (transfer.step === 'joined' && before !== 'joined') {
    events.push(told({ ...transfer, id: transfer.transferId }, callId, at, 'joined', ids));
    events.push({ type: 'call.resumed', id: ids.resumedFrom(callId, transfer.transferId), callId, at });
  }
  return events;
}

function told(
  {
    id: transferId,
    mode,
    extension,
    target,
  }: Omit<OngoingTransfer, 'step'> | (TransferSnapshot & { readonly id: string }),
  callId: string,
  at: number,
  step: CallTransfer['step'],
  ids: TransferIds,
): CallTransfer {
  const id = ids.transfer(callId, transferId, step);
  return { type: 'call.transfer', id, callId, at, transferId, mode, step, extension, target };
}
