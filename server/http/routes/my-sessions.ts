import { Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { LogInThrottle } from '../../app/people/log-in-throttle.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { SessionCard } from '../../contract/sessions.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';
import { slowly } from '../slowly.ts';

export interface MySessionsDeps {
  readonly sessions: {
    /** The living ones of a person, the newest first, each with the id by which the cookie knows it. */
    of(userId: string): Promise<readonly (Omit<SessionCard, 'current'> & { readonly sid: string })[]>;
    end(sids: readonly string[]): Promise<void>;
    prove(sid: string): Promise<void>;
  };
  readonly isPasswordOf: (userId: string, password: string) => Promise<boolean>;
  readonly throttle: LogInThrottle;
  /** Closes what is open under it. */
  readonly ended: (sid: string) => void;
  readonly security: Pick<SecurityLog, 'note'>;
}

/** Where somebody is logged in, and ending it there: nobody's but one's own are found. */
export function mySessionRoutes({ sessions, isPasswordOf, throttle, ended, security }: MySessionsDeps): Router {
  const router = Router();

  const end = async (userId: string, sids: readonly string[], address: string | undefined) => {
    await sessions.end(sids);
    for (const sid of sids) {
      ended(sid);
      security.note({ event: 'session.ended', personId: userId, subject: ipKeyGenerator(address ?? '') });
    }
  };

  mount(router, 'mySessions', async ({ actor, request }) => ({
    sessions: (await sessions.of(actor.userId)).map(({ sid, ...card }) => ({
      ...card,
      current: sid === request.sessionID,
    })),
  }));

  mount(router, 'lockScreen', ({ request }) => {
    request.session.locked = true;
    return undefined as never;
  });

  mount(router, 'unlockScreen', ({ actor, body, request, response }) => {
    const source = ipKeyGenerator(request.ip ?? '');
    const later = (seconds: string) => void response.setHeader('retry-after', seconds);
    return slowly(throttle, { source, userId: actor.userId }, later, async (judged) => {
      const right = await isPasswordOf(actor.userId, body.password);
      judged(right);
      if (!right) {
        security.note({ event: 'login.failed', personId: actor.userId, subject: `${source} locked` });
        throw invalid([{ field: 'password', code: 'wrong_password', message: 'It is another.' }]);
      }
      request.session.locked = false;
      await sessions.prove(request.sessionID);
      return undefined as never;
    });
  });

  mount(router, 'endMySession', async ({ params, actor, request }) => {
    const found = (await sessions.of(actor.userId)).find(({ sessionId }) => sessionId === params.sessionId);
    if (!found) throw new HttpProblem(404, 'not_found', 'There is no such log-in of yours.');
    await end(actor.userId, [found.sid], request.ip);
    return undefined as never;
  });

  mount(router, 'endMyOtherSessions', async ({ actor, request }) => {
    const others = (await sessions.of(actor.userId)).filter(({ sid }) => sid !== request.sessionID);
    await end(
      actor.userId,
      others.map(({ sid }) => sid),
      request.ip,
    );
    return undefined as never;
  });

  return router;
}
