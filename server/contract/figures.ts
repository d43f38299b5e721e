import { z } from 'zod';
import { Locale } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

/** Who sees figures: those who answer for how the office works, and who reads its trends. */
export const figureReaders = ['supervisor', 'coordinator', 'head', 'analyst'] as const;

export const figureIntervals = ['15m', '30m', 'hour', 'day', 'week', 'month'] as const;
/** `satisfaction`, `ikm` and `heat` have neither keys nor intervals. */
export const figureReports = [
  'calls',
  'heat',
  'cases',
  'open',
  'messages',
  'steps',
  'agents',
  'satisfaction',
  'ikm',
] as const;
export const callKeys = ['service', 'agent', 'procedure', 'queue'] as const;
/** What a table of weekdays and hours may show. */
export const heatMeasureNames = ['arrived', 'inTime', 'ofOffered', 'abandoned', 'answerMedian'] as const;
export const messageKeys = ['service', 'channel', 'agent', 'procedure'] as const;
export const caseKeys = ['service', 'channel', 'agent', 'official', 'procedure', 'category', 'kind', 'field'] as const;

/** A day that there is, `2026-12-31`. */
const Day = z
  .string()
  .regex(/^2\d{3}-\d{2}-\d{2}$/, 'date_invalid')
  .refine((day) => {
    const at = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  }, 'date_invalid');

export const asked = {
  /** The first and the last day, both included. */
  from: Day,
  to: Day,
  /** `Asia/Jakarta`, `Asia/Makassar` or `Asia/Jayapura`; the office's when absent. */
  zone: z.string().max(40).optional(),
  /** `15m`, `30m` and `hour` of 38 days at most, others of 366. */
  interval: z.enum(figureIntervals, 'unknown').default('day'),
  service: z.string().max(80).optional(),
  channel: z.string().max(40).optional(),
  agent: z.uuid('unknown').optional(),
  procedure: z.string().max(80).optional(),
};
/** Answered within so many seconds is in time. */
export const threshold = z.coerce
  .number('number_invalid')
  .min(0, 'out_of_range')
  .max(3_600, 'out_of_range')
  .default(30);

export const count = z.number().int();
/** ms */
const Ms = z.number().int();
const Spread = z.object({ mean: Ms.nullable(), median: Ms.nullable(), p90: Ms.nullable() });

const CallFigures = z.object({
  /** All that came in and are over. */
  arrived: count,
  /** Not rung for: the office was closed, or they asked to be called back, or left a message. */
  turnedAway: count,
  /** answered + abandoned + shortAbandoned. */
  offered: count,
  answered: count,
  abandoned: count,
  /** Gave up within five seconds: they are in no service level but that of all offered. */
  shortAbandoned: count,
  /** Of those answered: within the threshold. Service level `ofAnswered` is inTime ÷ answered, `ofAnsweredAndAbandoned` inTime ÷ (answered + abandoned), `ofOffered` inTime ÷ offered. */
  inTime: count,
  /** From the queue to the first answer. */
  answer: Spread,
  talkMs: Ms,
  heldMs: Ms,
  wrapUpMs: Ms,
  /** How many of these were pranks, ghosts or junk, as their tickets say; take them off for net figures. */
  pranks: z.object({ offered: count, answered: count, inTime: count, abandoned: count }),
  /** Calls that the office placed, and those of them that were answered. */
  placed: count,
  reached: count,
  /** Nobody heard how these ended. */
  estimated: count,
});
export type CallFigures = z.infer<typeof CallFigures>;

/** Of calls by weekday and hour: what is asked there. */
const HeatFigures = CallFigures.pick({
  ...{ arrived: true, offered: true, answered: true, abandoned: true, inTime: true, answer: true, estimated: true },
});
export type HeatFigures = z.infer<typeof HeatFigures>;

/** 1 is Monday, 7 Sunday. */
export const weekday = count.min(1, 'out_of_range').max(7, 'out_of_range');
export const hour = count.min(0, 'out_of_range').max(23, 'out_of_range');
/** Null: nothing happened. */
const heatOf = HeatFigures.nullable();
const heatTotals = {
  whole: HeatFigures,
  /** All seven; `days`: how many of them the period has. */
  byWeekday: z.array(z.object({ weekday, days: count, figures: heatOf })),
  /** All 24. */
  byHour: z.array(z.object({ hour, figures: heatOf })),
  /** All 168, hour by hour. */
  cells: z.array(z.object({ weekday, hour, figures: heatOf })),
};

const CaseFigures = z.object({
  opened: count,
  /** Of those opened: the same telephone number had come with another ticket within seven days before. */
  repeats: count,
  closed: count,
  abandoned: count,
  otherwise: count,
  answered: count,
  /** Answered in the contact by which it came: nobody else had to do with it, and the office did not call. */
  firstContact: count,
  handedOver: count,
  pranks: count,
  follows: count,
  /** From opening to end, of those that ended by their procedure. */
  length: Spread,
});
export type CaseFigures = z.infer<typeof CaseFigures>;

/** How long what was not over had been open at the end of the period, or now where that lies ahead. */
const OpenFigures = z.object({
  open: count,
  underOneDay: count,
  underThreeDays: count,
  underSevenDays: count,
  underThirtyDays: count,
  older: count,
  age: Spread.extend({ longest: Ms.nullable() }),
});
export type OpenFigures = z.infer<typeof OpenFigures>;

