import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Actor } from '../app/people/policies.ts';
import type { Owed, Role } from '../contract/people.ts';
import { HttpProblem } from './problem.ts';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** Of now: the store reads it with the person, whatever was written at log-in. */
    role: Role;
    /** Of now, likewise: nothing else may be done before. */
    owes: Owed | null;
    /** Of now, likewise: its person showed a moment ago who it is. */
    proven: boolean;
    /** May only watch the floor. */
    watches?: boolean;
    /** Begun by the provider of identities, who asks for a second factor or not. */
    provider?: boolean;
    /** Nothing is shown or done under it until its person is back. */
    locked?: boolean;
    /** Where from, and by what browser it was begun: so that its owner knows it again. */
    source?: string;
    browser?: string;
  }
}

export interface SessionDeps {
  readonly store: session.Store;
  readonly secret: string;
  /** Cookies are sent over https only. */
  readonly secure: boolean;
}

/**
 * How long a log-in lasts. Idle means without a request and without a console that is connected: a browser that is shut,
 * or a machine that sleeps. In all it lasts two shifts; then even a console that is never left asks who sits there.
 */
export const sessionLimits = {
  idleMs: 60 * 60_000,
  absoluteMs: 16 * 60 * 60_000,
  provenMs: 5 * 60_000,
} as const;

/** The cookie outlives the session, which the store ends: a wallboard's goes on as long as it watches. */
const cookieMs = 365 * 24 * 60 * 60_000;

/** A browser's name for itself can be as long as it likes. */
const browserLength = 300;

/** Under `__Host-` no sibling's site and nothing read over plain http can plant a cookie of this name. */
const cookieName = (secure: boolean): string => (secure ? '__Host-sigap.sid' : 'sigap.sid');

/** What the cookie of a log-in holds, as the browser sent it: nobody has looked at it; null: it sent none. */
export function sessionCookieOf(cookies: string): string | null {
  return /(?:^|;\s*)(?:__Host-)?sigap\.sid=([^;]{1,200})/.exec(cookies)?.[1] ?? null;
}

/** Log-in sessions, kept in PostgreSQL so that they can be ended from there. Shared with the sockets. */
export function createSession({ store, secret, secure }: SessionDeps): RequestHandler {
  return session({
    name: cookieName(secure),
    store,
    secret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge: cookieMs },
  });
}

/** Who asks, or null when nobody is logged in. */
export function actorOf(request: { session?: Partial<session.SessionData> }): Actor | null {
  const { userId, role } = request.session ?? {};
  return userId && role ? { userId, role } : null;
}

/** Who asks, and whether the session may only watch the floor, or only do what is owed. */
export function listenerOf(request: { session?: Partial<session.SessionData> }) {
  const actor = actorOf(request);
  return actor && { ...actor, watches: request.session?.watches === true, owes: request.session?.owes ?? null };
}

/**
 * A new session id at log-in: one planted before it is worth nothing.
 * @param source the address it comes from
 * @param kind `watches`: it may only watch the floor, and lasts as long as it does; `provider`: it was begun by the provider
 */
export function logInto(
  request: Request,
  actor: Actor,
  source: string,
  { watches, provider }: { readonly watches?: boolean | undefined; readonly provider?: boolean } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error) => {
      if (error) return reject(error);
      const browser = request.headers['user-agent']?.slice(0, browserLength);
      Object.assign(request.session, actor, { source, browser }, watches && { watches }, provider && { provider });
      request.session.save((fault) => (fault ? reject(fault) : resolve()));
    });
  });
}

export function logOut(request: Request): Promise<void> {
  return new Promise((resolve, reject) => request.session.destroy((error) => (error ? reject(error) : resolve())));
}

/** Personal data is asked for and answered over https only, where the console's address says https. */
export const refusePlainHttp: RequestHandler = (request, _response, next) => {
  if (!request.secure) {
    const remedy = 'Open the https address; the proxy before this server has to be named in TRUST_PROXY.';
    throw new HttpProblem(403, 'https_only', remedy);
  }
  next();
};

/**
 * A page of another site can make the browser send a form, cookie and all, but not this header.
 * The cookie is `SameSite=strict` already; this guards browsers and proxies that do not keep to it.
 */
export const guardAgainstForgery: RequestHandler = (request, _response, next) => {
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (changes && request.headers['x-sigap'] !== '1') {
    throw new HttpProblem(403, 'forged', 'The header "x-sigap: 1" is missing.');
  }
  next();
};
