import type { BodyInput } from '../../../server/contract/api.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../../support/server-scenario.ts';

let database: TestDatabase;
let server: TestServer;
let sari: Client;
let rina: Client;
let first: QueuedCall;
let second: QueuedCall;
const phone = '081234567890';
const nik = '3578015505900001';

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  sari = await server.logIn('sari');
  rina = await server.logIn('rina');
  const budi = await server.logIn('budi');
  first = await answeredCall(server, sari, await sari.desk(), phone);
  const complaint = 'Kartu tanda penduduk rusak di Gubeng';
  await sari.act(first, 'intake.saved', { ...intake, callerName: 'Achmad Soeharto', complaint, nik });
  second = await answeredCall(server, budi, await budi.desk(), '085712345678');
  await budi.act(second, 'intake.saved', { ...intake, callerName: 'Djoko', complaint: 'Lampu jalan padam' });
  const hadi = await server.logIn('hadi');
  await hadi.do('saveSynonyms', { body: { groups: [['KTP', 'kartu tanda penduduk']] } });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const found = async (body: BodyInput<'listCases'>, by = rina) => {
  const { cases, total } = await by.do('listCases', { body });
  expect(total).toBe(cases.length);
  return cases.map(({ ticketNumber }) => ticketNumber);
};

it.each([
  ['a word of the complaint', 'gubeng'],
  ['a beginning of one', 'gub'],
  ['a word that means the same', 'ktp rusak'],
  ['a name in another spelling', 'ahmad suharto'],
  ['its telephone number, however it is written', '+62 812-3456-7890'],
  ['the citizen’s NIK', nik],
])('a ticket is found by %s', async (_, q) => {
  expect(await found({ q })).toEqual([first.ticketNumber]);
});

it('and by no part of a number, nor by another one', async () => {
  for (const q of ['0812345678', '34567890', '3578015505900002', '081234567891'])
    expect([q, await found({ q })]).toEqual([q, []]);
});

it('a search by a number is an entry of the audit that holds no number, and its address holds none', async () => {
  await found({ q: phone }, sari);
  await found({ q: nik }, sari);
  const rows = await server.sql(
    'SELECT subject, reason FROM audit_entry WHERE action = $1 AND person_id = $2 ORDER BY seq',
    ['read.sought', people.sari.id],
  );
  expect(rows).toEqual([
    { subject: 'phone', reason: null },
    { subject: 'nik', reason: null },
  ]);
});

it('is narrowed by what is known of a ticket', async () => {
  const both = [second.ticketNumber, first.ticketNumber];
  const [row] = await server.sql<{ day: string; sop_id: string; service_id: string }>(
    'SELECT office_day::text AS day, sop_id, service_id FROM case_file WHERE ticket_number = $1',
    [first.ticketNumber],
  );
  const { day = '', sop_id: sopId = '', service_id: serviceId = '' } = row ?? {};
  expect(await found({ from: day, until: day, sopId, serviceId, channel: 'phone', status: 'open' })).toEqual(both);
  expect(await found({ from: '2020-01-01', until: '2020-12-31' })).toEqual([]);
  for (const other of [{ sopId: 'depok' }, { serviceId: 'x' }, { channel: 'sms' }, { from: '2999-01-01' }])
    expect([other, await found(other)]).toEqual([other, []]);
  expect(await found({ mine: true }, sari)).toEqual([first.ticketNumber]);
  expect(await found({ mine: true, q: 'lampu' }, sari)).toEqual([]);
  expect(await found({ mine: true })).toEqual([]);
});

it('is harmed by nothing that is typed', async () => {
  for (const q of ['%', '_', '\\', "'", '!!! (( :* |', '🙂', "x'); DROP TABLE case_search --"])
    expect([q, (await rina.call('listCases', { body: { q } })).status]).toEqual([q, 200]);
  // PostgreSQL keeps no NUL: nothing can be found by it.
  for (const q of ['a\u0000b', 'x'.repeat(10_000)])
    expect((await rina.call('listCases', { body: { q } })).status).toBe(422);
  for (const from of ['2026-02-30', 'x']) expect((await rina.call('listCases', { body: { from } })).status).toBe(422);
});
