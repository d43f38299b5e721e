import type { CallEnded, CallEvent, OfferLapsed } from '../events.ts';
import { eventId } from '../ids.ts';
import type { Agenda } from './agenda.ts';
import type { Caller } from './callers.ts';
import { type Call, type Leg, newCall } from './calls.ts';
import { choosePhone, type Phone, type Phones } from './phones.ts';
import { createSimulatedTransfers, type SimulatedTransfers } from './transfers.ts';

/** Lengths in ms as they run on the agenda, speed already applied. */
export interface SwitchboardTiming {
  readonly registerMs: number;
  readonly announceMs: number;
  readonly ringMs: number;
  readonly restMs: number;
}

/** What happens to calls: arrival, registration, queue, rings, talk, end. Callers of these check that it is legal. */
export interface Switchboard {
  readonly calls: ReadonlyMap<string, Call>;
  arrive(caller: Caller, dnis: string): Call;
  /** The registration came back, with a number or without. One that comes too late changes nothing. */
  registered(callId: string, numbered: boolean): void;
  answer(call: Call, leg: Leg): void;
  /** Ends the ring and offers the caller to somebody else. */
  lapse(call: Call, leg: Leg, reason: 'no-answer' | 'refused'): void;
  /** False when this very change was made in this very millisecond already: the two could not be told apart. */
  hold(call: Call, on: boolean): boolean;
  end(call: Call, endedBy: CallEnded['endedBy']): void;
  readonly transfers: SimulatedTransfers;
  /** Rings ready telephones for waiting callers. To be called when a telephone became ready. */
  distribute(): void;
}

