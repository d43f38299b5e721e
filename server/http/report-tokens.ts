import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { type AskedByToken, mayReadByToken } from '../app/people/policies.ts';
import type { SecurityLog } from '../app/people/security-log.ts';
import type { ReportTokenRecord, ReportTokenStore } from '../app/ports/report-tokens.ts';
import type { RouteContract } from '../contract/route.ts';
import { HttpProblem } from './problem.ts';

declare module 'node:http' {
  interface IncomingMessage {
    /** The token of the program that asks; absent: it is somebody's browser, or nobody looked. */
    reportToken?: ReportTokenRecord;
  }
}

export interface TokenDoor {
  /** Looks which token asks, or, where none is sent, whose log-in. */
  readonly identify: RequestHandler;
  /** The token that was sent; nobody has looked at it. */
  tokenOf(request: IncomingMessage): string | null;
}

export interface TokenDoorDeps {
  readonly tokens: Pick<ReportTokenStore, 'byToken' | 'used'>;
  readonly security: Pick<SecurityLog, 'note' | 'say'>;
  readonly timeZone: string;
  /** Finds out who is logged in. */
  readonly session: RequestHandler;
}

/** A wrong token is answered no sooner than this. */
const wrongTokenMs = 500;
const form = /^sgp_[\w-]{43}$/;

const refusals = {
  unknown: () =>
    new HttpProblem(401, 'token_unknown', 'The token is wrong: it was not made here, or not copied whole.'),
  expired: () => new HttpProblem(401, 'token_expired', 'The token has expired. An administrator can make another.'),
  revoked: () => new HttpProblem(401, 'token_revoked', 'The token was revoked by an administrator.'),
} as const;

/** By RFC 6750, for programs that read no words. */
const challenge = (response: Response, error: 'invalid_token' | 'insufficient_scope') =>
  response.setHeader('www-authenticate', `Bearer realm="sigap", error="${error}"`);

/** Where a token is let in and there is none that is ours. */
export const unknownToken = (response: Response): HttpProblem => {
  challenge(response, 'invalid_token');
  return refusals.unknown();
};

/** A program is let in by `Authorization: Bearer sgp_…` and by nothing else; a log-in that is sent besides does not count. */
export function createTokenDoor({ tokens, security, timeZone, session }: TokenDoorDeps): TokenDoor {
  const tokenOf = ({ headers }: IncomingMessage) =>
    /^Bearer +(sgp_\S*) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;

  const letIn = async (token: string, request: Request, response: Response) => {
    const source = ipKeyGenerator(request.ip ?? '');
    const found = form.test(token) ? await tokens.byToken(token) : null;
    const end = found ? found.end : 'unknown';
    if (!found || end !== null) {
      // Nobody's words go into the log, and those of a token least of all.
      const whose = found ? `${found.name} ${found.prefix} ` : '';
      security.say({ event: 'token.refused', personId: null, subject: `${whose}${end} ${source}` });
      await sleep(wrongTokenMs);
      challenge(response, 'invalid_token');
      throw refusals[end ?? 'unknown']();
    }
    const { end: _, ...record } = found;
    request.reportToken = record;
    if (await tokens.used(record.tokenId, timeZone))
      security.note({ event: 'token.used', personId: null, subject: `${record.name} ${record.prefix} ${source}` });
  };

  return {
    tokenOf,
    identify: (request, response, next) => {
      const token = tokenOf(request);
      if (token === null) return session(request, response, next);
      letIn(token, request, response).then(() => next(), next);
    },
  };
}

/**
 * Refuses what the token was not made for.
 * @param asked with `report` where the path names it; anything but CSV and the JSON of the other routes is not for programs
 * @throws HttpProblem 403
 */
export function refuseUncovered(
  token: ReportTokenRecord,
  contract: RouteContract,
  asked: Partial<AskedByToken> & { readonly format?: string },
  response: Response,
): void {
  const report = contract.token === 'asked' ? asked.report : contract.token;
  const told = asked.format === undefined || asked.format === 'csv';
  if (report !== undefined && told && mayReadByToken(token, { ...asked, report })) return;
  challenge(response, 'insufficient_scope');
  const covered = token.reports.join(', ');
  throw new HttpProblem(
    403,
    'token_not_covered',
    `This token reads ${covered}, as JSON and CSV, and nothing by the names of people.`,
  );
}
