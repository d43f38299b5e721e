import type { CallEvent, CallTransfer, EventSource } from '../../../telephony/events.ts';
import type { DialOutcome } from '../call/call.ts';
import { sourceOf } from '../call/call.ts';
import type { FileKind } from '../files/kinds.ts';
import type { BasisKind, ConsentAnswer, WithoutConsent } from '../service/legal-basis.ts';
import type { Words } from '../shared/words.ts';
import type { Channel, TellingWay } from '../sop/terms.ts';
import type { OutsideEvent } from '../sop/vocabulary.ts';
import type { ActionEvent } from '../sop/work-events.ts';

interface Happening<Type extends string, Data> {
  readonly id: string;
  readonly type: Type;
  /** Epoch ms. */
  readonly at: number;
  readonly data: Data;
}

type None = Readonly<Record<string, never>>;

/** What was written with an action, by the names of the fields. Sealed fields are not among them, or masked. */
export interface ActionData {
  readonly fields?: Readonly<Record<string, string>>;
  /** How the citizen was told or asked. */
  readonly via?: TellingWay;
  /** Of what a gateway has taken: the message. */
  readonly messageId?: string;
}

/** What people do to a case: one shape for all of it. */
export type ActionHappening = Happening<ActionEvent, ActionData>;

/** What follows from what people do, and what they say of the case beside its procedure. */
type Consequence =
  | Happening<'caller.chosen', { callerId: string | null; callerName: string | null; address: string | null }>
  | Happening<'case.taken', { agentId: string }>
  /** Words for the citizen wait for a gateway; when it has taken them, `event` happens with these fields. */
  | Happening<'telling.queued', { messageId: string; event: ActionEvent; fields: Readonly<Record<string, string>> }>
  /** They did not reach the citizen, and will not: no gateway would have them, or the one that took them says so. */
  | Happening<'telling.failed', { messageId: string; purpose?: string }>;

/** How a complaint came without a call, and what is known of it then. */
interface Received {
  readonly channel: Channel;
  /** Who took it down; absent or null: nobody did, such as a message that came by itself. */
  readonly agentId?: string | null;
  readonly callerName?: string | null;
  readonly address?: string | null;
  readonly complaint?: string | null;
  /** It is a message that the caller left on the telephone, so long. */
  readonly messageMs?: number;
}

/** How it is known of the call, where nobody heard of it when it happened. */
interface OfCall {
  readonly source?: EventSource;
}

/** Who hands the caller on to whom, and what comes of it. */
export interface TransferData {
  readonly step: CallTransfer['step'];
  readonly mode: CallTransfer['mode'];
  readonly fromId: string | null;
  /** Somebody of the office; null with no `outsideName`: the queue. */
  readonly toId: string | null;
  readonly outsideName: string | null;
  readonly reason?: CallTransfer['reason'];
}

/** Whose telephones an event is about. */
export interface EventPeople {
  readonly agentId: string | null;
  /** Whether the agent takes cases of callers over. */
  readonly takesCases?: boolean;
  readonly transfer?: Pick<TransferData, 'fromId' | 'toId' | 'outsideName'>;
}

/** How an answer at hand was used. */
export type AnswerUse = 'inserted' | 'read' | 'sent' | 'solved';

