import { isDialled } from '../../dialling.ts';
import type { CallEvent, LoggedCall } from '../../events.ts';
import { eventId } from '../../ids.ts';
import { aniOf, extensionOf, unreadNumber } from '../packets.ts';
import type { TranslatorOptions } from '../translate.ts';
import { dialledCallOfLog } from './dialled.ts';
import type { LogLine } from './lines.ts';

/** What the dialplan writes when the last sign of the ticket number was played. */
const numberTold = 'SIGAP_NUMBER_TOLD';
/** A ring that ended so soon before its caller left ended because he left: the log has the telephone first. */
const sameMomentMs = 300;

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
interface Facts {
  readonly linkedId: string;
  arrivedAt: number | null;
  channel: string;
  dnis: string;
  announced: boolean;
  number: string;
  toldAt: number | null;
  queued: { readonly queue: string; readonly at: number } | null;
  readonly legs: Leg[];
  answered: { readonly leg: Leg; readonly at: number } | null;
  releasedAt: number | null;
  ended: { readonly at: number; readonly source: string } | null;
}

export interface CallLogOptions extends Omit<TranslatorOptions, 'now'> {
  /** Queues that concern us; absent: all. */
  readonly queues?: readonly string[];
}

/**
 * The calls that the lines tell of, each with what happened to it in order, under the ids that the same happenings have
 * when they are heard of live. A call whose beginning is not among the lines has no arrival; one that nobody announced,
 * because it was refused before its number was read, is left out. Pure.
 */
export function callsOfLog(lines: readonly LogLine[], options: CallLogOptions): LoggedCall[] {
  const calls = new Map<string, Facts>();
  const placed = new Map<string, LogLine[]>();
  for (const line of lines) {
    if (isDialled(line.linkedId)) {
      placed.set(line.linkedId, [...(placed.get(line.linkedId) ?? []), line]);
      continue;
    }
    const facts = calls.get(line.linkedId) ?? blank(line.linkedId);
    calls.set(line.linkedId, facts);
    if (line.uniqueId === line.linkedId) ofCaller(facts, line, options);
    else ofLeg(facts, line, options);
    // Nobody is left, though the line of the caller's own end may be unreadable.
    if (line.type === 'LINKEDID_END') facts.ended ??= { at: line.at, source: '' };
  }
  const ours = [...placed].map(([linkedId, told]) => dialledCallOfLog(linkedId, told, options));
  const came = [...calls.values()].flatMap((facts) => {
    if (facts.arrivedAt !== null && !facts.announced) return [];
    const callId = `${options.name}-${facts.linkedId}`;
    return [{ callId, arrivedAt: facts.arrivedAt, ended: facts.ended !== null, events: eventsOf(facts, callId) }];
  });
  return [...came, ...ours];
}

const blank = (linkedId: string): Facts => ({
  linkedId,
  arrivedAt: null,
  channel: '',
  dnis: '',
  announced: false,
  number: '',
  toldAt: null,
  queued: null,
  legs: [],
  answered: null,
  releasedAt: null,
  ended: null,
});

function ofCaller(facts: Facts, line: LogLine, { hotlineContexts, queues }: CallLogOptions): void {
  facts.channel = line.channel;
  if (line.type === 'CHAN_START' && hotlineContexts.includes(line.context)) {
    facts.arrivedAt = line.at;
    facts.dnis = line.exten;
  }
  if (!facts.announced && line.number !== unreadNumber) {
    facts.announced = true;
    facts.number = line.number;
  }
  switch (line.type) {
    case 'APP_START': {
      const queue = line.data.split(',')[0] ?? '';
      if (/^[\w.-]{1,64}$/.test(queue) && (queues?.includes(queue) ?? true)) facts.queued ??= { queue, at: line.at };
      return;
    }
    case 'USER_DEFINED':
      if (line.userType === numberTold) facts.toldAt ??= line.at;
      return;
    case 'HANGUP':
    case 'CHAN_END':
      facts.ended ??= { at: line.at, source: line.hangupSource };
  }
}

