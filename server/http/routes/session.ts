import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { type LogInThrottle, lineOf } from '../../app/people/log-in-throttle.ts';
import type { Passkeys } from '../../app/people/passkeys.ts';
import type { SecondFactor } from '../../app/people/second-factor.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { Me, Role } from '../../contract/people.ts';
import { isGuessable } from '../../domain/password/guessable.ts';
import type { Devices } from '../devices.ts';
import { meOf, type PersonForLogIn, wrongPasswordMs } from '../me.ts';
import { HttpProblem, invalid } from '../problem.ts';
import type { PartyOf } from '../relying-party.ts';
import { mount } from '../route.ts';
import { logInto, logOut, renewToken, type Tokens } from '../session.ts';
import { beginTurn, slowly } from '../slowly.ts';
import { codeProblem } from './second-factor.ts';

export interface SessionRoutesDeps {
  readonly byUsername: (username: string) => Promise<PersonForLogIn | null>;
  readonly byId: (id: string) => Promise<PersonForLogIn | null>;
  /** Null: nobody has that name. @throws HttpProblem when a directory that keeps passwords is away */
  /** @param line whose attempt it is; left out: the person's own */
  readonly verify: (person: PersonForLogIn | null, password: string, line?: string) => Promise<boolean>;
  /** Whether the person's password is kept by a directory, and not here. */
  readonly elsewhere: (person: PersonForLogIn) => boolean;
  readonly office: {
    readonly code: string;
    readonly name: string;
    readonly timeZone: string;
    readonly locale: 'id' | 'en';
    readonly lockAfterMinutes: number | null;
    readonly provider: { readonly name: string } | null;
  };
  /** Where people log in by a provider: the only one who may do so with a password. */
  readonly emergencyAccount: string | null;
  /** The account for when provider or directory are away. */
  readonly isEmergency: (person: { readonly username: string }) => boolean;
  /** Whether a password that was handed out opens this log-in: it does so once, and in its time. */
  readonly spendFirstPassword: (userId: string) => Promise<boolean>;
  /** What the person works as; groups of a directory may say it. @throws HttpProblem when it is nothing */
  readonly roleOf: (person: PersonForLogIn) => Promise<Role>;
  /** What the person has to do before anything else. */
  readonly owes: (person: PersonForLogIn) => Promise<Me['owes']>;
  readonly secondFactor: Pick<SecondFactor, 'isOn' | 'check'>;
  readonly passkeys: Pick<Passkeys, 'isOn'>;
  readonly partyOf: PartyOf;
  readonly throttle: LogInThrottle;
  readonly devices: Devices;
  readonly security: SecurityLog;
  /** Ends every session of the person but this one. */
  readonly changePassword: (userId: string, password: string, sessionId: string) => Promise<void>;
  readonly tokens: Tokens;
  /** After log-in and before log-out, for what else they mean. */
  readonly loggedIn: (userId: string) => Promise<void>;
  readonly loggedOut: (userId: string, logIn: string) => Promise<void>;
}

