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

/** How cases were rated; `mean` from 1 to 4, null: so few that it would tell who said what. */
const Rated = z.object({ count: z.number().int(), mean: z.number().nullable() });

/** A step of a procedure that was late in some of the cases that were rated. */
const StepCost = z.object({
  key: z.string(),
  name: Bilingual,
  inTime: Rated,
  late: Rated,
  /** By how much less cases were rated in which it was late; null: one of the two is not told. */
  cost: z.number().nullable(),
});
export type StepCost = z.infer<typeof StepCost>;

/** How satisfied citizens were. */
export const Satisfaction = z.object({
  all: z.array(QuestionFigures),
  services: z.array(z.object({ id: z.string(), name: Bilingual, questions: z.array(QuestionFigures) })),
  agents: z.array(z.object({ id: z.uuid(), name: z.string(), questions: z.array(QuestionFigures) })),
  steps: z.array(StepCost),
});
export type Satisfaction = z.infer<typeof Satisfaction>;

/** All nine, by their codes and never by their places. */
export const IkmAnswers = z.strictObject({
  ...{ u1: Value, u2: Value, u3: Value, u4: Value, u5: Value, u6: Value, u7: Value, u8: Value, u9: Value },
});

const IkmFigures = z.object({
  respondents: z.number().int(),
  /** Cases that came to their end in the same days. */
  population: z.number().int(),
  /** Respondents that such a population asks for (Krejcie and Morgan). */
  sample: z.number().int(),
  /** Null, as `index` and `grade`: so few answered that it would tell who said what. */
  elements: z
    .array(
      z.object({
        code: z.enum(['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9']),
        /** From 1 to 4. */
        mean: z.number(),
        /** A ninth of it. */
        weighted: z.number(),
      }),
    )
    .nullable(),
  /** From 25 to 100, of two decimals. */
  index: z.number().nullable(),
  grade: z.enum(['A', 'B', 'C', 'D']).nullable(),
});
export type IkmFigures = z.infer<typeof IkmFigures>;

/** The index of citizens' satisfaction (IKM), by Permenpan-RB 14/2017. */
export const IkmReport = z.object({
  all: IkmFigures,
  services: z.array(IkmFigures.extend({ id: z.string(), name: Bilingual })),
  steps: z.array(StepCost),
});
export type IkmReport = z.infer<typeof IkmReport>;

const readers = ['supervisor', 'coordinator', 'head', 'analyst'] as const;
const days = z.object({ from: z.iso.date(), until: z.iso.date() });

export const surveyApi = {
  satisfaction: route({
    method: 'get',
    path: '/api/satisfaction',
    summary: 'How satisfied citizens were, from one office day to another, by service and by agent; a year at most',
    roles: readers,
    query: days,
    response: Satisfaction,
  }),
  ikm: route({
    method: 'get',
    path: '/api/ikm',
    summary: 'The index of citizens’ satisfaction (IKM) from one office day to another, by service; a year at most',
    roles: readers,
    token: 'ikm',
    query: days,
    response: IkmReport,
  }),
} as const;
