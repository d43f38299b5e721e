import { send } from '../../support/client.ts';
import { personalNumbersIn } from '../../support/guards/no-personal-data.ts';
import {
  lateAt,
  type MailedAlerts,
  notificationsOf,
  openMailedAlerts,
  rinaByMail,
  rinaMail,
  settledOf,
  soon,
} from '../../support/mailed-alerts.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

let bench: MailedAlerts;
beforeEach(async () => {
  bench = await openMailedAlerts();
});
afterEach(() => bench.close());

describe('an escalation', () => {
  it('is told on the screens of its level and by e-mail, once, and says so', async () => {
    const server = await bench.start();
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

    await settledOf(server, 1);
    expect(bench.smtp.letters).toHaveLength(1);
    const [letter] = bench.smtp.letters;
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
    const server = await bench.start();
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
    const server = await bench.start();
    const dewi = await server.logIn('dewi');
    await dewi.do('changeMyContact', { body: { email: 'dewi@contoh.go.id', own: ['email'] } });
    // The dispatcher's warning, breach and then the supervisor's level: what came before is late, and told at once.
    const at = soon(server);
    await lateAt(server, [at]);
    await server.sql(`UPDATE case_file SET next_deadline = $1, state = jsonb_set(state, '{sop,runs,0,fired}', '0')`, [
      new Date(at),
    ]);
    await until('her letter is out', () => bench.smtp.letters.length >= 1);
    expect(bench.smtp.letters[0]?.to).toEqual(['dewi@contoh.go.id']);
    expect(bench.smtp.letters[0]?.text).toContain('Terlambat: tiket');
  });

  it('that cannot be told says why', async () => {
    const server = await bench.start();
    await server.logIn('rina');
    await lateAt(server, [soon(server)]);
    expect(await settledOf(server, 1)).toMatchObject([{ state: 'skipped', reason: 'no_address', means: 'email' }]);
    expect(bench.smtp.letters).toEqual([]);
  });

  it('that somebody has taken note of wakes nobody afterwards', async () => {
    const night = Date.parse('2026-11-23T23:00:00+07:00');
    const server = await bench.start({ clock: createTestClock(night), env: { SIGAP_QUIET_HOURS: '21:00-06:00' } });
    const rina = await rinaByMail(server);
    const desk = await rina.desk();
    await lateAt(server, [soon(server), soon(server) + 50]);
    await until('both are planned', async () => (await notificationsOf(server)).length === 2);
    const [first] = await until('both are shown', () => desk.entries('alerts').length === 2 && desk.entries('alerts'));
    await rina.do('acknowledge', { params: { alertId: first?.alertId as string } });
    expect(bench.smtp.letters).toEqual([]);
    server.clock.move(7 * 3_600_000);
    const told = await settledOf(server, 2);
    expect(told.map(({ state, reason }) => `${state} ${reason}`).sort()).toEqual(['sent null', 'skipped acknowledged']);
    expect(bench.smtp.letters).toHaveLength(1);
  });

  it('waits for the end of the quiet hours that somebody has chosen', async () => {
    const night = Date.parse('2026-11-23T22:00:00+07:00');
    const server = await bench.start({ clock: createTestClock(night), env: { SIGAP_QUIET_HOURS: '21:00-06:00' } });
    const rina = await rinaByMail(server);
    await rina.do('changeMyContact', { body: { quiet: '20:00-22:30' } });
    await lateAt(server, [soon(server)]);
    await until('it is planned', async () => (await notificationsOf(server)).length === 1);
    const [row] = await server.sql<{ send_at: Date }>('SELECT send_at FROM notification');
    expect(row?.send_at).toEqual(new Date('2026-11-23T22:30:00+07:00'));
    server.clock.move(31 * 60_000);
    await settledOf(server, 1);
    expect(bench.smtp.letters).toHaveLength(1);
  });
});

describe('what is told of a case', () => {
  it('holds nothing of the citizen', async () => {
    const server = await bench.start();
    await rinaByMail(server);
    const [caseId] = await lateAt(server, [server.clock.now() + 600]);
    await server.sql(
      `UPDATE case_file SET state = state || '{"callerName": "Siti Aminah", "complaint": "KTP 3578014507900001 belum jadi"}'
       WHERE id = $1`,
      [caseId],
    );
    await settledOf(server, 1);
    const told = JSON.stringify(bench.smtp.letters);
    for (const secret of ['Siti', 'KTP', '3578014507900001', 'Lampu']) expect(told).not.toContain(secret);
    expect(personalNumbersIn(bench.smtp.letters.map(({ subject, text }) => subject + text).join('\n'))).toEqual([]);
    server.log.assertNoPersonalData();
  });
});
