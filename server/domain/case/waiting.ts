import type { SopDefinition } from '../sop/definition.ts';
import type { StepRun } from '../sop/state.ts';
import type { StepDefinition, WrapUpRule } from '../sop/step-definition.ts';
import type { SopActor } from '../sop/terms.ts';
import { stepOf } from '../sop/thresholds.ts';
import { type CaseState, responsibleFor } from './case.ts';

/** Whoever works in the office. */
export type Worker = Exclude<SopActor, 'citizen' | 'system'>;

/** Whoever does a step in the office: what the citizen says is written down by the agent. */
export const workerOf = (actor: SopActor): Worker => (actor === 'citizen' || actor === 'system' ? 'agent' : actor);

/** Why no clock runs while somebody is waited for: the procedure promises no time, or nothing of it runs at all. */
export type Untimed = 'no_limit' | 'citizen' | 'hold' | 'no_step' | null;

/** Whose work an open case is. */
export interface Waiting {
  readonly run: StepRun | null;
  readonly step: StepDefinition | null;
  readonly role: Worker;
  /** The person, where one is named; null: everybody in the role. */
  readonly personId: string | null;
  /** Null: a clock runs. */
  readonly untimed: Untimed;
}

/**
 * Everybody whom an open case waits for: the workers of the steps that run; where none runs and no citizen is on the
 * line or in the queue, the agents, who go on with it or end it. A case that is open waits for somebody. Pure.
 */
export function waitingOf(sop: SopDefinition, state: CaseState): readonly Waiting[] {
  if (state.closedAt !== null) return [];
  const running = state.sop.runs
    .filter(({ verdict }) => verdict === 'running')
    .map((run) => ({ run, step: stepOf(sop, run.step) }))
    .filter(({ step }) => step.kind === 'step')
    .map(({ run, step }): Waiting => {
      const role = workerOf(step.actor);
      const personId = responsibleFor(state, role, run.ownerId);
      return { run, step, role, personId, untimed: untimedBy(state, run) };
    });
  if (running.length > 0 || state.status === 'waiting') return running;
  return [
    { run: null, step: null, role: 'agent', personId: state.sop.live ? state.agentId : null, untimed: 'no_step' },
  ];
}

function untimedBy(state: CaseState, run: StepRun): Untimed {
  if (run.clock === null) return 'no_limit';
  if (run.stoppedAt === null) return null;
  return state.sop.awaiting ? 'citizen' : 'hold';
}

/**
 * Whether an agent still owes the case what its procedure has done after a call: a step of the agent's that the end of
 * the call began. Until then the agent is in wrap-up.
 */
export function inWrapUp(sop: SopDefinition, state: CaseState): boolean {
  return (
    state.closedAt === null &&
    !state.sop.live &&
    state.sop.runs.some((run) => run.verdict === 'running' && isWrapUp(stepOf(sop, run.step)))
  );
}

/** How long the agent's wrap-up may last by the procedure; undefined: as long as the recap. */
export const wrapUpOf = (sop: SopDefinition, state: CaseState): WrapUpRule | undefined =>
  state.sop.runs
    .filter(({ verdict }) => verdict === 'running')
    .map((run) => stepOf(sop, run.step))
    .find((step) => isWrapUp(step) && step.wrapUp)?.wrapUp;

/** Whether it matters who may be calling: the citizen waits or talks, or is not written down yet. */
export const callerMatters = (sop: SopDefinition, state: CaseState): boolean =>
  state.closedAt === null &&
  (state.status === 'waiting' ||
    state.sop.live ||
    inWrapUp(sop, state) ||
    !state.sop.runs.some(({ endedBy }) => endedBy?.type === 'intake.saved'));

/** A step of the agent's that begins with the end of the call. */
export const isWrapUp = ({ actor, scope, kind, starts }: StepDefinition): boolean =>
  actor === 'agent' &&
  scope === 'case' &&
  kind === 'step' &&
  starts.some((rule) => rule.on === 'call.ended' && rule.while === undefined);
