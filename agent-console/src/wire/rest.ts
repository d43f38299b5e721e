import type { BodyInput, Params, QueryInput, Response as Reply, RouteName } from '../../../server/contract/api.ts';
import type { Problem } from '../../../server/contract/problems.ts';
import { cleaned } from '../../../server/contract/typed.ts';
import { idempotencyHeader, type Way, ways } from './contract.ts';
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
   * @param tell how many lines of a text have come, while it comes
   * @throws ApiProblem also when the answer breaks off.
   */
  readonly blob: <N extends RouteName>(name: N, input: RouteInput<N>, tell?: (lines: number) => void) => Promise<Blob>;
  /**
   * Calls a route once that takes bytes, such as a photo.
   * @throws ApiProblem
   */
  readonly upload: <N extends RouteName>(name: N, input: RouteInput<N>, bytes: Blob) => Promise<Reply<N>>;
  /**
   * Calls a command and repeats it under one idempotency key while nobody answers, for about seven seconds.
   * @throws ApiProblem the last one.
   */
  readonly command: <N extends RouteName>(name: N, input: RouteInput<N>) => Promise<Reply<N>>;
}

/** Asked by whoever may not be logged in. */
const knocking: ReadonlySet<RouteName> = new Set(['logIn', 'logInByPasskey', 'me']);

const repeatAfterMs = [400, 1_200, 2_400, 3_000];

/** The typed client of the REST routes; requests and answers are those of the contract. */
export function createRest({ fetch, wait, newKey, signedOut, prove }: RestParts): Rest {
  const ask = async <N extends RouteName>(
    name: N,
    input: RouteInput<N>,
    bytes: Blob | null = null,
    proven = false,
  ): Promise<globalThis.Response> => {
    const response = await fetch(urlOf(ways[name].path, input), initOf(ways[name], input, bytes)).catch(() => null);
    if (response === null) throw new ApiProblem(0, null);
    if (!response.ok) {
      if (response.status === 401 && !knocking.has(name)) signedOut();
      const refused = new ApiProblem(response.status, await problemIn(response));
      if (problemWord(refused) === 'locked') signedOut();
      if (problemWord(refused) === 'proof_needed' && !proven && (await prove())) return ask(name, input, bytes, true);
      throw refused;
    }
    return response;
  };
  const call: Rest['call'] = async (name, input) => {
    const response = await ask(name, input);
    if (!ways[name].answers || response.status === 204) return undefined as Reply<typeof name>;
    return (await response.json()) as Reply<typeof name>;
  };
  const upload: Rest['upload'] = async (name, input, bytes) =>
    (await (await ask(name, { ...input, idempotencyKey: newKey() }, bytes)).json()) as Reply<typeof name>;
  const blob: Rest['blob'] = async (name, input, tell) => {
    const response = await ask(name, input);
    return (tell ? counted(response, tell) : response).blob().catch(() => {
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
  return { call, command, blob, upload };
}

/** The same answer, which tells while it comes how many lines have. */
function counted({ body, headers }: globalThis.Response, tell: (lines: number) => void): globalThis.Response {
  let lines = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, out) => {
      for (const byte of bytes) if (byte === 10) lines += 1;
      tell(lines);
      out.enqueue(bytes);
    },
  });
  return new Response(body?.pipeThrough(count), { headers });
}

function urlOf(path: string, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, string>;
  const filled = path.replace(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== '') query.set(key, cleaned(String(value)));
  }
  return query.size === 0 ? filled : `${filled}?${query}`;
}

function initOf({ method }: Way, input: { body?: unknown; idempotencyKey?: string }, bytes: Blob | null): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'get') headers['x-sigap'] = '1';
  if (input.idempotencyKey !== undefined) headers[idempotencyHeader] = input.idempotencyKey;
  if (bytes !== null) {
    headers['content-type'] = 'application/octet-stream';
    return { method: method.toUpperCase(), headers, body: bytes };
  }
  if (input.body === undefined) return { method: method.toUpperCase(), headers };
  headers['content-type'] = 'application/json';
  return { method: method.toUpperCase(), headers, body: JSON.stringify(input.body, cleanedValue) };
}

/** What was pasted with signs that nobody sees is sent without them: nobody could find what was refused. */
export const cleanedValue = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? cleaned(value) : value;

async function problemIn(response: globalThis.Response): Promise<Problem | null> {
  if (!(response.headers.get('content-type') ?? '').includes('problem+json')) return null;
  return (await response.json().catch(() => null)) as Problem | null;
}
