/** Leg states as Twilio names them. */
export type LegStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';
export const isOver = (status: LegStatus) => !['queued', 'initiated', 'ringing', 'in-progress'].includes(status);

/** How long the end of a ring may take to be confirmed. */
export const confirmMs = 8_000;
/** How long we wait to be told who hung up first, or whether the caller comes back. */
export const settleMs = 2_000;
export const lookAgainMs = 5_000;
/** A call younger than this may not be in Twilio's lists yet. */
export const youngMs = 10_000;
