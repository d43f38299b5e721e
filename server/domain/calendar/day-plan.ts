import { MINUTE_MS } from './day-number.ts';
import type { DayHours, Span } from './definition.ts';

/** One day's hours made ready for counting; lengths and moments in ms after midnight. */
export interface DayPlan {
  /** The time that counts: in order, apart from each other, half-open. */
  readonly spans: readonly Span[];
  /** How much of the day counts. */
  readonly totalMs: number;
  /** The end of the last span; 0 on a day that is closed. */
  readonly closesAt: number;
  readonly breaks: readonly Span[];
}

export const closedDay: DayPlan = { spans: [], totalMs: 0, closesAt: 0, breaks: [] };

export function planOf({ open, breaks }: DayHours): DayPlan {
  const spans = joined(breaks.reduce(without, open)).map(inMs);
  return {
    spans,
    totalMs: spans.reduce((sum, { from, to }) => sum + to - from, 0),
    closesAt: spans.at(-1)?.to ?? 0,
    breaks: breaks.map(inMs),
  };
}

/** How much of the day has counted at a moment of it, ms. */
export function countedUntil({ spans }: DayPlan, ofDay: number): number {
  let counted = 0;
  for (const { from, to } of spans) {
    counted += Math.max(0, Math.min(ofDay, to) - from);
  }
  return counted;
}

/**
 * The first moment of the day at which so much has counted: at the end of a span, not at the start of the next one.
 * @param counted ms, above 0 and at most the day's total
 */
export function momentOf({ spans, closesAt }: DayPlan, counted: number): number {
  let rest = counted;
  for (const { from, to } of spans) {
    if (rest <= to - from) return from + rest;
    rest -= to - from;
  }
  return closesAt;
}

const inMs = ({ from, to }: Span): Span => ({ from: from * MINUTE_MS, to: to * MINUTE_MS });

function without(spans: readonly Span[], taken: Span): Span[] {
  return spans
    .flatMap(({ from, to }) => [
      { from, to: Math.min(to, taken.from) },
      { from: Math.max(from, taken.to), to },
    ])
    .filter(({ from, to }) => from < to);
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last !== undefined && span.from <= last.to) {
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else all.push(span);
  }
  return all;
}
