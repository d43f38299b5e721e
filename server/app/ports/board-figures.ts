import type { StepOfTile } from '../../contract/wallboard-tiles.ts';

export interface LateStep extends StepOfTile {
  /** Breaches raised since the moment asked for. */
  readonly today: number;
  /** Of open cases, running and late. */
  readonly now: number;
}

/** What screens on walls show beside the day's counts. Moments in epoch ms; every method throws when the database is away. */
export interface BoardFigureStore {
  /** What citizens wrote of open cases after the last word of a person of ours. */
  waitingMessages(): Promise<{ readonly messages: number; readonly tickets: number; readonly oldestAt: number | null }>;
  /**
   * Citizens' open cases by when they were opened.
   * @param before descending: the first count is of those opened at the first moment or later, the last of those before the last
   * @returns one count more than moments
   */
  openSince(before: readonly number[]): Promise<readonly number[]>;
  /** How late the steps are; of one of which nothing is known all is 0. */
  lateSteps(steps: readonly StepOfTile[], since: number, now: number): Promise<readonly LateStep[]>;
}
