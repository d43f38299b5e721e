import type { TurnedAway } from '../../doors.ts';
import type { CallEvent } from '../../events.ts';
import { eventId } from '../../ids.ts';
import type { SurveyAnswered } from '../../survey.ts';
import type { Transfer } from '../../transfer.ts';
import { aniOf } from '../packets.ts';

/** A ring that ended so soon before its caller left ended because he left: the log has the telephone first. */
const sameMomentMs = 300;

/** A ring of an agent's telephone, and what became of it. */
interface Leg {
  readonly offerId: string;
  readonly channel: string;
  readonly extension: string;
  readonly at: number;
  endedAt: number | null;
  /** The telephone itself ended it. */
  hungUp: boolean;
}

/** What the lines of one call say, before it is known how it went on. */
export interface Facts {
  readonly linkedId: string;
  /** The caller's own channel, by its id. */
  readonly callerId: string;
  /** We have called him: his wait begins when he is handed back. */
  readonly placed: boolean;
  arrivedAt: number | null;
  channel: string;
  dnis: string;
  announced: boolean;
  /** He is asked what he calls for. */
  choosing: boolean;
  number: string;
  toldAt: number | null;
  /** The second is that he left a message. */
  readonly turnedAway: { readonly why: TurnedAway; readonly at: number }[];
  queued: { readonly queue: string; readonly at: number } | null;
  readonly legs: Leg[];
  /** The first answer of the queue's. */
  answered: { readonly leg: Leg; readonly at: number } | null;
  /** Who talks, or talked last. */
  talk: Leg | null;
  /** Who talked last has handed the caller on. */
  released: boolean;
  transfer: Transfer | null;
  /** When he was taken out of the queue, to somebody who was named. */
  readonly movedAt: number[];
  /** What a transfer made happen, and further answers. */
  readonly later: CallEvent[];
  ended: { readonly at: number; readonly source: string } | null;
  /** What he pressed after that. */
  readonly answers: SurveyAnswered[];
}

/** Of a call of which nothing is known yet. */
export const blank = (linkedId: string): Facts => ({
  linkedId,
  callerId: linkedId,
  placed: false,
  arrivedAt: null,
  channel: '',
  dnis: '',
  announced: false,
  choosing: false,
  number: '',
  toldAt: null,
  turnedAway: [],
  queued: null,
  legs: [],
  answered: null,
  talk: null,
  released: false,
  transfer: null,
  movedAt: [],
  later: [],
  ended: null,
  answers: [],
});

/** This leg answers. */
export const answeredEvent = ({ offerId, extension }: Leg, at: number, callId: string): CallEvent => {
  return { type: 'call.answered', id: eventId.answered(callId, offerId), at, callId, offerId, extension };
};

/** Who talked by this leg has handed the caller on. */
export const releasedEvent = ({ offerId, extension }: Leg, at: number, callId: string): CallEvent => {
  return { type: 'call.released', id: eventId.released(callId, offerId), at, callId, offerId, extension };
};

/** What happened on the call, in its order; of one moment a beginning comes before an end. */
export function eventsOf(facts: Facts, callId: string): CallEvent[] {
  const { arrivedAt, dnis, number, toldAt, turnedAway, queued, legs, answered, ended } = facts;
  const of = (at: number) => ({ at, callId, source: 'log' }) as const;
  const events: CallEvent[] = [];
  if (arrivedAt !== null)
    events.push({ type: 'call.arrived', id: eventId.arrived(callId), ...of(arrivedAt), ani: aniOf(number), dnis });
  if (toldAt !== null) events.push({ type: 'call.number_told', id: eventId.numberTold(callId), ...of(toldAt) });
  for (const { why, at } of turnedAway)
    events.push({ type: 'call.turned_away', id: eventId.turnedAway(callId, why), ...of(at), why });
  const queue = queued?.queue ?? '';
  if (queued) events.push({ type: 'call.queued', id: eventId.queued(callId, queue), ...of(queued.at), queue });
  for (const { offerId, extension, at } of legs)
    events.push({ type: 'call.offered', id: eventId.offered(callId, offerId), ...of(at), offerId, queue, extension });
  if (answered) events.push({ ...answeredEvent(answered.leg, answered.at, callId), source: 'log' });
  const talked = new Set(facts.later.map((event) => (event.type === 'call.answered' ? event.offerId : null)));
  for (const leg of legs) {
    if (leg === answered?.leg || talked.has(leg.offerId)) continue;
    const at = leg.endedAt ?? ended?.at ?? null;
    if (at === null) continue;
    const { offerId, extension } = leg;
    const id = eventId.lapsed(callId, offerId);
    events.push({ type: 'offer.lapsed', id, ...of(at), offerId, extension, reason: whyLapsed(leg, at, facts) });
  }
  // Told twice, by the leg itself and by the transfer that moved it: once is enough.
  const ids = new Set(events.map(({ id }) => id));
  for (const event of facts.later) {
    if (ids.has(event.id)) continue;
    ids.add(event.id);
    events.push({ ...event, source: 'log' });
  }
  // The sort is stable.
  events.sort((a, b) => a.at - b.at);
  if (ended) {
    const at = Math.max(ended.at, ...events.map((event) => event.at));
    events.push({ type: 'call.ended', id: eventId.ended(callId), ...of(at), endedBy: whoEnded(facts, ended.source) });
  }
  return events;
}

function whyLapsed(leg: Leg, at: number, { answered, ended, movedAt }: Facts) {
  if (leg.hungUp) return 'refused' as const;
  if (answered && answered.at > leg.at && answered.at <= at + sameMomentMs) return 'answered-elsewhere' as const;
  // The queue takes its ring away when he is moved.
  if (movedAt.some((moved) => leg.at <= moved && Math.abs(moved - at) < sameMomentMs))
    return 'answered-elsewhere' as const;
  return ended && ended.at - at < sameMomentMs ? ('caller-gone' as const) : ('no-answer' as const);
}

function whoEnded({ channel, talk }: Facts, source: string) {
  if (source === '') return 'exchange' as const;
  if (source === channel) return 'caller' as const;
  const leg = talk;
  const isAgent = leg && (source === leg.channel || (leg.channel.startsWith('Local/') && !source.startsWith('Local/')));
  return isAgent ? ('agent' as const) : ('exchange' as const);
}
