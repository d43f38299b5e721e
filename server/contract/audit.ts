import { z } from 'zod';
import { Locale, Role } from './people.ts';
import { route } from './route.ts';

/** What is written down; of a sealed field of a procedure's own it is `reveal.` and its name. The console has words for each. */
export const auditActions = [
  'read.case',
  'read.reason',
  'read.unusual',
  'read.sought',
  'reveal.phone',
  'reveal.nik',
  'reveal.words',
  'reveal.refused',
  'call.placed',
  'missed.settled',
  'announcement.set',
  'caller.blocked',
  'caller.unblocked',
  'announcement.ended',
  'file.added',
  'file.looked',
  'file.saved',
  'paper.made',
  'paper.initial',
  'paper.sign',
  'paper.returned',
  'paper.sent',
  'paper.void',
  'paper.printed',
  'paper.opened',
  'register.taken',
  'archive.made',
  'archive.taken',
  'archive.checked',
  'archive.exported',
  'archive.proposed',
  'archive.signed',
  'archive.refused',
  'archive.destroyed',
  'listen.recording',
  'listen.message',
  'recording.paused',
  'recording.resumed',
  'supervise.listen',
  'supervise.whisper',
  'supervise.barge',
  'supervise.ended',
  'supervise.unheard',
  'supervise.taken_over',
  'supervise.first',
  'supervise.moved',
  'supervise.ready',
  'supervise.not_ready',
  'supervise.logged_out',
  'help.asked',
  'help.withdrawn',
  'help.taken',
  'help.ended',
  'audit.exported',
  'alarm.acknowledged',
  'retention.done',
  'subject.found',
  'subject.copied',
  'subject.consent',
  'subject.corrected',
  'subject.restricted',
  'subject.unrestricted',
  'subject.erasure_asked',
  'subject.erasure_refused',
  'subject.erased',
  'login',
  'login.failed',
  'login.guessing',
  'login.emergency',
  'logout',
  'session.ended',
  'password.changed',
  'password.reset',
  'person.added',
  'person.changed',
  'person.activated',
  'person.deactivated',
  'role.changed',
  'second_factor.on',
  'second_factor.reset',
  'passkey.added',
  'passkey.removed',
  'passkey.copied',
  'contact.changed',
  'wallboard.added',
  'wallboard.opened',
  'wallboard.revoked',
  'token.made',
  'token.used',
  'token.revoked',
  'schedule.made',
  'schedule.changed',
  'schedule.deleted',
  'schedule.sent',
  'queue.saved',
  'queue.removed',
  'queue.placed',
  'calendar.saved',
  'calendar.removed',
  'calendar.table',
  'calendar.completed',
  'calendar.reopened',
  'calendar.hours',
  'calendar.undone',
  'catalogue.added',
  'catalogue.changed',
  'catalogue.retired',
  'catalogue.restored',
  'catalogue.removed',
  'catalogue.ordered',
  'catalogue.undone',
  'answer.published',
  'answer.withdrawn',
  'answer.synonyms',
  'answer.settled',
  'view.shared',
  'view.changed',
  'view.unshared',
  'view.deleted',
  'sop.draft',
  'sop.publish',
  'sop.retire',
] as const;

/** What is written down is one of these, or the compiler refuses it: what the console has no words for nobody would find. */
export type AuditAction = (typeof auditActions)[number] | `reveal.${string}`;
/** What may stand behind a kind: `AuditActionOf<'help'>` has `asked`. */
export type AuditActionOf<Kind extends string, A = AuditAction> = A extends `${Kind}.${infer Rest}` ? Rest : never;

/** What was done that has to be accounted for. Moments in epoch ms. */
export const AuditCard = z.object({
  seq: z.number().int(),
  at: z.number().int(),
  personId: z.uuid().nullable(),
  /** Null: nobody of the office, as the command line. */
  personName: z.string().nullable(),
  action: z.string(),
  /** What it was done to, as it was written down. */
  subject: z.string(),
  /** The ticket that it is about; null: none. */
  ticketNumber: z.string().nullable(),
  /** Whom of the office it is about; null: nobody. */
  aboutName: z.string().nullable(),
  reason: z.string().nullable(),
});
export type AuditCard = z.infer<typeof AuditCard>;

const Moment = z.coerce.number().int().min(0);

const filter = {
  personId: z.uuid().optional(),
  action: z
    .string()
    .max(40)
    .regex(/^[a-z_.-]*$/)
    .optional(),
  subject: z.string().max(200).optional(),
  /** The number of a ticket: what was done with its case, and with the recordings of its call. */
  ticket: z.string().trim().max(40).optional(),
  from: Moment.optional(),
  /** Not included. */
  until: Moment.optional(),
};

const readers = ['head', 'admin'] as const;

export const auditApi = {
  listAudit: route({
    method: 'get',
    path: '/api/audit',
    summary: 'Who looked at or did what has to be accounted for, newest first; `action` is a name or its beginning',
    roles: readers,
    query: z.object({ ...filter, page: z.coerce.number().int().min(1).max(10_000).default(1) }),
    response: z.object({
      entries: z.array(AuditCard),
      total: z.number().int(),
      /** How many a page has at most. */
      pageSize: z.number().int(),
    }),
  }),
  auditPeople: route({
    method: 'get',
    path: '/api/audit/people',
    summary: 'Everybody of whom the audit may tell, those who left too',
    roles: readers,
    response: z.object({
      people: z.array(z.object({ personId: z.uuid(), displayName: z.string(), role: Role, active: z.boolean() })),
    }),
  }),
  exportAudit: route({
    method: 'post',
    path: '/api/audit/export',
    summary: 'The same entries, all of them, as comma-separated values; taking them out is an entry itself',
    roles: readers,
    grave: true,
    query: z.object({ ...filter, language: Locale.default('id') }),
    response: null,
    sends: 'text/csv',
  }),
  checkAudit: route({
    method: 'post',
    path: '/api/audit/check',
    summary: 'Whether any entry of the audit was changed or taken out since it was written',
    roles: readers,
    response: z.object({
      entries: z.number().int(),
      /** The first entry that does not fit those before it; null: all fit. */
      brokenAt: z.number().int().nullable(),
    }),
  }),
} as const;
