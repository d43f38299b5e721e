import type { SopDefinition, StepDefinition } from './definition.ts';
import type { AlertEffect, SopEvent, SopState, StepRun } from './state.ts';
import { nextThreshold, stepOf } from './thresholds.ts';

/** An event that only lets time pass: the next deadline has come. */
const timerEvent = 'timer';
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
 * @param now epoch ms, when the event is handled; never before `event.at` of a well-behaved clock.
 */
export function step(sop: SopDefinition, state: SopState, event: SopEvent, now: number): SopResult {
  if (state.closed) return { state, effects: [] };
  const before = raiseDue(sop, state, Math.min(event.at, now), now);
  const applied = event.type === timerEvent ? before.state : apply(sop, before.state, event);
  const after = raiseDue(sop, applied, now, now);
  return { state: after.state, effects: [...before.effects, ...after.effects] };
}

/** When something must be raised next if nothing happens: epoch ms, or null. */
export function nextDeadline(sop: SopDefinition, state: SopState): number | null {
  let soonest: number | null = null;
  for (const run of state.runs) {
    const threshold = nextThreshold(sop, run);
    if (threshold && (soonest === null || threshold.firesAt < soonest)) soonest = threshold.firesAt;
  }
  return soonest;
}

function raiseDue(sop: SopDefinition, state: SopState, until: number, now: number): SopResult {
  const effects: AlertEffect[] = [];
  const runs = state.runs.map((run) => {
    let current = run;
    for (;;) {
      const threshold = nextThreshold(sop, current);
      if (!threshold || threshold.firesAt > until) return current;
      const { kind, dueAt } = threshold;
      effects.push({ type: 'alert', kind, runId: run.id, step: run.step, ownerId: run.ownerId, dueAt, firedAt: now });
      current = { ...current, fired: current.fired + 1 };
    }
  });
  if (effects.length === 0) return { state, effects };
  // One moment of many thresholds is announced in the order in which they lay.
  return { state: { ...state, runs }, effects: effects.sort((a, b) => a.dueAt - b.dueAt) };
}

function apply(sop: SopDefinition, state: SopState, event: SopEvent): SopState {
  const facts = factsAfter(state, event);
  const ended = state.runs.map((run) => settle(sop, run, event));
  if (facts.closed) return { ...facts, runs: ended.map((run) => drop(stepOf(sop, run.step), run, event.at)) };
  return { ...facts, runs: [...ended, ...started(sop, facts, ended, event)] };
}

function factsAfter(state: SopState, event: SopEvent): SopState {
  switch (event.type) {
    case 'call.answered':
      return { ...state, live: true, answered: true };
    case 'case.linked':
      // A further complaint of a caller who is on the line: its case begins in mid-call.
      return { ...state, live: fieldOf(event, 'live') === true, answered: true };
    case 'call.ended':
      return { ...state, live: false };
    case closingEvent:
      return { ...state, live: false, closed: true };
    default:
      return state;
  }
}

function settle(sop: SopDefinition, run: StepRun, event: SopEvent): StepRun {
  if (run.verdict !== 'running') return run;
  const definition = stepOf(sop, run.step);
  if (!concerns(definition, run, event)) return run;
  if (definition.ends.includes(event.type)) return end(definition, run, event.at, 'met');
  return definition.drops.includes(event.type) ? drop(definition, run, event.at) : run;
}

function drop(definition: StepDefinition, run: StepRun, at: number): StepRun {
  return run.verdict === 'running' ? end(definition, run, at, 'cancelled') : run;
}

/** A target is inclusive. What ended in time after its breach was announced had only been told late. */
function end(definition: StepDefinition, run: StepRun, at: number, inTimeVerdict: 'met' | 'cancelled'): StepRun {
  const inTime = at <= run.dueAt;
  const announced = run.fired > definition.warnPercents.length;
  return {
    ...run,
    endedAt: Math.max(at, run.startedAt),
    verdict: inTime ? inTimeVerdict : 'breached',
    corrected: inTime && announced,
  };
}

function concerns(definition: StepDefinition, run: StepRun, event: SopEvent): boolean {
  const key = keyOf(definition, event);
  return definition.perKey === undefined || key === null || key === run.key;
}

function keyOf(definition: StepDefinition, event: SopEvent): string | null {
  return definition.perKey === undefined ? null : textField(event, definition.perKey);
}

function textField(event: SopEvent, field: string): string | null {
  const value = fieldOf(event, field);
  return typeof value === 'string' ? value : null;
}

function fieldOf(event: SopEvent, field: string): unknown {
  return (event.data as Readonly<Record<string, unknown>> | undefined)?.[field];
}

function started(sop: SopDefinition, state: SopState, runs: readonly StepRun[], event: SopEvent): StepRun[] {
  return sop.steps
    .filter((definition) => definition.starts.some((rule) => rule.on === event.type && holds(rule.when, state)))
    .map((definition): StepRun => {
      const key = keyOf(definition, event);
      return {
        id: key === null ? definition.id : `${definition.id}:${key}`,
        step: definition.id,
        key,
        ownerId: textField(event, 'agentId'),
        startedAt: event.at,
        dueAt: event.at + definition.budgetMs,
        fired: 0,
        endedAt: null,
        verdict: 'running',
        corrected: false,
      };
    })
    .filter((run) => !runs.some((known) => known.id === run.id));
}

function holds(when: 'live' | 'answered' | undefined, state: SopState): boolean {
  if (when === 'live') return state.live;
  return when === 'answered' ? state.answered : true;
}
