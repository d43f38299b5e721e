/** What an SOP file may speak of. An event that stands in neither list cannot happen, so nothing may wait for it. */

/** What comes from outside of the procedure: from the exchange, the citizen, the clock, or whenever somebody sees need. */
export const outsideEvents = [
  'call.arrived',
  'ticket.numbered',
  'call.queued',
  'call.offered',
  'offer.lapsed',
  'call.answered',
  'call.held',
  'call.resumed',
  'call.ended',
  'case.linked',
  'report.received',
  'citizen.asked',
  'citizen.replied',
  'photo.needed',
  'photo.not_needed',
  'facilities.due',
  'daily_report.due',
  'monthly_report.due',
] as const;

/** What people's work brings about. */
export const workEvents = [
  'intake.started',
  'intake.saved',
  'analysis.saved',
  'solution.saved',
  'solution.not_found',
  'search.failed',
  'case.dispatched',
  'case.forwarded',
  'solution.given',
  'answer.reviewed',
  'answer.sent',
  'reply.not_possible',
  'confirmation.saved',
  'confirmation.another',
  'recap.saved',
  'photo.received',
  'discussion.action_needed',
  'discussion.concluded',
  'action.done',
  'report.accepted',
  'report.logged',
  'clarification.saved',
  'consultation.asked',
  'consultation.answered',
  'recommendation.made',
  'recommendation.approved',
  'recommendation.rejected',
  'improvement.done',
  'case.archived',
  'facilities.provided',
  'daily_report.made',
  'monthly_report.prepared',
  'monthly_report.initialled',
  'monthly_report.returned',
] as const;

export type OutsideEvent = (typeof outsideEvents)[number];
export type WorkEvent = (typeof workEvents)[number];

export const procedureEvents: readonly string[] = [...outsideEvents, ...workEvents];

/** What a step may require. */
export const fields = [
  'callerName',
  'phone',
  'address',
  'kind',
  'category',
  'complaint',
  'problemFrame',
  'solution',
  'dispatchNote',
  'disposition',
  'recapSummary',
  'clarification',
  'action',
  'decision',
  'recommendation',
  'improvement',
  'notice',
  'proof',
] as const;
