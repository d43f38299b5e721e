import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
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

const start = async (at: number) => {
  const server = await startTestServer({ databaseUrl: database.url, dataDir, clock: createTestClock(at) });
  servers.push(server);
  return server;
};

it('a promise into a year without a table says so, and is counted anew when the table has come, before it is late', async () => {
  // A Friday, two minutes before the office closes: three of the five minutes for reading are left for the next day.
  const first = await start(wib('2027-12-31 16:28'));
  const sari = await first.logIn('sari');
  const body = { serviceId: 'desk', complaint: 'Antrean terlalu lama', callerName: 'Siti Aminah', address: 'Ungaran' };
  const { caseId } = await sari.do('openReport', { body });
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
