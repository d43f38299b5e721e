import type { CaseState } from '../case/case.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { StepRun } from '../sop/state.ts';
import type { Channel, Clock, SopActor } from '../sop/terms.ts';
import { stepOf } from '../sop/thresholds.ts';
import type { Timekeeper } from '../sop/timekeeper.ts';
import type { Told } from './told.ts';

/** What facts say of the case that they are of, beside its state. */
export interface FactCase {
  readonly caseId: string;
  readonly callId: string | null;
  /** The ticket from which it follows; null: none. */
  readonly linkedTo: string | null;
  readonly serviceId: string;
  readonly sopId: string;
  readonly sopVersion: string;
  /** Epoch ms. */
  readonly openedAt: number;
  /** The period for which the office owes it; absent: a citizen's case. */
  readonly task?: string;
  readonly state: CaseState;
}

/** One step of one case that has ended. No person of the public is in it. Moments in epoch ms. */
export interface StepFact {
  readonly caseId: string;
  readonly runId: string;
  readonly serviceId: string;
  readonly channel: Channel;
  readonly sopId: string;
  readonly sopVersion: string;
  readonly step: string;
  readonly actor: SopActor;
  /** Who did it; null: the exchange or the clock, or nobody knows. */
  readonly personId: string | null;
  /** What it was counted by when it ended; null: it promised no time. */
  readonly clock: Clock | null;
  /** Of that clock: ms, or working days. */
  readonly budget: number | null;
  readonly startedAt: number;
  readonly endedAt: number;
  /** By the wall, whatever stood in between. */
  readonly wallMs: number;
  /** The same stretch by the hours of its service. */
  readonly serviceMs: number;
  /** How long its clock stood, by the wall. */
  readonly pausedMs: number;
  /** What was judged: without pauses, by its own clock; ms, or working days. */
  readonly spent: number;
  readonly verdict: Exclude<StepRun['verdict'], 'running'>;
  /** Settled by a late-arriving event otherwise than an alert had said. */
  readonly corrected: boolean;
  /** Nobody heard how it ended: the moment is our estimate. */
  readonly estimated: boolean;
}

/** What is told of a step fact to its citizen. */
export type KeptStepFact = Pick<
  StepFact,
  'runId' | 'clock' | 'budget' | 'endedAt' | 'serviceMs' | 'pausedMs' | 'spent' | 'verdict' | 'estimated'
>;

/**
 * The facts of those steps that one of the events ended. Given a whole history they are all of the case's: a run that has
 * ended never changes, so each fact is the same whenever it is made. What was promised is read from the run, which keeps
 * it as it was made; a calendar edited since would move it. Pure.
 * @param told in the order of the history
 */
export function stepFacts(of: FactCase, sop: SopDefinition, told: readonly Told[], time: Timekeeper): StepFact[] {
  const ended = of.state.sop.runs.filter(({ verdict }) => verdict !== 'running');
  if (ended.length === 0) return [];
  const byId = new Map(told.map((one) => [one.event.id, one]));
  return ended.flatMap((run) => {
    const by = byId.get(run.endedBy?.id ?? '') ?? byId.get(withoutClosing(run.endedBy?.id ?? ''));
    return by ? [stepFact(of, sop, run, by, time)] : [];
  });
}

/** What still runs when a case closes is ended by an event that follows from the one that closed it. */
const withoutClosing = (id: string): string => id.replace(/:closed$/, '');

function stepFact(of: FactCase, sop: SopDefinition, run: StepRun, by: Told, time: Timekeeper): StepFact {
  const { caseId, serviceId, sopId, sopVersion } = of;
  const { actor, budget } = stepOf(sop, run.step);
  const { startedAt, spent } = run;
  const endedAt = run.endedAt as number;
  const wallMs = endedAt - startedAt;
  const data = by.event.data as { readonly agentId?: string | null; readonly source?: string; estimated?: boolean };
  return {
    ...{ caseId, runId: run.id, serviceId, channel: of.state.channel, sopId, sopVersion, step: run.step, actor },
    personId: run.ownerId ?? by.personId ?? data.agentId ?? null,
    ...{ clock: run.clock, budget: budget?.amount ?? null, startedAt, endedAt, wallMs },
    serviceMs: time.spent('elapsed', startedAt, endedAt, startedAt),
    // Cases of before this was kept say it only of what the wall clock counts.
    pausedMs: run.pausedMs ?? (run.clock === 'call' ? Math.max(0, wallMs - spent) : 0),
    ...{ spent, verdict: run.verdict as StepFact['verdict'], corrected: run.corrected },
    estimated: data.source === 'estimate' || data.estimated === true,
  };
}
