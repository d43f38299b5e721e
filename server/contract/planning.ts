import { z } from 'zod';
import { asked, count, figureReaders, threshold } from './figures.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

/** 0 to 1. */
const Share = z.number();
const Ms = z.number().int();
const amount = (least: number, most: number) =>
  z.number('number_invalid').min(least, 'out_of_range').max(most, 'out_of_range');
/** Of callers who are to be answered within the threshold, in per cent. */
const goal = z.coerce.number('number_invalid').min(1, 'out_of_range').max(99, 'out_of_range').default(80);

const Basis = z.object({
  offered: count,
  answered: count,
  /** However soon. */
  abandoned: count,
  /** Mean of talk, hold and wrap-up of those answered. */
  handleMs: Ms.nullable(),
  /** Mean: all time that anybody waited ÷ those who gave up. Null: nobody did. */
  patienceMs: Ms.nullable(),
});

/** Seconds; null: the queue grows without end. */
const wait = z.number().nullable();
const ErlangC = z.object({
  /** Share of callers who wait at all. */
  waits: Share,
  inTime: Share,
  waitSeconds: wait,
  occupancy: Share,
});
/** Null: how patient callers are is not known. */
const ErlangA = z.object({ inTime: Share, abandoned: Share, waitSeconds: wait, occupancy: Share }).nullable();
const Modelled = z.object({ c: ErlangC, a: ErlangA });
/** Agents who reach the goal by each model; null: not even 1,000 do, or it cannot be said. */
const Needed = z.object({ c: count.nullable(), a: count.nullable() });

const Interval = z.object({
  /** Half an hour from then on. */
  at: Moment,
  /** Calls: mean of the same half hour of the same weekday in the weeks before of which anything is known. */
  forecast: z.number().nullable(),
  /** How many weeks that are. */
  weeks: count,
  needed: Needed.nullable(),
  /** Null: it is not over, or before anything is known. */
  happened: z
    .object({
      ...{ offered: count, answered: count, abandoned: count, inTime: count },
      /** Mean of those answered. */
      waitMs: Ms.nullable(),
      /** Were there on average: ready, rung for, talking or in wrap-up. */
      agents: z.number(),
    })
    .nullable(),
  model: Modelled.nullable(),
});

/** What a model told beside what happened, weighted by calls; `off`: mean of the differences. Null: nothing to compare. */
const Points = z.object({ told: Share, happened: Share, off: Share }).nullable();

const rowsAtMost = 48;

export const planningApi = {
  planning: route({
    method: 'get',
    path: '/api/planning',
    summary:
      'Calls foreseen for each half hour of at most 38 days, how many agents they need by Erlang C and A, and both models beside what really happened',
    roles: figureReaders,
    query: z.object({
      ...{ from: asked.from, to: asked.to, zone: asked.zone, service: asked.service, threshold, goal },
      /** From how many weeks before. */
      weeks: z.coerce
        .number('number_invalid')
        .int('number_invalid')
        .min(1, 'out_of_range')
        .max(12, 'out_of_range')
        .default(4),
    }),
    response: z.object({
      zone: z.string(),
      /** The day of the first call of which anything is known; null: of none. */
      since: z.string().nullable(),
      /** Which services are called. */
      services: z.array(z.object({ id: z.string(), name: Bilingual })),
      /** Of the weeks before, and of the period itself. */
      before: Basis,
      period: Basis,
      intervals: z.array(Interval),
      error: z.object({
        intervals: count,
        weighted: z.number().nullable(),
        mean: z.number().nullable(),
        bias: z.number().nullable(),
      }),
      replay: z.object({ c: Points, a: Points, abandoned: Points }),
      untold: count,
    }),
  }),
  whatIf: route({
    method: 'post',
    path: '/api/planning/what-if',
    summary: 'What Erlang C and A say of a roster: calls and agents of at most 48 half hours; nothing is kept',
    roles: figureReaders,
    body: z.object({
      threshold: amount(0, 3_600),
      goal: amount(1, 99),
      handleSeconds: amount(1, 7_200),
      patienceSeconds: amount(1, 3_600).nullable(),
      rows: z
        .array(z.object({ calls: amount(0, 10_000), agents: amount(0, 1_000) }))
        .min(1, 'required')
        .max(rowsAtMost, 'too_many'),
    }),
    response: z.object({
      rows: z.array(Modelled.extend({ needed: Needed })),
      whole: z.object({ c: Share, a: z.object({ inTime: Share, abandoned: Share }).nullable() }).nullable(),
    }),
  }),
} as const;
