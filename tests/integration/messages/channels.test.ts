import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WrittenFields } from '../../../server/contract/actions.ts';
import { createHttpGateway } from '../../../telephony/messaging/http/gateway.ts';
import { signatureOf } from '../../../telephony/messaging/http/signature.ts';
import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import { type Client, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** The services as shipped; pages come and go over a bridge that speaks signed HTTP. */
const secret = 'rahasia-jembatan-untuk-pengujian';
const minutes = 60_000;

let database: TestDatabase;
let clock: TestClock;
let server: TestServer;
let bridge: Server;
const bridged: { channel: string; to: string; text: string }[] = [];
let sms: FakeGateway;
let wa: FakeGateway;
let sari: Client;
let agus: Client;

beforeAll(async () => {
  database = await createServerDatabase();
  // A Monday without holidays near, 09:00 WIB.
  clock = createTestClock(Date.UTC(2026, 10, 23, 2, 0));
  bridge = createServer((asked, answer) => {
    let body = '';
    asked.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    asked.on('end', () => {
      bridged.push(JSON.parse(body));
      answer
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ reference: `jembatan-${bridged.length}` }));
    });
  });
  await new Promise<void>((resolve) => bridge.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(bridge.address() as AddressInfo).port}/`;
  const channels = ['twitter', 'facebook', 'website'] as const;
  const pages = createHttpGateway({ name: 'pages', channels, perSecond: 100, url, secret, now: clock.now });
  sms = createFakeGateway({ now: clock.now });
  wa = createFakeGateway({ name: 'whatsapp', channels: ['whatsapp'], now: clock.now });
  server = await startTestServer({
    databaseUrl: database.url,
    clock,
    gateways: [sms, wa, pages.gateway],
    routers: [['/telephony/messages/pages', pages.router]],
  });
  [sari, agus] = await Promise.all([server.logIn('sari'), server.logIn('agus')]);
});
afterAll(async () => {
  await server.stop();
  bridge.closeAllConnections();
  await new Promise((resolve) => bridge.close(resolve));
  await database.drop();
});

let made = 0;
const post = (path: string, body: object, signed = secret) => {
  const text = JSON.stringify(body);
  return send(server.url, {
    method: 'POST',
    path: `/telephony/messages/pages/${path}`,
    headers: { 'content-type': 'application/json', 'x-sigap-signature': signatureOf(signed, clock.now(), text) },
    body: text,
  });
};
const pageMessage = (channel: MessageChannel, from: string, text: string) => {
  made += 1;
  return { id: `m${made}`, channel, from, to: 'sigap', text, at: new Date(clock.now()).toISOString() };
};
const write = async (channel: MessageChannel, from: string, text: string): Promise<void> => {
  if (channel === 'sms') await sms.receive(text, from);
  else if (channel === 'whatsapp') await wa.receive(text, from);
  else expect((await post('messages', pageMessage(channel, from, text))).status).toBe(200);
};
const toldTo = (channel: MessageChannel, from: string): string[] => {
  if (channel === 'sms') return sms.sent.filter(({ to }) => to === from).map(({ text }) => text);
  if (channel === 'whatsapp') return wa.sent.filter(({ to }) => to === from).map(({ text }) => text);
  return bridged.filter((one) => one.channel === channel && one.to === from).map(({ text }) => text);
};

const detail = (caseId: string) => sari.do('getCase', { params: { caseId } });
const act = async (who: Client, caseId: string, event: string, fields: WrittenFields = {}) => {
  const answer = await who.attempt({ caseId }, event, fields);
  expect([event, answer.problem]).toEqual([event, null]);
};
const say = async (caseId: string, text: string, purpose: 'message' | 'question' | 'answer') => {
  const answer = await sari.call('sendMessage', { params: { caseId }, body: { text, purpose } });
  expect([text, answer.problem]).toEqual([text, null]);
};

let inbox: Awaited<ReturnType<Client['open']>> | undefined;

describe.each<[MessageChannel, string, 'semarang' | 'online']>([
  ['sms', '+6281234567890', 'semarang'],
  ['twitter', 'siti_a', 'semarang'],
  ['whatsapp', '+6281234567890', 'online'],
  ['facebook', 'siti.aminah', 'online'],
  ['website', 'formulir-77', 'online'],
])('a citizen who writes by %s', (channel, from, sop) => {
  it(`has a case under ${sop} from the first message to closed, with its clocks and alerts`, async () => {
    // Opened once, as a console does: a topic that is open is not asked for again and again.
    inbox ??= await sari.open('inbox:agent');
    const before = new Set(inbox.entries('cases').map(({ caseId }) => caseId));
    await write(channel, from, 'Kapan blangko KTP tersedia?');
    const { caseId, ticketNumber } = await inbox.until(
      'cases',
      (card) => !before.has(card.caseId) && card.channel === channel && card.conversation !== null,
    );
    await until('the ticket number went back', () => toldTo(channel, from).some((text) => text.includes(ticketNumber)));
    expect((await detail(caseId)).sop.id).toBe(sop);

    // The first step is late: its five minutes pass.
    const first = sop === 'semarang' ? 'receive' : 'read';
    clock.move(6 * minutes);
    await until('an alert of the first step', async () =>
      (await detail(caseId)).alerts.some(({ kind }) => kind === 'breach'),
    );

    await write(channel, from, 'Saya perlu untuk bekerja');
    await until('the second message is in the case', async () =>
      (await sari.do('messages', { params: { caseId } })).messages.some(({ text }) => text.includes('bekerja')),
    );
    const answer = `Blangko tersedia hari Senin (${channel}).`;
    if (sop === 'semarang') {
      await act(sari, caseId, 'intake.saved', { callerName: 'Siti Aminah' });
      await act(sari, caseId, 'solution.saved', { solution: answer });
      await say(caseId, answer, 'answer');
      await until('the answer', () => toldTo(channel, from).includes(answer));
      await act(sari, caseId, 'report.logged');
    } else {
      await act(sari, caseId, 'case.forwarded', { assigneeId: people.agus.id });
      await act(agus, caseId, 'solution.given', { solution: answer });
      await say(caseId, answer, 'answer');
      await until('the answer', () => toldTo(channel, from).includes(answer));
    }
    await until('closed', async () => (await detail(caseId)).status === 'closed');
    const closed = await detail(caseId);
    expect(closed.steps.find(({ step }) => step === first)?.verdict).toBe('breached');
    expect(closed.steps.filter(({ verdict }) => verdict === 'running')).toEqual([]);
    expect(closed.alerts.length).toBeGreaterThan(0);
    if (sop === 'online') expect(closed.steps.find(({ step }) => step === 'total')?.verdict).toBe('met');

    await write(channel, from, 'Terima kasih');
    const { messages } = await sari.do('messages', { params: { caseId } });
    expect(messages.at(-1)).toMatchObject({ text: 'Terima kasih', direction: 'in' });
    expect(toldTo(channel, from)).toHaveLength(2);
  });
});

describe('whoever operates the system', () => {
  const get = async (path: string) => send(server.url, { method: 'GET', path });

  it('sees each gateway and what waits for it, and a gateway that is away makes nothing unready', async () => {
    wa.turn(false);
    const ready = await get('/readyz');
    wa.turn(true);
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({ gateways: { sms: true, whatsapp: false, pages: true } });
    wa.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'uji', code: null }));
    await wa.receive('Halo', '+6281300000001');
    await until('a try', () => wa.tries.length > 0);
    const { body } = await get('/metrics');
    expect(body).toMatch(/^sigap_messages_waiting\{gateway="whatsapp"\} 1$/m);
    expect(body).toMatch(/^sigap_message_gateway_connected\{gateway="sms"\} 1$/m);
    wa.answerWith(null);
    await until(
      'it is sent',
      async () => !/sigap_messages_waiting\{gateway="whatsapp"\} 1/.test(String((await get('/metrics')).body)),
      15_000,
    );
  });
});

describe('the webhook of a bridge', () => {
  it('is refused unsigned, signed with another secret, too large or without sense, and does no work', async () => {
    const [row] = await server.sql<{ n: number }>('SELECT count(*)::int AS n FROM message');
    const message = pageMessage('facebook', 'palsu', 'Halo');
    expect((await post('messages', message, 'rahasia-orang-lain-sama-sekali')).status).toBe(401);
    expect((await post('messages', { ...message, channel: 'sms' })).status).toBe(400);
    expect((await post('messages', { ...message, text: 'x'.repeat(1_000_000) })).status).toBe(413);
    const [after] = await server.sql<{ n: number }>('SELECT count(*)::int AS n FROM message');
    expect(after?.n).toBe(row?.n);
  });

  it('proves that an answer came, whatever the order and however often it is told', async () => {
    expect((await post('messages', pageMessage('facebook', 'baru.sekali', 'Halo'))).status).toBe(200);
    await until('the acknowledgement', () => toldTo('facebook', 'baru.sekali').length === 1);
    const row = await until('the reference', async () => {
      const [newest] = await server.sql<{ reference: string | null; case_id: string }>(
        "SELECT reference, case_id FROM message WHERE gateway = 'pages' AND direction = 'out' ORDER BY seq DESC LIMIT 1",
      );
      return newest?.reference ? newest : null;
    });
    const at = new Date(clock.now()).toISOString();
    for (const status of ['read', 'delivered', 'sent', 'delivered', 'failed']) {
      expect((await post('status', { reference: row.reference, status, at })).status).toBe(200);
    }
    const { messages } = await sari.do('messages', { params: { caseId: row.case_id } });
    expect(messages.at(-1)).toMatchObject({ status: 'read', purpose: 'acknowledgement' });
  });
});