/** What the system or the exchange does to a case. */
type SystemEvent =
  | Happening<'ticket.numbered', None>
  /** `estimated`: the exchange had not told for long how the call went, and might have known better. */
  | Happening<'timer', { estimated?: true }>
  | Happening<'call.arrived' | 'call.held' | 'call.resumed', OfCall>
  | Happening<'promise.recounted', { text: string }>
  | Happening<'message.received', None>
  /** A file came, by somebody of the office, with a message of that channel, or by the citizens' page. */
  | Happening<
      'file.received',
      { fileId: string; kind: FileKind; via: 'person' | 'message' | 'page'; channel?: Channel }
    >
  /** One of the office's answers at hand was used; `solved`: it settled the matter. */
  | Happening<'answer.used', { answerId: string; version: number; title: Words; how: AnswerUse }>
  /** A paper of the case: it was made, somebody signed or returned it, it went out, or counts for nothing any more. */
  | Happening<
      'paper.made' | 'paper.initialled' | 'paper.signed' | 'paper.returned' | 'paper.sent' | 'paper.voided',
      { paperId: string; title: Words; number: string | null; sha256: string }
    >
  /** The citizen was told on what the office processes personal data (UU 27/2022, art. 21). */
  | Happening<'basis.told', { basis: string; version: string; kind: BasisKind; without?: WithoutConsent }>
  /** What the citizen answered to the words of that version (art. 22), or took back (art. 9). `via`: how they said it. */
  | Happening<`consent.${ConsentAnswer}`, { basis: string; version: string; via: Channel }>
  /** `messageId`: it had been to say something that nobody waits for any more. */
  | Happening<'message.sent', { messageId?: string }>
  | Happening<Extract<OutsideEvent, `${string}.due`>, None>
  /** Owed by a procedure that no service works by any more. */
  | Happening<'task.lapsed', None>
  | Happening<'report.received', Received>
  | Happening<'call.number_told', OfCall>
  | Happening<'call.turned_away', OfCall & { why: string }>
  | Happening<'call.released', OfCall & { agentId?: string | null }>
  | Happening<'call.transfer', OfCall & TransferData>
  | Happening<'call.queued', OfCall & { queue: string }>
  | Happening<'call.offered', OfCall & { offerId: string; agentId: string | null }>
  | Happening<'offer.lapsed', OfCall & { offerId: string; reason: string; agentId: string | null }>
  /** `takenBy`: somebody who works on no cases of callers; the case stays with its agent. */
  | Happening<'call.answered', OfCall & { offerId: string; agentId: string | null; takenBy?: string }>
  | Happening<'call.ended', OfCall & { endedBy: string }>
  /** The office calls the citizen. It starts and ends no step by itself. */
  | Happening<'callback.placed' | 'callback.answered', OfCall & { callId: string; agentId: string | null }>
  | Happening<'callback.ended', OfCall & { callId: string; result: DialOutcome; endedBy: string }>
  | Happening<
      'case.linked',
      {
        live: boolean;
        agentId: string | null;
        caller: { callerId: string | null; callerName: string | null; address: string | null };
      }
    >;

/** Everything that can happen to a case. It is appended to the case's history as it is; no personal number in it. */
export type CaseEvent = ActionHappening | Consequence | SystemEvent;

/** An event of a call that came in, as the case keeps it: without the caller's number, and with the people whose telephones it was. */
export function fromCallEvent(event: CallEvent, people: EventPeople): CaseEvent {
  const { id, at } = event;
  const { agentId, takesCases = true } = people;
  const source = sourceOf(event);
  switch (event.type) {
    case 'call.dialling':
      throw new Error('an event of calls that we place, and of none that came in');
    case 'call.queued':
      return { id, type: event.type, at, data: { queue: event.queue, ...source } };
    case 'call.turned_away':
      return { id, type: event.type, at, data: { why: event.why, ...source } };
    case 'call.offered':
      return { id, type: event.type, at, data: { offerId: event.offerId, agentId, ...source } };
    case 'call.answered': {
      const who = takesCases || agentId === null ? { agentId } : { agentId: null, takenBy: agentId };
      return { id, type: event.type, at, data: { offerId: event.offerId, ...who, ...source } };
    }
    case 'call.released':
      return { id, type: event.type, at, data: { agentId, ...source } };
    case 'call.transfer': {
      const { step, mode, reason } = event;
      const { fromId = null, toId = null, outsideName = null } = people.transfer ?? {};
      const why = reason === undefined ? {} : { reason };
      return { id, type: event.type, at, data: { step, mode, fromId, toId, outsideName, ...why, ...source } };
    }
    case 'offer.lapsed':
      return { id, type: event.type, at, data: { offerId: event.offerId, reason: event.reason, agentId, ...source } };
    case 'call.ended':
      return { id, type: event.type, at, data: { endedBy: event.endedBy, ...source } };
    default:
      return { id, type: event.type, at, data: { ...source } };
  }
}
