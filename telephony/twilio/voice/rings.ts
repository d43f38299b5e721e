import type { Calling } from './calling.ts';
import type { Call } from './calls.ts';
import type { Effect } from './effect.ts';
import type { HandOns } from './hand-ons.ts';
import { confirmMs, isOver, type LegStatus, settleMs } from './legs.ts';

/** What Twilio answers to the rings that the queue asks of it, and to the question whether a caller is still there. */
export function createRings(
  { calls, phones, on, named, lapse, leave, answered, finish, distribute }: Calling,
  { act, handOns }: { readonly act: (effect: Effect) => void; readonly handOns: Pick<HandOns, 'lost'> },
) {
  return {
    ringMade(sid: string, extension: string, legSid: string, now: number): void {
      const call = calls.get(sid);
      if (call?.spent.has(legSid) || call?.answered?.offerId === legSid) return;
      const { ring = null } = call ?? {};
      if (ring?.extension === extension && (ring.legSid ?? legSid) === legSid) named(ring, legSid, now);
      else act({ type: 'hangup', legSid });
      distribute(now);
    },
    /** `phone`: it cannot be rung; `room`: the caller's is not there; `away`: Twilio is; `unknown`: it may ring yet. */
    ringFailed(sid: string, extension: string, why: 'phone' | 'room' | 'away' | 'unknown', now: number): void {
      on(sid, now, (call) => {
        const { ring } = call;
        if (ring?.extension !== extension || ring.legSid !== null || why === 'unknown') return;
        if (why === 'phone') return lapse(call, ring, 'no-answer', now, now);
        call.ring = null;
        phones.free(extension, sid);
        if (why === 'room') leave(call, now, false, now);
        // Whatever it is, it may be so the next moment too.
        phones.rest(extension, now + settleMs);
      });
    },
    /** @param status of the leg after it was asked to end; null when Twilio did not say. */
    cancelled(sid: string, legSid: string, status: LegStatus | null, now: number): void {
      on(sid, now, (call) => {
        const { ring } = call;
        if (ring?.legSid !== legSid || status === null) return;
        if (status === 'in-progress') answered(call, ring.extension, legSid, now, now);
        else if (isOver(status)) lapse(call, ring, ring.ending ?? 'no-answer', now, now);
      });
    },
    looked(sid: string, there: boolean | null, now: number): void {
      on(sid, now, (call) => {
        if (there === false) finish(call, call.agentLeft ? 'agent' : 'unknown', call.leaving?.at ?? now, now);
        else if (there && call.agentLeft) handOns.lost(call, now);
        else if (there) call.leaving = null;
      });
    },
    /** The agent does not want this call. The leg to end, or null when it does not ring there. */
    refuse(call: Call, extension: string, now: number): string | null {
      const { ring } = call;
      if (ring?.extension !== extension || ring.legSid === null) return null;
      ring.ending = 'refused';
      ring.until = now + confirmMs;
      return ring.legSid;
    },
  };
}
