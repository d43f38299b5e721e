import { needEvents, workEvents } from './work-events.ts';

/** What an SOP file may speak of. An event that stands in neither list cannot happen, so nothing may wait for it. */

/** What comes from outside of the procedure: from the exchange, the citizen, the clock, or whenever somebody sees need. */
export const outsideEvents = [
  'call.arrived',
  'ticket.numbered',
  'call.number_told',
  'call.queued',
  'call.offered',
  'offer.lapsed',
  'call.answered',
  'call.held',
  'call.resumed',
  'call.ended',
  'case.linked',
  'report.received',
  ...needEvents,
  'facilities.due',
  'daily_report.due',
  'monthly_report.due',
] as const;

export type OutsideEvent = (typeof outsideEvents)[number];

export const procedureEvents: readonly string[] = [...outsideEvents, ...workEvents];
