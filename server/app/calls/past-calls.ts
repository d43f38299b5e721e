import type { CallEvent } from '../../../telephony/events.ts';
import { applyCallEvent, type CallState } from '../../domain/call/call.ts';
import { signalledPhone } from '../../domain/identity/phone.ts';
import type { Persist } from '../shared/persist.ts';
import type { OpenCall } from './open-call.ts';
import type { CorrectEnd, StoreCallEvents } from './store-call-event.ts';

export interface PastCallsDeps {
  readonly openCall: OpenCall;
  readonly storeCallEvents: StoreCallEvents;
  readonly correctEnd: CorrectEnd;
  readonly persist: Persist;
  /** After what is still to be stored of the call. */
  readonly inTurn: (callId: string, work: () => Promise<void>) => Promise<void>;
}

/** So many at once: whoever calls now does not wait for the database because of those who called before. */
const lanes = 4;

/**
 * Stores calls that came and went while nobody listened: each gets its row and its ticket, and is judged at the moments
 * at which it happened. Nobody's screen shows them ringing, and no agent changes state for them. A call that was stored
 * before is left as it is, so that telling it again does no harm; but for an end that was estimated.
 * @returns a function that takes each call's events, from its arrival to its end, and resolves when all are stored
 */
export function createPastCalls({ openCall, storeCallEvents, correctEnd, persist, inTurn }: PastCallsDeps) {
  const store = async (events: readonly CallEvent[]): Promise<void> => {
    let call: CallState | null = null;
    for (const [index, event] of events.entries()) {
      const asOf = events[index + 1]?.at;
      const after = applyCallEvent(call, event);
      if (!after || after === call) continue;
      call = after;
      if (event.type !== 'call.arrived') {
        await persist(`${event.type} ${event.callId}`, () =>
          storeCallEvents([{ event, call: after }], { asOf, past: true }),
        );
        continue;
      }
      const phone = signalledPhone(event.ani);
      const opened = await persist(`${event.type} ${event.callId}`, () => openCall(after, event, phone, asOf));
      // Stored before, or not to be stored: the rest of it would have no case.
      if (!opened) return;
      if (opened.ended) {
        const whole = events.reduce<CallState | null>(applyCallEvent, null);
        if (whole) await persist(`end of ${event.callId}`, () => correctEnd(whole));
        return;
      }
    }
  };

  return async (calls: readonly (readonly CallEvent[])[]): Promise<void> => {
    const waiting = [...calls];
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const events = next;
        await inTurn(events[0]?.callId ?? '', () => store(events));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  };
}
