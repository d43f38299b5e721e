import type { Door, Overflow, TurnedAway } from '../doors.ts';
import type { CallEvent } from '../events.ts';
import { eventId } from '../ids.ts';
import type { Agenda } from './agenda.ts';
import type { Call } from './calls.ts';

/** How long a message is, before speed. */
const messageMs = 5_000;

/** What becomes of whoever waits long, and of whoever may say something to nobody. */
export interface LongWaits {
  /** He has heard his number: what is offered to him after a while, and how long he waits at most. */
  begin(call: Call, door: Door): void;
  /** Nobody has answered the ring. */
  rangInVain(call: Call): void;
  /** He says something, and hangs up. */
  leaveMessage(call: Call): void;
}

export function createLongWaits(deps: {
  readonly agenda: Pick<Agenda, 'now'>;
  readonly scale: (ms: number) => number;
  readonly emit: (event: CallEvent) => void;
  readonly plan: (call: Call, what: 'offer' | 'overflow' | 'caller', afterMs: number, run: () => void) => void;
  /** In the queue, whether or not a telephone rings for him. */
  readonly waits: (call: Call) => boolean;
  /** Takes him out of it. */
  readonly leaveQueue: (call: Call) => void;
  readonly end: (call: Call, endedBy: 'caller' | 'exchange') => void;
  /** To the number outside of the office that he was told with, who always answers here. */
  readonly leadOut: (call: Call, id: string) => void;
}): LongWaits {
  const { agenda, scale, emit, plan } = deps;
  /** Who has been handed back has been answered: he is asked nothing, and led nowhere. */
  const waitsStill = (call: Call) => deps.waits(call) && call.releasedBy === null;

  function turnAway({ callId }: Call, why: TurnedAway): void {
    emit({ type: 'call.turned_away', id: eventId.turnedAway(callId, why), at: agenda.now(), callId, why });
  }

  /** Who is asked takes a call back instead where he would give up before he has waited as long again. */
  function offer(call: Call, afterMs: number): void {
    const givesUpAt = call.arrivedAt + scale(call.caller.patienceMs);
    plan(call, 'offer', afterMs, () => {
      if (!waitsStill(call) || call.ringing || givesUpAt > agenda.now() + afterMs) return;
      turnAway(call, 'call_back');
      deps.end(call, 'exchange');
    });
  }

  function leaveMessage(call: Call): void {
    deps.leaveQueue(call);
    turnAway(call, 'voicemail');
    plan(call, 'caller', scale(messageMs), () => deps.end(call, 'caller'));
  }

  function leadOn(call: Call, to: Overflow): void {
    if (to === 'voicemail') leaveMessage(call);
    else if (to === 'outside') {
      deps.leaveQueue(call);
      if (call.leadsOut !== null) deps.leadOut(call, call.leadsOut);
    } else {
      turnAway(call, to);
      deps.end(call, 'exchange');
    }
  }

  return {
    begin(call, { offersCallBackAfterMs: after, longest, leadsOut }) {
      call.leadsOut = leadsOut?.id ?? null;
      if (after !== undefined) offer(call, scale(after));
      if (!longest) return;
      plan(call, 'overflow', scale(longest.ms), () => {
        if (!waitsStill(call)) return;
        // No ring is taken from him.
        if (call.ringing) call.overdue = longest.to;
        else leadOn(call, longest.to);
      });
    },
    rangInVain(call) {
      if (call.overdue !== null && waitsStill(call)) leadOn(call, call.overdue);
    },
    leaveMessage,
  };
}
