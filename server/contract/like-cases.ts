import { z } from 'zod';
import { Bilingual } from './primitives.ts';
import { route } from './route.ts';
import { TicketBrief } from './views.ts';

/** In what a case is like another. */
const sameThings = ['category', 'place', 'words'] as const;

/** A case like another, without anything that is written in it: that is read, and audited, as any case is. */
const LikeCase = TicketBrief.extend({
  serviceName: Bilingual.nullable(),
  same: z.array(z.enum(sameThings)),
  /** False: it is not the asker's work, and opens for a reason. */
  open: z.boolean(),
});
export type LikeCase = z.infer<typeof LikeCase>;

export const likeCasesApi = {
  likeCases: route({
    method: 'get',
    path: '/api/cases/{caseId}/like',
    summary:
      'Cases like this one by subject, place and words, the most alike first, and earlier ones of its number; those that the asker may know of',
    roles: 'any',
    params: z.object({ caseId: z.uuid() }),
    response: z.object({ like: z.array(LikeCase), earlier: z.array(LikeCase) }),
  }),
} as const;
