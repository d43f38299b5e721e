import { z } from 'zod';
import { line, text } from './case.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

const Fields = z.record(z.string().max(40), text(8_000)).refine((all) => Object.keys(all).length <= 40);
const FieldFault = z.object({ field: z.string(), code: z.string() });

const PaperKindCard = z.object({
  kind: z.string(),
  title: Bilingual,
  numbered: z.boolean(),
  /** The case waits for it now: a step ends by it. */
  waitedFor: z.boolean(),
  fields: z.array(
    z.object({
      name: z.string(),
      label: Bilingual,
      type: z.enum(['line', 'text']),
      required: z.boolean(),
      value: z.string(),
    }),
  ),
  /** What keeps it from being made, whatever is written: no signer, no unit for its number. */
  lacks: z.array(FieldFault),
});

/** A paper of a case, with who did what to it. */
export const PaperCard = z.object({
  paperId: z.uuid(),
  caseId: z.uuid(),
  ticketNumber: z.string(),
  kind: z.string(),
  title: Bilingual,
  state: z.enum(['draft', 'made', 'returned', 'signed', 'sent', 'void']),
  number: z.string().nullable(),
  edition: z.number().int(),
  /** Its bytes: a file of the case. */
  fileId: z.uuid().nullable(),
  sha256: z.string().nullable(),
  madeAt: Moment.nullable(),
  signers: z.array(
    z.object({ act: z.enum(['initial', 'sign']), title: z.string(), name: z.string(), at: Moment.nullable() }),
  ),
  acts: z.array(
    z.object({
      act: z.enum(['made', 'initial', 'sign', 'returned', 'sent', 'void']),
      name: z.string(),
      title: z.string().nullable(),
      nip: z.string().nullable(),
      sha256: z.string(),
      /** By whose certificate it stands in the file too. */
      certificate: z.string().nullable(),
      said: z.string().nullable(),
      at: Moment,
    }),
  ),
  /** It waits to go out by e-mail. */
  mailing: z.boolean(),
  /** What the reader may do to it now. */
  may: z.array(z.enum(['sign', 'return', 'send', 'void', 'write'])),
});
export type PaperCard = z.infer<typeof PaperCard>;

const CasePapers = z.object({ papers: z.array(PaperCard), kinds: z.array(PaperKindCard), mayMake: z.boolean() });
export type CasePapers = z.infer<typeof CasePapers>;

const caseId = z.object({ caseId: z.uuid() });
const paperId = z.object({ paperId: z.uuid() });
const Written = z.object({ kind: z.string().max(40), fields: Fields });
const Reason = z.object({ reason: text(2_000).min(3, 'reason_too_short') });

export const paperApi = {
  casePapers: route({
    method: 'get',
    path: '/api/cases/{caseId}/papers',
    summary: 'The papers of a case, oldest first, and the kinds that can be made of it',
    roles: 'any',
    params: caseId,
    response: CasePapers,
  }),
  previewPaper: route({
    method: 'post',
    path: '/api/cases/{caseId}/papers/preview',
    summary: 'A page of a paper as it would look, without a number; nothing is kept',
    roles: 'any',
    params: caseId,
    body: Written.extend({ page: z.number().int().min(1).max(500).default(1) }),
    response: z.object({ page: z.string(), pages: z.number().int() }),
  }),
  draftPaper: route({
    method: 'put',
    path: '/api/cases/{caseId}/papers/draft',
    summary: 'Keep what is written of a paper that is not made yet; one of each kind',
    roles: 'any',
    params: caseId,
    body: Written,
    response: PaperCard,
  }),
  makePaper: route({
    method: 'post',
    path: '/api/cases/{caseId}/papers',
    summary: 'Make a paper final: its number is drawn, and its bytes change no more',
    roles: 'any',
    params: caseId,
    body: Written,
    response: PaperCard,
  }),
  // By POST: what is printed leaves the system, and is an entry of the audit.
  printCase: route({
    method: 'post',
    path: '/api/cases/{caseId}/print',
    summary:
      'The case as it stands, open or over, as PDF/A: as a whole, or as the citizen’s slip of what was promised and how it was kept; nothing of it is kept or numbered',
    roles: 'any',
    params: caseId,
    query: z.object({ kind: z.enum(['dossier', 'service-slip']).default('dossier') }),
    response: null,
    sends: 'application/pdf',
  }),
  papersToSign: route({
    method: 'get',
    path: '/api/papers/waiting',
    summary: 'Papers whose next signer I am, the longest waiting first',
    roles: 'any',
    response: z.object({ papers: z.array(PaperCard) }),
  }),
  signPaper: route({
    method: 'post',
    path: '/api/papers/{paperId}/sign',
    summary: 'Initial or sign a paper, as it says of me; `sha256` is of the bytes that I saw',
    roles: 'any',
    grave: true,
    params: paperId,
    body: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    response: PaperCard,
  }),
  returnPaper: route({
    method: 'post',
    path: '/api/papers/{paperId}/return',
    summary: 'Give a paper back unsigned, with a reason; made anew it keeps its number',
    roles: 'any',
    params: paperId,
    body: Reason,
    response: PaperCard,
  }),
  sendPaper: route({
    method: 'post',
    path: '/api/papers/{paperId}/sent',
    summary:
      'Note that a signed paper went out, with the proof: a picture of the courier’s or a signed receipt, a message',
    roles: 'any',
    params: paperId,
    body: z.object({
      by: z.enum(['courier', 'receipt', 'message']),
      reference: line(120),
      fileId: z.uuid().nullable().default(null),
    }),
    response: PaperCard,
  }),
  mailPaper: route({
    method: 'post',
    path: '/api/papers/{paperId}/mail',
    summary:
      'Send a signed paper as a PDF by e-mail; it counts as sent when the mail server has taken it, which is its proof',
    roles: 'any',
    params: paperId,
    // Where the citizen wrote by e-mail, it goes there, whatever is said here.
    body: z.object({ to: line(254).nullable().default(null) }),
    response: PaperCard,
  }),
  voidPaper: route({
    method: 'post',
    path: '/api/papers/{paperId}/void',
    summary: 'A paper counts for nothing any more; its number stays its own',
    roles: ['supervisor', 'secretary', 'head'],
    grave: true,
    params: paperId,
    body: Reason,
    response: PaperCard,
  }),
} as const;
