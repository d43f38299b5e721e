import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';

const timeoutMs = 5_000;

/** The code of what went wrong, else its kind: messages may name log-ins. */
export const codeOf = (error: unknown): string => {
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : cause === undefined ? String(name ?? 'Error') : codeOf(cause);
};

const portOf = (url: URL): number => {
  const known: Readonly<Record<string, number>> = {
    'https:': 443,
    'http:': 80,
    'postgres:': 5432,
    'postgresql:': 5432,
  };
  return url.port === '' ? (known[url.protocol] ?? 443) : Number(url.port);
};

/** Host and port without the log-in: fit to print. */
export const whereOf = (text: string): string => {
  const url = new URL(text);
  return `${url.hostname || 'localhost'}:${portOf(url)}`;
};

/**
 * Whether something takes a connection there, with TLS and a certificate to be trusted where the address says so.
 * @returns null, or a code; never rejects
 */
export async function reach(text: string): Promise<string | null> {
  const url = new URL(text);
  if (url.protocol === 'https:') return (await certificateOf(text)).code;
  return new Promise((resolve) => {
    const socket = connectTcp({ host: url.hostname.replace(/^\[|\]$/g, ''), port: portOf(url) });
    const end = (code: string | null) => {
      socket.destroy();
      resolve(code);
    };
    socket.setTimeout(timeoutMs, () => end('ETIMEDOUT'));
    socket.once('connect', () => end(null));
    socket.once('error', (error) => end(codeOf(error)));
  });
}

/** Until when the certificate of an https address is good, epoch ms; never rejects. */
export function certificateOf(text: string): Promise<{ readonly code: string | null; readonly until: number | null }> {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connectTls({ host, port: portOf(url), servername: /^[\d.:]+$/.test(host) ? '' : host });
    const end = (code: string | null, until: number | null = null) => {
      socket.destroy();
      resolve({ code, until });
    };
    socket.setTimeout(timeoutMs, () => end('ETIMEDOUT'));
    socket.once('secureConnect', () => end(null, Date.parse(socket.getPeerCertificate().valid_to)));
    socket.once('error', (error) => end(codeOf(error)));
  });
}

/** The answer of an address as JSON with its status; null where there is none. Never rejects. */
export async function askJson(url: string): Promise<{ readonly status: number; readonly body: unknown } | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return null;
  }
}

/** What became of a try; null: it worked. Never rejects. */
export const tried = (work: () => Promise<unknown>): Promise<string | null> =>
  work().then(
    () => null,
    (error: unknown) => codeOf(error),
  );
