import { Router } from 'express';
import type { SecondFactor } from '../../app/people/second-factor.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { AccountCard } from '../../contract/accounts.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface AccountRoutesDeps {
  readonly accounts: () => Promise<readonly AccountCard[]>;
  readonly byId: (personId: string) => Promise<unknown>;
  readonly secondFactor: Pick<SecondFactor, 'reset'>;
  /** Ends every log-in of a person at once. */
  readonly endSessions: (personId: string) => Promise<void>;
  readonly security: Pick<SecurityLog, 'note'>;
}

/** What an administrator sees and does of how others log in. */
export function accountRoutes({ accounts, byId, secondFactor, endSessions, security }: AccountRoutesDeps): Router {
  const router = Router();

  mount(router, 'accounts', async () => ({ accounts: [...(await accounts())] }));

  mount(router, 'resetSecondFactor', async ({ actor, params: { personId } }) => {
    // Whoever found an administrator's desk unattended would be rid of it.
    if (personId === actor.userId)
      throw new HttpProblem(403, 'four_eyes', 'It is your own: another administrator takes it away.');
    if (!(await secondFactor.reset(personId))) throw new HttpProblem(404, 'not_found', 'There is none.');
    await endSessions(personId);
    security.note({ event: 'second_factor.reset', personId: actor.userId, subject: personId });
    return undefined as never;
  });

  mount(router, 'endSessionsOf', async ({ actor, params: { personId } }) => {
    if (!(await byId(personId))) throw new HttpProblem(404, 'not_found', 'There is nobody like that.');
    await endSessions(personId);
    security.note({ event: 'session.ended', personId: actor.userId, subject: personId });
    return undefined as never;
  });

  return router;
}
