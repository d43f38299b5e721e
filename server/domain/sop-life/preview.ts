import type { Words } from '../shared/words.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { SopState } from '../sop/state.ts';
import type { StepDefinition } from '../sop/step-definition.ts';
import { budgetWords } from '../sop-print/budget-words.ts';

/** What became of the runs of a step. */
export interface Tally {
  readonly runs: number;
  readonly met: number;
  /** Those that still run and are late already among them. */
  readonly breached: number;
  /** Ended without a verdict. */
  readonly cancelled: number;
  readonly unfinished: number;
}

/** By step. */
export type Tallies = Map<string, Tally>;

const none: Tally = { runs: 0, met: 0, breached: 0, cancelled: 0, unfinished: 0 };

/**
 * Counts the runs of one case in.
 * @param now epoch ms; what should have ended before and still runs is late
 * @returns whether some step was late
 */
export function count(tallies: Tallies, { runs }: SopState, now: number): boolean {
  let late = false;
  for (const { step, verdict, dueAt } of runs) {
    const before = tallies.get(step) ?? none;
    const overdue = verdict === 'running' && dueAt !== null && dueAt < now;
    const breached = verdict === 'breached' || overdue;
    late ||= breached;
    tallies.set(step, {
      runs: before.runs + 1,
      met: before.met + Number(verdict === 'met'),
      breached: before.breached + Number(breached),
      cancelled: before.cancelled + Number(verdict === 'cancelled'),
      unfinished: before.unfinished + Number(verdict === 'running' && !overdue),
    });
  }
  return late;
}

/** A step under two versions. */
export interface StepChange {
  readonly step: StepDefinition;
  /** Null: the version has no such step, or promises no time in it. */
  readonly base: (Tally & { readonly budget: Words | null }) | null;
  readonly candidate: (Tally & { readonly budget: Words | null }) | null;
  /** Breaches more or (below 0) less, in per cent; null: there were none, or there is nothing to compare. */
  readonly change: number | null;
  readonly sentence: Words;
}

/**
 * What another version would have made of the same cases, step by step, for every step that promises a time in either.
 * @param base null: nothing is in force
 */
export function compare(
  base: { readonly sop: SopDefinition; readonly tallies: Tallies } | null,
  candidate: { readonly sop: SopDefinition; readonly tallies: Tallies },
): readonly StepChange[] {
  const before = base?.sop.steps ?? [];
  const after = candidate.sop.steps;
  const gone = before.filter(({ id }) => !after.some((step) => step.id === id));
  return [...after, ...gone].flatMap((step) => {
    const was = before.find(({ id }) => id === step.id);
    const is = after.find(({ id }) => id === step.id);
    if (!was?.budget && !is?.budget) return [];
    const tallied = (of: StepDefinition | undefined, tallies: Tallies | undefined) =>
      of ? { ...(tallies?.get(step.id) ?? none), budget: budgetWords(of.budget, [was?.budget, is?.budget]) } : null;
    const [old, fresh] = [tallied(was, base?.tallies), tallied(is, candidate.tallies)];
    return [{ step, base: old, candidate: fresh, change: changeOf(old, fresh), sentence: sentenceOf(old, fresh) }];
  });
}

function changeOf(base: Tally | null, candidate: Tally | null): number | null {
  if (!base || !candidate || base.breached === 0) return null;
  return Math.round(((candidate.breached - base.breached) / base.breached) * 100);
}

function sentenceOf(base: StepChange['base'], candidate: StepChange['candidate']): Words {
  if (!candidate) return { id: 'langkah ini tidak ada lagi', en: 'this step is gone' };
  const n = candidate.breached;
  if (!base) return { id: `langkah baru: ${n} pelanggaran`, en: `a new step: ${n} ${breaches(n)}` };
  const told = breachWords(base, candidate);
  const [was, is] = [base.budget, candidate.budget];
  if (was?.id === is?.id) return told;
  const timeless = { id: 'tanpa batas waktu', en: 'no limit' };
  const [x, y] = [is ?? timeless, was ?? timeless];
  return { id: `dengan ${x.id}, bukan ${y.id}: ${told.id}`, en: `with ${x.en} instead of ${y.en}, ${told.en}` };
}

function breachWords(base: Tally, candidate: Tally): Words {
  const [was, is] = [base.breached, candidate.breached];
  if (was === is) return { id: `pelanggaran tetap ${is}`, en: `as many breaches as before (${is})` };
  if (was === 0) return { id: `${is} pelanggaran, sebelumnya tidak ada`, en: `${is} ${breaches(is)}, none before` };
  const percent = Math.abs(changeOf(base, candidate) ?? 0);
  const more = is > was;
  // Less than half a per cent is more than nothing.
  const told = percent === 0 ? '< 1' : String(percent);
  return {
    id: `${told} % lebih ${more ? 'banyak' : 'sedikit'} pelanggaran (${was} → ${is})`,
    en: `${told} % ${more ? 'more' : 'fewer'} breaches (${was} → ${is})`,
  };
}

const breaches = (n: number): string => (n === 1 ? 'breach' : 'breaches');
