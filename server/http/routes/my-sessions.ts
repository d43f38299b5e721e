import { Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { LogInThrottle } from '../../app/people/log-in-throttle.ts';
import type { Passkeys } from '../../app/people/passkeys.ts';
import type { SecondFactor } from '../../app/people/second-factor.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { SessionCard } from '../../contract/sessions.ts';
import { HttpProblem, invalid } from '../problem.ts';
import type { PartyOf } from '../relying-party.ts';
import { mount } from '../route.ts';
import { renewToken, type Tokens } from '../session.ts';
import { slowly } from '../slowly.ts';
import { checkShown } from './passkeys.ts';

type OfSession = { readonly sid: string; readonly logIn: string };

export interface MySessionsDeps {
  readonly sessions: {
    /** The living ones of a person, the newest first, each with the id by which the cookie knows it. */
    of(userId: string): Promise<readonly (Omit<SessionCard, 'current'> & OfSession)[]>;
    end(sids: readonly string[]): Promise<void>;
  };
  readonly tokens: Tokens;
  readonly isPasswordOf: (userId: string, password: string) => Promise<boolean>;
  readonly secondFactor: Pick<SecondFactor, 'isOn'>;
  readonly passkeys: Pick<Passkeys, 'isOn' | 'check'>;
  readonly partyOf: PartyOf;
  readonly throttle: LogInThrottle;
  /** Closes what is open under it. */
  readonly ended: (logIn: string) => void;
  readonly security: Pick<SecurityLog, 'note' | 'say'>;
}

/** Where somebody is logged in, and ending it there: nobody's but one's own are found. */
export function mySessionRoutes(deps: MySessionsDeps): Router {
  const { sessions, throttle, ended, security } = deps;
  const router = Router();

  const end = async (userId: string, over: readonly OfSession[], address: string | undefined) => {
    await sessions.end(over.map(({ sid }) => sid));
    for (const { logIn } of over) {
      ended(logIn);
      security.note({ event: 'session.ended', personId: userId, subject: ipKeyGenerator(address ?? '') });
    }
  };

  mount(router, 'mySessions', async ({ actor, request }) => ({
    sessions: (await sessions.of(actor.userId)).map(({ sid, logIn: _, ...card }) => ({
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
      const { userId: personId } = actor;
      const { password, passkey } = body;
      if (passkey !== undefined) await checkShown(deps, { request, personId, what: 'locked' }, passkey, judged);
      else if (request.session.provider) throw new HttpProblem(403, 'provider_only', 'Show it at the provider.');
      else {
        const right = await deps.isPasswordOf(personId, password ?? '');
        judged(right);
        if (!right) {
          security.note({ event: 'login.failed', personId, subject: `${source} locked` });
          throw invalid([{ field: 'password', code: 'wrong_password', message: 'It is another.' }]);
        }
      }
      request.session.locked = false;
      // A password opens what it opened before; where there is more to show, it does not stand for it.
      const more =
        passkey === undefined && ((await deps.secondFactor.isOn(personId)) || (await deps.passkeys.isOn(personId)));
      await renewToken(request, deps.tokens, !more);
      return undefined as never;
    });
  });

  mount(router, 'endMySession', async ({ params, actor, request }) => {
    const found = (await sessions.of(actor.userId)).find(({ sessionId }) => sessionId === params.sessionId);
    if (!found) throw new HttpProblem(404, 'not_found', 'There is no such log-in of yours.');
    await end(actor.userId, [found], request.ip);
    return undefined as never;
  });

  mount(router, 'endMyOtherSessions', async ({ actor, request }) => {
    const others = (await sessions.of(actor.userId)).filter(({ sid }) => sid !== request.sessionID);
    await end(actor.userId, others, request.ip);
    return undefined as never;
  });

  return router;
}
