import type { OfficeZone } from '../calendar/office-day.ts';
import type { ReportScope } from '../papers/kind.ts';

/** How a figure is told: a count, a length in ms, a share of one, or a mean. */
export type ReportMeasure = 'count' | 'ms' | 'share' | 'mean';

export interface ReportColumn {
  readonly name: string;
  readonly label: string;
  readonly as: ReportMeasure;
}

export interface ReportRow {
  /** What it is told apart by; `*`: the whole. */
  readonly key: string;
  readonly head: string;
  /** As many as columns; null: of nothing. */
  readonly values: readonly (number | null)[];
  /** Names of the columns that rest on estimates here. */
  readonly estimated: readonly string[];
}

/** A table of a report. */
export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
}

/** A figure that an earlier paper told otherwise. */
export interface Correction {
  /** Of which day or month, as the paper has it. */
  readonly period: string;
  readonly section: string;
  readonly row: string;
  readonly column: string;
  readonly label: string;
  readonly as: ReportMeasure;
  readonly before: number | null;
  readonly now: number | null;
  /** The number of the paper that told it last. */
  readonly paper: string;
}

/** What an office reports of a day or a month, as it was counted then. It is kept with its paper, and changes no more. */
export interface OfficeReport {
  readonly scope: ReportScope;
  /** `2026-11-23` or `2026-11` */
  readonly period: string;
  readonly zone: OfficeZone;
  /** Answered within so many ms is in time. */
  readonly thresholdMs: number;
  /** Nothing happened in it at all. */
  readonly quiet: boolean;
  readonly sections: readonly ReportSection[];
  readonly corrections: readonly Correction[];
  /** Of a month: its days, and the number of the daily report of each; null: there is none. */
  readonly days: readonly { readonly day: string; readonly paper: string | null }[];
}

/** The key of the row that tells of everything. */
export const wholeKey = '*';