const MessageFigures = z.object({
  received: count,
  /** Of those received: began a wait for an answer, as the citizen wrote first or after one. */
  turns: count,
  /** Of those: a gateway has taken what a person wrote back. */
  replied: count,
  /** From the citizen's message until a gateway had taken that. */
  reply: Spread,
  /** A gateway has taken it; `delivered` is part of it. */
  sent: count,
  delivered: count,
  failed: count,
  queued: count,
  /** Parts of the SMS that were sent. */
  parts: count,
});
export type MessageFigures = z.infer<typeof MessageFigures>;

const StepFigures = z.object({
  met: count,
  breached: count,
  cancelled: count,
  corrected: count,
  estimated: count,
  /** By the step's own clock: ms, or working days. */
  spent: Spread.extend({ longest: z.number().int().nullable() }),
  budget: z.number().int().nullable(),
  clock: z.string().nullable(),
});
export type StepFigures = z.infer<typeof StepFigures>;

const AgentFigures = z.object({
  readyMs: Ms,
  reservedMs: Ms,
  talkingMs: Ms,
  wrapUpMs: Ms,
  notReadyMs: Ms,
  rung: count,
  answered: count,
  missed: count,
  refused: count,
  talkMs: Ms,
  heldMs: Ms,
});
export type AgentFigures = z.infer<typeof AgentFigures>;

const report = <T extends z.ZodType>(figures: T) =>
  z.object({
    zone: z.string(),
    whole: figures,
    /** Of as many days before. */
    before: figures,
    byKey: z.array(z.object({ key: z.string().nullable(), label: Bilingual.nullable(), figures })),
    /** Each interval of the period; null: nothing happened in it. */
    byInterval: z.array(z.object({ at: Moment, figures: figures.nullable() })),
    /** Calls and cases of the period that are in no figure yet: `npm run facts -- rebuild` makes their facts. */
    untold: count,
  });

/** By `official`: to whom it was forwarded; by `field`: what was chosen in the office's own field of that name. */
export const byCase = {
  by: z.enum(caseKeys, 'unknown').default('service'),
  field: z.string().max(80).optional(),
};
const byCaseReport = <T extends z.ZodType>(figures: T) =>
  report(figures).extend({
    /** By which fields of the office's own cases can be told apart: what is chosen from a list, and tells of no person. */
    fields: z.array(z.object({ name: z.string(), label: Bilingual })),
  });

export const figureApi = {
  callReport: route({
    method: 'get',
    path: '/api/reports/calls',
    summary: 'Calls of a period, by when they came, whole and by service, agent, procedure or queue, and by interval',
    roles: figureReaders,
    token: 'calls',
    query: z.object({ ...asked, threshold, by: z.enum(callKeys, 'unknown').default('service') }),
    response: report(CallFigures),
  }),
  heatReport: route({
    method: 'get',
    path: '/api/reports/heat',
    summary: 'Calls of a period by the weekday and the hour at which they came, on the wall of its zone',
    roles: figureReaders,
    token: 'heat',
    query: z.object({ ...asked, threshold }),
    response: z.object({
      zone: z.string(),
      ...heatTotals,
      /** Of as many days before. */
      before: z.object(heatTotals),
      untold: count,
    }),
  }),
  caseReport: route({
    method: 'get',
    path: '/api/reports/cases',
    summary: 'Citizens’ cases of a period: opened by when they came, all else by when they ended',
    roles: figureReaders,
    token: 'cases',
    query: z.object({ ...asked, ...byCase }),
    response: byCaseReport(CaseFigures),
  }),
  openCaseReport: route({
    method: 'get',
    path: '/api/reports/open',
    summary: 'How long citizens’ cases had been open that were not over at the end of a period; of no intervals',
    roles: figureReaders,
    token: 'open',
    query: z.object({ ...asked, ...byCase }),
    response: byCaseReport(OpenFigures),
  }),
  messageReport: route({
    method: 'get',
    path: '/api/reports/messages',
    summary: 'Messages with citizens by when they were written, and how long citizens waited for an answer',
    roles: figureReaders,
    token: 'messages',
    query: z.object({ ...asked, by: z.enum(messageKeys, 'unknown').default('service') }),
    response: report(MessageFigures),
  }),
  stepReport: route({
    method: 'get',
    path: '/api/reports/steps',
    summary: 'How the steps of procedures were kept to, by when they ended; a key is `procedure/step`',
    roles: figureReaders,
    token: 'steps',
    query: z.object(asked),
    response: report(StepFigures),
  }),
  agentReport: route({
    method: 'get',
    path: '/api/reports/agents',
    summary:
      'How agents stood in a period and what they answered; occupancy is (reserved + talking + wrap-up) ÷ that and ready',
    roles: figureReaders,
    query: z.object(asked),
    response: report(AgentFigures),
  }),
  exportReport: route({
    method: 'get',
    path: '/api/reports/{report}/{format}',
    summary:
      'The rows of a report: the whole, the period before, each key and each interval; `csv` with the names of this interface, `xlsx` for a calculating program and `pdf` as a paper (PDF/A) in words',
    roles: figureReaders,
    token: 'asked',
    params: z.object({ report: z.enum(figureReports), format: z.enum(['csv', 'xlsx', 'pdf']) }),
    query: z.object({
      ...asked,
      threshold,
      by: z.enum([...caseKeys, 'queue'], 'unknown').default('service'),
      field: byCase.field,
      /** Of `heat`, as a spreadsheet and as a paper: which figure stands in the cells. */
      measure: z.enum(heatMeasureNames, 'unknown').default('arrived'),
      language: Locale.default('id'),
    }),
    response: null,
    sends: '*/*',
  }),
} as const;
