import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { io } from 'socket.io-client';

/**
 * One person, or one address, who asks without pause by one means; runs until it is ended.
 * Usage: node flooder-server.js URL COOKIE MEANS
 */
const [, , url = '', cookie = '', means = ''] = process.argv;
const headers = { cookie, 'x-sigap': '1', 'content-type': 'application/json' };

/** So many at one time, each again as soon as it is answered. */
const again = (atOnce: number, ask: () => Promise<unknown>) => {
  const one = async (): Promise<void> => {
    await ask().catch(() => {});
    setImmediate(() => void one());
  };
  for (let n = 0; n < atOnce; n += 1) void one();
};
const post = (path: string, body: unknown) =>
  fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) }).then((answer) => answer.arrayBuffer());
const socket = () => io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: headers });

const floods: Readonly<Record<string, () => void>> = {
  opens: () => {
    const one = socket();
    const ask = () => {
      for (let n = 0; n < 200; n += 1) one.emit('open', 'inbox:agent', () => {});
      setTimeout(ask, 10);
    };
    one.on('connect', ask);
  },
  sockets: () => {
    again(
      50,
      () =>
        new Promise(
          (resolve) =>
            void socket()
              .once('connect_error', resolve)
              .once('connect', () => resolve(null)),
        ),
    );
  },
  requests: () => again(64, () => fetch(`${url}/api/cases`, { headers }).then((answer) => answer.arrayBuffer())),
  'log-ins': () => {
    let n = 0;
    again(64, () => {
      n += 1;
      return post('/api/session', { username: `orang${n % 50}`, password: 'salah sekali' });
    });
  },
  'half-open': () => {
    const { hostname, port } = new URL(url);
    again(100, () => {
      const one = createConnection({ host: hostname, port: Number(port) }, () =>
        one.write('GET /api/office HTTP/1.1\r\n'),
      );
      return new Promise((resolve) => one.once('close', resolve).once('error', resolve));
    });
    // Those that are held count, not those that are opened.
    setInterval(() => {
      const one = createConnection({ host: hostname, port: Number(port) });
      one.on('error', () => {});
    }, 5);
  },
  texts: () => {
    const shipped = readFileSync(new URL('../../../server/sops/surabaya.yaml', import.meta.url), 'utf8');
    const rows = Array.from({ length: 1_200 }, (_, n) => `salah${n}: [{a: {b: ${n}}}]`);
    const source = `${shipped}\n${rows.join('\n')}`.slice(0, 60_000);
    again(8, () => post('/api/sops/validation', { source }));
  },
};

floods[means]?.();
console.log(`floods ${means}`);
