import { z } from 'zod';
import { Bilingual, Moment } from './primitives.ts';

/** Permenpan-RB 14/2017. */
const Value = z.literal([1, 2, 3, 4]);

/** A question as a citizen reads it. */
export const SurveyQuestion = z.object({
  key: z.string(),
  version: z.string(),
  text: Bilingual,
  /** What 1, 2, 3 and 4 mean. */
  values: z.array(Bilingual),
});
export type SurveyQuestion = z.infer<typeof SurveyQuestion>;

export const GivenAnswer = z.object({ key: z.string().max(24), version: z.string().max(20), value: Value });

/** What the citizen of a case answered, for those who may know it. */
export const SurveyAnswerCard = z.object({
  question: Bilingual,
  value: Value,
  /** What the value means; null: the office asks this no more. */
  meaning: Bilingual.nullable(),
  channel: z.enum(['call', 'message', 'page']),
  at: Moment,
});
export type SurveyAnswerCard = z.infer<typeof SurveyAnswerCard>;
