import { z } from 'zod';
import { Role } from './people.ts';
import { route } from './route.ts';

/** How somebody of the office logs in, as the administrator sees it. */
export const AccountCard = z.object({
  personId: z.uuid(),
  username: z.string(),
  displayName: z.string(),
  role: Role,
  /** A code of an application is asked at the log-in. */
  code: z.boolean(),
  passkeys: z.number().int(),
  /** Log-ins that live. */
  sessions: z.number().int(),
});
export type AccountCard = z.infer<typeof AccountCard>;

const params = z.object({ personId: z.uuid() });

export const accountApi = {
  accounts: route({
    method: 'get',
    path: '/api/accounts',
    summary: 'Everybody who works here, and how they log in',
    roles: ['admin'],
    response: z.object({ accounts: z.array(AccountCard) }),
  }),
  resetSecondFactor: route({
    method: 'delete',
    path: '/api/people/{personId}/second-factor',
    summary:
      'Take away the second factor of somebody else who lost it, passkeys too; they are told at their next log-in',
    roles: ['admin'],
    grave: true,
    params,
    response: null,
  }),
  endSessionsOf: route({
    method: 'delete',
    path: '/api/people/{personId}/sessions',
    summary: 'End every log-in of somebody at once',
    roles: ['admin'],
    params,
    response: null,
  }),
} as const;
