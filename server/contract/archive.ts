import { z } from 'zod';
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
  exportArchive: route({
    method: 'post',
    path: '/api/archive/{year}',
    summary: 'All bundles of a year in one file, with a list; an entry of the audit',
    roles: keepers,
    grave: true,
    params: z.object({ year: z.coerce.number().int().min(2000).max(2200) }),
    response: null,
    sends: 'application/x-tar',
  }),
} as const;
