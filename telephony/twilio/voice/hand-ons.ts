import type { OfferLapsed, TransferMode } from '../../events.ts';
import type { Call, Intent, Ring } from './calls.ts';
import type { Effect } from './effect.ts';
import type { HandingOn } from './handing-on.ts';
import { isOver, type LegStatus, lookAgainMs } from './legs.ts';
import type { Phones } from './phones.ts';

export interface HandOnsDeps {
  /** Calls that ended. */
  readonly over: ReadonlySet<string>;
  readonly phones: Phones;
  readonly handingOn: HandingOn;
  readonly waiting: () => readonly Call[];
  readonly lapse: (call: Call, ring: Ring, reason: OfferLapsed['reason'], at: number, now: number) => void;
  readonly agentLeft: (call: Call, at: number, now: number) => void;
  readonly on: (sid: string, now: number, change: (call: Call) => void) => boolean;
  readonly act: (effect: Effect) => void;
}

export type HandOns = ReturnType<typeof createHandOns>;

type LegNews = { readonly legSid: string; readonly status: LegStatus; readonly at: number };

/** What is told of callers who are handed on: commands, what Twilio answers to them, and its word of the other's leg. */
export function createHandOns({ over, phones, handingOn, waiting, lapse, agentLeft, on, act }: HandOnsDeps) {
  const { fact, begin } = handingOn;

  return {
    /** He is about to be led to another room. */
    intend: (call: Call, intent: Intent): void => {
      call.intent = intent;
    },
    /** Twilio has not done it, and will not. */
    notIntended(call: Call, id: string): void {
      if (call.intent?.id === id) call.intent = null;
    },
    /** Twilio has done it; `mode` blind: what was intended, unless his new room has told us already. */
    handOn(sid: string, mode: Exclude<TransferMode, 'move'>, intent: Intent, now: number): void {
      on(sid, now, (call) => {
        if (mode === 'consult' || call.intent?.id === intent.id) begin(call, mode, intent, now, now);
      });
    },
    /** Out of the queue, to this telephone. False: he does not wait there. */
    move(callId: string, queue: string, intent: Intent, now: number): boolean {
      const call = waiting().find((one) => one.callId === callId && one.queue === queue);
      if (!call) return false;
      const { ring } = call;
      if (ring) {
        if (ring.legSid !== null) act({ type: 'hangup', legSid: ring.legSid });
        lapse(call, ring, 'answered-elsewhere', now, now);
      }
      return on(call.sid, now, () => begin(call, 'move', intent, now, now));
    },
    fact: (sid: string, of: Parameters<typeof fact>[1], now: number) =>
      void on(sid, now, (call) => fact(call, of, now, now)),
    /** The other does not want him. The leg to end; null: it does not ring there. */
    refuseTarget(call: Call, extension: string): string | null {
      if (call.target?.extension !== extension || call.target.legSid === null) return null;
      call.target.refused = true;
      return call.target.legSid;
    },
    /** He is put on hold, or resumed, by his agent. */
    holdBy(call: Call): void {
      call.heldFor = 'agent';
      call.resumeAt = null;
    },

    /** He hears his agent again. */
    resume: handingOn.resume,
    targetMade(sid: string, id: string, legSid: string, now: number): void {
      let known = false;
      on(sid, now, (call) => {
        const talks = call.answered?.offerId === legSid || call.outside === legSid;
        known = talks || call.gone.has(legSid) || handingOn.made(call, id, legSid);
      });
      // Given up meanwhile.
      if (!known) act({ type: 'hangup', legSid });
    },
    targetFailed(sid: string, id: string, now: number): void {
      on(sid, now, (call) => {
        if (call.transfer?.id === id) fact(call, { type: 'lost', reason: 'unreachable' }, now, now);
      });
    },
    targetLeg(sid: string, id: string, of: LegNews, now: number): void {
      const { legSid, status, at } = of;
      const stray = () => {
        if (!isOver(status)) act({ type: 'hangup', legSid });
      };
      const known = on(sid, now, (call) => {
        const mine = handingOn.leg(call, id, of, now);
        if (call.answered?.offerId === legSid || call.outside === legSid) {
          if (isOver(status)) agentLeft(call, at, now);
        } else if (!mine && !call.gone.has(legSid)) stray();
      });
      if (!known && over.has(sid)) stray();
    },
    resumed(sid: string, now: number): void {
      on(sid, now, (call) => {
        call.resumeAt = null;
      });
    },

    /** He comes to a room: to which he was led, or out of the hands of whoever talked to him. */
    elsewhere(call: Call, conferenceSid: string, mark: string | null, at: number, now: number): void {
      const { intent, answered, outside } = call;
      if (intent && mark === intent.id) begin(call, 'blind', intent, at, now);
      else if ((answered || outside !== null) && call.conferenceSid !== null && call.conferenceSid !== conferenceSid)
        handingOn.release(call, at, now);
    },
    /** Whoever talked to him is gone, and he is still there. */
    lost(call: Call, now: number): void {
      if (call.transfer?.mode === 'consult') {
        call.agentLeft = false;
        call.leaving = null;
        fact(call, { type: 'agent-left' }, now, now);
        return;
      }
      // His room may be ending in this very moment.
      call.alone += 1;
      if (call.alone < 2) {
        call.leaving = { at: call.leaving?.at ?? now, until: now + lookAgainMs, sure: false };
        return;
      }
      call.leaving = null;
      handingOn.release(call, now, now);
      handingOn.lead(call, now);
    },
    tick(call: Call, now: number): void {
      const { target, leading, resumeAt } = call;
      if (resumeAt !== null && resumeAt <= now) handingOn.resume(call, now);
      if (leading && leading.until <= now) handingOn.lead(call, now);
      if (!target || target.until > now) return;
      // A consultation lasts as long as it likes.
      target.until = Number.POSITIVE_INFINITY;
      if (call.transfer?.step !== 'begun') return;
      if (target.legSid !== null) act({ type: 'hangup', legSid: target.legSid });
      fact(call, { type: 'lost', reason: 'no-answer' }, now, now);
    },
    /** Whether the telephone rings or talks. */
    isBusy: phones.isBusy,
  };
}
