import type { Request, Response, Router } from 'express';
import type { Actor } from '../app/people/policies.ts';
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
import { HttpProblem, invalidBy } from './problem.ts';
import { listenerOf } from './session.ts';

/** What a handler is given: everything checked. */
export interface Checked<N extends RouteName> {
  readonly params: Params<N>;
  readonly query: Query<N>;
  readonly body: Body<N>;
  readonly request: Request;
  readonly response: Response;
}
type PublicRoute = { [N in RouteName]: Api[N]['roles'] extends 'public' ? N : never }[RouteName];

export type Handler<N extends RouteName> = (
  checked: Checked<N> & (N extends PublicRoute ? object : { readonly actor: Actor }),
) => Promise<Answer<N>> | Answer<N>;

/**
 * Mounts the handler of a route of the contract: who may call it and what a request holds are checked here, before it
 * runs, by the same table that the OpenAPI document is made from.
 */
export function mount<N extends RouteName>(router: Router, name: N, handler: Handler<N>): void {
  const contract: RouteContract = api[name];
  const path = contract.path.replaceAll(/\{(\w+)\}/g, ':$1');
  router[contract.method](path, async (request, response) => {
    const actor = contract.roles === 'public' ? null : allowed(name, contract, request);
    const checked = {
      params: checkedBy(contract.params, request.params),
      query: checkedBy(contract.query, request.query),
      body: checkedBy(contract.body, request.body ?? {}),
      actor,
      request,
      response,
    };
    const answer = await handler(checked as never);
    if (contract.sends) return;
    if (contract.response === null) response.status(204).end();
    else response.json(answer);
  });
}

/** What a wallboard asks besides its live view. */
const forWatchers: ReadonlySet<RouteName> = new Set(['me', 'logOut']);

/** What may be asked before what is owed is done. */
const forOwing: Readonly<Record<Owed, ReadonlySet<RouteName>>> = {
  password: new Set(['me', 'logOut', 'changePassword']),
  second_factor: new Set(['me', 'logOut', 'mySecondFactor', 'beginSecondFactor', 'confirmSecondFactor']),
  // The telephone goes on.
  unlock: new Set(['me', 'logOut', 'lockScreen', 'unlockScreen', 'phone', 'leg']),
};

function allowed(name: RouteName, contract: RouteContract, request: Request): Actor {
  const actor = listenerOf(request);
  if (!actor) throw new HttpProblem(401, 'not_logged_in', 'Log in first.');
  if (actor.owes !== null && !forOwing[actor.owes].has(name)) {
    throw new HttpProblem(403, owedProblem[actor.owes], 'Something has to be done before: see `owes` of the session.');
  }
  if (actor.watches && actor.owes === null && !forWatchers.has(name)) {
    throw new HttpProblem(403, 'watches_only', 'This log-in may only watch the floor.');
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
  return result.data;
}
