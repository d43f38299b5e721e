import { createHash } from 'node:crypto';
import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import type { Period } from '../../domain/figures/period.ts';
import { letterheadFor } from '../../domain/papers/office.ts';
import { correctionsOf } from '../../domain/reports/corrections.ts';
import type { StandardProcedure, StandardReport } from '../../domain/reports/standard-figures.ts';
import { countsOf, standardProcedure } from '../../domain/reports/standard-report.ts';
import { type AskedFault, askedOf, type ReportQuery } from '../figures/ask-report.ts';
import type { PaperIssuer } from '../figures/figure-papers.ts';
import type { FigureStore } from '../ports/figures.ts';
import type { MakePaper, PaperMade } from '../ports/papers.ts';
import type { Clock } from '../ports/ports.ts';
import type { StandardPaper, StandardPaperStore } from '../ports/service-standards.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { standardPaper } from './standard-paper.ts';

export interface ServiceStandardsDeps {
  readonly figures: Pick<FigureStore, 'cases' | 'open' | 'ended' | 'promises' | 'untold'>;
  readonly papers: StandardPaperStore;
  readonly sops: Pick<SopRegistry, 'services' | 'current'>;
  readonly makePaper: MakePaper;
  /** Under which head papers are made. */
  readonly office: () => Omit<PaperIssuer, 'now'>;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
}

/** Days, both included; `procedure` absent: all that are in use. */
export type StandardQuery = Pick<ReportQuery, 'from' | 'to' | 'zone' | 'procedure'>;
export type StandardRefusal =
  | { readonly ok: false; readonly fault: AskedFault }
  | { readonly ok: false; readonly made: Exclude<PaperMade, { ok: true }> };

/** Service standards, 000.8.3.2 of Permendagri 83/2022; numbered from 1 each year. */
const code = '000.8.3.2';

/** How services keep what they promise, by the procedures that they are worked by. Every method throws when the database is away. */
export function createServiceStandards(deps: ServiceStandardsDeps) {
  const { figures, papers, sops, clock, timeZone } = deps;
  const inUse = () => [...new Set(sops.services.map(({ sopId }) => sopId))];
  const wrong = (fault: AskedFault): StandardRefusal => ({ ok: false, fault });

  const periodOf = (query: StandardQuery): Period | StandardRefusal => {
    const asked = askedOf({ ...query, interval: 'month' }, 'service', { figures: { fields: () => [] }, timeZone });
    if ('fault' in asked) return wrong(asked.fault);
    const { from, to, zone, interval, sopId } = asked;
    if (sopId !== undefined && !inUse().includes(sopId))
      return wrong({ field: 'procedure', code: 'unknown', message: 'No service is worked by such a procedure.' });
    return { from, to, zone, interval };
  };

  const counted = async (period: Period, ids: readonly string[]): Promise<readonly StandardProcedure[]> => {
    const [ended, promises] = await Promise.all([figures.ended(period), figures.promises(period)]);
    const procedures: StandardProcedure[] = [];
    for (const sopId of ids) {
      const asked = <Key extends string>(by: Key) => ({ ...period, by, sopId, thresholdMs: 0 });
      const [cases, agents, open] = await Promise.all([
        figures.cases(asked('service')),
        figures.cases(asked('agent')),
        figures.open(asked('service')),
      ]);
      procedures.push(
        standardProcedure({
          sop: sops.current(sopId),
          services: sops.services.filter((one) => one.sopId === sopId).map(({ id, name }) => ({ id, name: name.id })),
          opened: new Map(cases.byKey.map(({ key, figures: { opened } }) => [key ?? '', opened])),
          open: new Map(open.byKey.map(({ key, figures: of }) => [key ?? '', of.open])),
          ended: ended.filter((one) => one.sopId === sopId),
          promises: promises.filter((one) => one.sopId === sopId),
          agents: agents.byKey.filter(({ key }) => key !== null).length,
        }),
      );
    }
    return procedures;
  };

  const reported = async (period: Period, procedure: string | null): Promise<StandardReport> => {
    const { from, to, zone } = period;
    const ids = procedure === null ? inUse() : [procedure];
    const procedures = await counted(period, ids);
    const before = await papers.latest(procedure);
    const of = { from, to, zone, procedure, procedures };
    if (before === null) return { ...of, corrections: [] };
    const told = before.report.procedures.filter(({ sopId }) => ids.includes(sopId));
    const its = { ...before.report, interval: 'month' } as const;
    const now = await counted(
      its,
      told.map(({ sopId }) => sopId),
    );
    const report = { period: `${its.from}/${its.to}`, sections: countsOf(told) };
    return { ...of, corrections: correctionsOf({ report, paper: before.number }, [], countsOf(now)) };
  };

  return {
    /** Of which procedures there can be one. */
    procedures: () => inUse().map((sopId) => ({ sopId, title: sops.current(sopId).title })),
    list: () => papers.list(100),
    bytesOf: papers.bytesOf,

    /** As it would be made now: without a number, kept nowhere, and it says that it is a draft. */
    draft: async (
      query: StandardQuery,
    ): Promise<{ readonly ok: true; readonly bytes: Uint8Array } | StandardRefusal> => {
      const period = periodOf(query);
      if ('ok' in period) return period;
      const report = await reported(period, query.procedure ?? null);
      const untold = await figures.untold(period, query.procedure);
      const issuer = { ...deps.office(), now: clock.now() };
      const made = await deps.makePaper(standardPaper(report, { issuer, number: null, untold, timeZone }));
      return made.ok ? made : { ok: false, made };
    },

    /**
     * Counts, numbers and keeps it. Of a period that is over, and of which nothing waits to be counted.
     * @param id the same one is made once
     */
    make: async (
      by: string,
      id: string,
      query: StandardQuery,
    ): Promise<{ readonly ok: true; readonly paper: StandardPaper } | StandardRefusal> => {
      const known = await papers.byId(id);
      if (known) return { ok: true, paper: known };
      const period = periodOf(query);
      if ('ok' in period) return period;
      if (period.to >= officeDay(clock.now(), period.zone))
        return wrong({ field: 'to', code: 'in_the_future', message: 'The last day is not over yet.' });
      if ((await figures.untold(period, query.procedure)) > 0)
        return wrong({ field: 'to', code: 'facts_missing', message: 'Calls or cases of it are not counted yet.' });
      for (let tries = 0; tries < 6; tries += 1) {
        const issuer = { ...deps.office(), now: clock.now() };
        const report = await reported(period, query.procedure ?? null);
        const year = Number(officeDay(issuer.now, timeZone).slice(0, 4));
        const seq = await papers.nextNumber(year);
        const { unit } = letterheadFor(issuer.own, { id: '', issuer: '', letterhead: null }, issuer.named);
        const number = `${code}/${seq}/${unit}/${year}`;
        const made = await deps.makePaper(standardPaper(report, { issuer, number, untold: 0, timeZone }));
        if (!made.ok) return { ok: false, made };
        const sha256 = createHash('sha256').update(made.bytes).digest('hex');
        const paper = { id, number, report, sha256, madeAt: issuer.now, madeBy: by };
        if ((await papers.keep({ ...paper, year, seq, bytes: made.bytes })) === 'kept') return { ok: true, paper };
        const others = await papers.byId(id);
        if (others) return { ok: true, paper: others };
      }
      return { ok: false, made: { ok: false, why: 'too_many' } };
    },
  };
}
export type ServiceStandards = ReturnType<typeof createServiceStandards>;
