import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BasisAnswer } from '../../../server/contract/basis.ts';
import { type Client, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { answeredCall } from '../../support/server-scenario.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const services = (without: string) => `bases:
  - { id: survei, version: "3", kind: consent, without: ${without}, text: { id: Boleh kami pakai data Anda?, en: May we use your data? } }
  - { id: layanan, version: "1", kind: public_task, text: { id: Data dipakai untuk layanan ini., en: Data serve this. } }
services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h, basis: survei }
  - { id: sms, name: { id: SMS, en: SMS }, channel: sms, sop: semarang, hours: hotline-24h, gateway: sms, basis: survei }
  - { id: whatsapp, name: { id: WA, en: WA }, channel: whatsapp, sop: online, hours: hotline-24h, gateway: wa, basis: layanan }
`;
const [siti, budi] = ['081234567890', '085712345678'];

let database: TestDatabase;
let dataDir: string;
let sms: FakeGateway;
let wa: FakeGateway;
let server: TestServer;
const open = async (without: string) => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-consent-'));
  writeFileSync(join(dataDir, 'services.yaml'), services(without));
  const clock = createTestClock();
  sms = createFakeGateway({ now: clock.now });
  wa = createFakeGateway({ name: 'wa', channels: ['whatsapp'], now: clock.now });
  server = await startTestServer({ databaseUrl: database.url, dataDir, clock, gateways: [sms, wa] });
};
afterEach(async () => {
  await server.stop();
  server.log.assertNoPersonalData([siti, budi]);
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const newest = async () => {
  const [row] = await server.sql<{ id: string; ticket_number: string }>(
    'SELECT id, ticket_number FROM case_file WHERE task_period IS NULL ORDER BY ticket_number DESC LIMIT 1',
  );
  return row as NonNullable<typeof row>;
};
const answersOf = (caseId: string) =>
  server.sql<{ type: string; data: Record<string, string> }>(
    `SELECT type, data FROM case_event WHERE case_id = $1 AND (type = 'basis.told' OR type LIKE 'consent.%') ORDER BY seq`,
    [caseId],
  );
const asked = async (from = siti) => {
  await sms.receive('Lampu jalan mati di Jalan Mawar', from);
  const { id } = await newest();
  await until('it was asked', async () => (await answersOf(id)).length === 1);
  return id;
};
const lastTo = (address: string, part: string) =>
  until(`“${part}” went out`, () => {
    const text = sms.lastTo(address)?.text;
    return text?.includes(part) && text;
  });
const note = (client: Client, caseId: string, answer: BasisAnswer) =>
  client.call('recordBasis', { params: { caseId }, body: { answer } });
const restricted = async (caseId: string) =>
  (await server.sql<{ at: Date | null }>('SELECT restricted_at AS at FROM case_file WHERE id = $1', [caseId]))[0]?.at;

it('by SMS it is asked with the receipt, given by a word and taken back by a word, each with its version and moment', async () => {
  await open('answer');
  const caseId = await asked();
  expect(sms.lastTo('+6281234567890')?.text).toMatch(/Boleh kami pakai data Anda\? Balas SETUJU atau TIDAK.*CABUT/);
  await sms.receive('Ya, saya SETUJU', siti);
  await lastTo('+6281234567890', 'dicatat');
  await sms.receive('tidak', siti);
  await sms.receive('cabut', siti);
  await lastTo('+6281234567890', 'dicabut. Laporan ini tetap kami jawab');
  const via = { basis: 'survei', version: '3', via: 'sms' };
  expect(await answersOf(caseId)).toEqual([
    { type: 'basis.told', data: { basis: 'survei', version: '3', kind: 'consent', without: 'answer' } },
    { type: 'consent.given', data: via },
    { type: 'consent.withdrawn', data: via },
  ]);
  const rina = await server.logIn('rina');
  const { basis, history, actions } = await rina.do('getCase', { params: { caseId } });
  expect(basis).toMatchObject({ consent: true, answer: 'withdrawn' });
  const { words = [] } = history.find(({ type }) => type === 'consent.withdrawn') ?? {};
  expect(words.map(({ value }) => value.id)).toEqual(['survei, versi 3', 'SMS']);
  // What was asked is still answered.
  expect(actions.some(({ event }) => event !== 'case.ended')).toBe(true);
  expect(await restricted(caseId)).toBeNull();
});

it('what is none of the words, or answers something else, is a message as any other', async () => {
  await open('answer');
  const caseId = await asked();
  for (const text of ['ya', 'setuju?', 'saya setuju lampunya harus diganti hari ini juga', 'ok terima kasih'])
    await sms.receive(text, siti);
  await until('all are kept', async () => {
    const [row] = await server.sql<{ n: number }>(
      "SELECT count(*)::int AS n FROM case_event WHERE case_id = $1 AND type = 'message.received'",
      [caseId],
    );
    return row?.n === 4;
  });
  expect(await answersOf(caseId)).toHaveLength(1);
  // Of another basis nothing is asked.
  await wa.receive('Lampu mati', budi);
  const { id } = await newest();
  await until('told', async () => (await answersOf(id)).length === 1);
  await wa.receive('setuju', budi);
  expect(await answersOf(id)).toHaveLength(1);
});

it('without it there may be nothing left but the end; then nobody reads or finds it, and consent given again does not open it', async () => {
  await open('nothing');
  const caseId = await asked();
  await sms.receive('TIDAK SETUJU', siti);
  await lastTo('+6281234567890', 'Laporan ini kami akhiri');
  const rina = await server.logIn('rina');
  const { actions } = await rina.do('getCase', { params: { caseId } });
  expect(actions.map(({ event }) => event)).toEqual(['case.ended']);
  await rina.do('performAction', {
    params: { caseId },
    body: { event: 'case.ended', fields: { endedAs: 'withdrawn', reason: 'warga tidak setuju' } },
  });
  expect((await rina.call('getCase', { params: { caseId } })).problem?.type).toBe('case_restricted');
  expect((await rina.do('listCases', { body: { q: 'mawar' } })).cases).toEqual([]);
  await sms.receive('setuju', siti);
  await until('it is noted after the end', async () => (await answersOf(caseId)).at(-1)?.type === 'consent.given');
  expect((await rina.call('getCase', { params: { caseId } })).problem?.type).toBe('case_restricted');
});

it('on the telephone the agent asks and notes it; a colleague cannot while they talk; the officer takes it back later, which restricts it', async () => {
  await open('answer');
  const [sari, budiAgent, nadia, hadi] = await Promise.all(
    (['sari', 'budi', 'nadia', 'hadi'] as const).map((name) => server.logIn(name)),
  );
  const desk = await (sari as Client).desk();
  const call = await answeredCall(server, sari as Client, desk, siti);
  const { caseId } = call;
  expect((await (sari as Client).do('getCase', { params: { caseId } })).basis).toEqual({
    ...{ text: { id: 'Boleh kami pakai data Anda?', en: 'May we use your data?' }, consent: true },
    ...{ toldAt: null, answer: null },
  });
  expect((await note(sari as Client, caseId, 'withdrawn')).problem?.type).toBe('not_waited_for');
  expect((await note(budiAgent as Client, caseId, 'given')).status).toBe(403);
  expect((await note(hadi as Client, caseId, 'given')).status).toBe(403);
  expect((await note(sari as Client, caseId, 'given')).body).toEqual({ answer: 'given' });
  expect((await note(sari as Client, caseId, 'given')).problem?.type).toBe('not_waited_for');
  expect((await answersOf(caseId)).map(({ type }) => type)).toEqual(['basis.told', 'consent.given']);
  expect((await answersOf(caseId)).at(-1)?.data).toEqual({ basis: 'survei', version: '3', via: 'phone' });
  await server.sql(
    "UPDATE case_file SET closed_at = now(), state = jsonb_set(state, '{closedAt}', '1') WHERE id = $1",
    [caseId],
  );
  const whose = { by: 'phone', value: siti, reason: 'surat pencabutan dari pemilik data' } as const;
  const found = await (nadia as Client).do('findPerson', { body: { ...whose, callerId: null } });
  expect(found.cases).toMatchObject([{ consent: 'given', restricted: false }]);
  expect((await note(nadia as Client, caseId, 'withdrawn')).body).toEqual({ answer: 'withdrawn' });
  expect(await restricted(caseId)).not.toBeNull();
  const after = await (nadia as Client).do('findPerson', { body: { ...whose, callerId: null } });
  expect(after.cases).toMatchObject([{ consent: 'withdrawn', restricted: true }]);
  expect(await server.sql("SELECT reason FROM audit_entry WHERE action = 'subject.consent'")).toEqual([
    { reason: 'withdrawn' },
  ]);
});

describe('on the citizens’ page', () => {
  const post = (path: string, body: object, key = '') =>
    send(server.url, {
      ...{ method: 'POST', path, body: JSON.stringify(body) },
      headers: { 'x-sigap': '1', 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    });
  const look = async (from: string) => {
    const answer = await post('/api/lacak', { ticket: (await newest()).ticket_number, digits: from.slice(-4) });
    return answer.body as { pass: string; consent: { text: object; answer: string | null; may: string[] } | null };
  };

  it('consent is given, taken back and given anew, each once, and stands in the history as said there', async () => {
    await open('nothing');
    const caseId = await asked(budi);
    const first = await look(budi);
    expect(first.consent).toEqual({
      text: { id: 'Boleh kami pakai data Anda?', en: 'May we use your data?' },
      answer: null,
      may: ['given', 'refused'],
    });
    const say = (answer: string, key: string, pass = first.pass) => post('/api/lacak/consent', { pass, answer }, key);
    const [one, two] = ['3b1f4f2a-7f0e-4f54-9d5a-1f5b6f0a7c11', '9e2d1c66-12f4-4c0f-8d1c-0a4d5f3b2e22'];
    for (const _ of [1, 2]) expect((await say('given', one)).status).toBe(204);
    expect((await say('refused', two)).problem?.type).toBe('not_waited_for');
    expect((await look(budi)).consent).toMatchObject({ answer: 'given', may: ['withdrawn'] });
    expect((await say('withdrawn', '5a0c2d88-3c1b-4b7e-9a5d-6f7e8d9c0b33')).status).toBe(204);
    expect((await look(budi)).consent).toMatchObject({ answer: 'withdrawn', may: ['given'] });
    expect((await answersOf(caseId)).slice(1)).toEqual([
      { type: 'consent.given', data: { basis: 'survei', version: '3', via: 'website' } },
      { type: 'consent.withdrawn', data: { basis: 'survei', version: '3', via: 'website' } },
    ]);
    // Nobody answers for another, and nothing else is taken.
    for (const pass of ['', 'x', `${first.pass}A`])
      expect((await say('given', '', pass)).problem?.type).toBe('lacak_over');
    expect((await say('told', '')).status).toBe(422);
  });

  it('it is taken back of a ticket that is over, and another basis asks nobody', async () => {
    await open('answer');
    const caseId = await asked(siti);
    const { pass } = await look(siti);
    await post('/api/lacak/consent', { pass, answer: 'given' });
    await server.sql(
      `UPDATE case_file SET closed_at = now(), next_deadline = NULL, status = 'closed',
         state = state || jsonb_build_object('status', 'closed', 'closedAt', 1795322123000) WHERE id = $1`,
      [caseId],
    );
    expect((await post('/api/lacak/consent', { pass, answer: 'withdrawn' })).status).toBe(204);
    expect((await answersOf(caseId)).at(-1)?.type).toBe('consent.withdrawn');
    await wa.receive('KTP saya hilang', budi);
    expect((await look(budi)).consent).toBeNull();
  });
});
