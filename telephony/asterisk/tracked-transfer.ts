import type { CallEvent } from '../events.ts';
import type { TransferResult } from '../transfer.ts';
import { readWords } from '../transfer-words.ts';
import type { Packet } from './packets.ts';
import { release, type TrackedCall } from './tracked.ts';
import { toldStep } from './transfers.ts';

/** What a transfer makes happen: kept with the call, and told; what is known already is not told again. */
export function moved(call: TrackedCall, { transfer, events }: TransferResult, at: number): CallEvent[] {
  call.transfer = transfer;
  return events.filter((event) => {
    switch (event.type) {
      case 'call.released': {
        if (call.released) return false;
        release(call);
        return true;
      }
      case 'call.offered': {
        const { offerId, extension } = event;
        if (call.offers.has(offerId)) return false;
        call.offers.set(offerId, { offerId, channel: call.consulted ?? '', extension, at, hungUp: false });
        return true;
      }
      case 'offer.lapsed':
        return call.offers.delete(event.offerId);
      case 'call.answered': {
        const { offerId, extension } = event;
        const offer = call.offers.get(offerId) ?? {
          offerId,
          extension,
          channel: call.consulted ?? '',
          at,
          hungUp: false,
        };
        call.offers.delete(offerId);
        call.answered = { offer, at };
        call.released = false;
        return true;
      }
      default:
        return true;
    }
  });
}

/** The dialplan says how far a transfer is. */
export function transferTold(packet: Packet, call: TrackedCall, tech: string, at: number): CallEvent[] {
  const words = readWords(packet.transfer);
  if (!words) return [];
  const { step = '', why = '', channel = '', uniqueid: uniqueId = '' } = packet;
  if (step === 'rings' || step === 'answered') call.consulted = channel;
  const { callId, answered, released, transfer } = call;
  const of = { callId, answered: answered?.offer ?? null, released, transfer };
  const result = toldStep(of, { words, step, why, channel, uniqueId }, tech, at);
  return result ? moved(call, result, at) : [];
}
