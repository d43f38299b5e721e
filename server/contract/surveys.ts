import { z } from 'zod';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

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

/** How one version of a question was answered. */
const QuestionFigures = z.object({
  question: z.string(),
  version: z.string(),
  /** Null: the office asks this no more. */
  text: Bilingual.nullable(),
  count: z.number().int(),
  /** From 1 to 4; null with `counts`: of a single agent with less than three answers nothing more is told, nor of whom it could be worked out. */
  mean: z.number().nullable(),
  /** How many answered 1, 2, 3 and 4. */
  counts: z.tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int()]).nullable(),
});
export type QuestionFigures = z.infer<typeof QuestionFigures>;

/** How satisfied citizens were. */
export const Satisfaction = z.object({
  all: z.array(QuestionFigures),
  services: z.array(z.object({ id: z.string(), name: Bilingual, questions: z.array(QuestionFigures) })),
  agents: z.array(z.object({ id: z.uuid(), name: z.string(), questions: z.array(QuestionFigures) })),
});
export type Satisfaction = z.infer<typeof Satisfaction>;

export const surveyApi = {
  satisfaction: route({
    method: 'get',
    path: '/api/satisfaction',
    summary: 'How satisfied citizens were, from one office day to another, by service and by agent; a year at most',
    roles: ['supervisor', 'coordinator', 'head', 'analyst'],
    query: z.object({ from: z.iso.date(), until: z.iso.date() }),
    response: Satisfaction,
  }),
} as const;
