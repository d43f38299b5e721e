import type { Door } from '../doors.ts';
import type { CallEnded, CallEvent } from '../events.ts';
import { eventId } from '../ids.ts';
import { chosenDoor } from '../menu.ts';
import type { ExchangeHooks } from '../port.ts';
import type { QueuePlace } from '../queues.ts';
import type { Agenda } from './agenda.ts';
import type { Caller } from './callers.ts';
import { type Call, createPlans, newCall } from './calls.ts';
import type { DialledTalk } from './dialled.ts';
import { createLongWaits } from './long-waits.ts';
import type { Phones } from './phones.ts';
import { createRings, type Rings } from './rings.ts';
import { createSimulatedTransfers, type SimulatedTransfers } from './transfers.ts';
import { createWaitingLine } from './waiting-line.ts';

/** Lengths in ms as they run on the agenda, speed already applied. */
export interface SwitchboardTiming {
  readonly registerMs: number;
  readonly announceMs: number;
  readonly restMs: number;
}

/** What happens to calls: arrival, registration, queue, rings, talk, end. Callers of these check that it is legal. */
export interface Switchboard extends Pick<Rings, 'answer' | 'lapse' | 'distribute'> {
  readonly calls: ReadonlyMap<string, Call>;
  arrive(caller: Caller, dnis: string): Call;
  /** The registration came back, with a number or without. One that comes too late changes nothing. */
  registered(callId: string, numbered: boolean, door?: Door, place?: QueuePlace): void;
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
  const line = createWaitingLine();
  const plans = createPlans(agenda);
  const { plan, strike } = plans;
  let count = 0;

  function enqueue(call: Call): void {
    const at = agenda.now();
    call.queuedAt = at;
    line.join(call);
    const { queue } = call;
    emit({ type: 'call.queued', id: eventId.queued(call.callId, queue), at, callId: call.callId, queue });
    leadOn(call);
    rings.distribute();
  }

  /** In the next queue he waits on, before all who came to it by themselves. */
  function leadOn(call: Call): void {
    const [lead, ...rest] = call.leads;
    if (!lead) return;
    plan(call, 'lead', scale(lead.afterMs), () => {
      if (!line.has(call) || call.releasedBy !== null) return;
      // No ring is taken from him: he is led on when it was in vain.
      if (call.ringing) {
        call.leads = [{ ...lead, afterMs: 0 }, ...rest];
        return;
      }
      call.leads = rest;
      call.queue = lead.queue;
      call.priority += 5;
      line.join(call);
      const { callId, queue } = call;
      emit({ type: 'call.queued', id: eventId.queued(callId, queue), at: agenda.now(), callId, queue });
      leadOn(call);
      rings.distribute();
    });
  }

  function callerTalks(call: Call): void {
    plan(call, 'caller', scale(call.caller.talkMs), () => end(call, 'caller'));
  }

  const rings = createRings({
    ...{ agenda, phones, line, plans, scale, emit, ringMsOf: deps.ringMsOf, restMs: timing.restMs },
    answered(call) {
      if (call.releasedBy === null) callerTalks(call);
    },
    rangInVain(call) {
      longWaits.rangInVain(call);
      if (call.leads[0]?.afterMs === 0) leadOn(call);
    },
    robotEnds: (call) => end(call, 'agent'),
  });
  const longWaits = createLongWaits({
    ...{ agenda, scale, emit, plan, end },
    waits: line.has,
    leaveQueue: line.leave,
    leadOut: (call, id) => transfers.leadOut(call, id),
  });
  const transfers = createSimulatedTransfers({
    ...{ agenda, phones, scale, emit, plan, strike, callerTalks },
    rest: rings.rest,
    robotTalks: rings.robotTalks,
    requeue(call) {
      const at = agenda.now();
      line.putFirst(call);
      // Of one whom nobody has answered yet the wait goes on.
      const { queue } = call;
      const id = eventId.requeued(call.callId, queue, call.releasedBy ?? '');
      if (call.releasedBy !== null) emit({ type: 'call.queued', id, at, callId: call.callId, queue });
      rings.distribute();
    },
  });

  function end(call: Call, endedBy: CallEnded['endedBy']): void {
    transfers.callerGone(call);
    const { callId, answered, releasedBy } = call;
    const at = agenda.now();
    if (call.ringing !== null) rings.stop(call, call.ringing, 'caller-gone');
    for (const appointment of call.toCome.values()) appointment.cancel();
    calls.delete(callId);
    line.leave(call);
    emit({ type: 'call.ended', id: eventId.ended(callId), at, callId, endedBy });
    if (answered) rings.rest(answered.extension);
    if (answered === null && releasedBy === null && !call.outside && endedBy === 'caller') deps.onAbandoned(call);
    rings.distribute();
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
        if (door.leadsOut?.atOnce) return transfers.leadOut(call, door.leadsOut.id);
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
    answer: rings.answer,
    lapse: rings.lapse,
    distribute: rings.distribute,
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
      if (!line.has(call)) return false;
      line.putFirst(call);
      return true;
    },
    move(call, extension) {
      if (!line.has(call)) return false;
      if (call.ringing !== null) rings.stop(call, call.ringing, 'answered-elsewhere');
      line.leave(call);
      transfers.move(call, extension);
      rings.distribute();
      return true;
    },
  };
}
