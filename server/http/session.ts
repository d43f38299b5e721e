import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Actor } from '../app/people/policies.ts';
import type { Role } from '../contract/people.ts';
import { HttpProblem } from './problem.ts';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    role: Role;
  }
}

export interface SessionDeps {
  readonly store: session.Store;
  readonly secret: string;
  /** Cookies are sent over https only. */
  readonly secure: boolean;
}

/** A shift and its overtime; the cookie is renewed while it is used. */
const sessionMs = 12 * 60 * 60_000;

/** Log-in sessions, kept in PostgreSQL so that they can be ended from there. Shared with the sockets. */
export function createSession({ store, secret, secure }: SessionDeps): RequestHandler {
  return session({
    name: 'sigap.sid',
    store,
    secret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'strict', secure, maxAge: sessionMs },
  });
}

/** Who asks, or null when nobody is logged in. */
export function actorOf(request: { session?: Partial<session.SessionData> }): Actor | null {
  const { userId, role } = request.session ?? {};
  return userId && role ? { userId, role } : null;
}

/** A new session id at log-in: one planted before it is worth nothing. */
export function logInto(request: Request, actor: Actor): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error) => {
      if (error) return reject(error);
      Object.assign(request.session, actor);
      request.session.save((fault) => (fault ? reject(fault) : resolve()));
    });
  });
}

export function logOut(request: Request): Promise<void> {
  return new Promise((resolve, reject) => request.session.destroy((error) => (error ? reject(error) : resolve())));
}

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
