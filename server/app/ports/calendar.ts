import type { Entry, EntryChange } from '../../domain/calendar/own-entries.ts';

/**
 * Why entries changed: a day was said or taken away, a year's table was taken over, the holidays of a year were said to be
 * all known or not to be so after all, hours of a calendar were said, or a change was taken back.
 */
export type CalendarCause = 'saved' | 'removed' | 'table' | 'completed' | 'reopened' | 'hours' | 'undone';

export interface CalendarChange {
  readonly id: string;
  readonly cause: CalendarCause;
  /** At least one. */
  readonly entries: readonly EntryChange[];
  /** The change that this one takes back; null: none. */
  readonly undoes: string | null;
  readonly madeBy: string;
  /** Epoch ms. */
  readonly madeAt: number;
}

/** All that the office says, and how many changes it took: as long as the version is the same, so are the entries. */
export interface CalendarState {
  readonly entries: readonly Entry[];
  readonly version: number;
}

/** What an office says of holidays before its files. Every method throws when the database is away. */
export interface CalendarStore {
  state(): Promise<CalendarState>;
  /** The newest first, so many at most. */
  history(limit: number): Promise<readonly CalendarChange[]>;
  /**
   * Decides by what is said now and keeps the change with its audit row, in one transaction: nobody else changes
   * anything meanwhile. A decision without entries changes nothing and leaves no trace.
   */
  change<Refusal extends string>(
    decide: (
      state: CalendarState,
      past: (id: string) => Promise<CalendarChange | null>,
    ) => Promise<CalendarChange | Refusal>,
    told: (change: CalendarChange) => string,
  ): Promise<Refusal | null>;
}
