import { z } from 'zod';
import { Reason } from './case.ts';
import { type Role, workers } from './people.ts';
import { route } from './route.ts';

/** A recording of a case's call, without its sound. Moments in epoch ms. */
export const RecordingCard = z.object({
  callId: z.string(),
  /** `message`: what the caller said to nobody. */
  kind: z.enum(['talk', 'message']),
  /** The exchange's own name of it. */
  reference: z.string(),
  startedAt: z.number().int().nullable(),
  lengthMs: z.number().int(),
  /** False: something of what was said is missing. */
  whole: z.boolean(),
  /** When nothing was recorded because an agent said so; `endedAt` null: until the call ended. */
  pauses: z.array(z.object({ beganAt: z.number().int(), endedAt: z.number().int().nullable() })),
});
export type RecordingCard = z.infer<typeof RecordingCard>;

/**
 * Who may listen: those who answer for the quality of the conversations. An agent sees that his call was recorded, and
 * hears no citizen twice. Analysts work with figures, admins with the machine.
 */
export const listeners = ['supervisor', 'coordinator', 'head'] as const satisfies readonly Role[];

const reference = z.object({ callId: z.string().max(120), reference: z.string().regex(/^[\w.-]{1,120}$/) });

export const recordingApi = {
  pauseRecording: route({
    method: 'put',
    path: '/api/calls/{callId}/recording',
    summary: 'Record nothing of what is said on the call I talk on, or go on recording; an entry of the audit',
    roles: ['agent', 'supervisor'],
    params: z.object({ callId: z.string().max(120) }),
    body: z.object({ paused: z.boolean() }),
    response: null,
  }),
  hearMessage: route({
    method: 'post',
    path: '/api/calls/{callId}/messages/{reference}/audio',
    summary: 'Listen to a message that a caller left, of a case that I may read; kept with who listened',
    roles: workers,
    params: reference,
    response: null,
    sends: 'audio/*',
  }),
  // By POST: a reason has no place in an address, which proxies and browsers keep.
  listen: route({
    method: 'post',
    path: '/api/calls/{callId}/recordings/{reference}/audio',
    summary: 'Listen to a recording; the reason is kept with who listened',
    roles: listeners,
    params: reference,
    body: z.object({ reason: Reason }),
    response: null,
    sends: 'audio/*',
  }),
} as const;
