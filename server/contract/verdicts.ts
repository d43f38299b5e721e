import { z } from 'zod';
import { Bilingual, Moment } from './primitives.ts';

/** What came of a case by its procedure: of each run of a step, and of the whole. */

export const RunVerdict = z.object({
  runId: z.string(),
  step: z.string(),
  number: z.number().int(),
  name: Bilingual,
  /** Who does it, as the procedure calls them, and the person, where the case names one. */
  actor: Bilingual,
  responsible: z.string().nullable(),
  verdict: z.enum(['running', 'met', 'breached', 'cancelled']),
  /** It runs, and should have ended. */
  overdue: z.boolean(),
  /** A late-arriving event settled it otherwise than an alert had said. */
  corrected: z.boolean(),
  startedAt: Moment,
  endedAt: Moment.nullable(),
  dueAt: Moment.nullable(),
  /** By its own clock, without what stopped it: in `unit`. */
  elapsed: z.number(),
  /** Null: it promises no time. */
  budget: z.number().nullable(),
  unit: z.enum(['ms', 'workdays']),
  /** The event that ended it, and whose doing it was; null: nobody's, or the exchange's. */
  endedBy: z.object({ type: z.string(), name: z.string().nullable() }).nullable(),
});
export type RunVerdict = z.infer<typeof RunVerdict>;

export const WholeVerdict = z.object({
  /** `breached` as soon as one step is late; `met` when all is over and none was; `cancelled` when nothing was done. */
  verdict: z.enum(['running', 'met', 'breached', 'cancelled']),
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  met: z.number().int(),
  breached: z.number().int(),
  cancelled: z.number().int(),
  running: z.number().int(),
  /** Steps that it never came to, once it is over. */
  skipped: z.array(z.object({ number: z.number().int(), name: Bilingual })),
  corrected: z.boolean(),
});
export type WholeVerdict = z.infer<typeof WholeVerdict>;
