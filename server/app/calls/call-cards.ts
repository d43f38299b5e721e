import type { CallCard, OfferCard } from '../../contract/views.ts';
import { type CallState, type Offer, type OngoingTransfer, talking } from '../../domain/call/call.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import { type Choose, ticketBrief } from '../cases/ticket-brief.ts';
import type { Directory } from '../people/directory.ts';
import type { CallerContext } from '../ports/known-callers.ts';
import { type OutsideNames, transferPeople } from './transfer-events.ts';

/** A call and its rings as people see them. Pure, but for the names. */

/** A call in progress with what is known beside it; the case follows when its ticket is durable. */
export interface LiveCall {
  readonly call: CallState;
  readonly phoneMasked: string | null;
  readonly ticket: { readonly caseId: string; readonly ticketNumber: string } | null;
  readonly context: CallerContext;
  /** How its recording stands; absent: it has none. */
  readonly recording?: NonNullable<CallCard['recording']>;
}

export function offerCard(
  { call, phoneMasked, ticket, context }: LiveCall,
  offer: Offer,
  answerBudgetMs: number,
  choose: Choose,
  directory: Directory,
  queueName: (queue: string) => Bilingual,
): OfferCard {
  return {
    offerId: offer.offerId,
    callId: call.callId,
    queue: queueName(call.queue ?? ''),
    offeredAt: offer.at,
    dueAt: offer.at + answerBudgetMs,
    caseId: ticket?.caseId ?? null,
    ticketNumber: ticket?.ticketNumber ?? null,
    phoneMasked,
    waitingSince: waitsSince(call),
    // Handed on by whoever talked last.
    from: call.answered ? (directory.byExtension(call.answered.extension)?.displayName ?? null) : null,
    consults: null,
    candidates: [...context.candidates],
    tickets: context.tickets.map((brief) => ticketBrief(brief, choose)),
  };
}

/** A colleague consults this telephone about the call; null: nobody does. */
export function consultCard(live: LiveCall, ...ways: CardWays): OfferCard | null {
  const { transfer } = live.call;
  if (transfer?.mode !== 'consult' || transfer.target.kind !== 'phone') return null;
  const offer = { offerId: transfer.id, extension: transfer.target.extension, at: live.call.heldSince ?? 0 };
  const consults = transfer.step === 'begun' ? ('rings' as const) : ('talks' as const);
  return { ...offerCard(live, offer, ...ways), consults };
}

type CardWays = [answerBudgetMs: number, choose: Choose, directory: Directory, queueName: (queue: string) => Bilingual];

export function callCard(
  { call, ticket, recording }: LiveCall,
  directory: Directory,
  outsideName: OutsideNames,
): CallCard {
  // Whoever has handed the caller on has him no more.
  const placing = call.answered ? null : (call.dialled?.extension ?? null);
  const extension = talking(call)?.extension ?? placing ?? call.offers[0]?.extension ?? null;
  const person = extension === null ? null : directory.byExtension(extension);
  return {
    callId: call.callId,
    direction: call.dialled ? 'out' : 'in',
    caseId: ticket?.caseId ?? null,
    ticketNumber: ticket?.ticketNumber ?? null,
    queue: call.queue,
    phase: phaseOf(call),
    arrivedAt: call.arrivedAt,
    queuedAt: waitsSince(call),
    answeredAt: call.answered?.at ?? null,
    heldSince: call.heldSince,
    agentId: person?.userId ?? null,
    agentName: person?.displayName ?? null,
    extension,
    transfer: call.transfer
      ? {
          mode: call.transfer.mode,
          step: call.transfer.step,
          toName: targetName(call.transfer, directory, outsideName),
        }
      : null,
    outsideName: call.outside ? outsideName(call.outside) : null,
    recording: recording ?? null,
  };
}

function targetName(
  transfer: Pick<OngoingTransfer, 'extension' | 'target'>,
  directory: Directory,
  outsideName: OutsideNames,
): string | null {
  const { toId, outsideName: outside } = transferPeople(transfer, directory, outsideName);
  return outside ?? directory.nameOf(toId) ?? (transfer.target.kind === 'phone' ? transfer.target.extension : null);
}

/** Since when he waits for an answer, or waited for the last one; epoch ms. */
const waitsSince = (call: CallState): number | null => call.queuedAgainAt ?? call.releasedAt ?? call.queuedAt;

function phaseOf(call: CallState): CallCard['phase'] {
  if (talking(call)) return call.heldSince === null ? 'talking' : 'held';
  if ((call.outside ?? null) !== null) return 'talking';
  if (call.dialled && !call.answered) return call.dialled.at === null ? 'ringing' : 'dialling';
  if (call.offers.length > 0) return 'ringing';
  return waitsSince(call) === null ? 'arriving' : 'queued';
}
