import type { CallEvent } from '../../../telephony/events.ts';
import type { OfferCard } from '../../contract/views.ts';
import { applyCallEvent, type CallState, talking } from '../../domain/call/call.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import type { Choose } from '../cases/ticket-brief.ts';
import { deskOf, type Entry, type Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CallerContext } from '../ports/known-callers.ts';
import { noContext } from '../ports/known-callers.ts';
import { callCard, consultCard, type LiveCall, offerCard } from './call-cards.ts';
import type { OutsideNames } from './transfer-events.ts';

/**
 * The calls in progress, mirrored from the exchange as its events come. The screen pop is shown from here, before the
 * event itself is stored: the exchange is the truth of what rings, and the ticket number shown is durable already.
 */
export interface LiveCalls {
  /** The call after the event, or null when the event belongs to no call we know. */
  apply(event: CallEvent, phoneMasked: string | null): CallState | null;
  /** The call's ticket and what is known of its number; shown from now on. */
  identify(record: CaseRecord, context: CallerContext): void;
  /** How the recording of the call stands from now on; of one that is not known nothing. */
  recorded(callId: string, recording: NonNullable<LiveCall['recording']>): void;
  /** A call that is stored, and of which nothing was heard yet. `ticket`: of the case for which we placed it. */
  restore(call: CallState, phoneMasked: string | null, ticket?: LiveCall['ticket']): void;
  /** The call turned out to be over. */
  drop(callId: string): void;
  get(callId: string): LiveCall | null;
  open(): readonly CallState[];
  republish(): void;
}

export interface LiveCallsDeps {
  readonly topics: Topics;
  readonly directory: Directory;
  /** How long a ring of this number may last by its procedure, ms. */
  readonly answerBudgetMs: (dnis: string) => number;
  /** Names the codes of the lists of the hotline that was dialled. */
  readonly choose: (dnis: string) => Choose;
  readonly outsideName: OutsideNames;
  /** What people call a queue. */
  readonly queueName: (queue: string) => Bilingual;
}

export function createLiveCalls(deps: LiveCallsDeps): LiveCalls {
  const { topics, directory, answerBudgetMs, choose, outsideName } = deps;
  const calls = new Map<string, LiveCall>();

  const entriesOf = (live: LiveCall): Entry[] => {
    const { call } = live;
    if (call.ended) return [];
    const card = callCard(live, directory, outsideName);
    const key = `calls/${call.callId}` as const;
    const entries: Entry[] = [{ topic: 'floor', key, value: card }];
    if ((talking(call) || (call.dialled && !call.answered)) && card.agentId)
      entries.push({ topic: deskOf(card.agentId), key, value: card });
    // Once somebody has answered, the others' screen pops go at once, even if the exchange is slow to say so.
    const ways = [answerBudgetMs(call.dnis), choose(call.dnis), directory, deps.queueName] as const;
    const pop = (extension: string, value: OfferCard | null) => {
      const person = directory.byExtension(extension);
      if (person && value) entries.push({ topic: deskOf(person.userId), key: `offers/${value.offerId}`, value });
    };
    for (const offer of talking(call) ? [] : call.offers) pop(offer.extension, offerCard(live, offer, ...ways));
    if (call.transfer?.target.kind === 'phone') pop(call.transfer.target.extension, consultCard(live, ...ways));
    return entries;
  };

  const put = (live: LiveCall) => {
    const { callId, ended } = live.call;
    if (ended) calls.delete(callId);
    else calls.set(callId, live);
    topics.replace(`call:${callId}`, entriesOf(live));
  };

  return {
    apply: (event, phoneMasked) => {
      const known = calls.get(event.callId);
      const call = applyCallEvent(known?.call ?? null, event);
      if (!call || call === known?.call) return call;
      put(known ? { ...known, call } : { call, phoneMasked, ticket: null, context: noContext });
      return call;
    },
    identify: (record, context) => {
      const live = record.callId === null ? undefined : calls.get(record.callId);
      if (!live) return;
      const { caseId, ticketNumber } = record;
      put({ ...live, ticket: { caseId, ticketNumber }, context });
    },
    recorded: (callId, recording) => {
      const live = calls.get(callId);
      if (live) put({ ...live, recording });
    },
    restore: (call, phoneMasked, ticket = null) => put({ call, phoneMasked, ticket, context: noContext }),
    drop: (callId) => {
      calls.delete(callId);
      topics.replace(`call:${callId}`, []);
    },
    get: (callId) => calls.get(callId) ?? null,
    open: () => [...calls.values()].map((live) => live.call),
    republish: () => {
      for (const live of calls.values()) topics.replace(`call:${live.call.callId}`, entriesOf(live));
    },
  };
}
