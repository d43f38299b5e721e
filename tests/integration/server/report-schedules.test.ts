import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import type { BodyInput, Response } from '../../../server/contract/api.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { type Letter, type SmtpServer, startSmtpServer } from '../../support/smtp-server.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

type Settings = BodyInput<'saveReportSchedule'>;
type Card = Response<'reportSchedules'>['schedules'][number];
const minute = 60_000;
const day = 86_400_000;

let database: TestDatabase;
let smtp: SmtpServer;
let clock: TestClock;
let server: TestServer;
let rina: Client;
const start = (env: Record<string, string> = {}) =>
  startTestServer({
    databaseUrl: database.url,
    clock,
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'Sigap <sigap@contoh.go.id>', ...env },
  });

beforeAll(async () => {
  database = await createServerDatabase();
  smtp = await startSmtpServer();
});
afterAll(async () => {
  await smtp.close();
  await database.drop();
});
beforeEach(async () => {
  // A Wednesday, half past seven on the office's wall.
  clock = createTestClock(Date.parse('2026-12-02T07:30:00+07:00'));
  server = await start();
  rina = await server.logIn('rina');
  await rina.do('changeMyContact', { body: { email: 'rina@contoh.go.id' } });
  await server.sql('DELETE FROM report_schedule');
});
afterEach(async () => {
  smtp.refuseWith(null);
  smtp.onTaken(null);
  await server.stop();
});

const settings = (of: Partial<Settings> = {}): Settings => ({
  ...{ name: 'Panggilan harian', report: 'calls', asked: {}, period: 'yesterday', every: 'day', time: '08:00' },
  ...{ formats: ['pdf', 'xlsx'], language: 'id', recipients: [people.rina.id], ...of },
});
const put = (scheduleId: string, body: Settings, by: Client = rina) =>
  by.call('saveReportSchedule', { params: { scheduleId }, body });
async function made(of: Partial<Settings> = {}): Promise<string> {
  const scheduleId = randomUUID();
  expect((await put(scheduleId, settings(of))).status).toBe(200);
  return scheduleId;
}
const listed = async (scheduleId: string): Promise<Card> => {
  const { schedules } = await rina.do('reportSchedules');
  const found = schedules.find((one) => one.scheduleId === scheduleId);
  if (!found) throw new Error('not listed');
  return found;
};
const lastOf = (scheduleId: string, what: string, is: (last: NonNullable<Card['last']>) => boolean) =>
  until(what, async () => {
    const { last } = await listed(scheduleId);
    return last !== null && is(last) && last;
  });
const over = (scheduleId: string) => lastOf(scheduleId, 'the run is over', ({ state }) => state !== 'pending');
/** Letters since a moment of the test, as mailboxes show them. */
const lettersTo = (address: string, since: number): readonly Letter[] =>
  smtp.letters.slice(since).filter(({ to }) => to.includes(address));

/** The files of a letter, decoded. */
function filesOf(letter: Letter): ReadonlyMap<string, Buffer> {
  const boundary = /boundary="?([^";\n]+)/.exec(letter.headers)?.[1] ?? '';
  return new Map(
    letter.text.split(`--${boundary}`).flatMap((part) => {
      const name = /filename="?([^";\n]+)/.exec(part)?.[1];
      return name ? [[name, Buffer.from(part.slice(part.indexOf('\n\n')), 'base64')] as const] : [];
    }),
  );
}

/** What is in a spreadsheet, but for when it was made. */
function partsOf(bytes: Buffer) {
  const { 'docProps/core.xml': _, ...parts } = unzipSync(bytes);
  expect(Object.keys(parts).length).toBeGreaterThan(5);
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strFromU8(part)]));
}

it('a report goes out at its time with the very bytes of the page, once, and its next turn is tomorrow’s', async () => {
  const since = smtp.letters.length;
  const scheduleId = await made({ asked: { by: 'agent', threshold: 20, interval: 'hour' } });
  expect((await listed(scheduleId)).nextAt).toBe(Date.parse('2026-12-02T08:00:00+07:00'));
  expect((await listed(scheduleId)).last).toBeNull();
  clock.move(30 * minute);
  const last = await over(scheduleId);
  expect(last).toMatchObject({
    ...{ state: 'sent', from: '2026-12-01', to: '2026-12-01', missed: 0, attempts: 1 },
    told: [{ name: people.rina.displayName, outcome: 'sent' }],
  });
  const [letter, ...more] = lettersTo('rina@contoh.go.id', since);
  expect(more).toEqual([]);
  const files = filesOf(letter as Letter);
  expect([...files.keys()]).toEqual(['calls-2026-12-01-2026-12-01.pdf', 'calls-2026-12-01-2026-12-01.xlsx']);
  const query = { from: '2026-12-01', to: '2026-12-01', by: 'agent', threshold: 20, interval: 'hour', language: 'id' };
  const taken = await fetch(`${server.url}/api/reports/calls/xlsx?${new URLSearchParams(query as never)}`, {
    headers: { cookie: rina.cookie },
  });
  const sheet = files.get('calls-2026-12-01-2026-12-01.xlsx') ?? Buffer.alloc(0);
  expect(partsOf(sheet)).toEqual(partsOf(Buffer.from(await taken.arrayBuffer())));
  expect(files.get('calls-2026-12-01-2026-12-01.pdf')?.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await listed(scheduleId)).nextAt).toBe(Date.parse('2026-12-03T08:00:00+07:00'));
});

