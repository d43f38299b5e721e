import { isDialled } from '../../dialling.ts';
import type { CallEvent, LoggedCall } from '../../events.ts';
import { eventId } from '../../ids.ts';
import { stepTransfer, type Transfer, type TransferResult } from '../../transfer.ts';
import { aniOf, extensionOf, unreadNumber } from '../packets.ts';
import { readWords, toldStep } from '../transfers.ts';
import type { TranslatorOptions } from '../translate.ts';
import { dialledCallOfLog } from './dialled.ts';
import type { LogLine } from './lines.ts';

/** What the dialplan writes when the last sign of the ticket number was played. */
const numberTold = 'SIGAP_NUMBER_TOLD';
/** What it writes of a caller who is handed on, with `words~step~why` behind it. */
const transferTold = 'SIGAP_TRANSFER';
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
  /** The first answer of the queue's. */
  answered: { readonly leg: Leg; readonly at: number } | null;
  /** Who talks, or talked last. */
  talk: Leg | null;
  /** Who talked last has handed the caller on. */
  released: boolean;
  transfer: Transfer | null;
  /** What a transfer made happen, and further answers. */
  readonly later: CallEvent[];
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
    if (line.userType === transferTold) handedOn(facts, line, options);
    else if (line.uniqueId === line.linkedId) ofCaller(facts, line, options);
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
  talk: null,
  released: false,
  transfer: null,
  later: [],
  ended: null,
});

function ofCaller(facts: Facts, line: LogLine, { name, hotlineContexts, queues }: CallLogOptions): void {
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
      if (!/^[\w.-]{1,64}$/.test(queue) || !(queues?.includes(queue) ?? true)) return;
      if (facts.released && facts.talk) queuedAgain(facts, queue, line.at, `${name}-${facts.linkedId}`);
      else facts.queued ??= { queue, at: line.at };
      return;
    }
    case 'USER_DEFINED':
      if (line.userType === numberTold) facts.toldAt ??= line.at;
      return;
    case 'HANGUP':
    case 'CHAN_END':
      if (facts.transfer) keep(facts, stepTransfer(facts.transfer, { type: 'caller-gone' }, line.at));
      facts.ended ??= { at: line.at, source: line.hangupSource };
  }
}

function ofLeg(facts: Facts, line: LogLine, { name, tech }: CallLogOptions): void {
  const leg = facts.legs.find(({ offerId }) => offerId === line.uniqueId);
  switch (line.type) {
    case 'CHAN_START': {
      const extension = extensionOf(line.channel, tech);
      if (!extension || leg || !facts.queued || (facts.talk && !facts.released)) return;
      // The telephone behind a leg through the dialplan is the same ring.
      const rings = facts.legs.filter(({ endedAt }) => endedAt === null);
      if (rings.some((ring) => ring.extension === extension && ring.channel.startsWith('Local/'))) return;
      const { uniqueId: offerId, channel, at } = line;
      facts.legs.push({ offerId, channel, extension, at, endedAt: null, hungUp: false });
      return;
    }
    case 'BRIDGE_ENTER':
      if (!leg || leg.endedAt !== null || (facts.talk && !facts.released)) return;
      if (facts.talk) facts.later.push(answeredEvent(leg, line.at, `${name}-${facts.linkedId}`));
      else facts.answered = { leg, at: line.at };
      facts.talk = leg;
      facts.released = false;
      return;
    case 'BLINDTRANSFER':
    case 'ATTENDEDTRANSFER':
      if (!leg || facts.talk !== leg || facts.released) return;
      facts.released = true;
      facts.later.push(releasedEvent(leg, line.at, `${name}-${facts.linkedId}`));
      return;
    case 'HANGUP':
    case 'CHAN_END':
      if (!leg || leg.endedAt !== null) return;
      leg.endedAt = line.at;
      leg.hungUp = line.hangupSource === line.channel;
  }
}

/** The dialplan's word of a transfer: what it means is what it means when it is heard live. */
function handedOn(facts: Facts, line: LogLine, { name, tech }: CallLogOptions): void {
  const [words, step = '', why = ''] = line.data.slice(transferTold.length + 1).split(/~(?=[^~]*~[^~]*$)|~(?=[^~]*$)/);
  const read = readWords(words);
  if (!read) return;
  const { channel, uniqueId, at } = line;
  const { talk, transfer } = facts;
  const of = { callId: `${name}-${facts.linkedId}`, answered: talk, transfer };
  const result = toldStep(of, { words: read, step, why, channel, uniqueId }, tech, at);
  if (result) keep(facts, result);
}

function keep(facts: Facts, { transfer, events }: TransferResult): void {
  facts.transfer = transfer;
  for (const event of events) {
    facts.later.push(event);
    if (event.type === 'call.released') facts.released = true;
    if (event.type !== 'call.answered') continue;
    const { offerId, extension, at } = event;
    const leg = facts.legs.find((one) => one.offerId === offerId);
    facts.talk = leg ?? { offerId, extension, at, channel: '', endedAt: null, hungUp: false };
    facts.released = false;
  }
}

function queuedAgain(facts: Facts, queue: string, at: number, callId: string): void {
  const { talk, transfer } = facts;
  if (transfer) keep(facts, stepTransfer({ ...transfer, step: 'begun' }, { type: 'agent-left' }, at));
  const id = eventId.requeued(callId, queue, talk?.offerId ?? '');
  facts.later.push({ type: 'call.queued', id, at, callId, queue });
}

const answeredEvent = ({ offerId, extension }: Leg, at: number, callId: string): CallEvent => {
  return { type: 'call.answered', id: eventId.answered(callId, offerId), at, callId, offerId, extension };
};
const releasedEvent = ({ offerId, extension }: Leg, at: number, callId: string): CallEvent => {
  return { type: 'call.released', id: eventId.released(callId, offerId), at, callId, offerId, extension };
};

/** In their order; of one moment a beginning comes before an end. */
function eventsOf(facts: Facts, callId: string): CallEvent[] {
  const { arrivedAt, dnis, number, toldAt, queued, legs, answered, ended } = facts;
  const of = (at: number) => ({ at, callId, source: 'log' }) as const;
  const events: CallEvent[] = [];
  if (arrivedAt !== null)
    events.push({ type: 'call.arrived', id: eventId.arrived(callId), ...of(arrivedAt), ani: aniOf(number), dnis });
  if (toldAt !== null) events.push({ type: 'call.number_told', id: eventId.numberTold(callId), ...of(toldAt) });
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

function whyLapsed(leg: Leg, at: number, { answered, ended }: Facts) {
  if (leg.hungUp) return 'refused' as const;
  if (answered && answered.at > leg.at && answered.at <= at + sameMomentMs) return 'answered-elsewhere' as const;
  return ended && ended.at - at < sameMomentMs ? ('caller-gone' as const) : ('no-answer' as const);
}

function whoEnded({ channel, talk }: Facts, source: string) {
  if (source === '') return 'exchange' as const;
  if (source === channel) return 'caller' as const;
  const leg = talk;
  const isAgent = leg && (source === leg.channel || (leg.channel.startsWith('Local/') && !source.startsWith('Local/')));
  return isAgent ? ('agent' as const) : ('exchange' as const);
}
