import type twilio from 'twilio';
import type { Forgotten } from '../forgotten.ts';
import { connectionFault, retryAfterMs } from '../http-fault.ts';
import { sdk } from './sdk.ts';

export interface TwilioClientOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** Instead of Twilio's own cloud: the origin of a stand-in, every product on it. */
  readonly baseUrl?: string | undefined;
  /** How long an answer may take, ms; 10 s unless told. */
  readonly timeoutMs?: number;
}

export type TwilioClient = ReturnType<typeof twilio>;

/**
 * Why Twilio did not do it. `unreachable`: it was not done; `unknown`: no answer came that tells; `busy`: too much at
 * once, it was not done; `rejected`: it will never be done as asked. `code` is Twilio's own (its error directory).
 */
export interface TwilioFailure {
  readonly kind: 'rejected' | 'unreachable' | 'busy' | 'unknown';
  /** Without Twilio's own sentence, which quotes telephone numbers. */
  readonly reason: string;
  readonly code: string | null;
  readonly retryAfterMs?: number;
}

interface RestRequest {
  readonly method?: string;
  readonly uri?: string;
  readonly username?: string;
  readonly password?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: object;
  readonly data?: object;
}

const failed = Symbol('why Twilio did not do it');

/**
 * The SDK's client over our own HTTP: it knows whether a request that failed had gone out, remembers no request (the
 * SDK's keeps the last one, with its numbers and text), logs none, and takes nothing from the process' environment.
 * Its calls reject with what {@link failureOf} explains. Nothing is tried twice in here: the caller's outbox does that.
 * @throws when the account or the token is empty.
 */
export function createTwilioClient(options: TwilioClientOptions): TwilioClient {
  const { accountSid, authToken, baseUrl, timeoutMs = 10_000 } = options;
  if (accountSid === '' || authToken === '') throw new Error('Twilio needs an account and its auth token');
  const request = (asked: RestRequest) => exchange(asked, baseUrl, timeoutMs);
  // All the SDK asks of its HTTP client is `request`.
  const httpClient = { request } as unknown as NonNullable<Parameters<typeof twilio>[2]>['httpClient'];
  // Given as empty, region and edge are not looked for in the environment.
  return sdk()(accountSid, authToken, { ...(httpClient && { httpClient }), region: '', edge: '', lazyLoading: true });
}

/** Explains what a call of the client rejected with. */
export function failureOf(error: unknown): TwilioFailure {
  const known = (error as { [failed]?: TwilioFailure } | null)?.[failed];
  return known ?? { kind: 'unknown', reason: 'an answer of Twilio made no sense', code: null };
}

/** Has Twilio delete something; what it does not know (20404) is deleted already. */
export async function forgotten(remove: () => Promise<unknown>): Promise<Forgotten> {
  try {
    await remove();
    return { ok: true };
  } catch (error) {
    const { reason, code } = failureOf(error);
    return code === '20404' ? { ok: true } : { ok: false, reason };
  }
}

async function exchange(asked: RestRequest, baseUrl: string | undefined, timeoutMs: number) {
  const url = new URL(asked.uri ?? '');
  const { username = '', password = '', headers = {}, params, data, method = 'get' } = asked;
  for (const [name, value] of fields(params)) url.searchParams.append(name, value);
  const target = baseUrl === undefined ? url : new URL(url.pathname + url.search, baseUrl);
  const authorization = basicAuth(username, password);
  const body = method === 'get' || method === 'delete' ? null : new URLSearchParams(fields(data));
  try {
    const answer = await fetch(target, {
      method: method.toUpperCase(),
      headers: { ...headers, authorization },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    if (!answer.ok) throw because(refusal(answer.status, text, answer.headers.get('retry-after')));
    return { statusCode: answer.status, body: text, headers: Object.fromEntries(answer.headers) };
  } catch (error) {
    if ((error as { [failed]?: unknown })[failed]) throw error;
    const { maybeSent, reason } = connectionFault(error);
    throw because({ kind: maybeSent ? 'unknown' : 'unreachable', reason: `Twilio: ${reason}`, code: null });
  }
}

/** As the SDK hands them over: a list is the same field several times. */
function fields(of: object | undefined): [string, string][] {
  return Object.entries(of ?? {}).flatMap(([name, value]) =>
    [value].flat().flatMap((each): [string, string][] => (each === undefined ? [] : [[name, String(each)]])),
  );
}

/** A header's value: who asks Twilio. */
export const basicAuth = (username: string, password: string) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

const because = (failure: TwilioFailure) => Object.assign(new Error(failure.reason), { [failed]: failure });

/** What an answer that is not success says. `text`: its body. */
export function refusal(status: number, text: string, retryAfter: string | null): TwilioFailure {
  const code = codeIn(text);
  const reason = `Twilio answered ${status}${code === null ? '' : `, its error ${code}`}`;
  if (status === 429) return { kind: 'busy', reason, code, retryAfterMs: retryAfterMs(retryAfter) };
  // Of these, 503 alone says that nothing was begun; behind the others the request may have been carried out.
  if (status >= 500) return { kind: status === 503 ? 'unreachable' : 'unknown', reason, code };
  // A redirection, a wrong token or a suspended account is put right by people: nothing is given up for it.
  if (status < 400 || status === 401 || status === 408 || code === '20003' || code === '20005') {
    return { kind: 'unreachable', reason, code };
  }
  return { kind: 'rejected', reason, code };
}

function codeIn(text: string): string | null {
  try {
    const code: unknown = (JSON.parse(text) as { code?: unknown } | null)?.code;
    return typeof code === 'number' || typeof code === 'string' ? String(code).slice(0, 20) : null;
  } catch {
    return null;
  }
}
