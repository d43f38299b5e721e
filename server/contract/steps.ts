import { z } from 'zod';
import { workers } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';

const stepVerdicts = ['running', 'met', 'breached', 'cancelled'] as const;

/** One run of one SOP step. `cancelled`: it ended without a verdict, such as a caller who gave up in time. */
export const StepCard = z.object({
  runId: z.string(),
  step: z.string(),
  number: z.number().int(),
  name: Bilingual,
  actor: z.enum(['citizen', 'system', ...workers]),
  startedAt: Moment,
  /** A target is inclusive: ended at exactly this moment is met. */
  dueAt: Moment,
  /** A year of it has no table of holidays yet: it is counted anew when the table comes. */
  provisional: z.boolean(),
  /** When the step turns amber, soonest first. */
  warnAt: z.array(Moment),
  endedAt: Moment.nullable(),
  verdict: z.enum(stepVerdicts),
  /** True when a late-arriving fact settled it otherwise than an alert had said. */
  corrected: z.boolean(),
  /** True when it came round more often than the procedure foresees. */
  beyond: z.boolean(),
  /** Since when its clock stands, such as while the citizen is asked; `dueAt` moves on when it goes on. */
  stoppedAt: Moment.nullable(),
});

export type StepCard = z.infer<typeof StepCard>;
