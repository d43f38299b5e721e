import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { healthRoutes } from '../../../server/http/health.ts';
import { createErrorHandler } from '../../../server/http/problem.ts';
import { send } from '../../support/client.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function health(metricsToken: string | undefined, metricsHere: boolean): Promise<string> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const app = express();
  app.use(
    healthRoutes({
      parts: async () => ({ database: true, exchange: true, timers: true }),
      gateways: () => ({}),
      warnings: () => [],
      metrics: async () => ({ type: 'text/plain', text: 'sigap_calls 1' }),
      metricsToken,
      metricsHere,
    }),
  );
  app.use(createErrorHandler({ log, isAway: () => false, isUnstorable: () => false }));
  const server = createServer(app).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const token = 'bN4hY8uJd2LgRq6c';
it.each([
  ['in production without a token', undefined, false, {}, 404],
  ['in production without a token, whatever is claimed', undefined, false, { authorization: 'Bearer undefined' }, 404],
  ['elsewhere without a token, from this machine', undefined, true, {}, 200],
  ['elsewhere, for somebody behind a proxy here', undefined, true, { 'x-forwarded-for': '203.0.113.9' }, 404],
  ['elsewhere, for somebody behind another proxy', undefined, true, { forwarded: 'for=203.0.113.9' }, 404],
  ['with a token, without it', token, true, {}, 401],
  ['with a token, and a wrong one', token, false, { authorization: `Bearer ${token}x` }, 401],
  ['with a token, and it', token, false, { authorization: `Bearer ${token}` }, 200],
] as const)('metrics %s', async (_, given, here, headers, status) => {
  const url = await health(given, here);
  expect((await send(url, { method: 'GET', path: '/metrics', headers })).status).toBe(status);
});
