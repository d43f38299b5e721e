import {
  api,
  type BodyInput,
  idempotencyHeader,
  type Params,
  type QueryInput,
  type Response as Reply,
  type RouteName,
} from '../../../server/contract/api.ts';
import type { Problem } from '../../../server/contract/problems.ts';
import type { RouteContract } from '../../../server/contract/route.ts';
import { ApiProblem, isPassing, problemWord } from './problem.ts';

type Part<K extends string, T> = [T] extends [undefined] ? { readonly [P in K]?: undefined } : { readonly [P in K]: T };

/** What a route is called with: exactly the parts its contract has. */
export type RouteInput<N extends RouteName> = Part<'params', Params<N>> &
  Part<'query', QueryInput<N>> &
  Part<'body', BodyInput<N>> & { readonly idempotencyKey?: string };

export interface RestParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<globalThis.Response>;
  readonly wait: (ms: number) => Promise<void>;
  readonly newKey: () => string;
  /** The session is over, or locked. */
  readonly signedOut: () => void;
  /** Has the person show again who sits there, as what is asked is grave; whether they did. */
  readonly prove: () => Promise<boolean>;
}

export interface Rest {
  /**
   * Calls a route once.
   * @throws ApiProblem
   */
  readonly call: <N extends RouteName>(name: N, input: RouteInput<N>) => Promise<Reply<N>>;
  /**
   * Calls a route once whose answer is no JSON, such as a sound.
   * @throws ApiProblem also when the answer breaks off.
   */
  readonly blob: <N extends RouteName>(name: N, input: RouteInput<N>) => Promise<Blob>;
  /**
   * Calls a command and repeats it under one idempotency key while nobody answers, for about seven seconds.
   * @throws ApiProblem the last one.
   */
  readonly command: <N extends RouteName>(name: N, input: RouteInput<N>) => Promise<Reply<N>>;
}

const repeatAfterMs = [400, 1_200, 2_400, 3_000];

/** The typed client of the REST routes; requests and answers are those of the contract. */
export function createRest({ fetch, wait, newKey, signedOut, prove }: RestParts): Rest {
  const ask = async <N extends RouteName>(
    name: N,
    input: RouteInput<N>,
    proven = false,
  ): Promise<globalThis.Response> => {
    const route: RouteContract = api[name];
    const response = await fetch(urlOf(route.path, input), initOf(route, input)).catch(() => null);
    if (response === null) throw new ApiProblem(0, null);
    if (!response.ok) {
      if (response.status === 401 && name !== 'logIn' && name !== 'me') signedOut();
      const refused = new ApiProblem(response.status, await problemIn(response));
      if (problemWord(refused) === 'locked') signedOut();
      if (problemWord(refused) === 'proof_needed' && !proven && (await prove())) return ask(name, input, true);
      throw refused;
    }
    return response;
  };
  const call: Rest['call'] = async (name, input) => {
    const response = await ask(name, input);
    if (api[name].response === null || response.status === 204) return undefined as Reply<typeof name>;
    return (await response.json()) as Reply<typeof name>;
  };
  const blob: Rest['blob'] = async (name, input) => {
    const response = await ask(name, input);
    return response.blob().catch(() => {
      throw new ApiProblem(0, null);
    });
  };
  const command: Rest['command'] = async (name, input) => {
    const once = { ...input, idempotencyKey: input.idempotencyKey ?? newKey() };
    for (const pause of repeatAfterMs) {
      try {
        return await call(name, once);
      } catch (error) {
        if (!isPassing(error)) throw error;
        await wait(pause);
      }
    }
    return call(name, once);
  };
  return { call, command, blob };
}

function urlOf(path: string, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, string>;
  const filled = path.replace(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== '') query.set(key, String(value));
  }
  return query.size === 0 ? filled : `${filled}?${query}`;
}

function initOf(route: RouteContract, input: { body?: unknown; idempotencyKey?: string }): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (route.method !== 'get') headers['x-sigap'] = '1';
  if (input.idempotencyKey !== undefined) headers[idempotencyHeader] = input.idempotencyKey;
  if (input.body === undefined) return { method: route.method.toUpperCase(), headers };
  headers['content-type'] = 'application/json';
  return { method: route.method.toUpperCase(), headers, body: JSON.stringify(input.body) };
}

async function problemIn(response: globalThis.Response): Promise<Problem | null> {
  if (!(response.headers.get('content-type') ?? '').includes('problem+json')) return null;
  return (await response.json().catch(() => null)) as Problem | null;
}
