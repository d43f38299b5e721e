import type { CaseCard } from '../../../server/contract/views.ts';
import { isRunning, runOf } from './steps.ts';

/** Panels of the agent's workspace, in the procedure's order. */
export const panels = ['intake', 'analysis', 'solution', 'dispatch', 'confirm', 'hangup', 'recap'] as const;
export type Panel = (typeof panels)[number];
export type PanelState = 'hidden' | 'ahead' | 'current' | 'done';

type Facts = Pick<
  CaseCard,
  | 'steps'
  | 'status'
  | 'callLive'
  | 'problemFrame'
  | 'solution'
  | 'noSolution'
  | 'dispatchNote'
  | 'confirmed'
  | 'disposition'
>;

/** Which step of the SOP each panel serves; the first one running opens it. */
const served: readonly (readonly [Panel, readonly number[]])[] = [
  ['recap', [14]],
  ['hangup', [13]],
  ['confirm', [12]],
  ['dispatch', [9]],
  ['solution', [8]],
  ['analysis', [7]],
  ['intake', [5, 6]],
];

/**
 * The panel a case needs now, from what has happened to it; null when it waits for somebody else or is finished.
 * Nobody presses "next step": saving, forwarding and hanging up move a case on.
 */
export function currentPanel(card: Facts): Panel | null {
  for (const [panel, numbers] of served) {
    if (numbers.some((number) => isRunning(card, number))) return panel;
  }
  return null;
}

/** Every panel and how it stands. */
export function panelStates(card: Facts): Record<Panel, PanelState> {
  const current = currentPanel(card);
  const logged = runOf(card, 6);
  const rest: Record<Panel, PanelState> = {
    intake: doneIf(logged !== undefined && logged.endedAt !== null && logged.verdict !== 'cancelled'),
    analysis: doneIf(card.problemFrame !== null),
    solution: doneIf(card.solution !== null || card.noSolution),
    dispatch: card.dispatchNote !== null ? 'done' : 'hidden',
    // Steps 12 and 13 are spoken: without a caller on the line there is nothing to confirm or to close.
    confirm: card.confirmed !== null ? 'done' : card.callLive ? 'ahead' : 'hidden',
    hangup: 'hidden',
    recap: doneIf(card.disposition !== null),
  };
  return current === null ? rest : { ...rest, [current]: 'current' };
}

const doneIf = (condition: boolean): PanelState => (condition ? 'done' : 'ahead');

/** Whether the agent still owes this case something on their own desk: a live call, or the recap. */
export function needsDesk(card: Pick<CaseCard, 'callLive' | 'steps' | 'byActs'>): boolean {
  return card.callLive || (!card.byActs && isRunning(card, 14));
}

/** The case has gone to the dispatcher or the official, and its answer is awaited. */
export function isAway(card: Pick<CaseCard, 'status'>): boolean {
  return card.status === 'dispatched' || card.status === 'forwarded';
}
