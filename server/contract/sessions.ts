import { z } from 'zod';
import { PasskeyAnswer } from './passkeys.ts';
import { Moment } from './primitives.ts';
import { route } from './route.ts';

/** A log-in that lives. Moments in epoch ms. */
export const SessionCard = z.object({
  /** Tells it from the others; it opens nothing. */
  sessionId: z.string(),
  begunAt: Moment,
  /** To the minute. */
  usedAt: Moment,
  /** The address it was begun from; null: begun before that was kept. */
  source: z.string().nullable(),
  /** What the browser called itself at the log-in. */
  browser: z.string().nullable(),
  /** The one that asks. */
  current: z.boolean(),
});
export type SessionCard = z.infer<typeof SessionCard>;

export const sessionApi = {
  mySessions: route({
    method: 'get',
    path: '/api/me/sessions',
    summary: 'Where I am logged in, the newest first',
    roles: 'any',
    response: z.object({ sessions: z.array(SessionCard) }),
  }),
  lockScreen: route({
    method: 'post',
    path: '/api/me/lock',
    summary: 'Lock this log-in: until it is unlocked it is told of nothing, and of rings only that there is one',
    roles: 'any',
    response: null,
  }),
  unlockScreen: route({
    method: 'post',
    path: '/api/me/unlock',
    summary: 'Unlock this log-in with a passkey of mine or my password; by a provider see `goToProvider`',
    roles: 'any',
    body: z
      .object({ password: z.string().min(1, 'required').max(256).optional(), passkey: PasskeyAnswer.optional() })
      .refine(({ password, passkey }) => password !== undefined || passkey !== undefined, {
        path: ['password'],
        error: 'required',
      }),
    response: null,
  }),
  endMySession: route({
    method: 'delete',
    path: '/api/me/sessions/{sessionId}',
    summary: 'End a log-in of mine at once',
    roles: 'any',
    grave: true,
    params: z.object({ sessionId: z.string().regex(/^[0-9a-f]{64}$/) }),
    response: null,
  }),
  endMyOtherSessions: route({
    method: 'delete',
    path: '/api/me/sessions',
    summary: 'End every log-in of mine but this one',
    roles: 'any',
    grave: true,
    response: null,
  }),
} as const;
