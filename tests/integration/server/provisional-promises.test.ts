import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { queuedCall } from '../../support/server-scenario.ts';
import { createTestClock } from '../../support/test-clock.ts';

const wib = (text: string) => Date.parse(`${text.replace(' ', 'T')}+07:00`);
/** Of a year of which no table is shipped: it closes the Monday after the first of January. */
const decree = 'tanggal,jenis,nama\n2028-01-01,libur nasional,Tahun Baru\n2028-01-03,cuti bersama,Tahun Baru\n';

let database: TestDatabase;
let dataDir: string;
let servers: TestServer[];
beforeEach(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-provisional-'));
  servers = [];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const start = async (at: number, exchange?: TestServer['exchange']) => {
  const clock = createTestClock(at);
  const server = await startTestServer({ databaseUrl: database.url, dataDir, clock, ...(exchange && { exchange }) });
  servers.push(server);
  return server;
};

/** Its hours are the office's, as those of the offices that have no hotline at night are. */
const byDay = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: office, call_back: { minutes: 60 } }
`;

it('a promise into a year without a table says so, and is counted anew when the table has come, before it is late', async () => {
  // A Friday, two minutes before the office closes: three of the five minutes for reading are left for the next day.
  const first = await start(wib('2027-12-31 16:28'));
  const sari = await first.logIn('sari');
  const body = { serviceId: 'desk', complaint: 'Antrean terlalu lama', callerName: 'Siti Aminah', address: 'Ungaran' };
  const { caseId } = await sari.do('takeIntake', { body });
  const shownBy = async (server: TestServer) => {
    const detail = await (await server.logIn('rina')).do('getCase', { params: { caseId } });
    return { ...detail, step: detail.steps.find(({ verdict }) => verdict === 'running') };
  };
  const promised = await shownBy(first);
  expect(promised.step?.provisional).toBe(true);
  expect(promised.due.map(({ text }) => text.en).join()).toMatch(
    /^due 3 Jan 2028 07\.3.*provisional: holidays of 2028/,
  );
  await first.stop();

  mkdirSync(join(dataDir, 'calendars'));
  writeFileSync(join(dataDir, 'calendars/holidays-2028.csv'), decree);
  // Later than it would have been due without the table, and on two servers at once.
  const [second] = (await Promise.all([1, 2].map(() => start(wib('2028-01-03 09:00'))))) as [TestServer, TestServer];
  const recounted = await shownBy(second);
  const day = 86_400_000;
  expect(recounted.step).toMatchObject({ provisional: false, dueAt: (promised.step?.dueAt ?? 0) + day });
  expect(recounted.alerts).toEqual([]);
  const told = recounted.history.filter(({ type }) => type === 'promise.recounted');
  expect(told).toMatchObject([{ actorName: null, words: [{}] }]);
  expect(told[0]?.words[0]?.value.id).toMatch(/^2028-01-03 07:3\d WIB → 2028-01-04 07:3\d WIB$/);
});

it('so is the moment by which a missed caller is to be called, with his alerts', async () => {
  writeFileSync(join(dataDir, 'services.yaml'), byDay);
  const first = await start(wib('2027-12-31 16:00'));
  const call = await queuedCall(first, '081234567890');
  first.clock.move(10_000);
  first.exchange.happen(call.ended());
  await first.settled();
  const shownBy = async (server: TestServer) =>
    (await (await server.logIn('sari')).open('inbox:agent')).until('missed', () => true);
  const promised = await shownBy(first);
  expect(promised.provisional).toBe(true);
  expect(promised.dueAt).toBeGreaterThan(wib('2028-01-03 00:00'));
  const { exchange } = first;
  await first.stop();

  mkdirSync(join(dataDir, 'calendars'));
  writeFileSync(join(dataDir, 'calendars/holidays-2028.csv'), decree);
  const at = wib('2028-01-03 12:00');
  const [second] = (await Promise.all([start(at, exchange), start(at)])) as [TestServer, TestServer];
  const moved = promised.dueAt + 86_400_000;
  expect(await shownBy(second)).toMatchObject({ provisional: false, dueAt: moved });
  const told = await second.sql(
    "SELECT data->>'text' AS text FROM case_event WHERE type = 'promise.recounted' AND case_id = $1",
    [call.caseId],
  );
  expect(told).toEqual([{ text: expect.stringMatching(/^2028-01-03 .* → 2028-01-04 .* WIB$/) }]);
  await second.settled();
  expect(await second.sql('SELECT id FROM alert')).toEqual([]);
  const [row] = await second.sql<{ next: Date }>('SELECT next_alert_at AS next FROM missed_caller');
  expect(row?.next.getTime()).toBe(moved + 1);
});
