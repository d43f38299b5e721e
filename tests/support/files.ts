import { request } from 'node:http';
import type { Client } from './client.ts';

export interface BytesAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** Of a problem; else empty. */
  readonly type: string;
}

export interface AskedBytes {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** A request whose body or answer is bytes, on a connection of its own. */
export function askBytes(url: string, { method = 'POST', path, headers = {}, body }: AskedBytes): Promise<BytesAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, url), {
      method,
      agent: false,
      headers: { 'x-sigap': '1', 'content-type': 'application/octet-stream', ...headers, connection: 'close' },
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        const isProblem = String(response.headers['content-type']).includes('problem+json');
        const type = isProblem ? String((JSON.parse(bytes.toString()) as { type: string }).type) : '';
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, type });
      });
    });
    asked.end(body);
  });
}

/** Puts a file to a case, as the console does. @param key a command asked again has the same */
export const addFile = (
  url: string,
  { cookie }: Client,
  caseId: string,
  name: string,
  body: Uint8Array,
  key?: string,
) =>
  askBytes(url, {
    path: `/api/cases/${caseId}/files?name=${encodeURIComponent(name)}`,
    headers: { cookie, ...(key && { 'idempotency-key': key }) },
    body,
  });

/** What is at an address that somebody was given. */
export const contentOf = (url: string, { cookie }: Pick<Client, 'cookie'>, path: string) =>
  askBytes(url, { method: 'GET', path, headers: { cookie } });