it('the letter says which report, of when and by whom, and no more', async () => {
  const since = smtp.letters.length;
  const scheduleId = await made({ report: 'open', period: 'last_month', language: 'en', formats: ['xlsx'] });
  await rina.do('sendReportSchedule', { params: { scheduleId } });
  await over(scheduleId);
  const [letter] = lettersTo('rina@contoh.go.id', since);
  expect(letter?.subject).toContain('Report=3A_Open_tickets');
  for (const said of ['1 November 2026', '30 November 2026', 'WIB', people.rina.displayName, 'Panggilan harian'])
    expect(letter?.text.replaceAll('=\n', '')).toContain(said);
  expect(letter?.headers).toContain('Auto-Submitted: auto-generated');
});

it('rights are asked when it goes out: who left, may not read any more or has no address gets nothing, and it says so', async () => {
  const since = smtp.letters.length;
  const recipients = [people.rina.id, people.wati.id, people.hadi.id];
  const scheduleId = await made({ recipients });
  const wati = await server.logIn('wati');
  await wati.do('changeMyContact', { body: { email: 'wati@contoh.go.id' } });
  await server.sql(`UPDATE person SET role = 'agent' WHERE id = $1`, [people.wati.id]);
  await rina.do('sendReportSchedule', { params: { scheduleId } });
  const outcomes = async () =>
    Object.fromEntries((await over(scheduleId)).told.map(({ name, outcome }) => [name, outcome]));
  expect(await outcomes()).toEqual({
    [people.rina.displayName]: 'sent',
    [people.wati.displayName]: 'no_right',
    [people.hadi.displayName]: 'no_address',
  });
  expect(lettersTo('wati@contoh.go.id', since)).toEqual([]);
  await server.sql(`UPDATE person SET role = 'head', active = false WHERE id = $1`, [people.wati.id]);
  clock.move(minute);
  await rina.do('sendReportSchedule', { params: { scheduleId } });
  await until('a second letter came', () => lettersTo('rina@contoh.go.id', since).length === 2);
  expect(await outcomes()).toMatchObject({ [people.wati.displayName]: 'left' });
  // Whoever made it is asked for, too.
  await server.sql(`UPDATE report_schedule SET owner_id = $1`, [people.wati.id]);
  clock.move(minute);
  await rina.do('sendReportSchedule', { params: { scheduleId } });
  expect(await lastOf(scheduleId, 'it is refused', ({ state }) => state === 'failed')).toMatchObject({
    reason: 'owner_left',
  });
  expect(lettersTo('rina@contoh.go.id', since)).toHaveLength(2);
  await server.sql(`UPDATE person SET active = true WHERE id = $1`, [people.wati.id]);
});

it('a gateway that is away is tried again with growing pauses, and what came through is not sent twice', async () => {
  const since = smtp.letters.length;
  smtp.refuseWith('451 later');
  const scheduleId = await made();
  await rina.do('sendReportSchedule', { params: { scheduleId } });
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    const tried = await lastOf(
      scheduleId,
      `try ${attempt} is noted`,
      (last) => last.attempts === attempt && last.reason === 'gateway',
    );
    expect(tried).toMatchObject({ state: 'pending', told: [{ outcome: 'waiting' }] });
    const pause = (tried.nextTryAt ?? 0) - clock.now();
    pauses.push(pause);
    if (attempt === 4) smtp.refuseWith(null);
    clock.move(pause);
  }
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses.at(-1)).toBeGreaterThan(7 * minute);
  expect(await over(scheduleId)).toMatchObject({ state: 'sent', attempts: 5, reason: null });
  expect(lettersTo('rina@contoh.go.id', since)).toHaveLength(1);
});

it('a server that ends after the letter and before the note sends the same letter again, and no other', async () => {
  const since = smtp.letters.length;
  const scheduleId = await made();
  await server.sql(
    `CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'lost'; END $$`,
  );
  await server.sql('CREATE TRIGGER lose BEFORE UPDATE OF told ON report_run FOR EACH ROW EXECUTE FUNCTION lose()');
  clock.move(30 * minute);
  await until('the letter went out', () => lettersTo('rina@contoh.go.id', since).length === 1);
  await server.stop();
  await server.sql('SELECT 1').catch(() => {});
  server = await start();
  await server.sql('DROP FUNCTION lose CASCADE');
  rina = await server.logIn('rina');
  expect((await listed(scheduleId)).last).toMatchObject({ state: 'pending', told: [{ outcome: 'waiting' }] });
  clock.move(3 * minute);
  expect(await over(scheduleId)).toMatchObject({ state: 'sent', attempts: 2 });
  const letters = lettersTo('rina@contoh.go.id', since);
  expect(letters).toHaveLength(2);
  expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(1);
});

