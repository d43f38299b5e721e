import { Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { LogInThrottle } from '../../app/people/log-in-throttle.ts';
import type { Passkeys } from '../../app/people/passkeys.ts';
import type { CodeFault, SecondFactor } from '../../app/people/second-factor.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { PersonForLogIn } from '../me.ts';
import { HttpProblem, invalid } from '../problem.ts';
import type { PartyOf } from '../relying-party.ts';
import { mount } from '../route.ts';
import { renewToken, type Tokens } from '../session.ts';
import { slowly } from '../slowly.ts';
import { checkShown } from './passkeys.ts';

export interface SecondFactorRoutesDeps {
  readonly secondFactor: SecondFactor;
  readonly passkeys: Pick<Passkeys, 'of' | 'check'>;
  readonly partyOf: PartyOf;
  readonly byId: (id: string) => Promise<PersonForLogIn | null>;
  readonly verify: (person: PersonForLogIn, password: string) => Promise<boolean>;
  readonly throttle: LogInThrottle;
  readonly security: Pick<SecurityLog, 'note' | 'say'>;
  readonly tokens: Tokens;
  /** They know that theirs was taken away. */
  readonly factorSeen: (userId: string) => Promise<void>;
}

const details = {
  code_wrong: 'The code is wrong.',
  code_used: 'The code was used already: wait for the next one.',
  code_out_of_step: 'The clock of the telephone or of the server is wrong.',
} as const;

/** @param status 401 at the log-in */
export const codeProblem = (fault: CodeFault, status: 401 | 422): HttpProblem =>
  new HttpProblem(status, fault.word, details[fault.word], [], 'steps' in fault ? fault.steps : undefined);

/** One's own second factor, and showing who one is. */
export function secondFactorRoutes(deps: SecondFactorRoutesDeps): Router {
  const { secondFactor, passkeys, byId, throttle, security } = deps;
  const router = Router();
  const personOf = async (userId: string) => {
    const person = await byId(userId);
    if (!person) throw new HttpProblem(404, 'not_found', 'There is nobody like that.');
    return person;
  };

  mount(router, 'mySecondFactor', async ({ actor, request }) => {
    const [state, keys] = await Promise.all([
      personOf(actor.userId).then(secondFactor.state),
      passkeys.of(actor.userId),
    ]);
    return { ...state, passkeys: keys.length, provider: request.session.provider !== undefined };
  });

  mount(router, 'beginSecondFactor', ({ actor, body, request, response }) =>
    slowly(
      throttle,
      { source: ipKeyGenerator(request.ip ?? ''), userId: actor.userId },
      (seconds) => void response.setHeader('retry-after', seconds),
      async (judged) => {
        const person = await personOf(actor.userId);
        const right = await deps.verify(person, body.password);
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
        const keys = await passkeys.of(person.id);
        const code = await secondFactor.isOn(person.id);
        if (keys.length > 0 && (body.passkey !== undefined || !code)) {
          if (body.passkey === undefined)
            throw invalid([{ field: 'passkey', code: 'required', message: 'It is asked.' }]);
          await checkShown(deps, { request, personId: person.id, what: 'proof' }, body.passkey, judged);
          await renewToken(request, deps.tokens, true);
          return undefined as never;
        }
        // The password of whoever logs in elsewhere is nobody's here.
        if (request.session.provider && !code) throw new HttpProblem(403, 'provider_only', 'Show it at the provider.');
        const asked = code ? 'code' : 'password';
        const given = body[asked];
        if (given === undefined) throw invalid([{ field: asked, code: 'required', message: 'It is asked.' }]);
        const fault = asked === 'code' ? await secondFactor.check(person.id, given) : null;
        const right = asked === 'code' ? fault === null : await deps.verify(person, given);
        judged(right);
        if (!right) security.note({ event: 'login.failed', personId: person.id, subject: `${source} proof` });
        if (fault) throw codeProblem(fault, 422);
        if (!right) throw invalid([{ field: 'password', code: 'wrong_password', message: 'It is another.' }]);
        await renewToken(request, deps.tokens, true);
        return undefined as never;
      },
    );
  });

  mount(router, 'factorSeen', async ({ actor }) => {
    await deps.factorSeen(actor.userId);
    return undefined as never;
  });

  return router;
}
