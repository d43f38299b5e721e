import { Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { LogInThrottle } from '../../app/people/log-in-throttle.ts';
import type { CodeFault, SecondFactor } from '../../app/people/second-factor.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';
import { slowly } from '../slowly.ts';

export interface SecondFactorRoutesDeps {
  readonly secondFactor: SecondFactor;
  readonly byId: (id: string) => Promise<{
    readonly id: string;
    readonly username: string;
    readonly role: string;
    readonly passwordHash: string;
  } | null>;
  readonly verify: (hash: string | null, password: string) => Promise<boolean>;
  readonly throttle: LogInThrottle;
  readonly security: Pick<SecurityLog, 'note'>;
  /** Notes that the person of the session has shown who it is. */
  readonly prove: (sessionId: string) => Promise<void>;
  /** Ends every log-in of a person at once. */
  readonly endSessions: (userId: string) => Promise<void>;
}

const details = {
  code_wrong: 'The code is wrong.',
  code_used: 'The code was used already: wait for the next one.',
  code_out_of_step: 'The clock of the telephone or of the server is wrong.',
} as const;

/** @param status 401 at the log-in */
export const codeProblem = (fault: CodeFault, status: 401 | 422): HttpProblem =>
  new HttpProblem(status, fault.word, details[fault.word], [], 'steps' in fault ? fault.steps : undefined);

/** One's own second factor, and taking it away from whoever lost theirs. */
export function secondFactorRoutes(deps: SecondFactorRoutesDeps): Router {
  const { secondFactor, byId, throttle, security } = deps;
  const router = Router();
  const personOf = async (userId: string) => {
    const person = await byId(userId);
    if (!person) throw new HttpProblem(404, 'not_found', 'There is nobody like that.');
    return person;
  };

  mount(router, 'mySecondFactor', async ({ actor }) => secondFactor.state(await personOf(actor.userId)));

  mount(router, 'beginSecondFactor', ({ actor, body, request, response }) =>
    slowly(
      throttle,
      { source: ipKeyGenerator(request.ip ?? ''), userId: actor.userId },
      (seconds) => void response.setHeader('retry-after', seconds),
      async (judged) => {
        const person = await personOf(actor.userId);
        const right = await deps.verify(person.passwordHash, body.password);
        judged(right);
        if (!right) throw invalid([{ field: 'password', code: 'wrong_password', message: 'It is another.' }]);
        const begun = await secondFactor.begin(person);
        if (!begun) throw new HttpProblem(409, 'second_factor_on', 'There is one already.');
        return begun;
      },
    ),
  );

  mount(router, 'confirmSecondFactor', ({ actor, body, request, response }) =>
    slowly(
      throttle,
      { source: ipKeyGenerator(request.ip ?? ''), userId: actor.userId },
      (seconds) => void response.setHeader('retry-after', seconds),
      async (judged) => {
        const done = await secondFactor.confirm(actor.userId, body.code);
        judged('recoveryCodes' in done);
        if (!('recoveryCodes' in done)) throw codeProblem(done, 422);
        security.note({ event: 'second_factor.on', personId: actor.userId, subject: actor.userId });
        return done;
      },
    ),
  );

  mount(router, 'proveMyself', ({ actor, body, request, response }) => {
    const source = ipKeyGenerator(request.ip ?? '');
    return slowly(
      throttle,
      { source, userId: actor.userId },
      (seconds) => void response.setHeader('retry-after', seconds),
      async (judged) => {
        const person = await personOf(actor.userId);
        const asked = (await secondFactor.isOn(person.id)) ? 'code' : 'password';
        const given = body[asked];
        if (given === undefined) throw invalid([{ field: asked, code: 'required', message: 'It is asked.' }]);
        const fault = asked === 'code' ? await secondFactor.check(person.id, given) : null;
        const right = asked === 'code' ? fault === null : await deps.verify(person.passwordHash, given);
        judged(right);
        if (!right) security.note({ event: 'login.failed', personId: person.id, subject: `${source} proof` });
        if (fault) throw codeProblem(fault, 422);
        if (!right) throw invalid([{ field: 'password', code: 'wrong_password', message: 'It is another.' }]);
        await deps.prove(request.sessionID);
        return undefined as never;
      },
    );
  });

  mount(router, 'resetSecondFactor', async ({ actor, params }) => {
    if (!(await secondFactor.reset(params.personId))) throw new HttpProblem(404, 'not_found', 'There is none.');
    await deps.endSessions(params.personId);
    security.note({ event: 'second_factor.reset', personId: actor.userId, subject: params.personId });
    return undefined as never;
  });

  return router;
}