function ofLeg(facts: Facts, line: LogLine, { tech }: CallLogOptions): void {
  const leg = facts.legs.find(({ offerId }) => offerId === line.uniqueId);
  switch (line.type) {
    case 'CHAN_START': {
      const extension = extensionOf(line.channel, tech);
      if (!extension || leg || !facts.queued || facts.answered) return;
      // The telephone behind a leg through the dialplan is the same ring.
      const rings = facts.legs.filter(({ endedAt }) => endedAt === null);
      if (rings.some((ring) => ring.extension === extension && ring.channel.startsWith('Local/'))) return;
      const { uniqueId: offerId, channel, at } = line;
      facts.legs.push({ offerId, channel, extension, at, endedAt: null, hungUp: false });
      return;
    }
    case 'BRIDGE_ENTER':
      if (leg && leg.endedAt === null) facts.answered ??= { leg, at: line.at };
      return;
    case 'BLINDTRANSFER':
    case 'ATTENDEDTRANSFER':
      if (leg && facts.answered?.leg === leg) facts.releasedAt ??= line.at;
      return;
    case 'HANGUP':
    case 'CHAN_END':
      if (!leg || leg.endedAt !== null) return;
      leg.endedAt = line.at;
      leg.hungUp = line.hangupSource === line.channel;
  }
}

/** In their order; of one moment a beginning comes before an end. */
function eventsOf(facts: Facts, callId: string): CallEvent[] {
  const { arrivedAt, dnis, number, toldAt, queued, legs, answered, releasedAt, ended } = facts;
  const of = (at: number) => ({ at, callId, source: 'log' }) as const;
  const events: CallEvent[] = [];
  if (arrivedAt !== null)
    events.push({ type: 'call.arrived', id: eventId.arrived(callId), ...of(arrivedAt), ani: aniOf(number), dnis });
  if (toldAt !== null) events.push({ type: 'call.number_told', id: eventId.numberTold(callId), ...of(toldAt) });
  const queue = queued?.queue ?? '';
  if (queued) events.push({ type: 'call.queued', id: eventId.queued(callId, queue), ...of(queued.at), queue });
  for (const { offerId, extension, at } of legs)
    events.push({ type: 'call.offered', id: eventId.offered(callId, offerId), ...of(at), offerId, queue, extension });
  if (answered) {
    const { offerId, extension } = answered.leg;
    const id = eventId.answered(callId, offerId);
    events.push({ type: 'call.answered', id, ...of(answered.at), offerId, extension });
  }
  for (const leg of legs) {
    if (leg === answered?.leg) continue;
    const at = leg.endedAt ?? ended?.at ?? null;
    if (at === null) continue;
    const { offerId, extension } = leg;
    const id = eventId.lapsed(callId, offerId);
    events.push({ type: 'offer.lapsed', id, ...of(at), offerId, extension, reason: whyLapsed(leg, at, facts) });
  }
  if (answered && releasedAt !== null) {
    const { offerId, extension } = answered.leg;
    const id = eventId.released(callId, offerId);
    events.push({ type: 'call.released', id, ...of(releasedAt), offerId, extension });
  }
  // The sort is stable.
  events.sort((a, b) => a.at - b.at);
  if (ended) {
    const at = Math.max(ended.at, ...events.map((event) => event.at));
    events.push({ type: 'call.ended', id: eventId.ended(callId), ...of(at), endedBy: whoEnded(facts, ended.source) });
  }
  return events;
}

function whyLapsed(leg: Leg, at: number, { answered, ended }: Facts) {
  if (leg.hungUp) return 'refused' as const;
  if (answered && answered.at <= at + sameMomentMs) return 'answered-elsewhere' as const;
  return ended && ended.at - at < sameMomentMs ? ('caller-gone' as const) : ('no-answer' as const);
}

function whoEnded({ channel, answered }: Facts, source: string) {
  if (source === '') return 'exchange' as const;
  if (source === channel) return 'caller' as const;
  const leg = answered?.leg;
  const isAgent = leg && (source === leg.channel || (leg.channel.startsWith('Local/') && !source.startsWith('Local/')));
  return isAgent ? ('agent' as const) : ('exchange' as const);
}
