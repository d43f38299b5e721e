import type { Period } from '../../domain/figures/period.ts';

/** Of citizens' calls of a period that were rung for, how long they waited. */
export interface Waits {
  /** Gave up, however soon. */
  readonly abandoned: number;
  /** All time that anybody waited, answered or not, in ms. */
  readonly waitedMs: number;
}

/** What planning reads besides the figures of calls. Every method throws when the database is away. */
export interface PlanningFacts {
  waits(period: Period, serviceId: string | undefined): Promise<Waits>;
  /**
   * For each half hour of the period how long agents were there for citizens' calls: ready, rung for, talking or in wrap-up,
   * in ms of all together. Of one service: who was rung for it in the period, without the time of other services' calls.
   * @param now epoch ms, until which a state that goes on counts
   */
  there(
    period: Period,
    serviceId: string | undefined,
    now: number,
  ): Promise<readonly { readonly at: number; readonly ms: number }[]>;
  /** When the first call came of which there is a fact, epoch ms; null: none ever did. */
  since(serviceId: string | undefined): Promise<number | null>;
}
