import { z } from 'zod';
import { Reason } from './case.ts';
import { Moment } from './primitives.ts';
import { route } from './route.ts';

/** Whoever answers for the office's records. Which cases they may read is asked of each. */
const keepers = ['secretary', 'supervisor', 'coordinator', 'head'] as const;
const Day = z.iso.date();
const fates = ['destroyed', 'permanent', 'reviewed'] as const;
const lacks = [
  'paper_unsigned',
  'paper_returned',
  'file_waiting',
  'file_gone',
  'file_damaged',
  'message_waiting',
] as const;

export const BundleCard = z.object({
  caseId: z.uuid(),
  ticketNumber: z.string(),
  closedOn: Day,
  code: z.string(),
  title: z.string(),
  active: z.number().int(),
  inactive: z.number().int(),
  fate: z.enum(fates),
  activeUntil: Day,
  /** Null: it stays for ever. */
  overOn: Day.nullable(),
  /** Files in it, its manifest apart. */
  entries: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  madeAt: Moment,
  madeByName: z.string().nullable(),
  /** Its bytes are gone: destroyed, or erased. */
  goneAt: Moment.nullable(),
  /** Number of the minutes by which it was destroyed. */
  minutes: z.string().nullable(),
});
export type BundleCard = z.infer<typeof BundleCard>;

const CaseArchive = z.object({
  bundle: BundleCard.nullable(),
  /** What keeps it from being archived as it stands; `name`: of the paper or file, or the channel of the message. */
  lacking: z.array(z.object({ what: z.enum(lacks), name: z.string() })),
  /** It is over, and its procedure has no step that archives it: the reader may. */
  mayClose: z.boolean(),
  mayTake: z.boolean(),
});
export type CaseArchive = z.infer<typeof CaseArchive>;

const CheckedBundle = z.object({
  ok: z.boolean(),
  whole: z.boolean(),
  entries: z.array(z.object({ path: z.string(), ok: z.boolean() })),
  missing: z.array(z.string()),
});
export type CheckedBundle = z.infer<typeof CheckedBundle>;

/** A list of bundles whose time is over, and how it stands. */
export const DestructionCard = z.object({
  destructionId: z.uuid(),
  tickets: z.array(z.string()),
  reason: z.string(),
  state: z.enum(['proposed', 'signed', 'refused', 'executed']),
  proposedByName: z.string().nullable(),
  proposedAt: Moment,
  /** Who signed, in order. */
  signers: z.array(z.object({ name: z.string().nullable(), role: z.string(), at: Moment })),
  refusal: z.string().nullable(),
  refusedByName: z.string().nullable(),
  refusedAt: Moment.nullable(),
  /** Of its minutes. */
  number: z.string().nullable(),
  /** The reader may sign it now. */
  maySign: z.boolean(),
});
export type DestructionCard = z.infer<typeof DestructionCard>;
const Destructions = z.object({ due: z.array(BundleCard), destructions: z.array(DestructionCard) });
const destructionId = z.object({ destructionId: z.uuid() });

const caseId = z.object({ caseId: z.uuid() });

export const archiveApi = {
  caseArchive: route({
    method: 'get',
    path: '/api/cases/{caseId}/archive',
    summary: 'The bundle of a case, or what it lacks to be archived',
    roles: 'any',
    params: caseId,
    response: CaseArchive,
  }),
  closeBundle: route({
    method: 'post',
    path: '/api/cases/{caseId}/archive',
    summary: 'Archive a case that is over and whose procedure has no step for it; asked again, it is done once',
    roles: keepers,
    params: caseId,
    response: CaseArchive,
  }),
  takeBundle: route({
    method: 'post',
    path: '/api/cases/{caseId}/archive/take',
    summary: 'The bundle itself, as tar; an entry of the audit',
    roles: keepers,
    grave: true,
    params: caseId,
    response: null,
    sends: 'application/x-tar',
  }),
  checkBundle: route({
    method: 'post',
    path: '/api/cases/{caseId}/archive/check',
    summary: 'Read a bundle and compare each file in it with its manifest; an entry of the audit',
    roles: keepers,
    params: caseId,
    response: CheckedBundle,
  }),
  archive: route({
    method: 'get',
    path: '/api/archive',
    summary: 'Bundles of a year by the day on which their files were closed, and how many each year has',
    roles: keepers,
    query: z.object({
      year: z.coerce.number().int().min(2000).max(2200),
      ticket: z
        .string()
        .trim()
        .max(40)
        .default('')
        .transform((text) => text.toUpperCase()),
    }),
    response: z.object({
      years: z.array(z.object({ year: z.number().int(), bundles: z.number().int(), bytes: z.number() })),
      bundles: z.array(BundleCard),
    }),
  }),
  destructions: route({
    method: 'get',
    path: '/api/archive/destructions',
    summary: 'Bundles whose time is over, and the lists that were proposed, the latest first',
    roles: keepers,
    response: Destructions,
  }),
  proposeDestruction: route({
    method: 'post',
    path: '/api/archive/destructions',
    summary:
      'Propose that bundles go whose time is over; nothing goes before two different people, one the head, have signed',
    roles: keepers,
    body: z.object({ caseIds: z.array(z.uuid()).min(1).max(500), reason: Reason }),
    response: Destructions,
  }),
  signDestruction: route({
    method: 'post',
    path: '/api/archive/destructions/{destructionId}/sign',
    summary: 'Sign a list; the second signature executes it, with minutes, and cannot be undone',
    roles: keepers,
    grave: true,
    params: destructionId,
    /** `destroys`: the signer knows theirs is the second; it is refused where that is not so. */
    body: z.object({ destroys: z.boolean() }),
    response: Destructions,
  }),
  refuseDestruction: route({
    method: 'post',
    path: '/api/archive/destructions/{destructionId}/refuse',
    summary: 'Refuse a list, with a reason; its bundles stay',
    roles: keepers,
    params: destructionId,
    body: z.object({ reason: Reason }),
    response: Destructions,
  }),
  takeMinutes: route({
    method: 'post',
    path: '/api/archive/destructions/{destructionId}/minutes',
    summary: 'The minutes of a list that was executed, as PDF/A',
    roles: keepers,
    params: destructionId,
    response: null,
    sends: 'application/pdf',
  }),
  exportArchive: route({
    method: 'post',
    path: '/api/archive/years/{year}',
    summary: 'All bundles of a year in one file, with a list; an entry of the audit',
    roles: keepers,
    grave: true,
    params: z.object({ year: z.coerce.number().int().min(2000).max(2200) }),
    response: null,
    sends: 'application/x-tar',
  }),
} as const;
