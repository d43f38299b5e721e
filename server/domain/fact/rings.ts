import type { CallState } from '../call/call.ts';
import type { CaseEvent } from '../case/events.ts';

/** One ring of one agent's telephone, and the talk that came of it. Moments in epoch ms. */
export interface Ring {
  readonly offerId: string;
  /** Null: a telephone that is nobody's. */
  readonly agentId: string | null;
  readonly offeredAt: number;
  /** Null: it was not. */
  readonly answeredAt: number | null;
  /** Of the talk, or of the ring where nobody answered. */
  readonly endedAt: number;
  /** `caller-gone`: the caller gave up while it rang. */
  readonly result: 'answered' | 'no-answer' | 'refused' | 'caller-gone' | 'answered-elsewhere';
  /** Without holds. */
  readonly talkMs: number;
  readonly heldMs: number;
}

interface Open {
  readonly offerId: string;
  agentId: string | null;
  readonly offeredAt: number;
  answeredAt: number | null;
  heldMs: number;
  heldSince: number | null;
}

/**
 * Who was rung for a call that is over, and who talked how long, by the events of its history. Nothing of it lies after
 * the call's end. A call of which the exchange knows an answer that stands in no history is one talk. Pure.
 * @param events each once, in their order
 */
export function ringsOf(
  call: CallState,
  events: readonly CaseEvent[],
): { readonly rings: readonly Ring[]; readonly transfers: number; readonly holds: number } {
  const end = call.ended?.at ?? call.arrivedAt;
  const until = (at: number) => Math.min(at, end);
  const rings = new Map<string, Ring>();
  const open = new Map<string, Open>();
  // What the functions below set, the compiler does not see.
  let talk = null as Open | null;
  let transfers = 0;
  let holds = 0;

  const begun = (offerId: string, agentId: string | null, at: number): Open => ({
    ...{ offerId, agentId, offeredAt: until(at), answeredAt: null, heldMs: 0, heldSince: null },
  });
  const lapse = (ring: Open, at: number, result: Ring['result']) => {
    const { offerId, agentId, offeredAt } = ring;
    open.delete(offerId);
    // Told late: whoever talks, or has talked, let nothing lapse.
    if (rings.has(offerId) || talk?.offerId === offerId) return;
    const endedAt = Math.max(offeredAt, until(at));
    rings.set(offerId, { offerId, agentId, offeredAt, answeredAt: null, endedAt, result, talkMs: 0, heldMs: 0 });
  };
  const resume = (ring: Open | null, at: number) => {
    if (ring?.heldSince == null) return;
    ring.heldMs += Math.max(0, until(at) - ring.heldSince);
    ring.heldSince = null;
  };
  const hangUp = (at: number) => {
    if (!talk) return;
    resume(talk, at);
    const { offerId, agentId, offeredAt, heldMs } = talk;
    const answeredAt = talk.answeredAt as number;
    const endedAt = Math.max(answeredAt, until(at));
    const talkMs = Math.max(0, endedAt - answeredAt - heldMs);
    const ring: Ring = { offerId, agentId, offeredAt, answeredAt, endedAt, result: 'answered', talkMs, heldMs };
    const before = rings.get(offerId);
    rings.set(offerId, before?.result === 'answered' ? together(before, ring) : ring);
    talk = null;
  };
  const answer = (offerId: string, agentId: string | null, at: number) => {
    if (talk?.offerId === offerId) return;
    hangUp(at);
    const ring = open.get(offerId) ?? begun(offerId, agentId, at);
    open.delete(offerId);
    talk = { ...ring, agentId: agentId ?? ring.agentId, answeredAt: Math.max(ring.offeredAt, until(at)) };
  };

  for (const event of events) {
    switch (event.type) {
      case 'call.offered':
        if (!open.has(event.data.offerId))
          open.set(event.data.offerId, begun(event.data.offerId, event.data.agentId, event.at));
        break;
      case 'offer.lapsed': {
        const { offerId, agentId, reason } = event.data;
        lapse(open.get(offerId) ?? begun(offerId, agentId, event.at), event.at, reason as Ring['result']);
        break;
      }
      case 'call.answered':
        answer(event.data.offerId, event.data.agentId ?? event.data.takenBy ?? null, event.at);
        break;
      case 'call.held':
        if (talk && talk.heldSince === null) {
          talk.heldSince = until(event.at);
          holds += 1;
        }
        break;
      case 'call.resumed':
        resume(talk, event.at);
        break;
      case 'call.released':
        hangUp(event.at);
        break;
      case 'call.transfer':
        if (event.data.step === 'done') transfers += 1;
        break;
      default:
    }
  }
  if (call.answered && !talk && ![...rings.values()].some(({ result }) => result === 'answered'))
    answer(call.answered.offerId, null, call.answered.at);
  hangUp(end);
  for (const ring of [...open.values()]) lapse(ring, end, 'caller-gone');
  return { rings: [...rings.values()], transfers, holds };
}

/** The citizen came back to the same telephone, without a new ring. */
const together = (first: Ring, then: Ring): Ring => ({
  ...first,
  endedAt: then.endedAt,
  talkMs: first.talkMs + then.talkMs,
  heldMs: first.heldMs + then.heldMs,
});
