import { z } from 'zod';
import { route } from './route.ts';

/** What was done that has to be accounted for. Moments in epoch ms. */
const AuditCard = z.object({
  seq: z.number().int(),
  at: z.number().int(),
  personId: z.uuid().nullable(),
  /** Null: nobody of the office, as the command line, or one who is no longer listed. */
  personName: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  reason: z.string().nullable(),
});

const Moment = z.coerce.number().int().min(0);

export const auditApi = {
  listAudit: route({
    method: 'get',
    path: '/api/audit',
    summary: 'Who looked at or did what has to be accounted for, newest first; `action` is a name or its beginning',
    roles: ['head', 'admin'],
    query: z.object({
      personId: z.uuid().optional(),
      action: z
        .string()
        .max(40)
        .regex(/^[a-z_.-]*$/)
        .optional(),
      subject: z.string().max(200).optional(),
      from: Moment.optional(),
      until: Moment.optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
    }),
    response: z.object({ entries: z.array(AuditCard), total: z.number().int() }),
  }),
  checkAudit: route({
    method: 'post',
    path: '/api/audit/check',
    summary: 'Whether any entry of the audit was changed or taken out since it was written',
    roles: ['head', 'admin'],
    response: z.object({
      entries: z.number().int(),
      /** The first entry that does not fit those before it; null: all fit. */
      brokenAt: z.number().int().nullable(),
    }),
  }),
} as const;
