import type { Request, Response, Router } from 'express';
import type { Actor } from '../app/people/policies.ts';
import type { ReportTokenRecord } from '../app/ports/report-tokens.ts';
import {
  type Response as Answer,
  type Api,
  api,
  type Body,
  type Params,
  type Query,
  type RouteName,
} from '../contract/api.ts';
import { type Owed, owedProblem, roles } from '../contract/people.ts';
import type { RouteContract } from '../contract/route.ts';
import { storable } from '../domain/shared/typed.ts';
import { HttpProblem, invalid, invalidBy } from './problem.ts';
import { refuseUncovered, unknownToken } from './report-tokens.ts';
import { actorOf, listenerOf } from './session.ts';

/** What a handler is given: everything checked. */
export interface Checked<N extends RouteName> {
  readonly params: Params<N>;
  readonly query: Query<N>;
  readonly body: Body<N>;
  readonly request: Request;
  readonly response: Response;
}
/** Asked by nobody of the office. */
type PublicRoute = { [N in RouteName]: Api[N]['roles'] extends 'public' | 'wallboard' ? N : never }[RouteName];
/** Asked by programs, too. */
type TokenRoute = { [N in RouteName]: Api[N] extends { readonly token: string } ? N : never }[RouteName];
type AskerOf<N extends RouteName> = N extends TokenRoute ? Actor | ReportTokenRecord : Actor;

export type Handler<N extends RouteName> = (
  checked: Checked<N> & (N extends PublicRoute ? object : { readonly actor: AskerOf<N> }),
) => Promise<Answer<N>> | Answer<N>;

/**
 * Mounts the handler of a route of the contract: who may call it and what a request holds are checked here, before it
 * runs, by the same table that the OpenAPI document is made from.
 */
export function mount<N extends RouteName>(router: Router, name: N, handler: Handler<N>): void {
  const contract: RouteContract = api[name];
  const path = contract.path.replaceAll(/\{(\w+)\}/g, ':$1');
  router[contract.method](path, async (request, response) => {
    const actor = whoAsks(name, contract, request, response);
    const checked = {
      params: checkedBy(contract.params, request.params),
      query: checkedBy(contract.query, request.query),
      body: checkedBy(contract.body, request.body ?? {}),
      actor,
      request,
      response,
    };
    if (request.reportToken && actor) {
      const asked = { ...(checked.query as object), ...(checked.params as object) };
      refuseUncovered(request.reportToken, contract, asked, response);
    }
    const answer = await handler(checked as never);
    if (contract.sends) return;
    if (contract.response === null) response.status(204).end();
    else response.json(answer);
  });
}

/** What may be asked before what is owed is done. */
const forOwing: Readonly<Record<Owed, ReadonlySet<RouteName>>> = {
  password: new Set(['me', 'logOut', 'changePassword']),
  second_factor: new Set([
    ...(['me', 'logOut', 'mySecondFactor', 'beginSecondFactor', 'confirmSecondFactor'] as const),
    // A passkey instead, which is grave.
    ...(['beginPasskey', 'addPasskey', 'proveMyself', 'factorSeen'] as const),
  ]),
  // The telephone goes on.
  unlock: new Set([
    ...(['me', 'logOut', 'lockScreen', 'unlockScreen', 'mySecondFactor', 'askProof'] as const),
    ...(['phone', 'leg'] as const),
  ]),
};

function whoAsks(
  name: RouteName,
  contract: RouteContract,
  request: Request,
  response: Response,
): Actor | ReportTokenRecord | null {
  if (contract.roles === 'public') return null;
  const { reportToken } = request;
  if (reportToken) {
    // What it reads of a report is looked at when all that is asked has been checked.
    if (contract.token === undefined) refuseUncovered(reportToken, contract, {}, response);
    return reportToken;
  }
  if (contract.token !== undefined && request.headers.authorization !== undefined && !actorOf(request))
    throw unknownToken(response);
  if (contract.roles !== 'wallboard') return allowed(name, contract, request);
  if (!request.wallboard) throw new HttpProblem(401, 'not_logged_in', 'This is no wallboard, or its link was revoked.');
  return null;
}

function allowed(name: RouteName, contract: RouteContract, request: Request): Actor {
  const actor = listenerOf(request);
  if (!actor) throw new HttpProblem(401, 'not_logged_in', 'Log in first.');
  if (actor.owes !== null && !forOwing[actor.owes].has(name)) {
    throw new HttpProblem(403, owedProblem[actor.owes], 'Something has to be done before: see `owes` of the session.');
  }
  const allowed: readonly string[] = Array.isArray(contract.roles) ? contract.roles : roles;
  if (!allowed.includes(actor.role)) {
    throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
  }
  if (contract.grave && request.session.proven !== true) {
    throw new HttpProblem(403, 'proof_needed', 'Show again who you are: POST /api/me/proof.');
  }
  return actor;
}

function checkedBy(schema: RouteContract['body'], value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw invalidBy(result.error);
  const faults = unstorableIn(result.data);
  if (faults.length > 0) throw invalid(faults);
  return result.data;
}

/**
 * Every text of a request that could not be kept as it is, whatever its schema says of it. Whoever sent it is there to
 * mend it, unlike the sender of a message: nothing is stored otherwise than it was sent.
 */
function unstorableIn(checked: unknown): Parameters<typeof invalid>[0] {
  const found: { field: string; code: 'control_characters'; message: string }[] = [];
  // No recursion: how deep a body goes is its sender's choice.
  const left: [path: string, value: unknown][] = [['', checked]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [path, value] = next;
    const texts = typeof value === 'string' ? [value] : [];
    if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        texts.push(name);
        left.push([path === '' ? name : `${path}.${name}`, inner]);
      }
    if (texts.every((text) => storable.test(text))) continue;
    found.push({ field: path || 'body', code: 'control_characters', message: 'control_characters' });
  }
  return found;
}
