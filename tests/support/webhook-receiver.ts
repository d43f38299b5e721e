import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: Buffer;
  readonly body: { readonly id: string; readonly count: number; readonly alerts: readonly Record<string, unknown>[] };
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** The status of the next answers; `silent`: none at all. */
  answerWith(answer: number | 'silent'): void;
  close(): Promise<void>;
}

/** A system of the office's that takes signed posts. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let answer: number | 'silent' = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      received.push({ headers: request.headers, raw, body: JSON.parse(raw.toString('utf8')) });
      if (answer === 'silent') request.socket.destroy();
      else response.writeHead(answer).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sigap`,
    received,
    answerWith: (given) => {
      answer = given;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
