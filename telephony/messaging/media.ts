import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { connectionFault } from '../http-fault.ts';

/**
 * What a citizen sent along, on its way. `gone`: the holder has it no more; `refused`: its address leads to a host that is
 * none of the holder's; `away`: try again later.
 */
export type MediaFetched =
  | { readonly ok: true; readonly body: AsyncIterable<Uint8Array> }
  | { readonly ok: false; readonly kind: 'gone' | 'refused' | 'away'; readonly reason: string };

export interface FetchMediaOptions {
  readonly url: string;
  /** The hosts, with their ports where they have any, from which something is fetched; `*.` before one: those below it. */
  readonly hosts: readonly string[];
  /** Sent to the first host alone, never where that sends us on. */
  readonly headers: Readonly<Record<string, string>>;
  /** Plain http is spoken with these, such as a stand-in on this machine. */
  readonly plain?: readonly string[];
  /** For an answer to begin, and again for each silence in it, ms; 20 s unless told. */
  readonly timeoutMs?: number;
}

const redirectsAtMost = 3;

/** Fetches from listed hosts only, wherever an answer may send us; whoever reads it bounds how much. Never rejects. */
export async function fetchMedia(options: FetchMediaOptions): Promise<MediaFetched> {
  const { hosts, plain = [], timeoutMs = 20_000 } = options;
  let { url } = options;
  let headers: Readonly<Record<string, string>> = options.headers;
  for (let redirects = 0; redirects <= redirectsAtMost; redirects += 1) {
    if (!mayFetch(url, hosts, plain)) return { ok: false, kind: 'refused', reason: 'a host that is none of theirs' };
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Error('no answer in time')), timeoutMs);
    try {
      const answer = await fetch(url, { headers, redirect: 'manual', signal: stop.signal });
      const location = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && location !== null) {
        await answer.body?.cancel();
        url = new URL(location, url).href;
        headers = {};
        continue;
      }
      if (answer.ok && answer.body)
        return { ok: true, body: patient(answer.body as WebStream<Uint8Array>, timeoutMs, stop) };
      await answer.body?.cancel();
      const gone = answer.status === 404 || answer.status === 410;
      return { ok: false, kind: gone ? 'gone' : 'away', reason: `it answered ${answer.status}` };
    } catch (error) {
      return { ok: false, kind: 'away', reason: connectionFault(error).reason };
    } finally {
      clearTimeout(timer);
    }
  }
  return { ok: false, kind: 'refused', reason: 'it sends us on and on' };
}

/** @internal exported for its tests */
export function mayFetch(url: string, hosts: readonly string[], plain: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  if (protocol === 'http:') return plain.includes(host);
  if (protocol !== 'https:') return false;
  return hosts.some((one) =>
    one.startsWith('*.') ? hostname.endsWith(one.slice(1)) && host === hostname : host === one,
  );
}

/** Ends what stops talking in the midst of its answer. */
async function* patient(
  body: WebStream<Uint8Array>,
  timeoutMs: number,
  stop: AbortController,
): AsyncGenerator<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(new Error('it fell silent')), timeoutMs);
  };
  try {
    wait();
    for await (const chunk of Readable.fromWeb(body)) {
      yield chunk as Uint8Array;
      wait();
    }
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}
