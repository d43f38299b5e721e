import { z } from 'zod';
import { Reason } from './case.ts';
import type { Role } from './people.ts';
import { route } from './route.ts';

/** A recording of a case's call, without its sound. Moments in epoch ms. */
export const RecordingCard = z.object({
  callId: z.string(),
  /** The exchange's own name of it. */
  reference: z.string(),
  startedAt: z.number().int().nullable(),
  lengthMs: z.number().int(),
});
export type RecordingCard = z.infer<typeof RecordingCard>;

/**
 * Who may listen: those who answer for the quality of the conversations. An agent sees that his call was recorded, and
 * hears no citizen twice. Analysts work with figures, admins with the machine.
 */
export const listeners = ['supervisor', 'coordinator', 'head'] as const satisfies readonly Role[];

export const recordingApi = {
  // By POST: a reason has no place in an address, which proxies and browsers keep.
  listen: route({
    method: 'post',
    path: '/api/calls/{callId}/recordings/{reference}/audio',
    summary: 'Listen to a recording; the reason is kept with who listened',
    roles: listeners,
    params: z.object({ callId: z.string().max(120), reference: z.string().regex(/^[\w.-]{1,120}$/) }),
    body: z.object({ reason: Reason }),
    response: null,
    sends: 'audio/*',
  }),
} as const;
