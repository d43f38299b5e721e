import { z } from 'zod';
import { PerformAction } from './actions.ts';
import { Choice, line, text } from './case.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';
import { CaseDetail } from './views.ts';

const Day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'date_invalid')
  .refine((day) => {
    const at = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  }, 'date_invalid');

/** Pages of the web alone: an answer is not a way to run something. */
const Link = z.object({
  label: line(80).min(1, 'required'),
  url: line(500).refine((url) => {
    const parsed = URL.parse(url);
    return parsed !== null && ['https:', 'http:'].includes(parsed.protocol);
  }, 'invalid'),
});

/** What an answer says; see `domain/answer`. Indonesian is required. */
const AnswerDraft = z.object({
  title: z.object({ id: line(200).min(1, 'required'), en: line(200) }),
  body: z.object({ id: text(8_000).min(1, 'required'), en: text(8_000) }),
  folder: line(60),
  subjects: z.array(z.string().max(60)).max(50),
  services: z.array(z.string().max(60)).max(50),
  links: z.array(Link).max(10),
  expiresOn: Day.nullable(),
});
export type AnswerDraft = z.infer<typeof AnswerDraft>;

const answerStates = ['offered', 'expired', 'withdrawn', 'new'] as const;

/** An answer as those who look after answers see it. */
const AnswerCard = z.object({
  answerId: z.uuid(),
  /** The number of times that it was published. */
  version: z.number().int(),
  state: z.enum(answerStates),
  published: AnswerDraft.nullable(),
  draft: AnswerDraft.nullable(),
  stage: z.enum(['writing', 'review']).nullable(),
  /** Why its draft came back from its review. */
  returned: z.string().nullable(),
  ownerName: z.string().nullable(),
  /** The reader looks after it. */
  mine: z.boolean(),
  /** The reader may publish or return the draft: it is in review, and nothing of it is theirs. */
  mayPublish: z.boolean(),
  /** So many cases it has solved. */
  solved: z.number().int(),
  revision: z.number().int(),
});
export type AnswerCard = z.infer<typeof AnswerCard>;

const MissingCard = z.object({
  words: z.string(),
  asked: z.number().int(),
  serviceName: Bilingual.nullable(),
  firstAt: Moment,
  lastAt: Moment,
});
export type MissingCard = z.infer<typeof MissingCard>;

const AnswerFolder = z.object({
  answers: z.array(AnswerCard),
  /** What was looked for in vain, most often first. */
  missing: z.array(MissingCard),
  /** Words that mean the same, in groups. */
  synonyms: z.array(z.array(z.string())),
  /** Names of the fields that an answer may have. */
  fields: z.array(Bilingual),
  subjects: z.array(Choice),
  services: z.array(z.object({ id: z.string(), name: Bilingual })),
  mayWrite: z.boolean(),
  mayPublish: z.boolean(),
});
export type AnswerFolder = z.infer<typeof AnswerFolder>;

/** An answer that fits, its fields filled from the case. */
const FoundAnswer = z.object({
  answerId: z.uuid(),
  version: z.number().int(),
  title: Bilingual,
  body: Bilingual,
  folder: z.string(),
  links: z.array(Link),
  solved: z.number().int(),
});
export type FoundAnswer = z.infer<typeof FoundAnswer>;

const uses = ['inserted', 'read', 'sent'] as const;
const answerParams = z.object({ answerId: z.uuid() });
const useParams = z.object({ caseId: z.uuid(), answerId: z.uuid() });
const revision = z.number().int().min(0);
const Card = z.object({ answer: AnswerCard });

export const answerApi = {
  // By POST: a complaint's words may be those of a person, and stand in no address.
  findAnswers: route({
    method: 'post',
    path: '/api/answers/find',
    summary: 'Answers at hand by what is typed; typed nothing, those that fit the words of the case',
    roles: 'any',
    body: z.object({ q: z.string().max(2_000), caseId: z.uuid().nullable() }),
    response: z.object({
      answers: z.array(FoundAnswer),
      /** Nothing has these words; what is shown is spelled alike. */
      alike: z.boolean(),
    }),
  }),
  answerFolder: route({
    method: 'get',
    path: '/api/answers',
    summary: 'All answers of the office with their drafts, what was looked for in vain, and words that mean the same',
    roles: 'any',
    response: AnswerFolder,
  }),
  answerHistory: route({
    method: 'get',
    path: '/api/answers/{answerId}/history',
    summary: 'Who did what to an answer, with what it said before and after, oldest first',
    roles: 'any',
    params: answerParams,
    response: z.object({
      events: z.array(
        z.object({
          what: z.enum(['write', 'submit', 'return', 'publish', 'discard', 'withdraw']),
          personName: z.string().nullable(),
          reason: z.string().nullable(),
          before: AnswerDraft.nullable(),
          after: AnswerDraft.nullable(),
          at: Moment,
        }),
      ),
    }),
  }),
  writeAnswer: route({
    method: 'put',
    path: '/api/answers/{answerId}/draft',
    summary: 'Write the draft of an answer, or of a new one under an id of the client’s; `revision` 0: it is new',
    roles: 'any',
    params: answerParams,
    body: z.object({ revision, content: AnswerDraft }),
    response: Card,
  }),
  moveAnswer: route({
    method: 'post',
    path: '/api/answers/{answerId}/move',
    summary:
      'Hand a draft in for review, return, publish or discard it, or withdraw what is offered; publishing takes another person than its writers, and leaves an audit row',
    roles: 'any',
    params: answerParams,
    body: z.object({
      revision,
      act: z.enum(['submit', 'return', 'publish', 'discard', 'withdraw']),
      reason: line(240).default(''),
    }),
    response: Card,
  }),
  saveSynonyms: route({
    method: 'put',
    path: '/api/answers/synonyms',
    summary: 'Words and phrases that mean the same in this office, in groups; leaves an audit row',
    roles: 'any',
    body: z.object({ groups: z.array(z.array(line(60).min(1, 'required')).min(2, 'required').max(20)).max(500) }),
    response: null,
  }),
  answerMissing: route({
    method: 'post',
    path: '/api/answers/missing',
    summary: 'Say that nothing fits what was looked for; the analyst sees it, with every number in it hidden',
    roles: 'any',
    body: z.object({ words: z.string().max(200), caseId: z.uuid().nullable() }),
    response: null,
  }),
  settleMissing: route({
    method: 'post',
    path: '/api/answers/missing/settle',
    summary: 'Take words off the list of what was looked for in vain',
    roles: 'any',
    body: z.object({ words: z.string().max(200) }),
    response: null,
  }),
  useAnswer: route({
    method: 'post',
    path: '/api/cases/{caseId}/answers/{answerId}/use',
    summary: 'Note in the case that an answer was put into its form, read to the citizen or sent',
    roles: 'any',
    params: useParams,
    body: z.object({ how: z.enum(uses) }),
    response: null,
  }),
  solvedByAnswer: route({
    method: 'post',
    path: '/api/cases/{caseId}/answers/{answerId}/solved',
    summary: 'This answer solved it: does what the case waits for, as `performAction`, and counts it for the answer',
    roles: 'any',
    params: useParams,
    body: PerformAction,
    response: CaseDetail,
  }),
} as const;
