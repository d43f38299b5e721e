import { z } from 'zod';
import { PasskeyAnswer } from './passkeys.ts';
import { Code } from './people.ts';
import { route } from './route.ts';

export const secondFactorApi = {
  mySecondFactor: route({
    method: 'get',
    path: '/api/me/second-factor',
    summary: 'Whether my log-in asks for a code, and whether it has to',
    roles: 'any',
    response: z.object({
      on: z.boolean(),
      recoveryLeft: z.number().int(),
      required: z.boolean(),
      /** How many passkeys I have. */
      passkeys: z.number().int(),
      /** Whether this log-in was begun at the provider of identities, who then also says who sits there. */
      provider: z.boolean(),
    }),
  }),
  beginSecondFactor: route({
    method: 'post',
    path: '/api/me/second-factor',
    summary: 'Begin with an authenticator application: its secret, which counts after a first code',
    roles: 'any',
    body: z.object({ password: z.string().min(1, 'required').max(256) }),
    response: z.object({ secret: z.string(), uri: z.string() }),
  }),
  confirmSecondFactor: route({
    method: 'put',
    path: '/api/me/second-factor',
    summary: 'Show a first code; the recovery codes are told this once',
    roles: 'any',
    body: z.object({ code: Code }),
    response: z.object({ recoveryCodes: z.array(z.string()) }),
  }),
  proveMyself: route({
    method: 'post',
    path: '/api/me/proof',
    summary:
      'Show who I am before what is grave: a passkey or the code of my second factor where I have one, else my password',
    roles: 'any',
    body: z.object({
      password: z.string().min(1).max(256).optional(),
      code: Code.optional(),
      passkey: PasskeyAnswer.optional(),
    }),
    response: null,
  }),
  factorSeen: route({
    method: 'post',
    path: '/api/me/second-factor/seen',
    summary: 'I have read that my second factor was taken away',
    roles: 'any',
    response: null,
  }),
} as const;
