import { officeDay } from '../../../server/domain/calendar/office-day.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const wib = (text: string) => Date.parse(`${text.replace(' ', 'T')}+07:00`);
const dayMs = 86_400_000;
const dayOf = (at: number) => officeDay(at, 'Asia/Jakarta');

let database: TestDatabase;
let servers: TestServer[];
beforeEach(async () => {
  database = await createServerDatabase();
  servers = [];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
});

const start = async (at: string) => {
  const server = await startTestServer({ databaseUrl: database.url, clock: createTestClock(wib(at)) });
  servers.push(server);
  return { server, admin: await server.logIn('admin') };
};
type Client = Awaited<ReturnType<typeof start>>['admin'];

const leave = { kind: 'joint_leave', name: { id: 'Cuti bersama', en: '' }, was: null } as const;
const save = (admin: Client, day: string, body: object = {}) =>
  admin.call('saveHoliday', { params: { day }, body: { ...leave, ...body } });
const why = async (asked: Promise<{ problem: { type: string } | null }>) => (await asked).problem?.type;
/** A complaint at the desk; two minutes before the office closes, three of the five minutes for reading are left. */
const takeIn = async (server: TestServer) => {
  const body = { serviceId: 'desk', complaint: 'Antrean terlalu lama', callerName: 'Siti Aminah', address: 'Ungaran' };
  return (await (await server.logIn('sari')).do('takeIntake', { body })).caseId;
};
const shown = async (server: TestServer, caseId: string) => {
  const detail = await (await server.logIn('rina')).do('getCase', { params: { caseId } });
  return { ...detail, dueAt: detail.steps.find(({ verdict }) => verdict === 'running')?.dueAt ?? 0 };
};

it('a holiday that is added counts for the next promise at once, and moves none that was made', async () => {
  const { server, admin } = await start('2027-04-02 16:28');
  const before = await takeIn(server);
  const promised = (await shown(server, before)).dueAt;
  expect(promised).toBeGreaterThan(wib('2027-04-05 07:30'));
  expect((await save(admin, '2027-04-05')).status).toBe(204);
  const after = await takeIn(server);
  expect(dayOf((await shown(server, after)).dueAt)).toBe('2027-04-06');
  expect((await shown(server, before)).dueAt).toBe(promised);
  expect((await admin.call('removeHoliday', { params: { day: '2027-04-05' } })).status).toBe(204);
  expect(dayOf((await shown(server, await takeIn(server))).dueAt)).toBe('2027-04-05');
});

it('a promise into a year without a table is counted anew as soon as a holiday of that year is added', async () => {
  const { server, admin } = await start('2027-12-31 16:28');
  const caseId = await takeIn(server);
  const promised = (await shown(server, caseId)).dueAt;
  await save(admin, '2028-01-03');
  const moved = await until('the promise is counted anew', async () => {
    const now = await shown(server, caseId);
    return now.dueAt === promised + dayMs ? now : null;
  });
  const told = moved.history.filter(({ type }) => type === 'promise.recounted');
  expect(told[0]?.words[0]?.value.id).toMatch(/^2028-01-03 07:3\d WIB → 2028-01-04 07:3\d WIB$/);
  server.clock.move(promised + 60_000 - server.clock.now());
  await server.settled();
  expect(await server.sql('SELECT id FROM alert')).toEqual([]);
});

it('shows where each holiday is from, keeps who changed what, and takes a change back as a whole', async () => {
  const { admin } = await start('2026-12-31 23:59');
  const year = async (of = 2027) => await admin.do('calendar', { query: { year: of } });
  const at = async (day: string) => (await year()).holidays.find((one) => one.day === day);
  expect(await admin.do('calendar', { query: {} })).toMatchObject({ today: '2026-12-31', year: 2026, known: true });
  expect((await year(2031)).holidays.map(({ day, from }) => `${day} ${from}`)).toContain('2031-08-17 fixed');
  expect(await at('2027-03-08')).toMatchObject({ from: 'shipped', file: 'holidays-2027.csv', gone: false });

  await save(admin, '2027-03-08', { kind: 'local', was: '2027-03-08' });
  expect(await at('2027-03-08')).toMatchObject({ from: 'here', kind: 'local', instead: { kind: 'national' } });
  await admin.call('removeHoliday', { params: { day: '2027-03-08' } });
  expect(await at('2027-03-08')).toMatchObject({ from: 'shipped', gone: true });
  // Moved to another date in one change.
  await save(admin, '2027-03-16', { was: '2027-03-15' });
  expect([(await at('2027-03-15'))?.gone, (await at('2027-03-16'))?.from]).toEqual([true, 'here']);

  const { history } = await year();
  expect(history.map(({ cause, undoable, lines }) => [cause, undoable, lines.length])).toEqual([
    ['saved', true, 2],
    ['removed', true, 1],
    ['saved', false, 1],
  ]);
  expect(history[1]).toMatchObject({
    byName: expect.any(String),
    lines: [{ key: '2027-03-08', before: { kind: 'local' }, after: 'none' }],
  });
  const undo = (index: number) =>
    admin.call('undoCalendarChange', { params: { changeId: history[index]?.changeId ?? '' } });
  expect(await why(undo(2))).toBe('calendar_changed_since');
  for (const index of [0, 1, 2]) expect((await undo(index)).status).toBe(204);
  expect([(await at('2027-03-15'))?.gone, await at('2027-03-16')]).toEqual([false, undefined]);
  expect(await at('2027-03-08')).toMatchObject({ from: 'shipped', gone: false, instead: null });
  expect(await why(undo(0))).toBe('calendar_changed_since');
  expect(dayOf(history[1]?.at ?? 0)).toBe('2026-12-31');
  const audited = await servers[0]?.sql<{ action: string; reason: string }>(
    "SELECT action, reason FROM audit_entry WHERE starts_with(action, 'calendar.') ORDER BY seq",
  );
  expect(audited?.map(({ action }) => action.slice(9))).toEqual([
    ...['saved', 'removed', 'saved', 'undone', 'undone', 'undone'],
  ]);
  expect(audited?.[1]?.reason).toBe('2027-03-08: local Cuti bersama → none');
});

it('refuses a date twice, one that does not exist, and whoever does not administer; another server follows', async () => {
  const { admin, server } = await start('2027-04-02 10:00');
  const { admin: other } = await start('2027-04-02 10:00');
  expect(await why(save(admin, '2027-03-08'))).toBe('holiday_there');
  expect(await why(save(admin, '2027-04-06', { was: '2027-04-05' }))).toBe('no_holiday');
  expect(await why(admin.call('removeHoliday', { params: { day: '2027-04-05' } }))).toBe('no_holiday');
  expect((await save(admin, '2027-02-29')).status).toBe(422);
  expect((await save(admin, '2127-02-01')).status).toBe(422);
  expect(await why(save(admin, '2027-04-05', { name: { id: ' ', en: '' } }))).toBe('invalid');
  for (const username of ['sari', 'rina'] as const)
    expect(await why(save(await server.logIn(username), '2027-04-05'))).toBe('not_allowed');
  expect(await server.sql('SELECT * FROM calendar_entry')).toEqual([]);
  await save(admin, '2027-04-05');
  await until(
    'the other server knows it',
    async () => (await other.do('calendar', { query: { year: 2027 } })).version === 1,
  );
  const there = (await other.do('calendar', { query: { year: 2027 } })).holidays;
  expect(there.find(({ day }) => day === '2027-04-05')).toMatchObject({ from: 'here' });
});
