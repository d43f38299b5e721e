import type { OutboundMessage } from '../../../telephony/messaging/port.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { heapUsed } from '../../support/heap-used.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
const servers: TestServer[] = [];
beforeEach(async () => {
  database = await createServerDatabase();
  proxy = await startDatabaseProxy(database.url);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await proxy.close();
  await database.drop();
});

const start = async (gateway: FakeGateway, databaseUrl = database.url): Promise<TestServer> => {
  const server = await startTestServer({ databaseUrl, gateways: [gateway] });
  servers.push(server);
  return server;
};
const gatewayOf = (sent?: OutboundMessage[], perSecond = 1_000) =>
  createFakeGateway({ now: Date.now, perSecond, ...(sent ? { sent } : {}) });
/** Invented numbers, each another citizen's. */
const citizen = (n: number) => `+62812${String(30_000_000 + n)}`;
const rows = async (server: TestServer, what: string) =>
  (await server.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`))[0]?.n;
const once = (sent: readonly OutboundMessage[]) => new Set(sent.map(({ id }) => id)).size === sent.length;

/** As SIGKILL looks from outside: whatever was not committed is lost. */
const kill = async (server: TestServer) => {
  await proxy.cut();
  await server.stop();
  servers.splice(servers.indexOf(server), 1);
  await proxy.restore();
};
/** What another server may not touch for a minute, it may touch now. */
const leasesEnd = (server: TestServer) =>
  server.sql('UPDATE message SET next_try_at = now() WHERE next_try_at IS NOT NULL');

describe('messages when something goes wrong', () => {
  it('told ten thousand times are one, and memory does not grow', async () => {
    const gateway = gatewayOf();
    const server = await start(gateway);
    const message = await gateway.receive('Air mati', citizen(1));
    const before = await heapUsed();
    for (let round = 0; round < 100; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => gateway.receive('Air mati', citizen(1), { id: message.id })));
    }
    expect([await rows(server, 'case_file'), await rows(server, 'message')]).toEqual([1, 2]);
    expect(gateway.sent.length).toBeLessThanOrEqual(1);
    expect((await heapUsed()) - before).toBeLessThan(20_000_000);
  });

  it('are all sent, and none twice, after a gateway was away while citizens went on writing', async () => {
    const gateway = gatewayOf();
    const server = await start(gateway);
    gateway.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'uji', code: null }));
    for (let n = 0; n < 400; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, index) => gateway.receive('Air mati', citizen(n + index))));
    }
    expect(await rows(server, 'message WHERE next_try_at IS NOT NULL')).toBe(400);
    // Who does not answer is asked now and then by one message, not by all of them.
    expect(gateway.tries.length).toBeLessThan(100);
    gateway.answerWith(null);
    await until('all are sent', () => gateway.sent.length >= 400, 40_000);
    await until(
      'all is noted',
      async () => (await rows(server, 'message WHERE next_try_at IS NOT NULL')) === 0,
      10_000,
    );
    expect([gateway.sent.length, once(gateway.sent)]).toEqual([400, true]);
    expect(await rows(server, "message WHERE direction = 'out' AND status = 'sent'")).toBe(400);
  }, 80_000);

  it('stored by a server that is killed before it sends them are sent by the next one', async () => {
    const held = gatewayOf();
    const first = await start(held, proxy.url);
    held.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'uji', code: null }));
    await held.receive('Air mati', citizen(1));
    await until('a try', () => held.tries.length > 0);
    await kill(first);
    const next = gatewayOf();
    const second = await start(next);
    await leasesEnd(second);
    await until('the acknowledgement', () => next.sent.length === 1, 10_000);
  });

  it('sent by a server that is killed before it notes so are looked for, not sent again', async () => {
    const sent: OutboundMessage[] = [];
    const gateway = gatewayOf(sent);
    const first = await start(gateway, proxy.url);
    let gone = false;
    gateway.answerWith(async (message) => {
      // It has gone out; what becomes of us then is another matter.
      if (!gone) sent.push(message);
      gone = true;
      await proxy.cut();
      return { ok: true, reference: 'never-noted', status: 'sent' };
    });
    await gateway.receive('Air mati', citizen(1));
    await until('it has gone out', () => gone);
    await kill(first);
    const next = gatewayOf(sent);
    const second = await start(next);
    await leasesEnd(second);
    await until('it is noted', async () => (await rows(second, "message WHERE status = 'sent'")) === 1, 10_000);
    expect(sent).toHaveLength(1);
    expect(next.tries.map(({ again }) => again)).toEqual([true]);
  });

  it('are shared by two servers without one being sent or opened twice, at the gateway’s pace', async () => {
    const sent: OutboundMessage[] = [];
    const [left, right] = [gatewayOf(sent, 50), gatewayOf(sent, 50)];
    const server = await start(left);
    await start(right);
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: 150 }, async (_, n) => {
        const from = citizen(n % 75);
        const message = { id: `sms-shared-${n}` };
        // Each is told to both, as by a sender that did not hear the first answer.
        await Promise.all([left.receive(`Pesan ${n}`, from, message), right.receive(`Pesan ${n}`, from, message)]);
      }),
    );
    await until(
      'all are sent',
      async () => (await rows(server, 'message WHERE next_try_at IS NOT NULL')) === 0,
      20_000,
    );
    expect([await rows(server, 'case_file'), await rows(server, "message WHERE direction = 'in'")]).toEqual([75, 150]);
    expect([sent.length, once(sent)]).toEqual([75, true]);
    // 75 at 50 a second, of which the first 50 may go at once.
    expect(performance.now() - begun).toBeGreaterThan(400);
    expect([left, right].every(({ tries }) => tries.length > 0)).toBe(true);
  });

  it('are refused while the database is away, and taken when it is back', async () => {
    const gateway = gatewayOf();
    const server = await start(gateway, proxy.url);
    await proxy.cut();
    await expect(gateway.receive('Air mati', citizen(1))).rejects.toThrow();
    await expect(gateway.report('x', 'y', 'delivered')).rejects.toThrow();
    await proxy.restore();
    await until('it is taken', () => gateway.receive('Air mati', citizen(1), { id: 'sms-again' }));
    await until('the acknowledgement', () => gateway.sent.length === 1);
    expect(await rows(server, 'case_file')).toBe(1);
  });
});
