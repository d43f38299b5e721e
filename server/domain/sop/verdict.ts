import type { SopDefinition } from './definition.ts';
import type { SopState, StepRun } from './state.ts';
import type { StepDefinition } from './step-definition.ts';
import type { Channel } from './terms.ts';
import { breachAnnounced, stepOf } from './thresholds.ts';

/** What is to be said of the whole procedure in one case. Moments are epoch ms. */
export interface SopVerdict {
  /** `breached` as soon as one step is late, `met` when all is over and none was, `cancelled` when nothing was done. */
  readonly verdict: 'running' | 'met' | 'breached' | 'cancelled';
  readonly startedAt: number | null;
  /** When its last step ended; null while one runs. */
  readonly endedAt: number | null;
  /** How many runs of steps have come to what. */
  readonly met: number;
  readonly breached: number;
  readonly cancelled: number;
  readonly running: number;
  /** Steps of a citizen's case that this one never came to. Told when it is over. */
  readonly skipped: readonly string[];
  /** A late-arriving event has settled one of its runs otherwise than an alert had said. */
  readonly corrected: boolean;
  /** Runs of steps that came round more often than the procedure foresees. */
  readonly beyond: readonly string[];
}

/** The verdict on the whole procedure as it stands. Pure. */
export function verdictOf(sop: SopDefinition, state: SopState): SopVerdict {
  const { runs } = state;
  const count = (verdict: string) => runs.filter((run) => run.verdict === verdict).length;
  const running = runs.filter((run) => run.verdict === 'running');
  const late = running.some((run) => breachAnnounced(stepOf(sop, run.step), run));
  const over = runs.length > 0 && running.length === 0;
  const [met, breached] = [count('met'), count('breached')];
  const starts = runs.map(({ startedAt }) => startedAt);
  const ends = runs.map(({ endedAt }) => endedAt ?? 0);
  return {
    verdict: breached > 0 || late ? 'breached' : over ? (met > 0 ? 'met' : 'cancelled') : 'running',
    startedAt: starts.length === 0 ? null : Math.min(...starts),
    endedAt: over ? Math.max(...ends) : null,
    met,
    breached,
    cancelled: count('cancelled'),
    running: running.length,
    skipped:
      over && runs.some(({ step }) => stepOf(sop, step).scope === 'case')
        ? sop.steps
            .filter(
              ({ id, kind, scope, shares }) =>
                kind === 'step' && scope === 'case' && shares === null && !runs.some(({ step }) => step === id),
            )
            .map(({ id }) => id)
        : [],
    corrected: runs.some((run) => run.corrected),
    beyond: runsBeyond(sop, runs),
  };
}

/** The ids of the runs of steps that came round more often than the procedure foresees (`repeat: 3`). Pure. */
export function runsBeyond(sop: SopDefinition, runs: readonly StepRun[]): readonly string[] {
  return runs
    .filter(({ step, key }, index) => {
      const { runsAtMost } = stepOf(sop, step);
      if (runsAtMost === null) return false;
      const before = runs.slice(0, index).filter((run) => run.step === step && run.key === key);
      return before.length >= runsAtMost;
    })
    .map(({ id }) => id);
}

/**
 * Whether the procedure is over: a step has ended from which the way leads to the end, nothing runs any more, and the
 * citizen is not on the line.
 */
export function isFinished(sop: SopDefinition, state: SopState): boolean {
  if (state.live || state.runs.some(({ verdict }) => verdict === 'running')) return false;
  const ends = new Set(['end', ...sop.steps.filter(({ kind }) => kind === 'end').map(({ id }) => id)]);
  return state.runs.some(({ step, endedBy }) => {
    const { type } = endedBy as { type: string };
    return stepOf(sop, step).next.some(({ to, on }) => on === type && ends.has(to));
  });
}

/**
 * The fields that have to be filled in before an event of this type may happen: what the running steps that it would
 * end require. Pure.
 * @param channel how the complaint came.
 * @param step one that the event would begin and end at once, beside those that run.
 */
export function requiredFor(
  sop: SopDefinition,
  state: SopState,
  eventType: string,
  channel: Channel,
  step?: StepDefinition,
): readonly string[] {
  const running = state.runs.filter(({ verdict }) => verdict === 'running').map((run) => stepOf(sop, run.step));
  const required = [...running, ...(step && !running.includes(step) ? [step] : [])]
    .filter(({ ends }) => ends.includes(eventType))
    .flatMap(({ requires }) => requires)
    .filter(({ channels }) => channels === undefined || channels.includes(channel))
    .filter(({ unless }) => !state.runs.some(({ endedBy }) => endedBy?.type === (unless ?? null)))
    .map(({ field }) => field);
  return [...new Set(required)];
}
