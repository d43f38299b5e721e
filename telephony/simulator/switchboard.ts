import type { Door } from '../doors.ts';
import type { CallEnded, CallEvent, OfferLapsed } from '../events.ts';
import { eventId } from '../ids.ts';
import { chosenDoor } from '../menu.ts';
import type { ExchangeHooks } from '../port.ts';
import { choosePhone } from '../queue-phones.ts';
import type { QueuePlace } from '../queues.ts';
import type { Agenda } from './agenda.ts';
import type { Caller } from './callers.ts';
import { type Call, type Leg, newCall } from './calls.ts';
import type { DialledTalk } from './dialled.ts';
import { createLongWaits } from './long-waits.ts';
import type { Phone, Phones } from './phones.ts';
import { createSimulatedTransfers, type SimulatedTransfers } from './transfers.ts';

/** Lengths in ms as they run on the agenda, speed already applied. */
export interface SwitchboardTiming {
  readonly registerMs: number;
  readonly announceMs: number;
  readonly restMs: number;
}

/** What happens to calls: arrival, registration, queue, rings, talk, end. Callers of these check that it is legal. */
export interface Switchboard {
  readonly calls: ReadonlyMap<string, Call>;
  arrive(caller: Caller, dnis: string): Call;
  /** The registration came back, with a number or without. One that comes too late changes nothing. */
  registered(callId: string, numbered: boolean, door?: Door, place?: QueuePlace): void;
  answer(call: Call, leg: Leg): void;
  /** Ends the ring and offers the caller to somebody else. */
  lapse(call: Call, leg: Leg, reason: 'no-answer' | 'refused'): void;
  /** A citizen who was called is about to be handed on: from now on he is a caller like any other. */
  take(talk: DialledTalk): Call;
  /** False when this very change was made in this very millisecond already: the two could not be told apart. */
  hold(call: Call, on: boolean): boolean;
  end(call: Call, endedBy: CallEnded['endedBy']): void;
  readonly transfers: SimulatedTransfers;
  /** The caller comes before all who wait. False: he does not wait. */
  first(call: Call): boolean;
  /** Out of the queue, to this telephone. False: he does not wait. */
  move(call: Call, extension: string): boolean;
  /** Rings ready telephones for waiting callers. To be called when a telephone became ready. */
  distribute(): void;
}

