import type { CallEvent } from '../../../telephony/events.ts';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { sourceOf } from '../../domain/call/call.ts';
import { type CaseEvent, type EventPeople, fromCallEvent } from '../../domain/case/events.ts';
import { openedBy } from '../cases/open-case.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';

export interface TalkDeps {
  readonly sops: SopRegistry;
  readonly timeZone: OfficeZone;
}

/**
 * Somebody whom nobody had answered is called back and there. His ticket ended with his call, and no procedure has a way
 * back from its end: what he says now begins a case that follows from it, as if he had called and been answered now.
 * @param from the ticket of the call that nobody answered
 */
export async function openTalk(
  tx: StoreTransaction,
  { sops, timeZone }: TalkDeps,
  from: CaseRecord,
  event: Extract<CallEvent, { type: 'call.answered' }>,
  { agentId, now, asOf }: { readonly agentId: string | null; readonly now: number; readonly asOf: number },
): Promise<CaseChange> {
  const { callId, offerId, id, at } = event;
  const { serviceId, sopId, sopVersion, phoneMasked } = from;
  const events: CaseEvent[] = [
    { id, type: 'call.answered', at, data: { offerId, agentId, ...sourceOf(event) } },
    { id: `${id}:numbered`, type: 'ticket.numbered', at: Math.max(now, at), data: {} },
  ];
  // A procedure that no service works by any more goes on for those who called under it.
  const worked = sops.services.some((service) => service.sopId === sopId);
  const sop = worked ? sops.current(sopId) : { id: sopId, version: sopVersion };
  const of = { caseId: uuidOf(`talk ${callId}`), serviceId, callId, sop, phoneMasked };
  const { change, opening } = openedBy({ sops, timeZone }, of, events, { personId: null, dayOf: at, now, asOf });
  const record = await tx.openLinked(opening, from, callId);
  const { ticketNumber } = record;
  return { ...change, record, alerts: change.alerts.map((alert) => ({ ...alert, ticketNumber })) };
}

/** What an event of the call is in the case that it began; null: nothing. */
export function ofTalk(event: CallEvent, people: EventPeople): CaseEvent | null {
  return event.type === 'call.arrived' || event.type === 'call.dialling' ? null : fromCallEvent(event, people);
}
