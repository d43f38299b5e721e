import type { CallCard, OfferCard } from '../../contract/views.ts';
import type { CallState, Offer } from '../../domain/call/call.ts';
import { type Choose, ticketBrief } from '../cases/ticket-brief.ts';
import type { Directory } from '../people/directory.ts';
import type { CallerContext } from '../ports/known-callers.ts';

/** A call and its rings as people see them. Pure, but for the names. */

/** A call in progress with what is known beside it; the case follows when its ticket is durable. */
export interface LiveCall {
  readonly call: CallState;
  readonly phoneMasked: string | null;
  readonly ticket: { readonly caseId: string; readonly ticketNumber: string } | null;
  readonly context: CallerContext;
}

export function offerCard(
  { call, phoneMasked, ticket, context }: LiveCall,
  offer: Offer,
  answerBudgetMs: number,
  choose: Choose,
): OfferCard {
  return {
    offerId: offer.offerId,
    callId: call.callId,
    queue: call.queue ?? '',
    offeredAt: offer.at,
    dueAt: offer.at + answerBudgetMs,
    caseId: ticket?.caseId ?? null,
    ticketNumber: ticket?.ticketNumber ?? null,
    phoneMasked,
    waitingSince: call.queuedAt,
    candidates: [...context.candidates],
    tickets: context.tickets.map((brief) => ticketBrief(brief, choose)),
  };
}

export function callCard({ call, ticket }: LiveCall, directory: Directory): CallCard {
  // Whoever has handed the caller on has him no more.
  const talks = (call.releasedAt ?? null) === null ? call.answered?.extension : undefined;
  const extension = talks ?? call.dialled?.extension ?? call.offers[0]?.extension ?? null;
  const person = extension === null ? null : directory.byExtension(extension);
  return {
    callId: call.callId,
    direction: call.dialled ? 'out' : 'in',
    caseId: ticket?.caseId ?? null,
    ticketNumber: ticket?.ticketNumber ?? null,
    queue: call.queue,
    phase: phaseOf(call),
    arrivedAt: call.arrivedAt,
    queuedAt: call.queuedAt,
    answeredAt: call.answered?.at ?? null,
    heldSince: call.heldSince,
    agentId: person?.userId ?? null,
    agentName: person?.displayName ?? null,
    extension,
  };
}

function phaseOf(call: CallState): CallCard['phase'] {
  if (call.answered) return call.heldSince === null ? 'talking' : 'held';
  if (call.dialled) return call.dialled.at === null ? 'ringing' : 'dialling';
  if (call.offers.length > 0) return 'ringing';
  return call.queuedAt === null ? 'arriving' : 'queued';
}
