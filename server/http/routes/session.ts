import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { api } from '../../contract/api.ts';
import type { Me, Role } from '../../contract/people.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';
import { logInto, logOut } from '../session.ts';

export interface PersonForLogIn {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: string;
  readonly extension: string | null;
  readonly locale: string;
  readonly passwordHash: string;
}

export interface SessionRoutesDeps {
  readonly byUsername: (username: string) => Promise<PersonForLogIn | null>;
  readonly byId: (id: string) => Promise<PersonForLogIn | null>;
  readonly verify: (hash: string | null, password: string) => Promise<boolean>;
  readonly office: {
    readonly code: string;
    readonly name: string;
    readonly timeZone: string;
    readonly locale: 'id' | 'en';
  };
  /** After log-in and before log-out, for what else they mean. */
  readonly loggedIn: (userId: string) => Promise<void>;
  readonly loggedOut: (userId: string, sessionId: string) => Promise<void>;
}

/** A wrong password is answered no sooner than this, so that guessing is slow even before it is limited. */
const wrongPasswordMs = 500;

/** Guesses an address, or one account from anywhere, has in a quarter of an hour. */
const guesses = { windowMs: 15 * 60_000, perAddress: 30, perAccount: 10 };

/** Log in, who am I, log out. */
export function sessionRoutes(deps: SessionRoutesDeps): Router {
  const router = Router();
  const limit = (most: number, keyOf?: (body: { username?: unknown }) => string) =>
    rateLimit({
      windowMs: guesses.windowMs,
      limit: most,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      skipSuccessfulRequests: true,
      // Only a wrong password is a guess: a database that is away must not shut people out when it is back.
      requestWasSuccessful: (_request, response) => response.statusCode !== 401,
      ...(keyOf ? { keyGenerator: (request) => keyOf(request.body ?? {}) } : {}),
      handler: () => {
        throw new HttpProblem(429, 'too_many_attempts', 'Too many attempts. Wait a quarter of an hour.');
      },
    });
  const account = ({ username }: { username?: unknown }) =>
    String(username ?? '')
      .trim()
      .toLowerCase()
      .slice(0, 64);
  router.post(api.logIn.path, limit(guesses.perAddress), limit(guesses.perAccount, account));

  mount(router, 'office', () => deps.office);

  mount(router, 'logIn', async ({ body, request }) => {
    const slow = sleep(wrongPasswordMs);
    const person = await deps.byUsername(body.username.toLowerCase());
    const right = await deps.verify(person?.passwordHash ?? null, body.password);
    if (!person || !right) {
      await slow;
      throw new HttpProblem(401, 'wrong_password', 'The name or the password is wrong.');
    }
    await logInto(request, { userId: person.id, role: person.role as Role }, body.watches);
    await deps.loggedIn(person.id);
    return me(person);
  });

  mount(router, 'me', async ({ actor }) => {
    const person = await deps.byId(actor.userId);
    if (!person) throw new HttpProblem(401, 'not_logged_in', 'Log in first.');
    return me(person);
  });

  mount(router, 'logOut', async ({ actor, request }) => {
    await deps.loggedOut(actor.userId, request.sessionID);
    await logOut(request);
    return undefined as never;
  });

  return router;
}

const me = ({ id, username, displayName, role, extension, locale }: PersonForLogIn): Me => ({
  userId: id,
  username,
  displayName,
  role: role as Role,
  extension,
  locale: locale as Me['locale'],
});
