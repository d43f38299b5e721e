import type { CommandOutcome } from '../../commands.ts';
import { type DialCommand, type DialResult, isDialDigits, isDialled } from '../../dialling.ts';
import type { CallEnded, CallEvent, CallSnapshot } from '../../events.ts';
import { eventId } from '../../ids.ts';
import { isOver, type LegStatus, youngMs } from './legs.ts';
import type { Queue } from './queue.ts';
import type { FoundCall, FoundPlaced } from './resync.ts';
import { isKey, roomOf } from './rooms.ts';

/** A call that we place, until the citizen has answered: from then on it is tracked as a caller's is. */
interface Placed {
  readonly key: string;
  readonly callId: string;
  readonly extension: string;
  /** The citizen's number; null: the process that placed the call is no more. Never logged. */
  readonly digits: string | null;
  readonly placedAt: number;
  /** Null until Twilio has named it. */
  agentLeg: string | null;
  conferenceSid: string | null;
  /** Since when the citizen's telephone is rung, epoch ms; null: the agent's own is. */
  dialledAt: number | null;
  citizenLeg: string | null;
  /** Epoch ms of the last event told: none may come before it. */
  lastAt: number;
}

/** What Twilio says of a leg. */
interface LegNews {
  readonly legSid: string;
  readonly status: LegStatus;
  readonly at: number;
}

export interface PlacedCallsDeps {
  /** Of this exchange, first part of every call id. */
  readonly name: string;
  readonly queue: Pick<Queue, 'engage' | 'disengage' | 'talks' | 'callerEnded'>;
  readonly emit: (event: CallEvent) => void;
  /** The agent has answered: the citizen's telephone is to be rung. Told back by `citizenMade` or `citizenFailed`. */
  readonly dialCitizen: (of: { readonly key: string; readonly digits: string; readonly room: string }) => void;
  readonly hangUp: (legSid: string) => void;
}

export type PlacedCalls = ReturnType<typeof createPlacedCalls>;

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });
const overLimit = 1_000;

/**
 * Calls to citizens: the agent's own telephone is rung into a room first, the citizen's into the same one when it is
 * answered. A state machine without a clock and without I/O, as the queue is; `at` is epoch ms by Twilio's clock.
 */
