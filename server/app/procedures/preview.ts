import { setImmediate as others } from 'node:timers/promises';
import { type OfficeZone, officeDay, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import { type Recorded, replayCase } from '../../domain/case/replay.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { compare, count, type StepChange, type Tallies } from '../../domain/sop-life/preview.ts';
import { inForceAt } from '../../domain/sop-life/versions.ts';
import type { Clock } from '../ports/ports.ts';
import type { Progress } from '../shared/progress.ts';
import type { SopRegistry } from './registry.ts';
import type { SopVersionStore } from './store.ts';

/** A case with its history, to be played again. */
export interface PastCase {
  readonly caseId: string;
  readonly serviceId: string;
  readonly openedAt: number;
  readonly history: readonly Recorded[];
}

/** The cases of a procedure that were opened in [from, until), epoch ms. */
export interface PastCases {
  count(sopId: string, from: number, until: number): Promise<number>;
  /** A page of them, newest first. @param after the last of the page before; null for the first */
  page(sopId: string, from: number, until: number, after: PastCase | null, limit: number): Promise<readonly PastCase[]>;
}

export interface SopPreviewResult {
  readonly id: string;
  readonly version: string;
  readonly base: string | null;
  /** Office days, both included. */
  readonly from: string;
  readonly until: string;
  readonly cases: number;
  readonly total: number;
  /** Cases in which some step was late. */
  readonly late: { readonly base: number; readonly candidate: number };
  readonly steps: readonly StepChange[];
}

export type SopPreviewOutcome =
  | { readonly ok: true; readonly preview: SopPreviewResult }
  | { readonly ok: false; readonly kind: 'not-found' | 'busy' | 'period' };

export interface SopPreviewDeps {
  readonly store: Pick<SopVersionStore, 'one' | 'list'>;
  readonly cases: PastCases;
  readonly sops: Pick<SopRegistry, 'get' | 'timeOf'>;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
  /** How many cases are played at most. */
  readonly limit?: number;
}

const casesAtMost = 5_000;
const pageSize = 50;
const dayMs = 86_400_000;

/**
 * Plays the cases of a period again under another version and under the one in force, and compares what became of each
 * step. One at a time: calls and alerts go before it, so it gives way after every case.
 */
export function createSopPreview({ store, cases, sops, clock, timeZone, limit = casesAtMost }: SopPreviewDeps) {
  let busy = false;

  const play = async (
    candidate: SopDefinition,
    base: SopDefinition | null,
    period: { readonly from: string; readonly until: string },
    tell: (progress: Progress) => void,
  ): Promise<SopPreviewResult> => {
    const start = startOfOfficeDay(period.from, timeZone);
    const end = startOfOfficeDay(period.until, timeZone) + dayMs;
    const total = await cases.count(candidate.id, start, end);
    const now = clock.now();
    const [were, would]: [Tallies, Tallies] = [new Map(), new Map()];
    const late = { base: 0, candidate: 0 };
    let played = 0;
    let last: PastCase | null = null;
    const most = Math.min(total, limit);
    while (played < limit) {
      tell({ done: Math.min(played, most), total: most });
      const page: readonly PastCase[] = await cases.page(
        candidate.id,
        start,
        end,
        last,
        Math.min(pageSize, limit - played),
      );
      for (const { serviceId, history } of page) {
        const time = sops.timeOf(serviceId);
        const replayed = (sop: SopDefinition) => replayCase(sop, history, time).sop;
        if (base && count(were, replayed(base), now)) late.base += 1;
        if (count(would, replayed(candidate), now)) late.candidate += 1;
        await others();
      }
      played += page.length;
      last = page.at(-1) ?? null;
      if (!last) break;
    }
    const steps = compare(base && { sop: base, tallies: were }, { sop: candidate, tallies: would });
    const { id, version } = candidate;
    return {
      id,
      version,
      base: base?.version ?? null,
      ...period,
      cases: played,
      total: Math.max(total, played),
      late,
      steps,
    };
  };

  /** @param tell how far it is, before each page of cases */
  return async (
    id: string,
    version: string,
    asked: { readonly from?: string | undefined; readonly until?: string | undefined },
    tell: (progress: Progress) => void = () => {},
  ): Promise<SopPreviewOutcome> => {
    const period = periodOf(asked, officeDay(clock.now(), timeZone));
    if (period.from > period.until) return { ok: false, kind: 'period' };
    if (busy) return { ok: false, kind: 'busy' };
    busy = true;
    try {
      const candidate = await store.one(id, version);
      if (!candidate) return { ok: false, kind: 'not-found' };
      const inForce = inForceAt(await store.list(), id, clock.now());
      const base = inForce && sops.get(id, inForce.version);
      return { ok: true, preview: await play(candidate.body, base, period, tell) };
    } finally {
      busy = false;
    }
  };
}

export type SopPreviews = ReturnType<typeof createSopPreview>;

/** Days, both included: the last whole month; from a day until today; the month of a day until it. */
function periodOf({ from, until }: { from?: string | undefined; until?: string | undefined }, today: string) {
  if (from !== undefined) return { from, until: until ?? today };
  const thisMonth = Date.parse(`${today.slice(0, 7)}-01T00:00:00Z`);
  const last = until ?? new Date(thisMonth - dayMs).toISOString().slice(0, 10);
  return { from: `${last.slice(0, 7)}-01`, until: last };
}
