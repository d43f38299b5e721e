import type { HolidaysPreview } from '../../../server/contract/calendar-table.ts';
import type { Problem } from '../../../server/contract/problems.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { askBytes } from '../../support/files.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const dayMs = 86_400_000;
let database: TestDatabase;
let server: TestServer;
let admin: Client;
beforeEach(async () => {
  database = await createServerDatabase();
  // A Friday, two minutes before the office closes, of a year after which no table is shipped.
  const clock = createTestClock(Date.parse('2027-12-31T16:28:00+07:00'));
  server = await startTestServer({ databaseUrl: database.url, clock });
  admin = await server.logIn('admin');
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const fileOf = (...lines: string[]) => Buffer.from(`\ufeff${['Tanggal;Jenis;Nama', ...lines].join('\r\n')}\r\n`);
const newYear = '1 Januari 2028;Libur Nasional;Tahun Baru';
const leave = '03-01-2028;Cuti bersama;Tahun Baru';
const ask = async (path: string, body: Uint8Array, client = admin) => {
  const { status, bytes } = await askBytes(server.url, { path, headers: { cookie: client.cookie }, body });
  return { status, said: JSON.parse(bytes.toString()) as unknown };
};
const preview = async (...lines: string[]) =>
  (await ask('/api/calendar/holidays/preview', fileOf(...lines))).said as HolidaysPreview;
const take = async (version: number, lines: readonly string[], rows = 'all', client = admin) => {
  const { status, said } = await ask(
    `/api/calendar/holidays/import?version=${version}&rows=${rows}`,
    fileOf(...lines),
    client,
  );
  return status === 200 ? null : (said as Problem).type;
};
const year = (of = 2028) => admin.do('calendar', { query: { year: of } });
const daysOf = async () => (await year()).holidays.flatMap(({ day, gone }) => (gone ? [] : [day.slice(5)]));
const takeIn = async () => {
  const body = { serviceId: 'desk', complaint: 'Antrean terlalu lama', callerName: 'Siti Aminah', address: 'Ungaran' };
  return (await (await server.logIn('sari')).do('takeIntake', { body })).caseId;
};
const shown = async (caseId: string) => {
  const { steps, history } = await (await server.logIn('rina')).do('getCase', { params: { caseId } });
  const running = steps.find(({ verdict }) => verdict === 'running');
  return { dueAt: running?.dueAt ?? 0, provisional: running?.provisional, history };
};

it('a table makes its year known: provisional promises are counted anew with a line in the history, and all of it is undone', async () => {
  const caseId = await takeIn();
  const promised = await shown(caseId);
  expect(promised.provisional).toBe(true);
  const looked = await preview(newYear, leave);
  expect(looked).toMatchObject({ year: 2028, whole: true, version: 0 });
  expect([(await year()).known, await daysOf()]).toEqual([false, ['01-01', '05-01', '06-01', '08-17', '12-25']]);

  expect(await take(looked.version, [newYear, leave])).toBeNull();
  const moved = await until('the promise is counted anew', async () => {
    const now = await shown(caseId);
    return now.provisional ? null : now;
  });
  expect(moved.dueAt).toBe(promised.dueAt + dayMs);
  expect(moved.history.filter(({ type }) => type === 'promise.recounted')).toHaveLength(1);
  expect(await daysOf()).toEqual(['01-01', '01-03']);
  const { known, knownHere, history } = await year();
  expect([known, knownHere, history[0]?.cause, history[0]?.undoable]).toEqual([true, true, 'table', true]);
  expect(history[0]?.lines[0]).toEqual({ key: '2028', before: null, after: 'whole' });
  const audited = await server.sql<{ reason: string }>(
    "SELECT reason FROM audit_entry WHERE action = 'calendar.table'",
  );
  expect(audited[0]?.reason).toContain('2028-01-03: – → joint_leave Tahun Baru');

  await admin.call('undoCalendarChange', { params: { changeId: history[0]?.changeId ?? '' } });
  expect([(await year()).known, await daysOf()]).toEqual([false, ['01-01', '05-01', '06-01', '08-17', '12-25']]);
  // What was promised for good meanwhile is not moved.
  await server.settled();
  expect((await shown(caseId)).dueAt).toBe(moved.dueAt);
});

it('with half of its rows wrong nothing is done, until they are mended or the good ones are chosen', async () => {
  const wrong = ['31 Februari 2028;libur nasional;x', '1/5/2027;libur nasional;Hari Buruh', newYear];
  const looked = await preview(newYear, leave, ...wrong);
  expect(looked.rows.map(({ line, outcome, faults }) => [line, outcome, faults.map(({ id }) => id).join()])).toEqual([
    [2, 'change', ''],
    [3, 'add', ''],
    [4, 'faulty', expect.stringContaining('"31 Februari 2028" bukan tanggal')],
    [5, 'faulty', expect.stringContaining('2027-05-01 bukan tahun 2028')],
    [6, 'faulty', expect.stringContaining('2028-01-01 sudah ada di baris 2')],
  ]);
  expect(await take(0, [newYear, leave, ...wrong])).toBe('table_faulty');
  expect(await server.sql('SELECT 1 FROM calendar_change')).toEqual([]);
  expect(await take(0, [newYear, leave, ...wrong], 'good')).toBeNull();
  expect([(await year()).known, await daysOf()]).toEqual([
    false,
    ['01-01', '01-03', '05-01', '06-01', '08-17', '12-25'],
  ]);
  expect(await take(1, wrong.slice(0, 1), 'good')).toBe('table_faulty');
});

it('a table is not taken over by an earlier look, by whoever does not administer, or when it is none', async () => {
  expect(await take(0, [newYear])).toBeNull();
  expect(await take(0, [newYear, leave])).toBe('calendar_moved');
  expect(await take(1, [newYear], 'all', await server.logIn('rina'))).toBe('not_allowed');
  const { said } = await ask('/api/calendar/holidays/preview', Buffer.from('tanggal,nama\n2028-01-01,x'));
  expect(said).toMatchObject({ year: null, rows: [], faults: [{ line: 1, en: expect.stringContaining('jenis') }] });
  expect((await ask('/api/calendar/holidays/preview', Buffer.alloc(256 * 1024 + 1, 'x'))).status).toBe(413);
  expect((await year()).history).toHaveLength(1);
});

it('an administrator says that a year is complete as it is, and that it is not after all', async () => {
  const caseId = await takeIn();
  const complete = async (of: number) =>
    (await admin.call('completeYear', { params: { year: of } })).problem?.type ?? null;
  expect(await complete(2027)).toBe('year_known');
  await admin.call('saveHoliday', {
    params: { day: '2028-01-03' },
    body: { kind: 'joint_leave', name: { id: 'Tahun Baru', en: '' }, was: null },
  });
  expect(await complete(2028)).toBeNull();
  await until('no promise is provisional', async () => !(await shown(caseId)).provisional);
  expect([(await year()).known, await daysOf()]).toEqual([
    true,
    ['01-01', '01-03', '05-01', '06-01', '08-17', '12-25'],
  ]);
  const reopen = async () => (await admin.call('reopenYear', { params: { year: 2028 } })).problem?.type ?? null;
  expect([await reopen(), await reopen()]).toEqual([null, 'year_not_said']);
  expect([(await year()).known, (await shown(await takeIn())).provisional]).toEqual([false, true]);
});
