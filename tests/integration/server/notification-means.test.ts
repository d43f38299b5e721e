import type { SopDefinition } from '../../../server/domain/sop/definition.ts';
import type { Means } from '../../../server/domain/sop/terms.ts';
import { isSigned } from '../../../telephony/messaging/http/signature.ts';
import type { TestDatabase } from '../../support/database.ts';
import { insertDueCases } from '../../support/due-cases.ts';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { shipped } from '../../support/sops.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

const secret = 'aX4rT9mQ2wLz7pKc';
const rinaMobile = '081234567890';

let database: TestDatabase;
let receiver: WebhookReceiver;
let gateway: FakeGateway;
let server: TestServer;
const clock = createTestClock();

/** The hotline's procedure, in a version whose supervisor hears by these means. */
function heardBy(by: readonly Means[]): SopDefinition {
  const sop = shipped('surabaya');
  const steps = sop.steps.map((step) =>
    step.id === 'forward' ? { ...step, escalate: step.escalate.map((level) => ({ ...level, by })) } : step,
  );
  return { ...sop, version: 'uji', steps };
}

async function start(by: readonly Means[], env: Record<string, string> = {}) {
  const sop = heardBy(by);
  gateway = createFakeGateway({ name: 'sms', channels: ['sms', 'whatsapp'], now: clock.now });
  // Retired, so that no call begins under it.
  const first = await startTestServer({ databaseUrl: database.url, clock, connect: false });
  await first.sql(
    `INSERT INTO sop_version (id, version, body, status, origin) VALUES ($1, $2, $3, 'retired', 'command')`,
    [sop.id, sop.version, JSON.stringify(sop)],
  );
  await first.stop();
  server = await startTestServer({
    databaseUrl: database.url,
    clock,
    gateways: [gateway],
    env: { ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret, SIGAP_QUIET_HOURS: 'none', ...env },
  });
  const rina = await server.logIn('rina');
  await rina.do('changeMyContact', { body: { mobile: rinaMobile } });
  return {
    rina,
    late: () => insertDueCases(server.sql, sop, [clock.now() + 300]),
  };
}

const rows = () =>
  server.sql<{ means: string; state: string; reason: string | null; attempts: number; message_id: string | null }>(
    'SELECT means, state, reason, attempts, message_id FROM notification ORDER BY means',
  );
const become = (states: Record<string, string>) =>
  until(`they are ${JSON.stringify(states)}`, async () => {
    const found = Object.fromEntries((await rows()).map(({ means, state }) => [means, state]));
    return JSON.stringify(found) === JSON.stringify(states);
  });

beforeEach(async () => {
  database = await createServerDatabase();
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await server.stop();
  await receiver.close();
  await database.drop();
});

describe('an SMS to somebody of the office', () => {
  it('goes through the office’s gateway, and what the gateway reports of it is kept', async () => {
    const { rina, late } = await start(['screen', 'sms']);
    const desk = await rina.desk();
    await late();
    await become({ sms: 'sent' });
    const [message] = gateway.sent;
    expect(gateway.sent).toHaveLength(1);
    expect(message).toMatchObject({ channel: 'sms', to: '+6281234567890', template: null });
    expect(message?.text).toMatch(/^Sigap: Eskalasi: tiket DUE-.* terlambat 1 menit, 200 % dari waktunya\.$/);

    await gateway.report(message?.id as string, 'x', 'sent');
    await gateway.report(message?.id as string, 'x', 'delivered');
    await gateway.report(message?.id as string, 'x', 'failed', { errorCode: '30003' });
    await become({ sms: 'delivered' });
    const alert = await desk.until('alerts', ({ kind }) => kind === 'escalation');
    const { notifications } = await rina.do('notifications', { params: { alertId: alert.alertId } });
    expect(notifications[0]?.deliveredAt).toEqual(expect.any(Number));
    server.log.assertNoPersonalData([rinaMobile]);
  });

  it('that may have gone out is looked for before it is sent again, in the same words', async () => {
    const { late } = await start(['screen', 'sms']);
    gateway.answerWith(() => ({ ok: false, kind: 'unknown', reason: 'no answer', code: null }));
    await late();
    await until('it was tried', async () => gateway.tries.length === 1);
    await until('it is noted', () => server.log.lines().some((line) => line.includes('was not sent')));
    gateway.answerWith(null);
    clock.move(30_000);
    await become({ sms: 'sent' });
    expect(gateway.tries.map(({ again }) => again)).toEqual([false, true]);
    expect(new Set(gateway.tries.map(({ id }) => id)).size).toBe(1);
  });

  it('that the provider will never take is given up; a report by its own name says so too', async () => {
    const { late } = await start(['screen', 'sms']);
    await late();
    await become({ sms: 'sent' });
    await gateway.report(null, `ref-${gateway.sent[0]?.id}`, 'failed', { errorCode: '30005' });
    await become({ sms: 'failed' });
    expect((await rows())[0]?.reason).toBe('30005');
    gateway.answerWith(() => ({ ok: false, kind: 'rejected', reason: 'no such number', code: '21211' }));
    clock.move(61_000);
    await late();
    await until('the second is given up', async () => (await rows()).some(({ reason }) => reason === '21211'));
  });
});

