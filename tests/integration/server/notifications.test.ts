import type { SopDefinition } from '../../../server/domain/sop/definition.ts';
import { createSealer } from '../../../server/store/secrets/sealed.ts';
import { type Client, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { insertDueCases } from '../../support/due-cases.ts';
import { personalNumbersIn } from '../../support/guards/no-personal-data.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { type SmtpServer, startSmtpServer } from '../../support/smtp-server.ts';
import { shipped } from '../../support/sops.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const from = 'Sigap <sigap@contoh.go.id>';
const rinaMail = 'rina.supervisor@contoh.go.id';
const sop: SopDefinition = shipped('surabaya');

let database: TestDatabase;
let smtp: SmtpServer;
let proxy: DatabaseProxy;
const servers: TestServer[] = [];

beforeEach(async () => {
  database = await createServerDatabase();
  smtp = await startSmtpServer();
  proxy = await startDatabaseProxy(database.url);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await smtp.close();
  await proxy.close();
  await database.drop();
});

async function start({ env, ...options }: Partial<TestServerOptions<TestServer['exchange']>> = {}) {
  const server = await startTestServer({
    databaseUrl: database.url,
    env: { SMTP_URL: smtp.url, MAIL_FROM: from, SIGAP_QUIET_HOURS: 'none', ...env },
    ...options,
  });
  servers.push(server);
  return server;
}

/** Cases whose dispatcher is so late at these moments that the supervisor hears of it. */
const lateAt = (server: TestServer, moments: readonly number[]) => insertDueCases(server.sql, sop, moments);
const soon = (server: TestServer) => server.clock.now() + 300;

async function rinaByMail(server: TestServer): Promise<Client> {
  const rina = await server.logIn('rina');
  await rina.do('changeMyContact', { body: { email: rinaMail } });
  return rina;
}

interface Row {
  readonly alert_id: string;
  readonly person_id: string | null;
  readonly means: string;
  readonly state: string;
  readonly reason: string | null;
  readonly message_id: string | null;
  readonly attempts: number;
}
const rows = (server: TestServer) => server.sql<Row>('SELECT * FROM notification ORDER BY id');
const settled = (server: TestServer, count: number) =>
  until(`${count} notifications are settled`, async () => {
    const found = await rows(server);
    return found.length === count && found.every(({ state }) => state !== 'pending') && found;
  });

describe('an escalation', () => {
  it('is told on the screens of its rung and by e-mail, once, and says so', async () => {
    const server = await start();
    const rina = await rinaByMail(server);
    const [desk, floor] = [await rina.desk(), await rina.open('floor')];
    const dewi = await server.logIn('dewi');
    const other = await dewi.desk();
    await lateAt(server, [soon(server)]);

    const shown = await desk.until('alerts', ({ kind }) => kind === 'escalation');
    expect(shown).toMatchObject({
      percent: 200,
      stepNumber: 10,
      to: [{ id: 'Tim Leader / Supervisor', en: 'Team leader' }],
      actor: { id: 'Dispatcher Agent', en: 'Dispatcher' },
    });
    await floor.until('alerts', ({ alertId }) => alertId === shown.alertId);
    expect(other.entries('alerts')).toEqual([]);

    await settled(server, 1);
    expect(smtp.letters).toHaveLength(1);
    const [letter] = smtp.letters;
    expect(letter?.to).toEqual([rinaMail]);
    expect(letter?.from).toBe('sigap@contoh.go.id');
    expect(letter?.subject).toBe(`[Sigap] Eskalasi: tiket ${shown.ticketNumber}`);
    expect(letter?.text).toContain('langkah 10 (Dispatcher meneruskan keluhan kepada');

    const { alertId } = shown;
    const { notifications } = await rina.do('notifications', { params: { alertId } });
    expect(notifications).toEqual([
      expect.objectContaining({ personName: 'rina Uji', means: 'email', state: 'sent', reason: null, attempts: 1 }),
    ]);
    // The dispatcher is the one who is late: taking note is not hers.
    expect((await dewi.call('acknowledge', { params: { alertId } })).status).toBe(404);
    const noted = await rina.do('acknowledge', { params: { alertId } });
    expect(noted.acknowledgedBy).toBe('rina Uji');
    expect(noted.acknowledgedAt).not.toBeNull();
    const metrics = await send(server.url, { method: 'GET', path: '/metrics' });
    expect(metrics.body).toContain('sigap_notifications_total{means="email",outcome="sent"} 1');
  });

  it('keeps on whose screens it was shown, each once, and of nobody who may not see it', async () => {
    const server = await start();
    const [rina, wati, dewi] = await Promise.all([server.logIn('rina'), server.logIn('wati'), server.logIn('dewi')]);
    const floor = await wati.open('floor');
    await lateAt(server, [soon(server)]);
    const { alertId } = await floor.until('alerts', ({ kind }) => kind === 'escalation');
    for (const client of [rina, wati, dewi, rina]) (await client.socket()).emit('delivered', [alertId]);
    const shown = await until('both screens are noted', async () => {
      const { notifications } = await rina.do('notifications', { params: { alertId } });
      const screens = notifications.filter(({ means }) => means === 'screen');
      return screens.length >= 2 && screens;
    });
    expect(shown.map(({ personName, state }) => `${personName} ${state}`).sort()).toEqual([
      'rina Uji delivered',
      'wati Uji delivered',
    ]);
    expect(shown.every(({ deliveredAt }) => deliveredAt !== null)).toBe(true);
  });

  it('is told of one’s own steps only where somebody asked for it', async () => {
    const server = await start();
    const dewi = await server.logIn('dewi');
    await dewi.do('changeMyContact', { body: { email: 'dewi@contoh.go.id', own: ['email'] } });
    // The dispatcher's warning, breach and then the supervisor's rung: what came before is late, and told at once.
    const at = soon(server);
    await insertDueCases(server.sql, sop, [at]);
    await server.sql(`UPDATE case_file SET next_deadline = $1, state = jsonb_set(state, '{sop,runs,0,fired}', '0')`, [
      new Date(at),
    ]);
    await until('her letter is out', () => smtp.letters.length >= 1);
    expect(smtp.letters[0]?.to).toEqual(['dewi@contoh.go.id']);
    expect(smtp.letters[0]?.text).toContain('Terlambat: tiket');
  });

  it('that cannot be told says why', async () => {
    const server = await start();
    await server.logIn('rina');
    await lateAt(server, [soon(server)]);
    expect(await settled(server, 1)).toMatchObject([{ state: 'skipped', reason: 'no_address', means: 'email' }]);
    expect(smtp.letters).toEqual([]);
  });

  it('that somebody has taken note of wakes nobody afterwards', async () => {
    const night = Date.parse('2026-11-23T23:00:00+07:00');
    const server = await start({ clock: createTestClock(night), env: { SIGAP_QUIET_HOURS: '21:00-06:00' } });
    const rina = await rinaByMail(server);
    const desk = await rina.desk();
    await lateAt(server, [soon(server), soon(server) + 50]);
    await until('both are planned', async () => (await rows(server)).length === 2);
    const [first] = await until('both are shown', () => desk.entries('alerts').length === 2 && desk.entries('alerts'));
    await rina.do('acknowledge', { params: { alertId: first?.alertId as string } });
    expect(smtp.letters).toEqual([]);
    server.clock.move(7 * 3_600_000);
    const told = await settled(server, 2);
    expect(told.map(({ state, reason }) => `${state} ${reason}`).sort()).toEqual(['sent null', 'skipped acknowledged']);
    expect(smtp.letters).toHaveLength(1);
  });

  it('waits for the end of the quiet hours that somebody has chosen', async () => {
    const night = Date.parse('2026-11-23T22:00:00+07:00');
    const server = await start({ clock: createTestClock(night), env: { SIGAP_QUIET_HOURS: '21:00-06:00' } });
    const rina = await rinaByMail(server);
    await rina.do('changeMyContact', { body: { quiet: '20:00-22:30' } });
    await lateAt(server, [soon(server)]);
    await until('it is planned', async () => (await rows(server)).length === 1);
    const [row] = await server.sql<{ send_at: Date }>('SELECT send_at FROM notification');
    expect(row?.send_at).toEqual(new Date('2026-11-23T22:30:00+07:00'));
    server.clock.move(31 * 60_000);
    await settled(server, 1);
    expect(smtp.letters).toHaveLength(1);
  });
});

describe('a storm of 500 escalations', () => {
  it('is two letters, each escalation in one of them', async () => {
    const server = await start();
    await rinaByMail(server);
    const at = server.clock.now() + 1_500;
    await lateAt(server, Array<number>(500).fill(at));
    await until('all are planned', async () => (await rows(server)).length === 500, 15_000);
    await until('the first letter is out', () => smtp.letters.length === 1);
    server.clock.move(61_000);
    const told = await settled(server, 500);
    expect(smtp.letters.length).toBeLessThanOrEqual(2);
    expect(new Set(told.map(({ message_id }) => message_id)).size).toBe(smtp.letters.length);
    expect(smtp.letters.map(({ subject }) => subject).join(' ')).toMatch(/\d+ langkah terlambat/);
  });
});

describe('two servers on one database', () => {
  it('tell each escalation once, in no more letters than one would send', async () => {
    const one = await start();
    const two = await start({ clock: one.clock });
    await rinaByMail(one);
    const wati = await one.logIn('wati');
    await wati.do('changeMyContact', { body: { email: 'wati@contoh.go.id' } });
    const at = one.clock.now() + 1_200;
    await lateAt(
      one,
      Array.from({ length: 200 }, (_, n) => at + n * 5),
    );
    await until('all are planned', async () => (await rows(two)).length === 200, 15_000);
    one.clock.move(61_000);
    const told = await settled(two, 200);
    expect(told.every(({ state }) => state === 'sent')).toBe(true);
    expect(smtp.letters.length).toBeLessThanOrEqual(2);
    expect(smtp.shown()).toHaveLength(smtp.letters.length);
  });
});

describe('a letter', () => {
  it('of a server that is killed before it could note it is sent again as the same one, and shown once', async () => {
    const first = await start({ databaseUrl: proxy.url });
    await rinaByMail(first);
    const { clock } = first;
    smtp.onTaken(() => proxy.cut());
    await lateAt(first, [soon(first)]);
    await until('it is out', () => smtp.letters.length === 1);
    first.exchange.cut({ silently: true });
    await first.stop();

    smtp.onTaken(null);
    const second = await start({ clock });
    expect(await rows(second)).toMatchObject([{ state: 'pending', attempts: 1 }]);
    // Not while the first could still be at it.
    clock.move(61_000);
    await settled(second, 1);
    expect(smtp.letters).toHaveLength(2);
    expect(smtp.shown()).toHaveLength(1);
    expect(smtp.letters[1]).toEqual(smtp.letters[0]);
    expect(smtp.letters[0]?.messageId).toMatch(/^<[0-9a-f-]{36}@contoh\.go\.id>$/);
  });

  it('of a server that is killed before it could send it is sent by the next', async () => {
    const first = await start({ databaseUrl: proxy.url });
    await rinaByMail(first);
    const { clock } = first;
    const at = clock.now() + 700;
    await lateAt(first, Array<number>(30).fill(at));
    await until('they are raised', async () => {
      const [row] = await first.sql<{ n: number }>('SELECT count(*)::int AS n FROM alert');
      return (row?.n ?? 0) > 0;
    });
    first.exchange.cut({ silently: true });
    await proxy.cut();
    await first.stop();
    const second = await start({ clock });
    clock.move(61_000);
    await until('all are raised and planned', async () => (await rows(second)).length === 30);
    clock.move(61_000);
    await settled(second, 30);
    const [left] = await second.sql<{ n: number }>('SELECT count(*)::int AS n FROM alert WHERE notify');
    expect(left?.n).toBe(0);
  });

  it('goes out when a mail server that was away or busy is back, as one with what has come since', async () => {
    const server = await start();
    await rinaByMail(server);
    smtp.refuseWith('451 later');
    await lateAt(server, [soon(server)]);
    await until('it was refused', async () =>
      (await rows(server)).some(({ attempts, message_id }) => attempts === 1 && message_id === null),
    );
    smtp.refuseWith(null);
    await lateAt(server, [soon(server)]);
    await until('the second is planned', async () => (await rows(server)).length === 2);
    server.clock.move(120_000);
    await settled(server, 2);
    expect(smtp.letters).toHaveLength(1);
    expect(smtp.letters[0]?.subject).toContain('2 langkah terlambat');
  });

  it('to an address sealed under a lost key is skipped, and holds up nobody else’s', async () => {
    const server = await start();
    await rinaByMail(server);
    await lateAt(server, [server.clock.now() + 900]);
    const other = createSealer(Buffer.alloc(32, 7)).seal('hilang@contoh.go.id');
    await server.sql('UPDATE person_contact SET email_sealed = $1', [other]);
    expect(await settled(server, 1)).toMatchObject([{ state: 'skipped', reason: 'no_address' }]);
    expect(smtp.letters).toEqual([]);
  });

  it('that the mail server refuses for good is given up, with its code', async () => {
    const server = await start();
    await rinaByMail(server);
    smtp.refuseWith('554 5.7.1 rina.supervisor@contoh.go.id is not wanted');
    await lateAt(server, [soon(server)]);
    expect(await settled(server, 1)).toMatchObject([{ state: 'failed', reason: '554', attempts: 1 }]);
    expect(server.log.lines().join('\n')).not.toContain('rina.supervisor');
  });
});

describe('what is told of a case', () => {
  it('holds nothing of the citizen', async () => {
    const server = await start();
    await rinaByMail(server);
    const [caseId] = await lateAt(server, [server.clock.now() + 600]);
    await server.sql(
      `UPDATE case_file SET state = state || '{"callerName": "Siti Aminah", "complaint": "KTP 3578014507900001 belum jadi"}'
       WHERE id = $1`,
      [caseId],
    );
    await settled(server, 1);
    const told = JSON.stringify(smtp.letters);
    for (const secret of ['Siti', 'KTP', '3578', 'Lampu']) expect(told).not.toContain(secret);
    expect(personalNumbersIn(smtp.letters.map(({ subject, text }) => subject + text).join('\n'))).toEqual([]);
    server.log.assertNoPersonalData();
  });
});
