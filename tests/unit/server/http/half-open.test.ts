import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundHalfOpen } from '../../../../server/http/half-open.ts';

let server: Server;
beforeEach(async () => {
  server = createServer((request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
    });
    request.on('end', () => response.end(String(length)));
  });
  boundHalfOpen(server, { ms: 1_500, bytes: 100 });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Sends so many bytes of a body, in parts of `size`, each after a while. @returns what came back; empty: it was cut off */
async function send(type: string, { size, parts, everyMs }: { size: number; parts: number; everyMs: number }) {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {});
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  const over = once(socket, 'close');
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\n`);
  socket.write(`content-length: ${size * parts}\r\n\r\n`);
  for (let part = 0; part < parts && !socket.destroyed; part += 1) {
    await sleep(everyMs);
    if (socket.writable) socket.write('x'.repeat(size));
  }
  await over;
  return answer;
}
const file = 'application/octet-stream';

it('takes a file for as long as it keeps coming', async () => {
  expect(await send(file, { size: 500, parts: 8, everyMs: 400 })).toMatch(/\r\n\r\n4000$/);
});

it.each([
  ['a file that hardly comes', file, { size: 1, parts: 10, everyMs: 400 }],
  ['a file of which nothing comes', file, { size: 5_000, parts: 2, everyMs: 3_500 }],
  ['anything else that takes longer', 'application/json', { size: 500, parts: 8, everyMs: 400 }],
])('cuts off %s', async (_, type, parts) => {
  expect(await send(type, parts)).toBe('');
});

it('takes anything else that comes in time', async () => {
  expect(await send('application/json', { size: 10, parts: 1, everyMs: 1 })).toMatch(/\r\n\r\n10$/);
});
