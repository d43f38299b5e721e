import { fewest } from './few.ts';

/** How cases were rated in which a step was late, or in time. */
export interface StepScores {
  readonly sopId: string;
  readonly step: string;
  readonly late: boolean;
  /** Cases. */
  readonly count: number;
  /** The mean of their means, from 1 to 4. */
  readonly mean: number;
}

interface Rated {
  /** Cases. */
  readonly count: number;
  /** Null: so few that it would tell who said what. */
  readonly mean: number | null;
}

export interface StepCost {
  readonly sopId: string;
  readonly step: string;
  readonly inTime: Rated;
  readonly late: Rated;
  /** By how much less cases were rated in which it was late; null where one of the two is not told. */
  readonly cost: number | null;
}

const none: Rated = { count: 0, mean: null };
const rated = (scores: StepScores | undefined): Rated =>
  scores ? { count: scores.count, mean: scores.count < fewest ? null : scores.mean } : none;

/**
 * Which late step goes with citizens less content, the dearest first; steps that were late in no rated case are left out.
 * What happens together need not be its cause. Pure.
 */
export function stepCosts(scores: readonly StepScores[]): StepCost[] {
  return scores
    .filter(({ late }) => late)
    .map((of) => {
      const { sopId, step } = of;
      const late = rated(of);
      const inTime = rated(scores.find((one) => !one.late && one.sopId === sopId && one.step === step));
      return {
        sopId,
        step,
        inTime,
        late,
        cost: late.mean === null || inTime.mean === null ? null : inTime.mean - late.mean,
      };
    })
    .sort((a, b) => (b.cost ?? -9) - (a.cost ?? -9) || b.late.count - a.late.count || (a.step < b.step ? -1 : 1));
}
