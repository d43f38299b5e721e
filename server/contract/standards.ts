import { z } from 'zod';
import { asked, figureReaders } from './figures.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

/** Who answers for what the office tells outside: they number and keep a report. */
export const standardMakers = ['coordinator', 'head'] as const;

const of = { from: asked.from, to: asked.to, zone: asked.zone, procedure: asked.procedure };

export const StandardPaperCard = z.object({
  paperId: z.uuid(),
  number: z.string(),
  from: z.string(),
  to: z.string(),
  /** Of one procedure alone; null: of all that were in use. */
  procedure: Bilingual.nullable(),
  /** Figures that the paper before told otherwise. */
  corrections: z.number().int(),
  /** Of its bytes, hexadecimal. */
  sha256: z.string(),
  madeAt: Moment,
  madeByName: z.string().nullable(),
});
export type StandardPaperCard = z.infer<typeof StandardPaperCard>;

const Standards = z.object({
  /** Of which procedures there can be one. */
  procedures: z.array(z.object({ sopId: z.string(), title: Bilingual })),
  /** The newest first, 100 at most. */
  papers: z.array(StandardPaperCard),
  /** The reader may make one. */
  mayMake: z.boolean(),
});

export const standardApi = {
  serviceStandards: route({
    method: 'get',
    path: '/api/service-standards',
    summary: 'Reports on service standards that were made, by the components of UU 25/2009, art. 21',
    roles: figureReaders,
    response: Standards,
  }),
  draftStandard: route({
    method: 'get',
    path: '/api/service-standards/draft',
    summary:
      'How services keep what their procedures promise, as it would be made now: PDF/A in Indonesian, without a number, kept nowhere',
    roles: figureReaders,
    query: z.object(of),
    response: null,
    sends: 'application/pdf',
  }),
  makeStandard: route({
    method: 'post',
    path: '/api/service-standards',
    summary:
      'Count, number and keep one, of a period that is over: its figures and bytes never change any more; asked again, it is made once',
    roles: standardMakers,
    body: z.object(of),
    response: Standards,
  }),
  takeStandard: route({
    method: 'get',
    path: '/api/service-standards/{paperId}',
    summary: 'One that was made, byte for byte',
    roles: figureReaders,
    params: z.object({ paperId: z.uuid() }),
    response: null,
    sends: 'application/pdf',
  }),
} as const;
