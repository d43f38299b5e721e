import { z } from 'zod';
import { overseers } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

export const AlertCard = z.object({
  alertId: z.string(),
  caseId: z.uuid(),
  ticketNumber: z.string(),
  runId: z.string(),
  /** 0: no step of the procedure that has a number. */
  stepNumber: z.number().int(),
  stepName: Bilingual,
  kind: z.enum(['warning', 'breach', 'escalation']),
  /** Of the step's budget; null: not known of an old one. */
  percent: z.number().int().nullable(),
  /** Whom an escalation went to, as the procedure calls them. */
  to: z.array(Bilingual),
  /** Who does the step, as the procedure calls them. */
  actor: Bilingual,
  /** When the step's promise ends, or its warning threshold is reached. */
  dueAt: Moment,
  firedAt: Moment,
  /** Raised well after it was due, such as after a restart of the server. */
  late: z.boolean(),
  deliveredAt: Moment.nullable(),
  /** Who is to do the step or late with it, if one person is. */
  userName: z.string().nullable(),
  acknowledgedAt: Moment.nullable(),
  acknowledgedBy: z.string().nullable(),
  /** Its ticket is closed: it can be read, and nothing be hurried any more. */
  caseClosed: z.boolean(),
});

export type AlertCard = z.infer<typeof AlertCard>;

/** Alerts, and who has read them. */
export const alertApi = {
  listAlerts: route({
    method: 'get',
    path: '/api/alerts',
    summary: 'Alerts, newest first',
    roles: overseers,
    query: z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) }),
    response: z.object({ alerts: z.array(AlertCard), total: z.number().int() }),
  }),
  acknowledge: route({
    method: 'post',
    path: '/api/alerts/{alertId}/acknowledge',
    summary: 'Acknowledge an alert',
    roles: 'any',
    params: z.object({ alertId: z.string().max(200) }),
    response: AlertCard,
  }),
} as const;
