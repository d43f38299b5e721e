import { z } from 'zod';
import { Bilingual } from './primitives.ts';
import { route } from './route.ts';

/** What a citizen says to the question of consent. */
export const ConsentAnswer = z.enum(['given', 'refused', 'withdrawn']);
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

/** On what the citizen's data are processed, and where the case stands with it. Moments in epoch ms. */
export const BasisCard = z.object({
  /** What the citizen is told. */
  text: Bilingual,
  /** It is a question, which the citizen answers. */
  consent: z.boolean(),
  /** Null: not told yet, as far as is noted. */
  toldAt: z.number().int().nullable(),
  answer: ConsentAnswer.nullable(),
});
export type BasisCard = z.infer<typeof BasisCard>;

/** `told`: they were; the others are answers to the question of consent. */
const answers = ['told', ...ConsentAnswer.options] as const;
export type BasisAnswer = (typeof answers)[number];

export const basisApi = {
  recordBasis: route({
    method: 'post',
    path: '/api/cases/{caseId}/basis',
    summary:
      'Note that the citizen was told on what their data are processed, or what they answered to the question of consent',
    roles: ['agent', 'supervisor', 'privacy_officer'],
    params: z.object({ caseId: z.uuid() }),
    body: z.object({ answer: z.enum(answers) }),
    response: z.object({ answer: BasisCard.shape.answer }),
  }),
} as const;
