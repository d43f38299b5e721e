import { z } from 'zod';
import { line, Reason } from './case.ts';
import { Locale } from './people.ts';
import { route } from './route.ts';

/** Whose data: a telephone number, a NIK or an e-mail address as people write it; in the body, so that it stands in no address. */
const Whose = z.object({
  by: z.enum(['phone', 'nik', 'email']),
  value: line(254).min(1, 'required'),
  /** Of a number that several share: whose. Null: whoever it is, where only one is known. */
  callerId: z.uuid().nullable().default(null),
  /** Why it is done, such as the citizen's letter; kept in the audit. */
  reason: Reason,
});
export type Whose = z.infer<typeof Whose>;

/** What the office knows of a number, a NIK or an address. Moments in epoch ms. */
export const PersonFound = z.object({
  masked: z.string(),
  /** Several people are known by it, as of one household: nothing is done before it is said whose. */
  shared: z.boolean(),
  people: z.array(
    z.object({
      callerId: z.uuid(),
      name: z.string().nullable(),
      address: z.string().nullable(),
      tickets: z.number().int(),
      lastContactAt: z.number().int(),
    }),
  ),
  cases: z.array(
    z.object({
      caseId: z.uuid(),
      ticketNumber: z.string(),
      callerId: z.uuid().nullable(),
      openedAt: z.number().int(),
      open: z.boolean(),
      restricted: z.boolean(),
      /** Where the case stands on consent; null: its basis is another, or it was not asked. */
      consent: z.enum(['asked', 'given', 'refused', 'withdrawn']).nullable(),
    }),
  ),
  /** Messages from there that were set aside in no ticket: an erasure takes them too. */
  aside: z.number().int(),
});
export type PersonFound = z.infer<typeof PersonFound>;

/** That somebody's data are to be erased. */
export const ErasureCard = z.object({
  erasureId: z.uuid(),
  masked: z.string(),
  reason: z.string(),
  askedByName: z.string().nullable(),
  askedAt: z.number().int(),
  decidedByName: z.string().nullable(),
  decidedAt: z.number().int().nullable(),
  outcome: z.enum(['done', 'refused']).nullable(),
  /** How many cases it reached; null: none yet. */
  cases: z.number().int().nullable(),
  /** I may confirm or refuse it: nobody confirms what they asked for. */
  mine: z.boolean(),
});
export type ErasureCard = z.infer<typeof ErasureCard>;

const keptClasses = [
  'cases',
  'messages',
  'files',
  'recordings',
  'drafts',
  'agent_states',
  'sessions',
  'audit',
] as const;

/** How long what is kept, and what was let go of. Moments in epoch ms. */
export const RetentionReport = z.object({
  /** `days` null: always; of sessions: they end by themselves. */
  classes: z.array(z.object({ of: z.enum(keptClasses), days: z.number().int().nullable() })),
  /** Newest first. */
  runs: z.array(
    z.object({
      /** Of the office. */
      day: z.string(),
      of: z.enum(keptClasses),
      beganAt: z.number().int(),
      /** Null: it goes on, or was broken off and will be gone on with. */
      endedAt: z.number().int().nullable(),
      done: z.number().int(),
      fault: z.enum(['database_away', 'fault']).nullable(),
    }),
  ),
  /** What exchanges, gateways and the store of files have still to delete. */
  outside: z.array(
    z.object({
      kind: z.enum(['recording', 'message', 'file']),
      holder: z.string(),
      waiting: z.number().int(),
      since: z.number().int(),
      /** Why it could not be done, as they said; null: it was not tried yet. */
      fault: z.string().nullable(),
    }),
  ),
});
export type RetentionReport = z.infer<typeof RetentionReport>;

const officer = ['privacy_officer'] as const;
const eyes = ['privacy_officer', 'head'] as const;
const Reached = z.object({ cases: z.number().int() });

export const privacyApi = {
  findPerson: route({
    method: 'post',
    path: '/api/privacy/find',
    summary: 'What the office has of a telephone number, a NIK or an e-mail address, and who shares it',
    roles: officer,
    body: Whose,
    response: PersonFound,
  }),
  copyPerson: route({
    method: 'post',
    path: '/api/privacy/copy',
    summary: 'A copy of all data of a person, in the clear, to be handed to them: JSON, or PDF',
    roles: officer,
    grave: true,
    body: Whose.extend({ format: z.enum(['json', 'pdf']), language: Locale.default('id') }),
    response: null,
    sends: 'application/json',
  }),
  copyPersonFiles: route({
    method: 'post',
    path: '/api/privacy/copy/files',
    summary:
      'The files of a person, to be handed to them: each with an address that is good for minutes and for me alone',
    roles: officer,
    grave: true,
    body: Whose,
    response: z.object({
      files: z.array(
        z.object({
          fileId: z.uuid(),
          ticketNumber: z.string(),
          name: z.string(),
          bytes: z.number().int(),
          at: z.number().int(),
          url: z.string(),
        }),
      ),
    }),
  }),
  correctPerson: route({
    method: 'post',
    path: '/api/privacy/correct',
    summary: 'Put a name or address right in every case, its history, the search and the list of callers',
    roles: officer,
    body: Whose.extend({ callerName: line(120).optional(), address: line(240).optional() }).refine(
      ({ callerName, address }) => Boolean(callerName) || Boolean(address),
      { path: ['callerName'], error: 'required' },
    ),
    response: Reached,
  }),
  restrictPerson: route({
    method: 'post',
    path: '/api/privacy/restrict',
    summary: 'Nobody reads the cases of a person that are over, until it is lifted',
    roles: officer,
    body: Whose.extend({ restricted: z.boolean() }),
    response: Reached,
  }),
  askErasure: route({
    method: 'post',
    path: '/api/privacy/erasures',
    summary: 'Ask that the data of a person be erased; somebody else has to confirm it',
    roles: officer,
    body: Whose,
    response: z.object({ erasureId: z.uuid() }),
  }),
  retention: route({
    method: 'get',
    path: '/api/privacy/retention',
    summary: 'How long what is kept, what each day let go of, and what is still to be deleted elsewhere',
    roles: eyes,
    response: RetentionReport,
  }),
  erasures: route({
    method: 'get',
    path: '/api/privacy/erasures',
    summary: 'What was asked to be erased, newest first',
    roles: eyes,
    response: z.object({ erasures: z.array(ErasureCard) }),
  }),
  decideErasure: route({
    method: 'post',
    path: '/api/privacy/erasures/{erasureId}/decision',
    summary: 'Confirm what somebody else asked to be erased, or refuse it. It cannot be undone',
    roles: eyes,
    grave: true,
    params: z.object({ erasureId: z.uuid() }),
    body: z.object({ confirmed: z.boolean(), reason: Reason }),
    response: Reached,
  }),
} as const;
