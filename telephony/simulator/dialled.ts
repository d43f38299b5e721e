import type { CommandOutcome } from '../commands.ts';
import type { DialCommand, DialResult } from '../dialling.ts';
import type { CallEnded, CallEvent, CallSnapshot } from '../events.ts';
import { eventId } from '../ids.ts';
import type { Agenda, Appointment } from './agenda.ts';
import type { Phones } from './phones.ts';
import type { Random } from './random.ts';

/** How a citizen takes a call of ours. Lengths in ms before speed. */
export interface DialledCitizen {
  /** Null: answers. */
  readonly result: Extract<DialResult, 'busy' | 'no-answer' | 'wrong-number' | 'unreachable'> | null;
  /** From the dialling to the answer, or to the end. */
  readonly afterMs: number;
  /** From the answer to hanging up, unless the agent does. */
  readonly talkMs: number;
}

interface Dialled {
  readonly callId: string;
  readonly extension: string;
  readonly offerId: string;
  readonly placedAt: number;
  readonly citizen: DialledCitizen;
  dialledAt: number | null;
  answeredAt: number | null;
  held: boolean;
  next: Appointment | null;
}

/** A citizen who was called, and the agent who talks to him. */
export interface DialledTalk extends Pick<Dialled, 'callId' | 'placedAt'> {
  readonly leg: { readonly offerId: string; readonly extension: string; readonly at: number };
  readonly dialledAt: number;
  readonly talkMs: number;
}

/** Calls that agents place in the simulated world. */
export interface DialledCalls {
  dial(command: DialCommand): CommandOutcome;
  /** The agent's own telephone is answered. False: it does not ring for this call. */
  answer(callId: string, extension: string): boolean;
  hangUp(callId: string, extension: string): boolean;
  hold(callId: string, extension: string, on: boolean): boolean;
  has(callId: string): boolean;
  /** Whether the citizen has answered, and the agent talks there. */
  talks(callId: string, extension: string): boolean;
  /** The talk at this extension goes on elsewhere, and is none of these any more; null: there is none. */
  release(callId: string, extension: string): DialledTalk | null;
  /** The citizen hangs up; false: there is no such call. */
  citizenHangsUp(callId: string): boolean;
  snapshot(): CallSnapshot[];
}

const second = 1_000;
/** Mostly there, as people are; the rest divides as one knows it from the telephone. */
const citizens: readonly (Omit<DialledCitizen, 'afterMs' | 'talkMs'> & { readonly weight: number })[] = [
  { result: null, weight: 6 },
  { result: 'no-answer', weight: 2 },
  { result: 'busy', weight: 1 },
  { result: 'unreachable', weight: 1 },
];

/** All chance is drawn at once, whoever comes out. */
export function drawCitizen(random: Random): DialledCitizen {
  const { result } = random.weighted(citizens, ({ weight }) => weight);
  const rings = random.between(3 * second, 9 * second);
  const talkMs = random.between(30 * second, 120 * second);
  return { result, afterMs: result === 'no-answer' ? 25 * second : rings, talkMs };
}

