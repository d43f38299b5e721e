import type { SopDefinition } from '../sop/definition.ts';
import type { Timekeeper } from '../sop/timekeeper.ts';
import { applyCaseEvent, type CaseState, newCase } from './case.ts';
import type { CaseEvent } from './events.ts';

/** An event with the moment at which it was handled. */
export interface Recorded {
  readonly event: CaseEvent;
  readonly recordedAt: number;
}

/**
 * The case as its history makes it: under its own version what is stored, under another one what would have been. Only
 * what the history tells is in it, not what was typed and never saved. Pure.
 * @param history in its order
 * @param time the hours of the service by which it came
 */
export function replayCase(sop: SopDefinition, history: readonly Recorded[], time: Timekeeper): CaseState {
  let state = newCase;
  for (const { event, recordedAt } of history) state = applyCaseEvent(sop, state, event, recordedAt, time).state;
  return state;
}
