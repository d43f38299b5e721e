import { z } from 'zod';
import { line } from './case.ts';
import {
  byCase,
  caseKeys,
  figureIntervals,
  figureReaders,
  figureReports,
  heatMeasureNames,
  threshold,
} from './figures.ts';
import { Locale } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

const distinct = (all: readonly string[]) => new Set(all).size === all.length;

/** A report that goes out by itself: which, of which days, when, and to whom of the office. */
const ReportSchedule = z.object({
  name: line(60).min(1, 'required'),
  report: z.enum(figureReports, 'unknown'),
  /** As it was chosen on the page; what a report has none of is not looked at. */
  asked: z.object({
    interval: z.enum(figureIntervals, 'unknown').default('day'),
    by: z.enum([...caseKeys, 'queue'], 'unknown').default('service'),
    field: byCase.field,
    service: z.string().max(80).optional(),
    threshold,
    measure: z.enum(heatMeasureNames, 'unknown').default('arrived'),
  }),
  /** By the days of the office's zone: a week from Monday to Sunday, a month whole. */
  period: z.enum(['yesterday', 'last_week', 'last_month'], 'unknown'),
  every: z.enum(['day', 'week', 'month'], 'unknown'),
  /** Of `week` 1 (Monday) to 7, of `month` the day: shorter months send it on their last one. */
  on: z.number('number_invalid').int('number_invalid').min(1, 'out_of_range').max(31, 'out_of_range').default(1),
  /** On the office's wall, `07:30`. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time_invalid'),
  formats: z
    .array(z.enum(['pdf', 'xlsx'], 'unknown'))
    .min(1, 'required')
    .max(2)
    .refine(distinct, 'invalid'),
  language: Locale,
  /** People of the office. */
  recipients: z.array(z.uuid('unknown')).min(1, 'required').max(50, 'too_many').refine(distinct, 'invalid'),
  /** False: it rests. */
  active: z.boolean().default(true),
});
export type ReportSchedule = z.infer<typeof ReportSchedule>;

/** What became of it for one of its recipients. */
const toldOutcomes = ['sent', 'no_right', 'left', 'no_address', 'rejected', 'waiting'] as const;
/** Why nothing went out. */
const runReasons = [
  'not_set_up',
  'gateway',
  'nobody',
  'owner_left',
  'owner_no_right',
  'rejected',
  'asked_wrong',
  'too_large',
  'paper',
] as const;

const ReportRun = z.object({
  dueAt: Moment,
  from: z.string(),
  to: z.string(),
  state: z.enum(['pending', 'sent', 'failed']),
  /** Of what failed, or is tried again; null: it was sent, or is under way. */
  reason: z.enum(runReasons).nullable(),
  sentAt: Moment.nullable(),
  /** When it is tried again, or taken up where its server was killed; null: it is over. */
  nextTryAt: Moment.nullable(),
  attempts: z.number().int(),
  /** So many before it did not go out: no server ran. */
  missed: z.number().int(),
  told: z.array(z.object({ name: z.string(), outcome: z.enum(toldOutcomes) })),
});
export type ReportRun = z.infer<typeof ReportRun>;

const ScheduleCard = ReportSchedule.extend({
  scheduleId: z.uuid(),
  /** Of the one service that it tells of; null: of all, or there is none of this name any more. */
  serviceName: Bilingual.nullable(),
  /** Who made or last changed it: whose right to the report it goes out under. */
  ownerName: z.string().nullable(),
  /** Null: it rests. */
  nextAt: Moment.nullable(),
  last: ReportRun.nullable(),
});
export type ScheduleCard = z.infer<typeof ScheduleCard>;

const params = z.object({ scheduleId: z.uuid() });
/** As many as one still looks through. */
export const schedulesAtMost = 100;

export const reportScheduleApi = {
  reportSchedules: route({
    method: 'get',
    path: '/api/report-schedules',
    summary: 'Reports that go out by e-mail by themselves, what became of each the last time, and to whom they may go',
    roles: figureReaders,
    response: z.object({
      /** False: no mail server is set up, and nothing can go out. */
      mail: z.boolean(),
      zone: z.string(),
      schedules: z.array(ScheduleCard),
      /** Who may read figures; `reachable`: has given an e-mail address. */
      people: z.array(z.object({ personId: z.uuid(), name: z.string(), reachable: z.boolean() })),
    }),
  }),
  saveReportSchedule: route({
    method: 'put',
    path: '/api/report-schedules/{scheduleId}',
    summary:
      'Make a schedule, or change it; whoever does is the one under whose right it goes out. Rights of all are asked again each time',
    roles: figureReaders,
    params,
    body: ReportSchedule,
    response: z.object({ scheduleId: z.uuid(), nextAt: Moment.nullable() }),
  }),
  deleteReportSchedule: route({
    method: 'delete',
    path: '/api/report-schedules/{scheduleId}',
    summary: 'Delete a schedule; what is under way is not sent any more',
    roles: figureReaders,
    params,
    response: null,
  }),
  sendReportSchedule: route({
    method: 'post',
    path: '/api/report-schedules/{scheduleId}/send',
    summary: 'Send it now, besides its turns; one that is under way is not begun again',
    roles: figureReaders,
    params,
    response: null,
  }),
} as const;