/** Runs the calls of an exchange on an agenda. `scale` turns callers' and robots' lengths into agenda ms. */
export function createSwitchboard(deps: {
  readonly callIdOf: (count: number) => string;
  readonly queue: string;
  readonly agenda: Agenda;
  readonly phones: Phones;
  readonly timing: SwitchboardTiming;
  readonly scale: (ms: number) => number;
  readonly emit: (event: CallEvent) => void;
  /** A caller gave up before anybody answered. */
  readonly onAbandoned: (call: Call) => void;
}): Switchboard {
  const { agenda, phones, timing, queue, scale, emit } = deps;
  const calls = new Map<string, Call>();
  /** Queued and not answered. Entries keep their place while they ring: the first has waited longest. */
  const waiting = new Set<Call>();
  let count = 0;

  const plan = (call: Call, what: Parameters<Call['toCome']['set']>[0], afterMs: number, run: () => void) => {
    call.toCome.get(what)?.cancel();
    call.toCome.set(what, agenda.at(agenda.now() + afterMs, run));
  };
  const strike = (call: Call, ...what: Parameters<Call['toCome']['set']>[0][]) => {
    for (const name of what) call.toCome.get(name)?.cancel();
  };

  function enqueue(call: Call): void {
    const at = agenda.now();
    call.queuedAt = at;
    waiting.add(call);
    emit({ type: 'call.queued', id: eventId.queued(call.callId, queue), at, callId: call.callId, queue });
    distribute();
  }

  function ring(call: Call, phone: Phone): void {
    const at = agenda.now();
    const { callId } = call;
    const { extension, robot } = phone;
    call.rings++;
    const leg: Leg = { offerId: `${callId}-${call.rings}`, extension, at };
    call.ringing = leg;
    phone.busyWith = callId;
    // Noted before the end of the ring: a robot that answers at the last moment has answered.
    if (robot !== null) plan(call, 'robot', scale(robot.answerAfterMs), () => answer(call, leg));
    plan(call, 'ring', timing.ringMs, () => lapse(call, leg, 'no-answer'));
    emit({
      type: 'call.offered',
      id: eventId.offered(callId, leg.offerId),
      at,
      callId,
      offerId: leg.offerId,
      queue,
      extension,
    });
  }

  function distribute(): void {
    const ready = phones.ready(agenda.now());
    for (const call of waiting) {
      if (ready.length === 0) return;
      if (call.ringing !== null) continue;
      const phone = choosePhone(ready, call.misses);
      if (phone === undefined) return;
      ready.splice(ready.indexOf(phone), 1);
      ring(call, phone);
    }
  }

  function answer(call: Call, leg: Leg): void {
    const at = agenda.now();
    const { callId, caller } = call;
    const { offerId, extension } = leg;
    strike(call, 'ring', 'robot');
    waiting.delete(call);
    call.ringing = null;
    call.answered = { offerId, extension, at };
    if (call.releasedBy === null) plan(call, 'caller', scale(caller.talkMs), () => end(call, 'caller'));
    robotTalks(call, extension);
    emit({ type: 'call.answered', id: eventId.answered(callId, offerId), at, callId, offerId, extension });
  }

  /** Takes the ring from the telephone; says nothing about what the caller does next. */
  function stopRinging(call: Call, leg: Leg, reason: OfferLapsed['reason']): void {
    const { callId } = call;
    const { offerId, extension } = leg;
    strike(call, 'ring', 'robot');
    call.ringing = null;
    const phone = phones.get(extension);
    if (phone) phone.busyWith = null;
    const at = agenda.now();
    emit({ type: 'offer.lapsed', id: eventId.lapsed(callId, offerId), at, callId, offerId, extension, reason });
  }

  function lapse(call: Call, leg: Leg, reason: 'no-answer' | 'refused'): void {
    stopRinging(call, leg, reason);
    call.misses.set(leg.extension, (call.misses.get(leg.extension) ?? 0) + 1);
    const phone = phones.get(leg.extension);
    if (phone) phone.restsUntil = agenda.now() + timing.restMs;
    agenda.at(agenda.now() + timing.restMs, distribute);
    distribute();
  }

  /** A talk is over: the telephone is left in peace for a while. */
  function rest(extension: string): void {
    const phone = phones.get(extension);
    if (!phone) return;
    const at = agenda.now();
    phone.busyWith = null;
    phone.idleSince = at;
    const wrapUpMs = phone.member?.wrapUpMs ?? 0;
    phone.wrapsUpUntil = at + wrapUpMs;
    agenda.at(phone.wrapsUpUntil, distribute);
  }

  function robotTalks(call: Call, extension: string): void {
    const robot = phones.get(extension)?.robot;
    if (robot) plan(call, 'robot', scale(robot.talkMs), () => end(call, 'agent'));
  }

  const transfers = createSimulatedTransfers({
    ...{ agenda, phones, scale, emit, plan, strike, rest, robotTalks },
    requeue(call) {
      const at = agenda.now();
      const others = [...waiting];
      waiting.clear();
      for (const one of [call, ...others]) waiting.add(one);
      const id = eventId.requeued(call.callId, queue, call.releasedBy ?? '');
      emit({ type: 'call.queued', id, at, callId: call.callId, queue });
      distribute();
    },
  });

  function end(call: Call, endedBy: CallEnded['endedBy']): void {
    transfers.callerGone(call);
    const { callId, answered, releasedBy } = call;
    const at = agenda.now();
    if (call.ringing !== null) stopRinging(call, call.ringing, 'caller-gone');
    for (const appointment of call.toCome.values()) appointment.cancel();
    calls.delete(callId);
    waiting.delete(call);
    emit({ type: 'call.ended', id: eventId.ended(callId), at, callId, endedBy });
    if (answered) rest(answered.extension);
    if (answered === null && releasedBy === null && endedBy === 'caller') deps.onAbandoned(call);
    distribute();
  }

  return {
    calls,
    arrive(caller, dnis) {
      const arrivedAt = agenda.now();
      count++;
      const callId = deps.callIdOf(count);
      const call = newCall({ callId, caller, dnis, arrivedAt });
      calls.set(callId, call);
      emit({ type: 'call.arrived', id: eventId.arrived(callId), at: arrivedAt, callId, ani: caller.ani, dnis });
      plan(call, 'caller', scale(caller.patienceMs), () => end(call, 'caller'));
      plan(call, 'register', timing.registerMs, () => {
        call.registering = false;
        enqueue(call);
      });
      return call;
    },
    registered(callId, numbered) {
      const call = calls.get(callId);
      if (!call?.registering) return;
      call.registering = false;
      strike(call, 'register');
      // Without a number there is nothing to speak.
      if (!numbered) return enqueue(call);
      const told = () => {
        const at = agenda.now();
        call.numberToldAt = at;
        emit({ type: 'call.number_told', id: eventId.numberTold(callId), at, callId });
        enqueue(call);
      };
      if (timing.announceMs > 0) plan(call, 'announce', timing.announceMs, told);
      else told();
    },
    answer,
    lapse,
    hold(call, on) {
      if (call.held === on) return true;
      const { callId } = call;
      const at = agenda.now();
      const way = on ? 'on' : 'off';
      if (call.holdChanged[way] === at) return false;
      call.held = on;
      call.holdChanged[way] = at;
      emit(
        on
          ? { type: 'call.held', id: eventId.held(callId, at), at, callId }
          : { type: 'call.resumed', id: eventId.resumed(callId, at), at, callId },
      );
      return true;
    },
    end,
    transfers,
    distribute,
  };
}
