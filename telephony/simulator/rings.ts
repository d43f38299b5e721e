import type { CallEvent, OfferLapsed } from '../events.ts';
import { eventId } from '../ids.ts';
import { choosePhone } from '../queue-phones.ts';
import type { Agenda } from './agenda.ts';
import type { Call, Leg, Plans } from './calls.ts';
import type { Phone, Phones } from './phones.ts';
import type { WaitingLine } from './waiting-line.ts';

/** Telephones that ring for whoever waits, talk, and are left in peace for a while. */
export interface Rings {
  /** Rings ready telephones for waiting callers. */
  distribute(): void;
  answer(call: Call, leg: Leg): void;
  /** Ends the ring and offers the caller to somebody else. */
  lapse(call: Call, leg: Leg, reason: 'no-answer' | 'refused'): void;
  /** Takes the ring from the telephone; says nothing about what the caller does next. */
  stop(call: Call, leg: Leg, reason: OfferLapsed['reason']): void;
  /** A talk is over. */
  rest(extension: string): void;
  /** A telephone that ends its talks by itself has begun one. */
  robotTalks(call: Call, extension: string): void;
}

export function createRings(deps: {
  readonly agenda: Pick<Agenda, 'now' | 'at'>;
  readonly phones: Phones;
  readonly line: WaitingLine;
  readonly plans: Plans;
  readonly scale: (ms: number) => number;
  readonly ringMsOf: (queue: string) => number;
  /** How long a telephone is left in peace that nobody has answered. */
  readonly restMs: number;
  readonly emit: (event: CallEvent) => void;
  /** Somebody has answered him. */
  readonly answered: (call: Call) => void;
  /** Nobody has, and no telephone rings for him now. */
  readonly rangInVain: (call: Call) => void;
  readonly robotEnds: (call: Call) => void;
}): Rings {
  const { agenda, phones, line, scale, emit } = deps;
  const { plan, strike } = deps.plans;

  function ring(call: Call, phone: Phone): void {
    const at = agenda.now();
    const { callId, queue } = call;
    const { extension, robot } = phone;
    call.rings++;
    const offerId = `${callId}-${call.rings}`;
    const leg: Leg = { offerId, extension, at };
    call.ringing = leg;
    phone.busyWith = callId;
    // Noted before the end of the ring: a robot that answers at the last moment has answered.
    if (robot !== null) plan(call, 'robot', scale(robot.answerAfterMs), () => answer(call, leg));
    plan(call, 'ring', deps.ringMsOf(queue), () => lapse(call, leg, 'no-answer'));
    emit({ type: 'call.offered', id: eventId.offered(callId, offerId), at, callId, offerId, queue, extension });
  }

  function distribute(): void {
    const ready = phones.ready(agenda.now());
    for (const call of line.inOrder()) {
      if (ready.length === 0) return;
      if (call.ringing !== null) continue;
      const phone = choosePhone(ready, call.queue, call.misses);
      // Another queue may have somebody.
      if (phone === undefined) continue;
      ready.splice(ready.indexOf(phone), 1);
      ring(call, phone);
    }
  }

  function answer(call: Call, leg: Leg): void {
    const at = agenda.now();
    const { callId } = call;
    const { offerId, extension } = leg;
    strike(call, 'ring', 'robot');
    line.leave(call);
    call.ringing = null;
    call.answered = { offerId, extension, at };
    deps.answered(call);
    robotTalks(call, extension);
    emit({ type: 'call.answered', id: eventId.answered(callId, offerId), at, callId, offerId, extension });
  }

  function stop(call: Call, { offerId, extension }: Leg, reason: OfferLapsed['reason']): void {
    const { callId } = call;
    strike(call, 'ring', 'robot');
    call.ringing = null;
    const phone = phones.get(extension);
    if (phone) phone.busyWith = null;
    const at = agenda.now();
    emit({ type: 'offer.lapsed', id: eventId.lapsed(callId, offerId), at, callId, offerId, extension, reason });
  }

  function lapse(call: Call, leg: Leg, reason: 'no-answer' | 'refused'): void {
    stop(call, leg, reason);
    call.misses.set(leg.extension, (call.misses.get(leg.extension) ?? 0) + 1);
    const phone = phones.get(leg.extension);
    if (phone) phone.restsUntil = agenda.now() + deps.restMs;
    agenda.at(agenda.now() + deps.restMs, distribute);
    deps.rangInVain(call);
    distribute();
  }

  function robotTalks(call: Call, extension: string): void {
    const robot = phones.get(extension)?.robot;
    if (robot) plan(call, 'robot', scale(robot.talkMs), () => deps.robotEnds(call));
  }

  return {
    distribute,
    answer,
    lapse,
    stop,
    robotTalks,
    rest(extension) {
      const phone = phones.get(extension);
      if (!phone) return;
      const at = agenda.now();
      phone.busyWith = null;
      phone.idleSince = at;
      phone.wrapsUpUntil = at + (phone.member?.wrapUpMs ?? 0);
      agenda.at(phone.wrapsUpUntil, distribute);
    },
  };
}