it('of turns for which no server ran the latest is sent, and says how many were not', async () => {
  const since = smtp.letters.length;
  const scheduleId = await made({ formats: ['xlsx'] });
  await server.stop();
  clock.move(3 * day + 30 * minute);
  server = await start();
  rina = await server.logIn('rina');
  expect(await over(scheduleId)).toMatchObject({ state: 'sent', missed: 3, from: '2026-12-04', to: '2026-12-04' });
  const letters = lettersTo('rina@contoh.go.id', since);
  expect(letters).toHaveLength(1);
  expect(letters[0]?.text).toContain('3 kiriman sebelum ini tidak terjadi');
});

it('a schedule that rests sends nothing, one that was deleted is gone, and the audit has who did what', async () => {
  const since = smtp.letters.length;
  const scheduleId = await made({ name: '=HYPERLINK("x")' });
  expect((await put(scheduleId, settings({ name: '=HYPERLINK("x")', active: false }))).status).toBe(200);
  expect(await listed(scheduleId)).toMatchObject({ active: false, nextAt: null });
  clock.move(2 * day);
  const other = await made({ name: 'Yang lain', time: '07:31' });
  clock.move(minute);
  await over(other);
  expect((await listed(scheduleId)).last).toBeNull();
  expect(lettersTo('rina@contoh.go.id', since)).toHaveLength(1);
  await rina.do('deleteReportSchedule', { params: { scheduleId } });
  expect((await rina.call('deleteReportSchedule', { params: { scheduleId } })).status).toBe(404);
  const entries = await server.sql<{ action: string }>(
    `SELECT action FROM audit_entry WHERE subject LIKE '=HYPERLINK%' AND person_id = $1 ORDER BY seq`,
    [people.rina.id],
  );
  expect(entries.map(({ action }) => action)).toEqual(['schedule.made', 'schedule.changed', 'schedule.deleted']);
});

it.each<[string, object]>([
  ['report', { report: 'weather' }],
  ['recipients', { recipients: [] }],
  ['recipients.0', { recipients: [people.sari.id] }],
  ['recipients.0', { recipients: ['00000000-0000-4000-8000-000000000099'] }],
  ['recipients', { recipients: [people.rina.id, people.rina.id] }],
  ['time', { time: '24:00' }],
  ['time', { time: '8' }],
  ['period', { period: undefined }],
  ['period', { period: 'tomorrow' }],
  ['on', { every: 'week', on: 8 }],
  ['on', { every: 'month', on: 0 }],
  ['formats', { formats: [] }],
  ['formats.0', { formats: ['exe'] }],
  ['name', { name: '' }],
  ['name', { name: 'dua\nbaris' }],
  ['name', { name: 'telepon 0812-3456-7890' }],
  ['asked.by', { report: 'calls', asked: { by: 'category' } }],
  ['asked.field', { report: 'cases', asked: { by: 'field', field: 'tidak_ada' } }],
  ['asked.service', { asked: { service: 'tidak-ada' } }],
])('what is wrong with %s is said beside it: %j', async (field, wrong) => {
  const answer = await put(randomUUID(), { ...settings(), ...wrong } as Settings);
  expect([answer.status, answer.problem?.errors?.map((one) => one.field)]).toEqual([422, [field]]);
});

it('who may not read figures neither sees nor makes schedules, and addresses are told to nobody', async () => {
  const scheduleId = await made();
  for (const username of ['sari', 'admin'] as const) {
    const somebody = await server.logIn(username);
    expect((await somebody.call('reportSchedules')).status).toBe(403);
    expect((await put(scheduleId, settings(), somebody)).status).toBe(403);
  }
  const list = await rina.do('reportSchedules');
  expect(list.people.find(({ personId }) => personId === people.rina.id)).toMatchObject({ reachable: true });
  expect(list.people.some(({ personId }) => personId === people.sari.id)).toBe(false);
  expect(JSON.stringify(list)).not.toContain('@');
});

it('where no mail server is set up it says so before, and schedules that are there say why nothing went out', async () => {
  const scheduleId = await made();
  await server.stop();
  server = await startTestServer({ databaseUrl: database.url, clock });
  rina = await server.logIn('rina');
  expect((await rina.do('reportSchedules')).mail).toBe(false);
  expect((await put(randomUUID(), settings())).problem?.type).toBe('mail_not_set_up');
  clock.move(30 * minute);
  expect(await over(scheduleId)).toMatchObject({ state: 'failed', reason: 'not_set_up' });
  expect((await put(scheduleId, settings({ active: false }))).status).toBe(200);
});
