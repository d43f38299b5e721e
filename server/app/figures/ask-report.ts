import { callKeys, caseKeys, type figureReports, messageKeys } from '../../contract/figures.ts';
import type { FieldCode } from '../../contract/problems.ts';
import { type OfficeZone, officeZones } from '../../domain/calendar/office-day.ts';
import { type Interval, periodFault } from '../../domain/figures/period.ts';
import type { Asked } from '../ports/figures.ts';
import type { Figures } from './figures.ts';

export type ReportName = (typeof figureReports)[number];

/** A report as it is asked for: days, zone and names as they were written. `threshold` in seconds. */
export interface ReportQuery {
  readonly from: string;
  readonly to: string;
  readonly zone?: string | undefined;
  readonly interval: Interval;
  readonly service?: string | undefined;
  readonly channel?: string | undefined;
  readonly agent?: string | undefined;
  readonly procedure?: string | undefined;
  readonly field?: string | undefined;
  readonly threshold?: number;
}

/** What is wrong with what was asked for, by the name of its field. */
export interface AskedFault {
  readonly field: string;
  readonly code: FieldCode;
  /** English, for whoever reads the interface. */
  readonly message: string;
}

const fault = (field: string, code: FieldCode, message: string) => ({ fault: { field, code, message } });

/** What is asked of the figures, or what is wrong with it. Pure but for the office's own fields. */
export function askedOf<Key extends string>(
  query: ReportQuery,
  by: Key,
  { figures, timeZone }: { readonly figures: Pick<Figures, 'fields'>; readonly timeZone: OfficeZone },
): Asked<Key> | { readonly fault: AskedFault } {
  const zone = officeZones.find((one) => one === (query.zone ?? timeZone));
  if (!zone) return fault('zone', 'zone_unknown', `Zones are ${officeZones.join(', ')}.`);
  const { from, to, interval, threshold = 30, field } = query;
  if (by === 'field' && !figures.fields().some(({ name }) => name === field))
    return fault('field', 'unknown', 'Cases are told apart by no such field.');
  const wrong = periodFault({ from, to, interval, zone });
  if (wrong === 'before_from') return fault('to', wrong, 'The last day comes before the first.');
  if (wrong) return fault('to', wrong, 'At most 366 days; of hours and less 38.');
  return {
    ...{ from, to, interval, zone, by, thresholdMs: Math.round(threshold * 1_000) },
    ...{ serviceId: query.service, channel: query.channel, agentId: query.agent, sopId: query.procedure },
    field,
  };
}

/** By what each report can be told apart; the first is what it is told by where nothing is said. */
export const reportKeys: Readonly<Record<ReportName, readonly string[]>> = {
  ...{ calls: callKeys, cases: caseKeys, open: caseKeys, messages: messageKeys },
  ...{ steps: ['step'], agents: ['agent'], heat: ['hour'], satisfaction: ['service'], ikm: ['service'] },
};

/** By what a report is told apart; what it is not told apart by is what it is by itself. */
export const keyOf = (report: ReportName, by: string): string =>
  reportKeys[report].find((key) => key === by) ?? reportKeys[report][0] ?? by;
