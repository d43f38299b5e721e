import { z } from 'zod';
import { ConsentAnswer } from './basis.ts';
import { line, text } from './case.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';
import { GivenAnswer, IkmAnswers, SurveyQuestion } from './surveys.ts';

/** By what a citizen shows that a ticket is theirs: its number, and the end of the number they gave. */
const Shown = z.object({ ticket: line(40).min(1, 'required'), digits: z.string().regex(/^\d{4}$/, 'number_invalid') });

/** Where a case stands, for its citizen: nothing that says who anybody is. */
export const LacakView = z.object({
  ticketNumber: z.string(),
  openedAt: Moment,
  /** Null: it goes on. */
  closedAt: Moment.nullable(),
  /** `asked`: the office waits for the citizen; `ended`: otherwise than by an answer, see `endedAs`. */
  stage: z.enum(['received', 'in_work', 'forwarded', 'asked', 'answered', 'closed', 'ended']),
  endedAs: Bilingual.nullable(),
  /** What the office does now. */
  steps: z.array(
    z.object({
      name: Bilingual,
      /** Who does it: a role, never a person. */
      by: Bilingual,
      /** Until when; null: no time is promised, or its clock stands. */
      dueAt: Moment.nullable(),
      /** Why it is then. */
      why: Bilingual.nullable(),
      /** Its clock stands until the citizen has answered. */
      waitsForCitizen: z.boolean(),
    }),
  ),
  /** Papers that are meant for them and count, oldest first. */
  papers: z.array(
    z.object({
      paperId: z.uuid(),
      title: Bilingual,
      /** Null: its kind has none. */
      number: z.string().nullable(),
      madeAt: Moment,
    }),
  ),
  /** Something can be added until then; null: the case is over. */
  addUntil: Moment.nullable(),
  /** What they are asked now that it is over; none: it is not, or they have answered. */
  asks: z.array(SurveyQuestion),
  /** The nine questions of the public satisfaction survey, answered as a whole; none: likewise. */
  ikm: z.array(SurveyQuestion),
  /** Null: their data are processed on another basis than their consent. */
  consent: z
    .object({
      /** What they are asked. */
      text: Bilingual,
      answer: ConsentAnswer.nullable(),
      /** What they may answer now. */
      may: z.array(ConsentAnswer),
    })
    .nullable(),
  /** Shown with what is added. */
  pass: z.string(),
});
export type LacakView = z.infer<typeof LacakView>;

export const lacakApi = {
  // By POST: what somebody shows stands in no address.
  lacak: route({
    method: 'post',
    path: '/api/lacak',
    summary: 'For a citizen: where a ticket stands, by its number and the last four digits of their telephone',
    roles: 'public',
    body: Shown,
    response: LacakView,
  }),
  lacakCode: route({
    method: 'post',
    path: '/api/lacak/code',
    summary:
      'For a citizen who gave an e-mail address: have a code sent there, if the ticket is theirs, which is not told',
    roles: 'public',
    body: z.object({ ticket: line(40).min(1, 'required'), email: line(254).min(1, 'required') }),
    /** Shown with the code. */
    response: z.object({ challenge: z.string() }),
  }),
  lacakByCode: route({
    method: 'post',
    path: '/api/lacak/by-code',
    summary: 'For a citizen: where a ticket stands, by the code that was sent to their e-mail address',
    roles: 'public',
    body: z.object({ challenge: z.string().max(1_000), code: z.string().regex(/^\d{6}$/, 'number_invalid') }),
    response: LacakView,
  }),
  lacakWords: route({
    method: 'post',
    path: '/api/lacak/words',
    summary: 'For a citizen: add a word to a ticket, with the pass of `lacak`',
    roles: 'public',
    body: z.object({ pass: z.string().max(1_000), text: text(2_000).min(1, 'required') }),
    response: null,
  }),
  lacakAnswers: route({
    method: 'post',
    path: '/api/lacak/answers',
    summary: 'For a citizen: how it was, answered once when the ticket is over, with the pass of `lacak`',
    roles: 'public',
    body: z.object({ pass: z.string().max(1_000), answers: z.array(GivenAnswer).min(1, 'required').max(2) }),
    response: null,
  }),
  lacakIkm: route({
    method: 'post',
    path: '/api/lacak/ikm',
    summary:
      'For a citizen: the nine answers of the public satisfaction survey, given once when the ticket is over, with the pass of `lacak`',
    roles: 'public',
    body: z.object({ pass: z.string().max(1_000), answers: IkmAnswers }),
    response: null,
  }),
  lacakConsent: route({
    method: 'post',
    path: '/api/lacak/consent',
    summary:
      'For a citizen: consent to the processing of their data, or take it back, also when the ticket is over, with the pass of `lacak`',
    roles: 'public',
    body: z.object({ pass: z.string().max(1_000), answer: ConsentAnswer }),
    response: null,
  }),
  lacakFile: route({
    method: 'post',
    path: '/api/lacak/files',
    summary: 'For a citizen: add a photo or document to a ticket; the pass of `lacak` comes as `Authorization: Bearer`',
    roles: 'public',
    query: z.object({ name: z.string().max(255).default('') }),
    takes: 'application/octet-stream',
    response: null,
  }),
} as const;