/** Log in, who am I, log out. */
export function sessionRoutes(deps: SessionRoutesDeps): Router {
  const router = Router();
  mount(router, 'office', ({ request }) => ({
    ...deps.office,
    passkeys: deps.partyOf(request) !== null && deps.emergencyAccount === null,
  }));

  mount(router, 'logIn', async ({ body, request, response }) => {
    const name = body.username.toLowerCase();
    if (deps.emergencyAccount !== null && name !== deps.emergencyAccount) {
      throw new HttpProblem(403, 'provider_only', 'Log in by the provider of identities.');
    }
    // The address is there as long as the connection is.
    const source = ipKeyGenerator(request.ip ?? '');
    const attempt = { source, name, device: deps.devices.known(request, name) };
    const turn = await beginTurn(deps.throttle, attempt, (seconds) => void response.setHeader('retry-after', seconds));
    let right: boolean | null = null;
    try {
      await sleep(turn.delayMs);
      const slow = sleep(wrongPasswordMs);
      const person = await deps.byUsername(name);
      right = (await deps.verify(person, body.password, lineOf(attempt))) && person !== null;
      if (!right || !person) {
        const failed = { event: 'login.failed', personId: person?.id ?? null, subject: source } as const;
        // Under a name that is nobody's anybody may fail as often as they like.
        if (person) deps.security.note(failed);
        else deps.security.say(failed);
        await slow;
        throw new HttpProblem(401, 'wrong_password', 'The name or the password is wrong.');
      }
      if (await deps.secondFactor.isOn(person.id)) {
        right = null;
        if (body.code === undefined)
          throw new HttpProblem(401, 'code_needed', 'The code of the second factor is asked.');
        const fault = await deps.secondFactor.check(person.id, body.code);
        right = fault === null;
        if (fault) {
          deps.security.note({ event: 'login.failed', personId: person.id, subject: `${source} ${fault.word}` });
          await slow;
          throw codeProblem(fault, 401);
        }
      } else if (await deps.passkeys.isOn(person.id)) {
        right = null;
        throw new HttpProblem(401, 'passkey_needed', 'Log in with the passkey.');
      }
      if (person.passwordExpiresAt !== null && !deps.elsewhere(person) && !(await deps.spendFirstPassword(person.id))) {
        deps.security.note({ event: 'login.failed', personId: person.id, subject: source });
        throw new HttpProblem(401, 'password_spent', 'This first password was used already, or it is too old.');
      }
      const role = await deps.roleOf(person);
      deps.devices.remember(request, response, name);
      await logInto(request, { userId: person.id, role }, source);
      const event = deps.isEmergency(person) ? 'login.emergency' : 'login';
      deps.security.note({ event, personId: person.id, subject: source });
      await deps.loggedIn(person.id);
      return meOf({ ...person, role }, await deps.owes({ ...person, role }));
    } finally {
      await turn.end(right);
    }
  });

  mount(router, 'me', async ({ actor, request }) => {
    const person = await deps.byId(actor.userId);
    if (!person) throw new HttpProblem(401, 'not_logged_in', 'Log in first.');
    return meOf(person, request.session.owes ?? null);
  });

  mount(router, 'changePassword', async ({ body, actor, request, response }) => {
    const source = ipKeyGenerator(request.ip ?? '');
    const later = (seconds: string) => void response.setHeader('retry-after', seconds);
    return slowly(deps.throttle, { source, userId: actor.userId }, later, async (judged) => {
      const person = await deps.byId(actor.userId);
      if (person && deps.elsewhere(person))
        throw new HttpProblem(409, 'password_elsewhere', 'The directory keeps this password.');
      const right = await deps.verify(person, body.current);
      judged(right);
      if (!person || !right) throw invalid([{ field: 'current', code: 'wrong_password', message: 'It is another.' }]);
      const next = body.next.toLowerCase();
      if (body.next === body.current || next.includes(person.username)) {
        throw invalid([{ field: 'next', code: 'password_guessable', message: 'Choose another one.' }]);
      }
      if (isGuessable(body.next, [person.username, person.displayName, deps.office.name, 'Sigap'])) {
        throw invalid([{ field: 'next', code: 'password_common', message: 'It is among those tried first.' }]);
      }
      // Whoever chooses the first one has shown the code at the log-in just now.
      const own = person.passwordExpiresAt === null;
      if (own && (await deps.secondFactor.isOn(person.id))) {
        if (body.code === undefined) throw invalid([{ field: 'code', code: 'required', message: 'It is asked too.' }]);
        const fault = await deps.secondFactor.check(person.id, body.code);
        judged(fault === null);
        if (fault) throw codeProblem(fault, 422);
      } else if (own && request.session.proven !== true && (await deps.passkeys.isOn(person.id))) {
        throw new HttpProblem(403, 'proof_needed', 'Show again who you are: POST /api/me/proof.');
      }
      await deps.changePassword(person.id, body.next, request.sessionID);
      await renewToken(request, deps.tokens, false);
      deps.security.note({ event: 'password.changed', personId: person.id, subject: source });
      return undefined as never;
    });
  });

  mount(router, 'logOut', async ({ actor, request }) => {
    await deps.loggedOut(actor.userId, request.session.logIn ?? '');
    await logOut(request);
    deps.security.note({ event: 'logout', personId: actor.userId, subject: ipKeyGenerator(request.ip ?? '') });
    return undefined as never;
  });

  return router;
}
