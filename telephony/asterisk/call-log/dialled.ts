import type { CallEvent, LoggedCall } from '../../events.ts';
import { eventId } from '../../ids.ts';
import { type DialledCall, newDialledCall, resultOf } from '../dialled-calls.ts';
import { extensionOf } from '../packets.ts';
import type { LogLine } from './lines.ts';

/** What the dialplan writes when it does not dial the number. */
const refused = 'SIGAP_DIAL_REFUSED';

interface Facts {
  readonly call: DialledCall;
  /** Its beginning is among the lines, so what is not there did not happen. */
  readonly began: boolean;
  citizenChannel: string;
  ended: { readonly at: number; readonly source: string } | null;
}

/**
 * A call that we placed, as its lines tell of it: what its beginning said is known already, since nothing rings before
 * the call is stored. Pure.
 */
export function dialledCallOfLog(linkedId: string, lines: readonly LogLine[], options: Options): LoggedCall {
  return toldOf(factsOf(linkedId, lines, options));
}

/** The same, with the two who talk. */
export function dialledTalk(linkedId: string, lines: readonly LogLine[], options: Options) {
  const facts = factsOf(linkedId, lines, options);
  const { channel, extension, citizen } = facts.call;
  const { citizenChannel } = facts;
  return { told: toldOf(facts), channel, extension, citizen: citizen ?? '', citizenChannel };
}

interface Options {
  readonly name: string;
  readonly tech: string;
}

function toldOf(facts: Facts): LoggedCall {
  const { callId } = facts.call;
  return { callId, arrivedAt: null, ended: facts.ended !== null, events: eventsOf(facts, callId) };
}

function factsOf(linkedId: string, lines: readonly LogLine[], { name, tech }: Options): Facts {
  // Where its first lines are not among these, it began before them.
  const own = lines.find(({ uniqueId }) => uniqueId === linkedId);
  const channel = own?.channel ?? '';
  const extension = extensionOf(channel, tech) ?? '';
  const call = newDialledCall({ name, linkedId, channel, extension, at: own?.at ?? 0 });
  const facts: Facts = { call, began: own?.type === 'CHAN_START', citizenChannel: '', ended: null };
  for (const line of lines) {
    if (line.uniqueId === linkedId) ofAgent(facts, line);
    else ofCitizen(facts, line);
    if (line.type === 'LINKEDID_END') facts.ended ??= { at: line.at, source: '' };
  }
  return facts;
}

function ofAgent(facts: Facts, line: LogLine): void {
  const { call } = facts;
  switch (line.type) {
    case 'ANSWER':
      call.lifted = true;
      return;
    case 'USER_DEFINED':
      call.refused ||= line.userType === refused;
      return;
    case 'HANGUP':
    case 'CHAN_END':
      facts.ended ??= { at: line.at, source: line.hangupSource };
      if (line.dialStatus !== '') call.status = line.dialStatus;
  }
}

function ofCitizen(facts: Facts, line: LogLine): void {
  const { call } = facts;
  switch (line.type) {
    case 'CHAN_START':
      call.lifted = true;
      call.citizen ??= line.uniqueId;
      call.dialledAt ??= line.at;
      facts.citizenChannel = line.channel;
      return;
    case 'ANSWER':
      facts.citizenChannel ||= line.channel;
      call.answeredAt ??= line.at;
      return;
    case 'HANGUP':
      call.cause = line.hangupCause;
  }
}

function eventsOf({ call, began, citizenChannel, ended }: Facts, callId: string): CallEvent[] {
  const of = (at: number) => ({ at, callId, source: 'log' }) as const;
  const { linkedId: offerId, extension, dialledAt, answeredAt } = call;
  const events: CallEvent[] = [];
  if (dialledAt !== null) events.push({ type: 'call.dialling', id: eventId.dialling(callId), ...of(dialledAt) });
  if (answeredAt !== null)
    events.push({
      type: 'call.answered',
      id: eventId.answered(callId, offerId),
      ...of(answeredAt),
      offerId,
      extension,
    });
  if (!ended) return events;
  const byAgent = ended.source !== '' && ended.source === call.channel;
  const byCitizen = ended.source !== '' && ended.source === citizenChannel;
  call.endedBy = byAgent ? 'agent' : byCitizen ? 'caller' : null;
  const id = eventId.ended(callId);
  const at = Math.max(ended.at, answeredAt ?? 0, dialledAt ?? 0);
  if (answeredAt !== null) events.push({ type: 'call.ended', id, ...of(at), endedBy: call.endedBy ?? 'exchange' });
  else {
    const endedBy = byAgent ? 'agent' : 'exchange';
    events.push({ type: 'call.ended', id, ...of(at), endedBy, ...(began && { result: resultOf(call) }) });
  }
  return events;
}
