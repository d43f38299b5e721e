import type { CaseState } from '../../domain/case/case.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { spentUntil } from '../../domain/sop/runs.ts';
import type { AlertEffect, StepRun } from '../../domain/sop/state.ts';
import { nextDeadline } from '../../domain/sop/step.ts';
import { stepOf } from '../../domain/sop/thresholds.ts';
import type { Timekeeper } from '../../domain/sop/timekeeper.ts';
import { verdictOf } from '../../domain/sop/verdict.ts';
import { type MomentForm, momentText, spentText } from './moments.ts';

/** What came of an event, in words. */
export interface Told {
  readonly sop: SopDefinition;
  readonly before: CaseState;
  readonly after: CaseState;
  readonly alerts: readonly AlertEffect[];
  readonly form: MomentForm;
}

/** An alert that is raised this long after it was due says so. */
const lateAfterMs = 1_000;

export function changeLines({ sop, before, after, alerts, form }: Told): string[] {
  const moment = (at: number) => momentText(at, form);
  const known = new Map(before.sop.runs.map((run) => [run.id, run]));
  const lines = [
    ...after.sop.runs.filter(({ id }) => !known.has(id)).map((run) => beginLine(run, moment)),
    ...alerts.map((alert) => alertLine(alert, moment)),
    ...after.sop.runs.flatMap((run) => {
      const was = known.get(run.id);
      if (run.verdict !== 'running') return was && was.verdict === run.verdict ? [] : [endLine(sop, run, form)];
      if (!was) return [];
      if (run.stoppedAt !== null && was.stoppedAt === null) return [`${run.id} stands`];
      if (run.dueAt === was.dueAt) return run.stoppedAt === was.stoppedAt ? [] : [`${run.id} goes on`];
      return [`${run.id} goes on, due ${moment(run.dueAt as number)}`];
    }),
  ];
  if (after.closedAt !== null && before.closedAt === null) lines.push(`case ${after.status}`);
  const [next, was] = [nextDeadline(sop, after.sop), nextDeadline(sop, before.sop)];
  if (next !== was) lines.push(`next deadline ${next === null ? 'none' : moment(next)}`);
  return lines;
}

function beginLine(run: StepRun, moment: (at: number) => string): string {
  const whose = run.ownerId === null ? '' : ` for ${run.ownerId}`;
  if (run.stoppedAt !== null) return `${run.id} begins${whose} and stands`;
  return run.dueAt === null ? `${run.id} runs${whose}` : `${run.id} runs${whose}, due ${moment(run.dueAt)}`;
}

function alertLine(
  { kind, runId, percent, level, dueAt, firedAt }: AlertEffect,
  moment: (at: number) => string,
): string {
  const whom = level === null ? '' : ` at ${percent} % to ${level.to.join(', ')} by ${level.by.join(', ')}`;
  const late = firedAt - dueAt > lateAfterMs ? ', late' : '';
  return `${kind} ${runId}${whom}, due ${moment(dueAt)}, raised ${moment(firedAt)}${late}`;
}

function endLine(sop: SopDefinition, run: StepRun, form: MomentForm): string {
  const { budget } = stepOf(sop, run.step);
  const corrected = run.corrected ? ', corrected' : '';
  return `${run.id} ${run.verdict} after ${spentText(run.spent, budget?.amount ?? null, run.clock, form)}${corrected}`;
}

/** The verdicts at the end of a play. @param number of the case; null when there is one only. */
export function summaryLines(
  sop: SopDefinition,
  { sop: state }: CaseState,
  time: Timekeeper,
  form: MomentForm,
  number: number | null,
): string[] {
  const whole = verdictOf(sop, state);
  const counts = (['met', 'breached', 'cancelled', 'running'] as const).filter((verdict) => whole[verdict] > 0);
  const parts = [
    `${sop.id} ${sop.version}: ${whole.verdict}`,
    counts.map((verdict) => `${whole[verdict]} ${verdict}`).join(', '),
    ...(whole.skipped.length > 0 ? [`skipped ${whole.skipped.join(', ')}`] : []),
    ...(whole.corrected ? ['corrected'] : []),
    ...(whole.beyond.length > 0 ? [`more often than foreseen ${whole.beyond.join(', ')}`] : []),
  ];
  return [
    `= ${number === null ? '' : `#${number} `}${parts.join('; ')}`,
    ...state.runs.map((run) => {
      const { budget, number: printed } = stepOf(sop, run.step);
      const ended = run.endedAt ?? whole.endedAt ?? lastMoment(state.runs);
      const spent = spentText(spentUntil(run, ended, time), budget?.amount ?? null, run.clock, form);
      return `=   ${printed === 0 ? '' : `${printed} `}${run.id}: ${run.verdict}, ${spent}${run.corrected ? ', corrected' : ''}`;
    }),
  ];
}

const lastMoment = (runs: readonly StepRun[]): number =>
  Math.max(...runs.map(({ startedAt, endedAt, stoppedAt }) => Math.max(startedAt, endedAt ?? 0, stoppedAt ?? 0)));