export function createPlacedCalls({ name, queue, emit, dialCitizen, hangUp }: PlacedCallsDeps) {
  const calls = new Map<string, Placed>();
  /** Calls that ended, or were never made: words about their legs come late. */
  const over = new Set<string>();

  const tell = (call: Placed, at: number, make: (at: number) => CallEvent) => {
    call.lastAt = Math.max(call.lastAt, at);
    emit(make(call.lastAt));
  };

  function forget({ key, extension }: Placed, now: number): void {
    calls.delete(key);
    over.add(key);
    for (const old of over) if (over.size > overLimit) over.delete(old);
    queue.disengage(extension, key, now);
  }

  function end(call: Placed, endedBy: CallEnded['endedBy'], result: DialResult | null, at: number, now: number): void {
    const { callId, agentLeg, citizenLeg } = call;
    forget(call, now);
    for (const leg of [agentLeg, citizenLeg]) if (leg !== null) hangUp(leg);
    tell(call, at, (at) => {
      const id = eventId.ended(callId);
      return { type: 'call.ended', id, at, callId, endedBy, ...(result && { result }) };
    });
  }

  function picksUp(call: Placed, at: number): void {
    if (call.dialledAt !== null || call.digits === null) return;
    const { key, callId, digits } = call;
    tell(call, at, (at) => {
      call.dialledAt = at;
      return { type: 'call.dialling', id: eventId.dialling(callId), at, callId };
    });
    dialCitizen({ key, digits, room: call.conferenceSid ?? roomOf(key) });
  }

  function connect(call: Placed, citizenLeg: string, at: number): void {
    const { key, callId, extension, placedAt, dialledAt, agentLeg, conferenceSid } = call;
    if (agentLeg === null) return;
    calls.delete(key);
    const of = { sid: key, callId, callerLeg: citizenLeg, arrivedAt: placedAt, dialledAt };
    queue.talks({ ...of, conferenceSid, offerId: agentLeg, extension }, Math.max(call.lastAt, at));
  }

  return {
    has: (key: string) => calls.has(key),
    /** Takes the telephone for the call. `again`: asked for before, it is the same call. */
    begin({ callId, extension, digits }: DialCommand, now: number): CommandOutcome & { readonly again?: true } {
      const key = callId.slice(name.length + 1);
      if (!callId.startsWith(`${name}-`) || !isDialled(key) || !isKey(key)) return rejected('no id of a call of ours');
      if (!isDialDigits(digits)) return rejected('a number to be called has digits only');
      if (calls.has(key) || over.has(key)) return { ok: true, again: true };
      const legs = { agentLeg: null, conferenceSid: null, dialledAt: null, citizenLeg: null };
      if (!queue.engage(extension, key)) return rejected('the telephone rings or talks already');
      calls.set(key, { key, callId, extension, digits, placedAt: now, lastAt: now, ...legs });
      return { ok: true };
    },
    /** Twilio rings the agent's telephone. */
    agentMade(key: string, made: { readonly legSid: string; readonly conferenceSid: string }): void {
      const call = calls.get(key);
      // Given up meanwhile: it must not ring for a call that nobody knows.
      if (!call && over.has(key)) hangUp(made.legSid);
      if (!call) return;
      call.agentLeg ??= made.legSid;
      call.conferenceSid ??= made.conferenceSid;
    },
    /** Twilio did not ring it: whoever asked says so. */
    notMade(key: string, now: number): void {
      const call = calls.get(key);
      if (call) forget(call, now);
    },
    agent(key: string, { legSid, status, at }: LegNews, now: number): void {
      const call = calls.get(key);
      if (!call) {
        if (over.has(key) && !isOver(status)) hangUp(legSid);
        return;
      }
      call.agentLeg ??= legSid;
      if (call.agentLeg !== legSid) return;
      if (status === 'in-progress') picksUp(call, at);
      else if (isOver(status) && call.dialledAt !== null) end(call, 'agent', 'cancelled', at, now);
      else if (isOver(status)) end(call, 'exchange', 'agent-absent', at, now);
    },
    citizenMade(key: string, legSid: string): void {
      const call = calls.get(key);
      if (call) call.citizenLeg ??= legSid;
      else if (over.has(key)) hangUp(legSid);
    },
    citizenFailed(key: string, result: DialResult, now: number): void {
      const call = calls.get(key);
      if (call) end(call, 'exchange', result, now, now);
    },
    /** @param sipCode the operator's last word, of a leg that is over; null: it said none */
    citizen(key: string, { legSid, status, at }: LegNews, sipCode: number | null, now: number): void {
      const call = calls.get(key);
      if (!call) {
        if (over.has(key) && !isOver(status)) hangUp(legSid);
        return;
      }
      call.citizenLeg ??= legSid;
      if (call.citizenLeg !== legSid) return;
      if (status === 'in-progress') connect(call, legSid, at);
      else if (status === 'completed') {
        // Answered and gone again, and we are told the end of it first.
        connect(call, legSid, at);
        queue.callerEnded(key, at, now);
      } else if (isOver(status)) end(call, 'exchange', resultOf(status, sipCode), at, now);
    },
    /** The agent hangs up before anybody talks. False: there is no such call. */
    hangUp(key: string, extension: string, now: number): boolean {
      const call = calls.get(key);
      if (call?.extension !== extension) return false;
      end(call, 'agent', 'cancelled', now, now);
      return true;
    },
    /** Takes what Twilio's lists held at `asOf`; `talks`: of these the citizen has answered. */
    adopt(found: readonly FoundPlaced[], talks: readonly FoundCall[], asOf: number, now: number): void {
      for (const { sid, callerLeg, answered } of talks) {
        const call = calls.get(sid);
        if (call && answered) connect(call, callerLeg, now);
      }
      const seen = new Map(found.map((one) => [one.key, one]));
      for (const call of calls.values()) {
        const one = seen.get(call.key);
        if (one?.agentTalks) picksUp(call, now);
        call.citizenLeg ??= one?.citizenLeg ?? null;
        const young = call.lastAt >= asOf - youngMs;
        if (!young && (!one || (call.dialledAt !== null && one.citizenLeg === null)))
          end(call, 'exchange', null, now, now);
      }
      for (const { key, extension, agentLeg, agentTalks, citizenLeg, ...rest } of found) {
        if (calls.has(key) || over.has(key)) continue;
        // Placed by a process that is no more: whom to call nobody knows, and whom it rings nobody would talk to.
        if (!agentTalks || citizenLeg === null || agentLeg === null || extension === null) {
          for (const leg of [agentLeg, citizenLeg]) if (leg !== null) hangUp(leg);
          continue;
        }
        const { at: placedAt, conferenceSid } = rest;
        const legs = { agentLeg, conferenceSid, dialledAt: placedAt, citizenLeg };
        calls.set(key, { key, callId: `${name}-${key}`, extension, digits: null, placedAt, lastAt: placedAt, ...legs });
        void queue.engage(extension, key);
      }
    },
    /** Whether the leg belongs to one of these; also true while Twilio has yet to name it. */
    rings: (legSid: string) => [...calls.values()].some(({ agentLeg }) => (agentLeg ?? legSid) === legSid),
    snapshot: (): CallSnapshot[] =>
      [...calls.values()].map(({ callId, extension, placedAt, agentLeg, dialledAt }) => ({
        ...{ callId, ani: null, dnis: '', arrivedAt: placedAt, queued: null, answered: null },
        offers: agentLeg !== null && dialledAt === null ? [{ offerId: agentLeg, extension, at: placedAt }] : [],
        dialled: { at: dialledAt },
      })),
  };
}

/**
 * Why nobody talked. Twilio says of a leg that is over `busy`, `no-answer`, `failed` or `canceled`, and in
 * `SipResponseCode` what the operator answered (RFC 3261, 21.4).
 */
function resultOf(status: LegStatus, sipCode: number | null): DialResult {
  if (status === 'busy') return 'busy';
  if (status === 'no-answer') return 'no-answer';
  switch (sipCode) {
    case 404:
    case 410:
    case 484:
    case 604:
      return 'wrong-number';
    case 480:
      return 'unreachable';
    case 486:
    case 600:
    case 603:
      return 'busy';
    case 408:
    case 487:
      return 'no-answer';
    default:
      return 'failed';
  }
}

/** Why Twilio does not even try, by its error directory. */
export function resultOfCode(code: string | null): DialResult {
  // Not a number, or none that can be called.
  if (['13223', '13224', '21211', '21217'].includes(code ?? '')) return 'wrong-number';
  if (code === '21214') return 'unreachable';
  // The account may not call there: no permission for the country, a number on a list of blocked ones.
  if (['13225', '13227', '21215', '21216', '32205'].includes(code ?? '')) return 'not-allowed';
  return 'failed';
}
