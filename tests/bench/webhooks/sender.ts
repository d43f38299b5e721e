import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Sender {
  /** Posts a message of a citizen who has not written before. Returns how long the answer took, ms. @throws unless it is 200 */
  post(): Promise<number>;
  /** Messages that were answered with 200. */
  accepted(): number;
  close(): void;
}

/**
 * Whoever sends webhooks to a server: signs each as an HTTP gateway does, over connections that stay open.
 * @param run first part of every id, so that no two runs have one in common.
 */
export function createSender(url: string, secret: string, run: string, connections: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const target = new URL(url);
  let made = 0;
  let accepted = 0;
  return {
    accepted: () => accepted,
    close: () => agent.destroy(),
    post: () => {
      made += 1;
      const id = `${run}-${made}`;
      const at = new Date().toISOString();
      const text = 'Lampu jalan di depan rumah kami mati sejak tiga malam yang lalu, mohon diperbaiki.';
      const message = { id, channel: 'website', from: `warga-${id}`, to: 'situs', text, media: [], at };
      const body = JSON.stringify(message);
      const t = Math.floor(Date.now() / 1_000);
      const mac = createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex');
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-sigap-signature': `t=${t},v1=${mac}`,
      };
      const from = performance.now();
      return new Promise((resolve, reject) => {
        const asked = request(
          { agent, host: target.hostname, port: target.port, path: target.pathname, method: 'POST', headers },
          (answer) => {
            answer.resume();
            answer.on('end', () => {
              if (answer.statusCode !== 200) return reject(new Error(`answered ${answer.statusCode}`));
              accepted += 1;
              resolve(performance.now() - from);
            });
          },
        );
        asked.on('error', reject);
        asked.end(body);
      });
    },
  };
}
