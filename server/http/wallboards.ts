import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import type { WallboardRecord, WallboardStore } from '../app/ports/wallboards.ts';

declare module 'node:http' {
  interface IncomingMessage {
    /** The screen on a wall that asks; absent: none, or nobody looked. */
    wallboard?: WallboardRecord;
  }
}

export interface WallboardDoor {
  /** Looks which wallboard asks, by its cookie. */
  readonly identify: RequestHandler;
  /** From now on the browser is this wallboard. */
  enter(response: Response, token: string): void;
  leave(response: Response): void;
  /** The token that the browser sent; nobody has looked at it. */
  tokenOf(request: IncomingMessage): string | null;
}

/** The longest a browser keeps one; each visit begins it anew. */
const cookieMs = 365 * 24 * 60 * 60_000;

/** A wallboard is let in by a cookie of its own, beside whoever is logged in in the same browser. */
export function createWallboardDoor(byToken: WallboardStore['byToken'], secure: boolean): WallboardDoor {
  const name = secure ? '__Host-sigap.wallboard' : 'sigap.wallboard';
  const pattern = new RegExp(`(?:^|;\\s*)${name}=([\\w-]{43})(?:;|$)`);
  const options = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  const tokenOf = (request: IncomingMessage) => pattern.exec(request.headers.cookie ?? '')?.[1] ?? null;
  return {
    tokenOf,
    enter: (response, token) => void response.cookie(name, token, { ...options, maxAge: cookieMs }),
    leave: (response) => void response.clearCookie(name, options),
    identify: (request, _response, next) => {
      const token = tokenOf(request);
      if (token === null) return next();
      byToken(token).then((found) => {
        if (found) request.wallboard = found;
        next();
      }, next);
    },
  };
}

/** Who asks for a socket: a wallboard says that it is one, as the browser may have somebody's log-in, too. */
export const identifySocket =
  (door: WallboardDoor, session: RequestHandler): RequestHandler =>
  (request, response, next) =>
    (/[?&]as=wallboard(?:&|$)/.test(request.url) ? door.identify : session)(request, response, next);