describe('a WhatsApp message to somebody of the office', () => {
  it('is sent by the template that is set, with the sentence in it', async () => {
    const { late } = await start(['screen', 'whatsapp'], { ALERT_WHATSAPP_TEMPLATE: 'HXalert' });
    await late();
    await become({ whatsapp: 'sent' });
    const [message] = gateway.sent;
    expect(message?.channel).toBe('whatsapp');
    expect(message?.template).toEqual({ id: 'HXalert', variables: { 1: message?.text } });
  });
});

describe('a webhook', () => {
  it('is signed, tells a ticket and a step and nobody’s name, and counts as delivered when it is taken', async () => {
    const { late } = await start(['screen', 'webhook']);
    await late();
    await become({ webhook: 'delivered' });
    expect(receiver.received).toHaveLength(1);
    const [post] = receiver.received;
    const header = String(post?.headers['x-sigap-signature']);
    expect(isSigned(secret, clock.now(), header, post?.raw as Buffer)).toBe(true);
    expect(isSigned('another-secret-16', clock.now(), header, post?.raw as Buffer)).toBe(false);
    expect(post?.headers['idempotency-key']).toBe(post?.body.id);
    expect(post?.body).toEqual({
      id: expect.any(String),
      at: expect.any(String),
      count: 1,
      alerts: [
        {
          id: expect.any(String),
          kind: 'escalation',
          ticket: expect.stringMatching(/^DUE-/),
          step: 10,
          name: 'Dispatcher meneruskan keluhan kepada pejabat terkait',
          percent: 200,
          promisedAt: expect.any(String),
        },
      ],
    });
  });

  it.each([500, 'silent'] as const)('that was answered %s is told again under the same key', async (answer) => {
    const { late } = await start(['screen', 'webhook']);
    receiver.answerWith(answer);
    await late();
    await until('it is noted', () => server.log.lines().some((line) => line.includes('was not sent')));
    receiver.answerWith(204);
    clock.move(30_000);
    await become({ webhook: 'delivered' });
    const [first, second] = receiver.received;
    expect(receiver.received).toHaveLength(2);
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect(second?.raw.equals(first?.raw as Buffer)).toBe(true);
  });

  it('that is refused for good is given up', async () => {
    const { late } = await start(['screen', 'webhook']);
    receiver.answerWith(410);
    await late();
    await become({ webhook: 'failed' });
    expect(await rows()).toMatchObject([{ reason: '410', attempts: 1 }]);
  });
});

it('means that are set up no more are given up at the next start, and say so', async () => {
  const { late } = await start(['screen', 'webhook']);
  receiver.answerWith(503);
  await late();
  await until('it is noted', () => server.log.lines().some((line) => line.includes('was not sent')));
  await server.stop();
  server = await startTestServer({ databaseUrl: database.url, clock });
  await become({ webhook: 'failed' });
  expect((await rows())[0]?.reason).toBe('not_set_up');
});