export function createDialledCalls(deps: {
  readonly agenda: Agenda;
  readonly phones: Phones;
  /** How long the agent's own telephone rings, on the agenda. */
  readonly ringMs: number;
  readonly scale: (ms: number) => number;
  readonly onlyKnownPhones: boolean;
  readonly citizen: (digits: string) => DialledCitizen;
  readonly emit: (event: CallEvent) => void;
  /** A telephone is free again. */
  readonly freed: () => void;
}): DialledCalls {
  const { agenda, phones, scale, emit } = deps;
  const calls = new Map<string, Dialled>();

  const plan = (call: Dialled, afterMs: number, run: () => void) => {
    call.next?.cancel();
    call.next = agenda.at(agenda.now() + afterMs, run);
  };
  const of = (callId: string, extension: string) => {
    const call = calls.get(callId);
    return call?.extension === extension ? call : undefined;
  };

  function end(call: Dialled, endedBy: CallEnded['endedBy'], result: DialResult | null): void {
    const { callId } = call;
    const at = agenda.now();
    call.next?.cancel();
    calls.delete(callId);
    const phone = phones.get(call.extension);
    if (phone) {
      phone.busyWith = null;
      phone.idleSince = at;
    }
    emit({ type: 'call.ended', id: eventId.ended(callId), at, callId, endedBy, ...(result && { result }) });
    deps.freed();
  }

  function connect(call: Dialled): void {
    const { callId, offerId, extension, citizen } = call;
    const at = agenda.now();
    call.answeredAt = at;
    emit({ type: 'call.answered', id: eventId.answered(callId, offerId), at, callId, offerId, extension });
    plan(call, scale(citizen.talkMs), () => end(call, 'caller', null));
  }

  function answer(call: Dialled): void {
    const { callId, citizen } = call;
    const at = agenda.now();
    call.dialledAt = at;
    emit({ type: 'call.dialling', id: eventId.dialling(callId), at, callId });
    const { result } = citizen;
    plan(call, scale(citizen.afterMs), () => (result ? end(call, 'exchange', result) : connect(call)));
  }

  return {
    dial({ callId, extension, digits }) {
      // Asked again, it is the same call.
      if (calls.has(callId)) return { ok: true };
      const phone = phones.get(extension) ?? (deps.onlyKnownPhones ? undefined : phones.add(extension));
      if (!phone?.reachable)
        return { ok: false, kind: 'rejected', reason: `no telephone ${extension} on this exchange` };
      if (phone.busyWith !== null) return { ok: false, kind: 'rejected', reason: `extension ${extension} is busy` };
      phone.busyWith = callId;
      const call: Dialled = {
        ...{ callId, extension, offerId: `${callId}-agent`, placedAt: agenda.now(), citizen: deps.citizen(digits) },
        ...{ dialledAt: null, answeredAt: null, held: false, next: null },
      };
      calls.set(callId, call);
      if (phone.robot) plan(call, scale(phone.robot.answerAfterMs), () => answer(call));
      else plan(call, deps.ringMs, () => end(call, 'exchange', 'agent-absent'));
      return { ok: true };
    },
    answer(callId, extension) {
      const call = of(callId, extension);
      if (!call || call.dialledAt !== null) return false;
      answer(call);
      return true;
    },
    hangUp(callId, extension) {
      const call = of(callId, extension);
      if (!call) return false;
      end(call, 'agent', call.answeredAt === null ? 'cancelled' : null);
      return true;
    },
    hold(callId, extension, on) {
      const call = of(callId, extension);
      if (!call || call.answeredAt === null) return false;
      if (call.held === on) return true;
      call.held = on;
      const at = agenda.now();
      emit(
        on
          ? { type: 'call.held', id: eventId.held(callId, at), at, callId }
          : { type: 'call.resumed', id: eventId.resumed(callId, at), at, callId },
      );
      return true;
    },
    has: (callId) => calls.has(callId),
    talks: (callId, extension) => (of(callId, extension)?.answeredAt ?? null) !== null,
    release(callId, extension) {
      const call = of(callId, extension);
      const at = call?.answeredAt ?? null;
      if (!call || at === null || call.held) return null;
      call.next?.cancel();
      calls.delete(callId);
      const { offerId, placedAt, citizen } = call;
      const dialledAt = call.dialledAt ?? placedAt;
      return { callId, placedAt, dialledAt, talkMs: citizen.talkMs, leg: { offerId, extension, at } };
    },
    citizenHangsUp(callId) {
      const call = calls.get(callId);
      if (call) end(call, 'caller', call.answeredAt === null ? 'busy' : null);
      return call !== undefined;
    },
    snapshot: () =>
      [...calls.values()].map(({ callId, offerId, extension, placedAt, dialledAt, answeredAt }) => {
        const leg = (at: number) => ({ offerId, extension, at });
        return {
          ...{ callId, ani: null, dnis: '', arrivedAt: placedAt, queued: null },
          offers: dialledAt === null ? [leg(placedAt)] : [],
          answered: answeredAt === null ? null : leg(answeredAt),
          dialled: { at: dialledAt },
        };
      }),
  };
}
