import { isDialled } from '../../dialling.ts';
import { turnedAwayReasons } from '../../doors.ts';
import type { LoggedCall } from '../../events.ts';
import { eventId } from '../../ids.ts';
import { isListenId } from '../../listening.ts';
import { stepTransfer, type TransferResult } from '../../transfer.ts';
import { readWords } from '../../transfer-words.ts';
import { doorOf, extensionOf, unreadNumber } from '../packets.ts';
import { surveyInLog } from '../survey.ts';
import { toldStep } from '../transfers.ts';
import type { TranslatorOptions } from '../translate.ts';
import { dialledCallOfLog, dialledTalk } from './dialled.ts';
import { answeredEvent, blank, eventsOf, type Facts, releasedEvent } from './facts.ts';
import type { LogLine } from './lines.ts';

/** What the dialplan writes when the last sign of the ticket number was played. */
const numberTold = 'SIGAP_NUMBER_TOLD';
/** What it writes of a caller for whom nobody is rung, with the reason behind it. */
const turnedAwayTold = 'SIGAP_TURNED_AWAY';
/** What it writes of a caller who is asked what he calls for, and then with what stands for the number behind it. */
const menuTold = 'SIGAP_MENU';
/** What it writes of a caller who is handed on, with `words~step~why` behind it. */
const transferTold = 'SIGAP_TRANSFER';

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
    // No call of the office's: a supervisor's telephone that hears one.
    if (isListenId(line.linkedId)) continue;
    if (isDialled(line.linkedId)) {
      placed.set(line.linkedId, [...(placed.get(line.linkedId) ?? []), line]);
      continue;
    }
    const facts = calls.get(line.linkedId) ?? blank(line.linkedId);
    calls.set(line.linkedId, facts);
    tells(facts, line, options);
  }
  const ours = [...placed].map(([linkedId, told]) => placedCall(linkedId, told, options));
  const came = [...calls.values()].flatMap((facts) => {
    if (facts.arrivedAt !== null && !facts.announced) return [];
    // Who still chooses is told of when he has chosen.
    if (facts.choosing && facts.ended === null) return [];
    const callId = `${options.name}-${facts.linkedId}`;
    const { arrivedAt, ended, answers } = facts;
    const events = eventsOf(facts, callId);
    return [{ callId, arrivedAt, ended: ended !== null, events, ...(answers.length > 0 && { answers }) }];
  });
  return [...came, ...ours];
}

/** What a line says of its call. */
function tells(facts: Facts, line: LogLine, options: CallLogOptions): void {
  if (line.userType === transferTold) handedOn(facts, line, options);
  else if (line.uniqueId === facts.callerId) ofCaller(facts, line, options);
  else ofLeg(facts, line, options);
  // Nobody is left, though the line of the caller's own end may be unreadable.
  if (line.type === 'LINKEDID_END') facts.ended ??= { at: line.at, source: '' };
}

const isEnd = ({ type }: LogLine) => type === 'HANGUP' || type === 'CHAN_END';

/** A call that we placed; from the moment at which its citizen is handed on it is told as a caller's is. */
function placedCall(linkedId: string, lines: readonly LogLine[], options: CallLogOptions): LoggedCall {
  const first = lines.findIndex(({ userType }) => userType === transferTold);
  if (first < 0) return dialledCallOfLog(linkedId, lines, options);
  // The agent's leg may be gone before the dialplan says that it has handed the citizen on: no end of the call.
  const ofTalk = lines.slice(0, first).filter((line) => line.uniqueId !== linkedId || !isEnd(line));
  const talk = dialledTalk(linkedId, ofTalk, options);
  const { callId, events } = talk.told;
  const facts: Facts = {
    ...blank(linkedId),
    ...{ callerId: talk.citizen, channel: talk.citizenChannel, placed: true, announced: true },
    talk: { offerId: linkedId, channel: talk.channel, extension: talk.extension, at: 0, endedAt: null, hungUp: false },
  };
  for (const line of lines.slice(first)) tells(facts, line, options);
  return { callId, arrivedAt: null, ended: facts.ended !== null, events: [...events, ...eventsOf(facts, callId)] };
}

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
      else if (!facts.queued) facts.queued = { queue, at: line.at };
      else ledOn(facts, queue, line.at, `${name}-${facts.linkedId}`);
      return;
    }
    case 'USER_DEFINED':
      asked(facts, line, `${name}-${facts.linkedId}`);
      if (line.userType === menuTold) {
        const door = doorOf(line.data.slice(menuTold.length + 1));
        facts.choosing = door === null;
        if (door !== null) facts.dnis = door;
      }
      if (line.userType === numberTold) facts.toldAt ??= line.at;
      if (line.userType === turnedAwayTold) {
        const why = turnedAwayReasons.find((reason) => line.data === `${turnedAwayTold},${reason}`);
        const again = facts.turnedAway.some((told) => told.why === why) || why !== 'voicemail';
        if (why && (facts.turnedAway.length === 0 || !again)) facts.turnedAway.push({ why, at: line.at });
      }
      return;
    case 'HANGUP':
    case 'CHAN_END':
      if (facts.transfer) keep(facts, stepTransfer(facts.transfer, { type: 'caller-gone' }, line.at));
      facts.ended ??= { at: line.at, source: line.hangupSource };
  }
}

/** The agent has hung up, and the caller is asked how it was; or has answered. */
function asked(facts: Facts, { userType, data, at }: LogLine, callId: string): void {
  const told = surveyInLog(userType, data, callId, at);
  if (told === 'begun') facts.ended ??= { at, source: facts.talk?.channel ?? '' };
  else if (told) facts.answers.push(...told);
}

function ofLeg(facts: Facts, line: LogLine, { name, tech }: CallLogOptions): void {
  const leg = facts.legs.find(({ offerId }) => offerId === line.uniqueId);
  switch (line.type) {
    case 'CHAN_START': {
      const extension = extensionOf(line.channel, tech);
      if (!extension || leg || !(facts.queued || facts.placed) || (facts.talk && !facts.released)) return;
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
  const { talk, released, transfer } = facts;
  const of = { callId: `${name}-${facts.linkedId}`, answered: talk, released, transfer };
  if (step === 'begun' && read.mode === 'move') facts.movedAt.push(at);
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

/** Nobody answered in the queue before. */
function ledOn(facts: Facts, queue: string, at: number, callId: string): void {
  const before = facts.later.findLast((event) => event.type === 'call.queued');
  if (queue === (before?.type === 'call.queued' ? before.queue : facts.queued?.queue)) return;
  facts.later.push({ type: 'call.queued', id: eventId.queued(callId, queue), at, callId, queue });
}

function queuedAgain(facts: Facts, queue: string, at: number, callId: string): void {
  const { talk, transfer } = facts;
  if (transfer) keep(facts, stepTransfer({ ...transfer, step: 'begun' }, { type: 'agent-left' }, at));
  const id = eventId.requeued(callId, queue, talk?.offerId ?? '');
  facts.later.push({ type: 'call.queued', id, at, callId, queue });
}
