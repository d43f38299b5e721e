import type { Period } from '../../domain/figures/period.ts';
import type { EndedFigures, PromiseFigures } from '../../domain/reports/standard-figures.ts';
import type { PlanningFacts } from './planning.ts';

/** By what figures are told apart, besides intervals. */
export type CallKey = 'service' | 'agent' | 'procedure' | 'queue';
/** `official`: to whom it was forwarded; `field`: what was chosen in a field of the office's own. */
export type CaseKey = 'service' | 'channel' | 'agent' | 'official' | 'procedure' | 'category' | 'kind' | 'field';

export type MessageKey = 'service' | 'channel' | 'agent' | 'procedure';

export interface Asked<Key> extends Omit<Period, never> {
  readonly by: Key;
  readonly serviceId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly sopId?: string | undefined;
  readonly channel?: string | undefined;
  /** By which field of the office's own, where `by` is `field`. */
  readonly field?: string | undefined;
  /** Answered within so many ms is in time. */
  readonly thresholdMs: number;
}

/** Mean, median and 90th percentile, ms; null: of nothing. */
export interface Spread {
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
}

/** Of calls that came in, and beside them of those that the office placed. Counts, and sums in ms. */
export interface CallFigures {
  /** All that came in and are over. */
  readonly arrived: number;
  /** Announced to be closed, asked to be called back, or left a message: they were not rung for. */
  readonly turnedAway: number;
  /** answered + abandoned + shortAbandoned. */
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly shortAbandoned: number;
  /** Of those answered: within the threshold. */
  readonly inTime: number;
  /** From the queue, or where there was none from the arrival, to the first answer. */
  readonly answer: Spread;
  readonly talkMs: number;
  readonly heldMs: number;
  readonly wrapUpMs: number;
  /** Of calls of which the case turned out to be none of a citizen's: how many of each there are. */
  readonly pranks: {
    readonly offered: number;
    readonly answered: number;
    readonly inTime: number;
    readonly abandoned: number;
  };
  readonly placed: number;
  readonly reached: number;
  /** Whose end is our estimate. */
  readonly estimated: number;
}

/** Of calls, by when they came on the wall of the zone. */
export type HeatFigures = Pick<
  CallFigures,
  'arrived' | 'offered' | 'answered' | 'abandoned' | 'inTime' | 'answer' | 'estimated'
>;

/** Only what something happened in. A weekday is 1 (Monday) to 7, an hour 0 to 23; null: of all of them together. */
export interface HeatCell {
  readonly weekday: number | null;
  readonly hour: number | null;
  readonly figures: HeatFigures;
}

export interface CaseFigures {
  /** Citizens' cases that came in the period. */
  readonly opened: number;
  /** Of those opened: the same telephone number had come with another within seven days before. */
  readonly repeats: number;
  /** Of those that ended in it: */
  readonly closed: number;
  readonly abandoned: number;
  /** As duplicate, junk, not ours, withdrawn or unreachable. */
  readonly otherwise: number;
  readonly answered: number;
  readonly firstContact: number;
  readonly handedOver: number;
  readonly pranks: number;
  readonly follows: number;
  /** From opening to end, of those that ended by their procedure. */
  readonly length: Spread;
}

/** Of what was not over at the end of the period, or is not now: how long it had been open by then. */
export interface OpenFigures {
  readonly open: number;
  readonly underOneDay: number;
  readonly underThreeDays: number;
  readonly underSevenDays: number;
  readonly underThirtyDays: number;
  readonly older: number;
  readonly age: Spread & { readonly longest: number | null };
}

/** Of messages with citizens, by when they were written. */
export interface MessageFigures {
  readonly received: number;
  /** Of those received: began a wait for an answer, as the citizen wrote first or after one. */
  readonly turns: number;
  /** Of those: a gateway has taken what a person wrote back. */
  readonly replied: number;
  readonly reply: Spread;
  /** A gateway has taken it; `delivered` is part of it. */
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  readonly queued: number;
  /** Of SMS that were sent: what is paid for. */
  readonly parts: number;
}

/** Of one step of one procedure. */
export interface StepFigures {
  readonly met: number;
  readonly breached: number;
  readonly cancelled: number;
  readonly corrected: number;
  readonly estimated: number;
  /** What was judged: by its own clock; ms, or working days. Of those that were not cancelled. */
  readonly spent: Spread & { readonly longest: number | null };
  /** By its own clock; null: it promises none, or several in the period. */
  readonly budget: number | null;
  readonly clock: string | null;
}

/** Of one agent, in ms and counts. */
export interface AgentFigures {
  readonly readyMs: number;
  readonly reservedMs: number;
  readonly talkingMs: number;
  readonly wrapUpMs: number;
  readonly notReadyMs: number;
  readonly rung: number;
  readonly answered: number;
  readonly missed: number;
  readonly refused: number;
  readonly talkMs: number;
  readonly heldMs: number;
}

/** The whole, each key, and each interval that has anything; moments in epoch ms. */
export interface Told<Figures> {
  readonly whole: Figures;
  readonly byKey: readonly { readonly key: string | null; readonly figures: Figures }[];
  readonly byInterval: readonly { readonly at: number; readonly figures: Figures }[];
}

/** Which rows of a report are behind a figure. */
export interface BehindAsked {
  readonly report: 'calls' | 'heat' | 'cases' | 'open' | 'messages' | 'steps' | 'agents';
  readonly asked: Asked<string>;
  /** By the name of its column. */
  readonly figure: string;
  /** Only those of a key (null: of nobody), of the interval that begins then, of a weekday; of an hour, by its key. */
  readonly within: {
    readonly key?: string | null | undefined;
    readonly at?: number | undefined;
    readonly weekday?: number | undefined;
  };
  readonly limit: number;
  readonly offset: number;
}

/** Figures from the facts. Every method throws when the database is away. */
export interface FigureStore {
  calls(asked: Asked<CallKey>): Promise<Told<CallFigures>>;
  heat(asked: Asked<'hour'>): Promise<readonly HeatCell[]>;
  cases(asked: Asked<CaseKey>): Promise<Told<CaseFigures>>;
  /** Told of no intervals. */
  open(asked: Asked<CaseKey>): Promise<Told<OpenFigures>>;
  messages(asked: Asked<MessageKey>): Promise<Told<MessageFigures>>;
  /** The key is `sopId/step`. */
  steps(asked: Asked<'step'>): Promise<Told<StepFigures>>;
  agents(asked: Asked<'agent'>): Promise<Told<AgentFigures>>;
  /** Citizens' tickets by when they ended. */
  ended(period: Period): Promise<readonly EndedFigures[]>;
  /** Steps by when they ended. */
  promises(period: Period): Promise<readonly PromiseFigures[]>;
  /** What a figure counts or is read off; null: the report has no such figure. */
  behind(of: BehindAsked): Promise<{
    readonly total: number;
    readonly rows: readonly {
      readonly at: number;
      readonly caseId: string | null;
      readonly ticketNumber: string | null;
      readonly personId: string | null;
      readonly serviceId: string | null;
      readonly step: string | null;
      readonly value: number | null;
    }[];
  } | null>;
  /**
   * Calls and cases of the period that are over and have no facts yet: they are in no figure.
   * @param sopId only those of cases of this procedure
   */
  untold(period: Period, sopId?: string): Promise<number>;
  readonly planning: PlanningFacts;
}
