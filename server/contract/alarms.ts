import { z } from 'zod';
import { route } from './route.ts';

/** What is told of people, and of recordings that fail, to those in charge. Key `alarms/<alarmId>`. Moments in epoch ms. */
export const AlarmCard = z.object({
  alarmId: z.uuid(),
  kind: z.enum([
    'read.unusual',
    'read.reason',
    'reveal.refused',
    'login.guessing',
    'login.emergency',
    'second_factor.reset',
    'recording.failed',
  ]),
  /** Who did it; null: nobody we know. */
  personName: z.string().nullable(),
  /** Where from, or how much, as the audit has it; of the last time, as is what follows. */
  subject: z.string(),
  /** The ticket that was opened for a reason. */
  ticketNumber: z.string().nullable(),
  reason: z.string().nullable(),
  firstAt: z.number().int(),
  lastAt: z.number().int(),
  /** So often, before anybody looked. */
  count: z.number().int(),
});
export type AlarmCard = z.infer<typeof AlarmCard>;

export const alarmApi = {
  acknowledgeAlarm: route({
    method: 'post',
    path: '/api/alarms/{alarmId}/acknowledge',
    summary: 'I have looked at an alarm, which is about somebody else; an entry of the audit',
    roles: ['privacy_officer', 'admin'],
    params: z.object({ alarmId: z.uuid() }),
    response: null,
  }),
} as const;
