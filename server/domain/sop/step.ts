import type { SopDefinition } from './definition.ts';
import { recount, recountEvent } from './recount.ts';
import { begin, end, follow } from './runs.ts';
import type { AlertEffect, SopEvent, SopState, StepRun } from './state.ts';
import type { StepDefinition } from './step-definition.ts';
import type { Condition } from './terms.ts';
import { nextThreshold, stepOf } from './thresholds.ts';
import type { Timekeeper } from './timekeeper.ts';

/** Ends the procedure: what still runs is dropped. */
export const closingEvent = 'case.closed';

export interface SopResult {
  readonly state: SopState;
  readonly effects: readonly AlertEffect[];
}

/**
 * Takes one event. Pure: the same arguments give the same result.
 *
 * Alerts due before the event are raised first, those due until `now` after it; so an event that comes in time but is
 * handled late announces nothing, and one that comes late never un-announces an alert: it settles the run, `corrected`.
 * A recount comes first of all: what only the former count would have announced is not said any more.
 * @param now epoch ms, when the event is handled; never before `event.at` of a well-behaved clock.
 * @param time the hours of the service; asked only when a step begins, is stopped, goes on or ends.
 */
export function step(sop: SopDefinition, state: SopState, event: SopEvent, now: number, time: Timekeeper): SopResult {
  if (state.closed) return { state, effects: [] };
  const recounts = event.type === recountEvent;
  const before = recounts ? { state, effects: [] } : raiseDue(sop, state, Math.min(event.at, now), now);
  const after = raiseDue(sop, apply(sop, before.state, event, time), now, now);
  return { state: after.state, effects: [...before.effects, ...after.effects] };
}

/** When something must be raised next if nothing happens: epoch ms, or null. */
export function nextDeadline(sop: SopDefinition, state: SopState): number | null {
  const never = Number.POSITIVE_INFINITY;
  const soonest = Math.min(never, ...state.runs.map((run) => nextThreshold(sop, run)?.firesAt ?? never));
  return soonest === never ? null : soonest;
}

function raiseDue(sop: SopDefinition, state: SopState, until: number, now: number): SopResult {
  const effects: AlertEffect[] = [];
  const runs = state.runs.map((run) => {
    let current = run;
    for (;;) {
      const threshold = nextThreshold(sop, current);
      if (!threshold || threshold.firesAt > until) return current;
      const { kind, dueAt, percent, level } = threshold;
      const { id: runId, ownerId } = run;
      effects.push({ kind, runId, step: run.step, ownerId, percent, level, dueAt, firedAt: now });
      current = { ...current, fired: current.fired + 1 };
    }
  });
  // One moment of many thresholds is announced in the order in which they lay.
  return { state: { ...state, runs }, effects: effects.sort((a, b) => a.dueAt - b.dueAt) };
}

function apply(sop: SopDefinition, state: SopState, event: SopEvent, time: Timekeeper): SopState {
  const facts = factsAfter(state, event);
  const settled = state.runs.map((run) => settle(stepOf(sop, run.step), run, facts, event, time));
  const followed = settled.map((run) => {
    const step = stepOf(sop, run.step);
    return event.type === recountEvent ? recount(step, run, time) : follow(step, run, facts, event.at, time);
  });
  const running = new Set(state.runs.filter(({ verdict }) => verdict === 'running').map((run) => run.step));
  return { ...facts, runs: [...followed, ...started(sop, facts, followed, running, event, time)] };
}

function factsAfter(state: SopState, event: SopEvent): SopState {
  switch (event.type) {
    case 'call.answered':
      return { ...state, live: true, answered: true };
    case 'case.linked':
      // A further complaint of a caller who is on the line: its case begins in mid-call.
      return { ...state, live: fieldOf(event, 'live') === true, answered: true };
    case 'call.held':
      return { ...state, held: true };
    case 'call.resumed':
    // Whoever is handed on hears somebody, or waits for an answer as in the queue.
    case 'call.released':
      return { ...state, held: false };
    case 'call.ended':
      return { ...state, live: false, held: false };
    case 'citizen.asked':
    case 'photo.needed':
      return { ...state, awaiting: true };
    case 'citizen.replied':
    case 'photo.received':
    case 'photo.not_needed':
      return { ...state, awaiting: false };
    case 'telling.failed':
      // A question that reached nobody is waited for no longer.
      return fieldOf(event, 'purpose') === 'question' ? { ...state, awaiting: false } : state;
    case closingEvent:
      return { ...state, live: false, held: false, awaiting: false, closed: true };
    default:
      return state;
  }
}

function settle(step: StepDefinition, run: StepRun, facts: SopState, event: SopEvent, time: Timekeeper): StepRun {
  if (facts.closed) return end(step, run, event, 'cancelled', time);
  if (!concerns(step, run, event)) return run;
  if (step.ends.includes(event.type)) return end(step, run, event, 'met', time);
  return step.drops.includes(event.type) ? end(step, run, event, 'cancelled', time) : run;
}

function concerns(step: StepDefinition, run: StepRun, event: SopEvent): boolean {
  const key = keyOf(step, event);
  return key === null || key === run.key;
}

function keyOf(step: StepDefinition, event: SopEvent): string | null {
  return textField(event, step.perKey);
}

function textField(event: SopEvent, field: string | undefined): string | null {
  const value = fieldOf(event, field);
  return typeof value === 'string' ? value : null;
}

function fieldOf(event: SopEvent, field: string | undefined): unknown {
  return (event.data as Readonly<Record<string, unknown>> | undefined)?.[String(field)];
}

function started(
  sop: SopDefinition,
  facts: SopState,
  runs: readonly StepRun[],
  before: ReadonlySet<string>,
  event: SopEvent,
  time: Timekeeper,
): StepRun[] {
  return sop.steps
    .filter((step) =>
      step.starts.some(
        (rule) =>
          rule.on === event.type && holds(rule.when, facts) && (rule.while === undefined || before.has(rule.while)),
      ),
    )
    .flatMap((step) => {
      const key = keyOf(step, event);
      const known = runs.filter((run) => run.step === step.id && run.key === key);
      if (known.some(({ verdict }) => verdict === 'running')) return [];
      if (step.runsAtMost === 1 && known.length > 0) return [];
      if (step.shares !== null) return [];
      const first = key === null ? step.id : `${step.id}:${key}`;
      const id = known.length === 0 ? first : `${first}#${known.length + 1}`;
      return [begin(step, facts, event, { id, key, ownerId: textField(event, 'agentId') }, time)];
    });
}

function holds(when: Condition | undefined, facts: SopState): boolean {
  switch (when) {
    case 'live':
      return facts.live;
    case 'offline':
      return !facts.live;
    case 'answered':
      return facts.answered;
    default:
      return true;
  }
}
