import type { CaseAction } from '../../../server/contract/actions.ts';
import type { CaseCard } from '../../../server/contract/views.ts';

/** What is offered on a case, by where it stands on the screen. */
export interface Offered {
  /** What the running steps wait for, in the procedure's order; the first one is what to do now. */
  readonly now: readonly CaseAction[];
  /** What may begin a step of its own, where somebody sees need of it. */
  readonly aside: readonly CaseAction[];
  /** What may be done to any open case. */
  readonly common: readonly CaseAction[];
}

type Facts = Pick<CaseCard, 'waitsFor' | 'callLive'>;

/** Happens by itself with the first word that is written: nobody presses a button for it. */
const byItself: ReadonlySet<string> = new Set(['intake.started']);

/** A running step ends with this event. */
const waitsForEvent = ({ waitsFor }: Pick<CaseCard, 'waitsFor'>, event: string): boolean =>
  waitsFor.some(({ events }) => events.includes(event));

/** Everything the reader may do, sorted by what asks for it. After a call its recap, which has a clock, comes first. */
export function offeredOf(card: Facts, actions: readonly CaseAction[]): Offered {
  const offered = actions.filter(({ event }) => !byItself.has(event));
  const isNow = ({ event, step }: CaseAction): boolean => step !== null && (step.runs || waitsForEvent(card, event));
  const first = ({ event }: CaseAction): number => Number(!card.callLive && event === 'recap.saved');
  return {
    now: offered.filter(isNow).sort((a, b) => first(b) - first(a)),
    aside: offered.filter((action) => action.step !== null && !isNow(action)),
    common: offered.filter(({ step }) => step === null),
  };
}

/** The citizen is on the line and the procedure waits for the end of the call: the telephone is hung up. */
export const hangsUp = (card: Facts): boolean => card.callLive && waitsForEvent(card, 'call.ended');

/** The line to say now, while somebody is there to hear it; null: none. */
export function scriptOf(card: Facts & Pick<CaseCard, 'linkedTo'>): 'greeting' | 'confirming' | 'closing' | null {
  if (!card.callLive) return null;
  if (waitsForEvent(card, 'intake.saved')) return card.linkedTo === null ? 'greeting' : null;
  if (waitsForEvent(card, 'confirmation.saved')) return 'confirming';
  return hangsUp(card) ? 'closing' : null;
}

/** Whether somebody has the case before them as a call: the citizen is on the line, or what follows a call is owed. */
export const needsDesk = ({ layout }: Pick<CaseCard, 'layout'>): boolean => layout === 'call';

/** Whom the case waits for, where that is somebody else than an agent; null: an agent, or nobody. */
export function awayWith({ waitsFor }: Pick<CaseCard, 'waitsFor'>): CaseCard['waitsFor'][number] | null {
  return waitsFor.some(({ role }) => role === 'agent') ? null : (waitsFor[0] ?? null);
}