/** Runs the calls of an exchange on an agenda. `scale` turns callers' and robots' lengths into agenda ms. */
export function createSwitchboard(deps: {
  readonly callIdOf: (count: number) => string;
  /** The queue of who called this number, and how long one telephone is rung for it. */
  readonly queueOf: (dnis: string) => string;
  /** What its callers choose from, as soon as they come. */
  readonly menuOf: NonNullable<ExchangeHooks['menuOf']>;
  readonly ringMsOf: (queue: string) => number;
  readonly agenda: Agenda;
  readonly phones: Phones;
  readonly timing: SwitchboardTiming;
  readonly scale: (ms: number) => number;
  readonly emit: (event: CallEvent) => void;
  /** A caller gave up before anybody answered. */
  readonly onAbandoned: (call: Call) => void;
}): Switchboard {
  const { agenda, phones, timing, scale, emit } = deps;
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
    line(call);
    const { queue } = call;
    emit({ type: 'call.queued', id: eventId.queued(call.callId, queue), at, callId: call.callId, queue });
    leadOn(call);
    distribute();
  }

  /** In the next queue he waits on, before all who came to it by themselves. */
  function leadOn(call: Call): void {
    const [lead, ...rest] = call.leads;
    if (!lead) return;
    plan(call, 'lead', scale(lead.afterMs), () => {
      if (!waiting.has(call) || call.releasedBy !== null) return;
      // No ring is taken from him: he is led on when it was in vain.
      if (call.ringing) {
        call.leads = [{ ...lead, afterMs: 0 }, ...rest];
        return;
      }
      call.leads = rest;
      call.queue = lead.queue;
      call.priority += 5;
      line(call);
      const { callId, queue } = call;
      emit({ type: 'call.queued', id: eventId.queued(callId, queue), at: agenda.now(), callId, queue });
      leadOn(call);
      distribute();
    });
  }

  /** Behind all who have waited with as much priority. */
  function line(call: Call): void {
    const all = [...waiting].filter((one) => one !== call);
    const at = all.findIndex(({ priority }) => priority < call.priority);
    all.splice(at < 0 ? all.length : at, 0, call);
    waiting.clear();
    for (const one of all) waiting.add(one);
  }

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
    for (const call of waiting) {
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
    waiting.delete(call);
    call.ringing = null;
    call.answered = { offerId, extension, at };
    if (call.releasedBy === null) callerTalks(call);
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
    longWaits.rangInVain(call);
    if (call.leads[0]?.afterMs === 0) leadOn(call);
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

  function callerTalks(call: Call): void {
    plan(call, 'caller', scale(call.caller.talkMs), () => end(call, 'caller'));
  }

  function putFirst(call: Call): void {
    call.priority = Math.max(0, ...[...waiting].map(({ priority }) => priority)) + 1;
    line(call);
  }

  const longWaits = createLongWaits({
    ...{ agenda, scale, emit, plan, end },
    waits: (call) => waiting.has(call),
    leaveQueue: (call) => waiting.delete(call),
  });
  const transfers = createSimulatedTransfers({
    ...{ agenda, phones, scale, emit, plan, strike, rest, robotTalks, callerTalks },
    requeue(call) {
      const at = agenda.now();
      putFirst(call);
      // Of one whom nobody has answered yet the wait goes on.
      const { queue } = call;
      const id = eventId.requeued(call.callId, queue, call.releasedBy ?? '');
      if (call.releasedBy !== null) emit({ type: 'call.queued', id, at, callId: call.callId, queue });
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

  /** In turn each of the keys, and none. */
  const choiceOf = (dnis: string, count: number): string => {
    const menu = deps.menuOf(dnis);
    const choices = [null, ...Object.values(menu?.keys ?? {})];
    const choice = choices[count % choices.length] ?? null;
    return choice === null ? dnis : chosenDoor(dnis, choice);
  };

  return {
    calls,
    arrive(caller, called) {
      const arrivedAt = agenda.now();
      count++;
      const callId = deps.callIdOf(count);
      const dnis = choiceOf(called, count);
      const call = newCall({ callId, caller, dnis, arrivedAt, queue: deps.queueOf(dnis) });
      calls.set(callId, call);
      emit({ type: 'call.arrived', id: eventId.arrived(callId), at: arrivedAt, callId, ani: caller.ani, dnis });
      plan(call, 'caller', scale(caller.patienceMs), () => end(call, 'caller'));
      plan(call, 'register', timing.registerMs, () => {
        call.registering = false;
        enqueue(call);
      });
      return call;
    },
    registered(callId, numbered, door, place) {
      const call = calls.get(callId);
      if (!call?.registering) return;
      call.registering = false;
      strike(call, 'register');
      call.queue = place?.queue ?? call.queue;
      call.priority = place?.priority ?? 0;
      call.leads = [...(place?.leads ?? [])];
      // Without a number there is nothing to speak.
      if (!numbered) return enqueue(call);
      const told = () => {
        const at = agenda.now();
        call.numberToldAt = at;
        emit({ type: 'call.number_told', id: eventId.numberTold(callId), at, callId });
        if (!door) return enqueue(call);
        longWaits.begin(call, door);
        const why = door.turnsAway;
        if (why) emit({ type: 'call.turned_away', id: eventId.turnedAway(callId, why), at, callId, why });
        // Said as long as the number is.
        plan(call, 'announce', timing.announceMs, () => {
          if (!why) return enqueue(call);
          if (door.takesMessages) longWaits.leaveMessage(call);
          else end(call, 'exchange');
        });
      };
      if (timing.announceMs > 0) plan(call, 'announce', timing.announceMs, told);
      else told();
    },
    take({ callId, placedAt, dialledAt, talkMs, leg }) {
      const caller: Caller = { ani: null, patienceMs: talkMs, talkMs, redialAfterMs: null };
      const call = newCall({
        ...{ callId, caller, dnis: '', queue: deps.queueOf(''), arrivedAt: placedAt, dialledAt },
        registering: false,
      });
      call.answered = leg;
      calls.set(callId, call);
      plan(call, 'caller', Math.max(0, leg.at + scale(talkMs) - agenda.now()), () => end(call, 'caller'));
      return call;
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
    first(call) {
      if (!waiting.has(call)) return false;
      putFirst(call);
      return true;
    },
    move(call, extension) {
      if (!waiting.has(call)) return false;
      if (call.ringing !== null) stopRinging(call, call.ringing, 'answered-elsewhere');
      waiting.delete(call);
      transfers.move(call, extension);
      distribute();
      return true;
    },
    distribute,
  };
}
