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
    /** What the log-in is known by under whatever token; read from the store, and not there before it is stored. */
    logIn: string;
    /** Begun by the provider of identities, who asks for a second factor or not: whom it means. */
    provider?: string;
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

/** The cookie outlives the session, which the store ends. */
const cookieMs = 365 * 24 * 60 * 60_000;

/** A browser's name for itself can be as long as it likes. */
const browserLength = 300;

/** Under `__Host-` no sibling's site and nothing read over plain http can plant a cookie of this name. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-sigap.sid' : 'sigap.sid');

/** Log-in sessions, kept in PostgreSQL so that they can be ended from there. Shared with the sockets. */
export function createSession({ store, secret, secure }: SessionDeps): RequestHandler {
  return session({
    name: cookieName(secure),
    store,
    secret,
    resave: false,
    saveUninitialized: false,
    // Sent with what is answered late, it would bring back a token that was exchanged meanwhile.
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge: cookieMs },
  });
}

/** Who asks, or null when nobody is logged in. */
export function actorOf(request: { session?: Partial<session.SessionData> }): Actor | null {
  const { userId, role } = request.session ?? {};
  return userId && role ? { userId, role } : null;
}

/** Who asks, and whether the session may only do what is owed. */
export function listenerOf(request: { session?: Partial<session.SessionData> }) {
  const actor = actorOf(request);
  return actor && { ...actor, owes: request.session?.owes ?? null };
}

/**
 * A new session id at log-in: one planted before it is worth nothing.
 * @param source the address it comes from
 * @param kind `provider`: it was begun by the provider, who means somebody by this (`sub`)
 */
export function logInto(
  request: Request,
  actor: Actor,
  source: string,
  { provider }: { readonly provider?: string } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error) => {
      if (error) return reject(error);
      const browser = request.headers['user-agent']?.slice(0, browserLength);
      Object.assign(request.session, actor, { source, browser }, provider !== undefined && { provider });
      request.session.save((fault) => (fault ? reject(fault) : resolve()));
    });
  });
}

/** The part of the store that exchanges tokens; express-session adds `generate`. */
export interface Tokens {
  /** Gives a session another token. False: it is over. @param proven its person has shown again who it is */
  renew(sid: string, next: string, proven: boolean): Promise<boolean>;
  /** The session of a log-in of somebody's under its token of now; null: it is over. */
  byLogIn(logIn: string, userId: string): Promise<{ readonly sid: string; readonly data: session.SessionData } | null>;
  generate?(request: Request): void;
}

/**
 * Another token for the log-in whose person has just shown again who it is: the former one opens nothing any more. Its
 * sockets go on, and so does the call. Its limits stay as they are.
 * @param proven what is grave may be done for a while
 * @param of where it is not the request's own: the window at the provider sends no cookie of it
 * @throws HttpProblem 401 when the log-in is over
 */
export async function renewToken(
  request: Request,
  tokens: Tokens,
  proven: boolean,
  of: { readonly sid: string; readonly data: Partial<session.SessionData> } = {
    sid: request.sessionID,
    data: request.session,
  },
): Promise<void> {
  const { cookie: _, ...data } = of.data;
  tokens.generate?.(request);
  if (await tokens.renew(of.sid, request.sessionID, proven)) return void Object.assign(request.session, data);
  // Nothing is stored of a session that is not there.
  Object.assign(request, { session: undefined });
  throw new HttpProblem(401, 'not_logged_in', 'Log in first.');
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
