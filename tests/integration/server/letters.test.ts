import { createSealer } from '../../../server/store/secrets/sealed.ts';
import {
  lateAt,
  type MailedAlerts,
  notificationsOf,
  openMailedAlerts,
  rinaByMail,
  settledOf,
  soon,
} from '../../support/mailed-alerts.ts';
import { until } from '../../support/until.ts';

let bench: MailedAlerts;
beforeEach(async () => {
  bench = await openMailedAlerts();
});
afterEach(() => bench.close());

describe('a storm of 500 escalations', () => {
  it('is two letters, each escalation in one of them', async () => {
    const server = await bench.start();
    await rinaByMail(server);
    const at = server.clock.now() + 1_500;
    await lateAt(server, Array<number>(500).fill(at));
    await until('all are planned', async () => (await notificationsOf(server)).length === 500, 15_000);
    await until('the first letter is out', () => bench.smtp.letters.length === 1);
    server.clock.move(61_000);
    const told = await settledOf(server, 500);
    expect(bench.smtp.letters.length).toBeLessThanOrEqual(2);
    expect(new Set(told.map(({ message_id }) => message_id)).size).toBe(bench.smtp.letters.length);
    expect(bench.smtp.letters.map(({ subject }) => subject).join(' ')).toMatch(/\d+ langkah terlambat/);
  });
});

describe('two servers on one database', () => {
  it('tell each escalation once, in no more letters than one would send', async () => {
    const one = await bench.start();
    const two = await bench.start({ clock: one.clock });
    await rinaByMail(one);
    const wati = await one.logIn('wati');
    await wati.do('changeMyContact', { body: { email: 'wati@contoh.go.id' } });
    const at = one.clock.now() + 1_200;
    await lateAt(
      one,
      Array.from({ length: 200 }, (_, n) => at + n * 5),
    );
    await until('all are planned', async () => (await notificationsOf(two)).length === 200, 15_000);
    one.clock.move(61_000);
    const told = await settledOf(two, 200);
    expect(told.every(({ state }) => state === 'sent')).toBe(true);
    expect(bench.smtp.letters.length).toBeLessThanOrEqual(2);
    expect(bench.smtp.shown()).toHaveLength(bench.smtp.letters.length);
  });
});

describe('a letter', () => {
  it('of a server that is killed before it could note it is sent again as the same one, and shown once', async () => {
    const first = await bench.start({ databaseUrl: bench.proxy.url });
    await rinaByMail(first);
    const { clock } = first;
    bench.smtp.onTaken(() => bench.proxy.cut());
    await lateAt(first, [soon(first)]);
    await until('it is out', () => bench.smtp.letters.length === 1);
    first.exchange.cut({ silently: true });
    await first.stop();

    bench.smtp.onTaken(null);
    const second = await bench.start({ clock });
    expect(await notificationsOf(second)).toMatchObject([{ state: 'pending', attempts: 1 }]);
    // Not while the first could still be at it.
    clock.move(61_000);
    await settledOf(second, 1);
    expect(bench.smtp.letters).toHaveLength(2);
    expect(bench.smtp.shown()).toHaveLength(1);
    expect(bench.smtp.letters[1]).toEqual(bench.smtp.letters[0]);
    expect(bench.smtp.letters[0]?.messageId).toMatch(/^<[0-9a-f-]{36}@contoh\.go\.id>$/);
  });

  it('of a server that is killed before it could send it is sent by the next', async () => {
    const first = await bench.start({ databaseUrl: bench.proxy.url });
    await rinaByMail(first);
    const { clock } = first;
    const at = clock.now() + 700;
    await lateAt(first, Array<number>(30).fill(at));
    await until('they are raised', async () => {
      const [row] = await first.sql<{ n: number }>('SELECT count(*)::int AS n FROM alert');
      return (row?.n ?? 0) > 0;
    });
    first.exchange.cut({ silently: true });
    await bench.proxy.cut();
    await first.stop();
    const second = await bench.start({ clock });
    clock.move(61_000);
    await until('all are raised and planned', async () => (await notificationsOf(second)).length === 30);
    clock.move(61_000);
    await settledOf(second, 30);
    const [left] = await second.sql<{ n: number }>('SELECT count(*)::int AS n FROM alert WHERE notify');
    expect(left?.n).toBe(0);
  });

  it('goes out when a mail server that was away or busy is back, as one with what has come since', async () => {
    const server = await bench.start();
    await rinaByMail(server);
    bench.smtp.refuseWith('451 later');
    await lateAt(server, [soon(server)]);
    await until('it was refused', async () =>
      (await notificationsOf(server)).some(({ attempts, message_id }) => attempts === 1 && message_id === null),
    );
    bench.smtp.refuseWith(null);
    await lateAt(server, [soon(server)]);
    await until('the second is planned', async () => (await notificationsOf(server)).length === 2);
    server.clock.move(120_000);
    await settledOf(server, 2);
    expect(bench.smtp.letters).toHaveLength(1);
    expect(bench.smtp.letters[0]?.subject).toContain('2 langkah terlambat');
  });

  it('to an address sealed under a lost key is skipped, and holds up nobody else’s', async () => {
    const server = await bench.start();
    await rinaByMail(server);
    await lateAt(server, [server.clock.now() + 900]);
    const other = createSealer(Buffer.alloc(32, 7)).seal('hilang@contoh.go.id');
    await server.sql('UPDATE person_contact SET email_sealed = $1', [other]);
    expect(await settledOf(server, 1)).toMatchObject([{ state: 'skipped', reason: 'no_address' }]);
    expect(bench.smtp.letters).toEqual([]);
  });

  it('that the mail server refuses for good is given up, with its code', async () => {
    const server = await bench.start();
    await rinaByMail(server);
    bench.smtp.refuseWith('554 5.7.1 rina.supervisor@contoh.go.id is not wanted');
    await lateAt(server, [soon(server)]);
    expect(await settledOf(server, 1)).toMatchObject([{ state: 'failed', reason: '554', attempts: 1 }]);
    expect(server.log.lines().join('\n')).not.toContain('rina.supervisor');
  });
});
