import { z } from 'zod';
import { asked, byCase, caseKeys, count, hour, threshold, weekday } from './figures.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

/** Who also reads tickets: what is behind figures is theirs alone. */
const listers = ['supervisor', 'coordinator', 'head'] as const;
/** Not of satisfaction: who answered how is nobody's to look through. */
const openedReports = ['calls', 'heat', 'cases', 'open', 'messages', 'steps', 'agents'] as const;

/** The year 3000. */
const latest = 32_503_680_000_000;

export const behindApi = {
  behindFigure: route({
    method: 'get',
    path: '/api/figures/{report}',
    summary:
      'What one figure counts or is read off: calls, tickets, steps, messages, rings or stretches, each once; of a share what it is a share with',
    roles: listers,
    params: z.object({ report: z.enum(openedReports, 'unknown') }),
    query: z.object({
      ...asked,
      threshold,
      by: z.enum([...caseKeys, 'queue'], 'unknown').default('service'),
      field: byCase.field,
      /** The name of its column. */
      figure: z.string().max(40),
      /** Of which part of the report; `key` without a key: of what is nobody's. */
      part: z.enum(['whole', 'before', 'key', 'interval', 'cell'], 'unknown').default('whole'),
      key: z.string().max(200).optional(),
      /** When the interval begins, epoch ms. */
      at: z.coerce
        .number('number_invalid')
        .int('number_invalid')
        .min(0, 'out_of_range')
        .max(latest, 'out_of_range')
        .optional(),
      weekday: z.coerce.number('number_invalid').pipe(weekday).optional(),
      hour: z.coerce.number('number_invalid').pipe(hour).optional(),
      page: z.coerce.number('number_invalid').int().min(1, 'out_of_range').max(100_000, 'out_of_range').default(1),
    }),
    response: z.object({
      zone: z.string(),
      total: count,
      pageSize: count,
      rows: z.array(
        z.object({
          at: Moment,
          /** Null: there is no ticket, or none any more. */
          caseId: z.uuid().nullable(),
          ticketNumber: z.string().nullable(),
          /** Who works here and had to do with it. */
          person: z.string().nullable(),
          service: Bilingual.nullable(),
          step: Bilingual.nullable(),
          /** What the figure is read off in this one; null: it is counted. */
          value: z.number().nullable(),
        }),
      ),
    }),
  }),
} as const;
