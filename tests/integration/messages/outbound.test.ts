import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SendMessage } from '../../../server/contract/messages.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: depok, hours: hotline-24h }
  - { id: sms, name: { id: SMS, en: SMS }, channel: sms, sop: semarang, hours: hotline-24h, gateway: sms, addresses: ['08111631500'] }
  - { id: whatsapp, name: { id: WA, en: WA }, channel: whatsapp, sop: online, hours: hotline-24h, gateway: wa }
  - { id: facebook, name: { id: FB, en: FB }, channel: facebook, sop: online, hours: hotline-24h, gateway: pages }
`;
const siti = '081234567890';

let database: TestDatabase;
let dataDir: string;
let clock: TestClock;
let sms: FakeGateway;
let wa: FakeGateway;
let server: TestServer;
let sari: Client;
beforeEach(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-messages-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  clock = createTestClock(Date.UTC(2026, 10, 23, 2, 0));
  sms = createFakeGateway({ now: clock.now });
  wa = createFakeGateway({ name: 'wa', channels: ['whatsapp'], now: clock.now });
  server = await startTestServer({ databaseUrl: database.url, dataDir, clock, gateways: [sms, wa] });
  sari = await server.logIn('sari');
});
afterEach(async () => {
  await server.stop();
  server.log.assertNoPersonalData([siti]);
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const write = (caseId: string, body: Partial<SendMessage> & { text: string }, who = sari, key?: string) =>
  who.call('sendMessage', {
    params: { caseId },
    body: { purpose: 'message', ...body },
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });
const newest = async () =>
  (
    await server.sql<{ id: string }>(
      "SELECT id FROM case_file WHERE ticket_number LIKE 'SBY-%' ORDER BY opened_at DESC LIMIT 1",
    )
  )[0]?.id ?? '';
const reported = async (gateway: FakeGateway, more = {}) => {
  await gateway.receive('Air mati sejak kemarin', siti, more);
  return newest();
};
const detail = (caseId: string) => sari.do('getCase', { params: { caseId } });
const conversation = (caseId: string) => sari.do('messages', { params: { caseId } });
const stepOf = async (caseId: string, name: string) => (await detail(caseId)).steps.find(({ step }) => step === name);

describe('an agent’s message', () => {
  it('goes out once, however often it is asked for under one key, and is proved to have come', async () => {
    const caseId = await reported(sms);
    await until('the acknowledgement', () => sms.sent.length === 1);
    const asked = await Promise.all(
      [1, 2, 3].map(() => write(caseId, { text: 'Petugas datang besok' }, sari, 'pesan-01')),
    );
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200]);
    await until('the message', () => sms.lastTo('+6281234567890')?.text === 'Petugas datang besok');
    expect(sms.sent).toHaveLength(2);
    const { messageId } = asked[0]?.body ?? { messageId: '' };
    // In any order, by our id or theirs, and more than once.
    await sms.report(null, `ref-${messageId}`, 'delivered', { at: clock.now() });
    await sms.report(messageId, `ref-${messageId}`, 'sent');
    await sms.report(null, `ref-${messageId}`, 'delivered', { at: clock.now() + 60_000 });
    const { messages } = await conversation(caseId);
    const sent = messages.find((message) => message.messageId === messageId);
    expect(sent).toMatchObject({ status: 'delivered', authorName: 'sari Uji', segments: 1 });
    expect(Object.keys(sent?.statusAt ?? {}).sort()).toEqual(['delivered', 'queued', 'sent']);
    const rows = await server.sql('SELECT status FROM message_report WHERE reference = $1', [`ref-${messageId}`]);
    expect(rows).toHaveLength(2);
  }, 20_000);

  it('is known by a report that came before its own reference did', async () => {
    const caseId = await reported(sms);
    await until('the acknowledgement', () => sms.sent.length === 1);
    sms.answerWith(async ({ id }) => {
      await sms.report(null, 'early', 'delivered');
      sms.answerWith(null);
      return { ok: true, reference: 'early', status: id ? 'queued' : 'sent' };
    });
    await write(caseId, { text: 'Halo' });
    await until('the proof', async () => (await conversation(caseId)).messages.at(-1)?.status === 'delivered');
  }, 20_000);

  it('waits for the one before it to the same citizen, and for nobody else’s', async () => {
    const caseId = await reported(sms);
    await sms.receive('Pohon tumbang', '085712345678');
    const other = await newest();
    await until('the acknowledgements', () => sms.sent.length === 2);
    let hold: (() => void) | null = null;
    sms.answerWith((message) =>
      message.text === 'satu' && !hold
        ? new Promise((resolve) => {
            hold = () => resolve({ ok: false, kind: 'unknown', reason: 'uji', code: null });
          })
        : null,
    );
    await write(caseId, { text: 'satu' });
    await until('the first is under way', () => hold);
    await write(caseId, { text: 'dua' });
    await write(other, { text: 'lain' });
    await until('the other citizen’s', () => sms.lastTo('+6285712345678')?.text === 'lain');
    expect(sms.lastTo('+6281234567890')?.text).not.toBe('dua');
    (hold as (() => void) | null)?.();
    await until('both in order', () => {
      const texts = sms.sent.filter(({ to }) => to === '+6281234567890').map(({ text }) => text);
      return texts.at(-2) === 'satu' && texts.at(-1) === 'dua';
    });
    const tries = sms.tries.filter(({ id }) => sms.sent.some((one) => one.id === id && one.text === 'satu'));
    expect(tries.map(({ again }) => again)).toEqual([false, true]);
  }, 20_000);

  it('that the gateway refuses for good is shown as failed, with its code, and tried no more', async () => {
    const caseId = await reported(sms);
    await until('the acknowledgement', () => sms.sent.length === 1);
    sms.answerWith(() => ({ ok: false, kind: 'rejected', reason: 'uji', code: '21610' }));
    const inbox = await sari.open('inbox:agent');
    await write(caseId, { text: 'Halo' });
    await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === true);
    expect((await conversation(caseId)).messages.at(-1)).toMatchObject({
      status: 'failed',
      errorCode: '21610',
      attempts: 1,
    });
    sms.answerWith(null);
    await write(caseId, { text: 'Halo lagi' });
    await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === false);
  }, 20_000);

  it('may be written by agents only, and read by those who may see the case', async () => {
    const caseId = await reported(sms);
    const params = { caseId };
    for (const name of ['dewi', 'rina', 'wati', 'joko', 'agus', 'admin', 'hadi'] as const) {
      const who = await server.logIn(name);
      expect([name, [403, 404].includes((await write(caseId, { text: 'Halo' }, who)).status)]).toEqual([name, true]);
      expect([name, [403, 404].includes((await who.call('messagesSeen', { params })).status)]).toEqual([name, true]);
      const { status, body } = await who.call('messages', { params });
      const may = !['admin', 'hadi'].includes(name) && (name !== 'agus' || status === 200);
      expect([name, status]).toEqual([name, may ? 200 : 404]);
      if (may) expect(body.refusal).toBe('not_allowed');
    }
    const stranger = await write(people.sari.id, { text: 'Halo' });
    expect(stranger.status).toBe(404);
    expect((await write(caseId, { text: '  ' })).problem).toMatchObject({ status: 422 });
  }, 20_000);

  it('is shown as unread, waiting and answered on the agents’ list, without a number or a word of it', async () => {
    const inbox = await sari.open('inbox:agent');
    const caseId = await reported(sms);
    const card = await inbox.until('cases', (one) => one.conversation?.unseen === 1);
    expect(card.conversation).toMatchObject({ channel: 'sms', waitingSince: expect.any(Number), optedOut: false });
    expect(JSON.stringify(inbox.changes)).not.toMatch(/81234567890/);
    await sari.do('messagesSeen', { params: { caseId } });
    await inbox.until('cases', (one) => one.caseId === caseId && one.conversation?.unseen === 0);
    await write(caseId, { text: 'Sudah kami teruskan' });
    // Whoever answers has the case from then on.
    await inbox.until(
      'cases',
      (one) => one.caseId === caseId && one.conversation?.waitingSince === null && one.agentId === sari.me.userId,
    );
    const floor = await (await server.logIn('rina')).open('floor');
    expect(JSON.stringify(floor.snapshot)).not.toMatch(/Air mati|diteruskan/);
  }, 20_000);
});

describe('messages that wait when their citizen says STOP', () => {
  it.each(['unreachable', 'unknown'] as const)(
    'go no more, whether they were %s before',
    async (kind) => {
      const caseId = await reported(sms);
      await until('the acknowledgement', () => sms.sent.length === 1);
      sms.answerWith(({ text }) => (text === 'Halo' ? { ok: false, kind, reason: 'uji', code: null } : null));
      await write(caseId, { text: 'Halo' });
      const tried = () => sms.tries.length - sms.sent.length;
      await until('a try', () => tried() === 1);
      await sms.receive('STOP', siti);
      sms.answerWith(null);
      const halo = async () => (await conversation(caseId)).messages.find(({ text }) => text === 'Halo');
      await until('it is given up', async () => (await halo())?.errorCode === 'opted_out', 10_000);
      await until('the confirmation', () => sms.sent.length === 2, 10_000);
      expect(sms.sent.map(({ text }) => text)).not.toContain('Halo');
    },
    30_000,
  );
});

describe('WhatsApp', () => {
  it('takes free words for 24 hours from the citizen’s last message, and templates after that', async () => {
    const caseId = await reported(wa);
    const { route, templates } = await conversation(caseId);
    expect(route?.openUntil).toBeGreaterThan(clock.now());
    expect(templates).toEqual([expect.objectContaining({ templateId: 'HX01', variables: ['1', '2'] })]);
    expect((await write(caseId, { text: 'Halo' })).status).toBe(200);
    clock.move(24 * 3_600_000 + 1_000);
    expect((await write(caseId, { text: 'Halo' })).problem).toMatchObject({ status: 409, type: 'window_closed' });
    const template = { id: 'HX01', variables: { 1: 'DK-1', 2: 'selesai' } };
    expect((await write(caseId, { text: '', template: { ...template, id: 'HX99' } })).problem?.type).toBe(
      'unknown_template',
    );
    expect((await write(caseId, { text: '', template })).status).toBe(200);
    await until('the template', () => wa.sent.at(-1)?.template?.id === 'HX01');
    expect(wa.sent.at(-1)).toMatchObject({ text: 'Kabar tiket DK-1: selesai', template });
    await wa.receive('Ya', siti);
    expect((await write(caseId, { text: 'Baik' })).status).toBe(200);
  }, 20_000);

  it('ends the total of its procedure when the gateway has taken the answer, delivered or not', async () => {
    const caseId = await reported(wa);
    const { answerDue } = await conversation(caseId);
    expect(answerDue).toBe(true);
    await write(caseId, { text: 'Datang Senin', purpose: 'answer' });
    await until('closed', async () => (await detail(caseId)).status === 'closed');
    const closed = await detail(caseId);
    expect(closed.steps.map(({ step, verdict }) => [step, verdict])).toEqual(
      expect.arrayContaining([
        ['read', 'met'],
        ['total', 'met'],
      ]),
    );
    expect(closed.history.map(({ type }) => type)).toContain('answer.sent');
    expect((await write(caseId, { text: 'x', purpose: 'answer' })).problem?.type).toBe('case_closed');

    // It was sent in time, and that stands; but somebody must know that it never came.
    const inbox = await sari.open('inbox:agent');
    expect(inbox.entries('cases').filter((card) => card.caseId === caseId)).toEqual([]);
    const messageId = wa.lastTo('+6281234567890')?.id ?? '';
    await wa.report(messageId, `ref-${messageId}`, 'failed', { errorCode: '63016' });
    await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === true);
    expect((await detail(caseId)).status).toBe('closed');
    await write(caseId, { text: 'Sekali lagi: datang Senin' });
    await inbox.untilGone('cases', (card) => card.caseId === caseId);
  }, 20_000);
});

describe('a service', () => {
  it('whose gateway is not configured keeps the case and says so to the agent', async () => {
    await server.core.reports.open({
      id: 'fb-1',
      serviceId: 'facebook',
      receivedAt: clock.now(),
      text: 'Halo',
      from: { address: 'siti.a', masked: 'si****' },
      by: null,
    });
    const caseId = await newest();
    expect((await conversation(caseId)).refusal).toBe('gateway_missing');
    expect((await write(caseId, { text: 'Halo' })).problem?.type).toBe('gateway_missing');
  }, 20_000);
});

describe('Depok: a call whose caller is asked by SMS', () => {
  const call = async (ani = siti) => {
    const calling = server.exchange.caller(ani);
    server.exchange.happen(calling.arrived(), calling.queued(), calling.offered('101'), calling.answered('101'));
    const { ticketNumber } = await server.exchange.register(calling);
    const desk = await sari.desk();
    const { caseId } = await desk.until('cases', (one) => one.ticketNumber === ticketNumber && one.status === 'open');
    return { caseId, ticketNumber, hangUp: () => server.exchange.happen(calling.ended()) };
  };
  const act = (caseId: string, event: string, fields = {}, who = sari) =>
    who.do('act', { params: { caseId }, body: { event, fields } });

  it('is not asked at a number that takes no SMS', async () => {
    const { caseId } = await call('0215551234');
    expect(await conversation(caseId)).toMatchObject({ route: null, refusal: 'no_channel' });
  }, 20_000);

  it('has its clock stand while the question is out, and the reply comes to the same case', async () => {
    const { caseId, hangUp } = await call();
    await act(caseId, 'intake.started');
    hangUp();
    await until('the call is over', async () => !(await detail(caseId)).callLive);
    expect((await conversation(caseId)).route).toMatchObject({ channel: 'sms', addressMasked: '0812-****-7890' });
    await write(caseId, { text: 'Boleh tahu nama dan alamat Bapak/Ibu?', purpose: 'question' });
    await until('the question', () => sms.lastTo('+6281234567890')?.from === '08111631500');
    await until('the clock stands', async () => (await stepOf(caseId, 'record'))?.stoppedAt != null);
    clock.move(3 * 3_600_000);
    await sms.receive('Siti Aminah, Jl. Mawar 3', siti);
    await until('the clock goes on', async () => (await stepOf(caseId, 'record'))?.stoppedAt === null);
    expect((await stepOf(caseId, 'record'))?.verdict).toBe('running');
    const { history } = await detail(caseId);
    expect(history.map(({ type }) => type)).toEqual(expect.arrayContaining(['citizen.asked', 'citizen.replied']));
    expect(await server.sql("SELECT 1 FROM case_file WHERE ticket_number LIKE 'SBY-%'")).toHaveLength(1);
    await act(caseId, 'intake.saved', { callerName: 'Siti Aminah', address: 'Jl. Mawar 3', complaint: 'Lampu padam' });
    expect((await stepOf(caseId, 'record'))?.verdict).toBe('met');
  }, 20_000);

  it('gets the agency’s answer from the SMS number, which ends step 10 once the gateway has taken it', async () => {
    const { caseId, hangUp } = await call();
    await act(caseId, 'intake.started');
    await act(caseId, 'intake.saved', { callerName: 'Siti', address: 'Depok', complaint: 'Lampu padam' });
    hangUp();
    await until('the call is over', async () => !(await detail(caseId)).callLive);
    await act(caseId, 'solution.not_found');
    await act(caseId, 'search.failed');
    await act(caseId, 'case.forwarded', { assigneeId: people.lia.id });
    await act(caseId, 'solution.given', { solution: 'Lampu diganti besok' }, await server.logIn('lia'));
    await act(caseId, 'answer.reviewed');
    const step = await stepOf(caseId, 'send');
    expect((step?.dueAt ?? 0) - (step?.startedAt ?? 0)).toBe(2 * 3_600_000);
    // While the gateway does not take it, the answer has not been sent.
    sms.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'uji', code: null }));
    await write(caseId, { text: 'Lampu diganti besok.', purpose: 'answer' });
    await until('a try', () => sms.tries.length > 0);
    expect((await stepOf(caseId, 'send'))?.verdict).toBe('running');
    sms.answerWith(null);
    await until('closed', async () => (await detail(caseId)).status === 'closed', 15_000);
    expect(sms.sent.filter(({ text }) => text === 'Lampu diganti besok.')).toEqual([
      expect.objectContaining({ from: '08111631500', to: '+6281234567890' }),
    ]);
    expect((await stepOf(caseId, 'send'))?.verdict).toBe('met');
  }, 20_000);
});
