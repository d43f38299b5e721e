import { createDataSource } from '../../../server/store/data-source.ts';
import { createSeveralExchanges } from '../../../telephony/several/exchange.ts';
import { type Client, send, type View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeExchange, type FakeCall, type FakeExchange } from '../../support/fake-exchange.ts';
import { startTestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** The number of Sari's telephone, and of Budi's at his own exchange. */
const local = '101';
const ofBudi = `7${local}`;

describe('an office with two exchanges', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let kota: FakeExchange;
  let selatan: FakeExchange;
  let server: Awaited<ReturnType<typeof start>>;
  let sari: Client;
  let budi: Client;
  let rina: Client;
  let desks: { sari: View; budi: View };
  let floor: View;

  const start = async () => {
    const several = createSeveralExchanges({
      sites: [
        { exchange: kota, prefix: '' },
        { exchange: selatan, prefix: '7' },
      ],
    });
    const wiring = { exchanges: several.exchanges };
    return startTestServer({ databaseUrl: database.url, clock, exchange: several, wiring });
  };
  const logIn = async () => {
    [sari, budi, rina] = await Promise.all([server.logIn('sari'), server.logIn('budi'), server.logIn('rina')]);
    desks = { sari: await sari.desk(), budi: await budi.desk() };
    floor = await rina.open('floor');
  };

  beforeAll(async () => {
    database = await createServerDatabase();
    const dataSource = await createDataSource(database.url, 1).initialize();
    await dataSource.query('UPDATE person SET extension = $1 WHERE id = $2', [ofBudi, people.budi.id]);
    await dataSource.destroy();
    clock = createTestClock();
    kota = createFakeExchange(clock.now, true, 'kota');
    selatan = createFakeExchange(clock.now, true, 'selatan');
    for (const one of [kota, selatan]) {
      one.keepLog(true);
      one.answerAsked(true);
    }
    server = await start();
    await logIn();
    for (const one of [sari, budi]) await one.do('setState', { body: { state: 'ready' } });
    await server.settled();
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const ring = (exchange: FakeExchange, ani: string): FakeCall => {
    const call = exchange.caller(ani);
    exchange.happen(call.arrived(), call.queued(), call.offered(local));
    return call;
  };
  const rows = () =>
    server.sql<{ id: string; exchange: string; outcome: string | null; state: { ended: { source?: string } | null } }>(
      'SELECT id, exchange, outcome, state FROM call',
    );
  const rowOf = async ({ callId }: FakeCall) => (await rows()).find(({ id }) => id === callId);
  const hasEnded = (call: FakeCall) => async () => ((await rowOf(call))?.state.ended ?? null) !== null;

  it('has each agent in the queue of his own exchange, under its number there', () => {
    expect([kota.membership(local), selatan.membership(local)]).toEqual(['ready', 'ready']);
    const joined = (exchange: FakeExchange) =>
      exchange.commands.flatMap((one) => (one.type === 'agent.join' ? [`${one.name} ${one.extension}`] : []));
    expect(new Set(joined(kota))).toEqual(new Set(['sari Uji 101']));
    expect(new Set(joined(selatan))).toEqual(new Set(['budi Uji 101']));
  });

  it('has calls of both ring, each at the desk of whose telephone rings', async () => {
    const [one, other] = [ring(kota, '081234567890'), ring(selatan, '081234567891')];
    await desks.sari.until('offers', ({ callId }) => callId === one.callId);
    await desks.budi.until('offers', ({ callId }) => callId === other.callId);
    expect(desks.sari.entries('offers')).toHaveLength(1);
    for (const { callId } of [one, other]) await floor.until('calls', (card) => card.callId === callId);
    kota.happen(one.answered(local), one.ended());
    selatan.happen(other.answered(local), other.ended());
    await server.settled();
    const stored = await rows();
    expect(stored.find(({ id }) => id === one.callId)?.exchange).toBe('kota');
    expect(stored.find(({ id }) => id === other.callId)?.exchange).toBe('selatan');
  });

  it('loses nothing of the one while the other is away, says whose fault it is, and reads its gap back', async () => {
    const [there, away] = [ring(kota, '081234567892'), ring(selatan, '081234567893')];
    kota.happen(there.answered(local));
    selatan.happen(away.answered(local));
    await server.settled();
    selatan.cut();
    for (const view of [desks.sari, floor])
      await view.until('system', ({ exchanges }) => exchanges.some(({ connected }) => !connected));
    const { exchanges } = await floor.until('system', () => true);
    expect(exchanges.map(({ name, connected }) => [name, connected])).toEqual([
      ['kota', true],
      ['selatan', false],
    ]);
    const ready = await send(server.url, { method: 'GET', path: '/readyz' });
    expect(ready).toMatchObject({
      status: 200,
      body: { exchange: true, exchanges: { kota: true, selatan: false } },
    });
    const { body } = await send(server.url, { method: 'GET', path: '/metrics' });
    expect(body).toMatch(/^sigap_exchange_connected\{exchange="kota"\} 1$/m);
    expect(body).toMatch(/^sigap_exchange_connected\{exchange="selatan"\} 0$/m);

    // The talk ends in the gap, and one comes and goes in it.
    clock.move(10_000);
    selatan.happen(away.ended());
    const unseen = ring(selatan, '081234567894');
    selatan.happen(unseen.lapsed(local, 'caller-gone'), unseen.ended());
    clock.move(5_000);
    // Meanwhile the other's talk goes on, ends, and a new call of it pops.
    const agents = await floor.until('agents', ({ userId }) => userId === people.sari.id);
    expect(agents).toMatchObject({ state: 'talking', phoneReachable: true });
    kota.happen(there.ended());
    await until('the end is stored', hasEnded(there));
    const next = ring(kota, '081234567895');
    await desks.sari.until('offers', ({ callId }) => callId === next.callId);
    expect((await rowOf(away))?.state.ended).toBeNull();
    expect(await rowOf(unseen)).toBeUndefined();

    selatan.restore();
    await until('the gap is stored', async () => (await rowOf(unseen))?.state.ended != null);
    await until('the end in the gap is stored', hasEnded(away));
    expect((await rowOf(away))?.state.ended?.source).not.toBe('estimate');
    // Its snapshot holds none of the other's calls, and ended none.
    expect((await rowOf(next))?.state.ended).toBeNull();
    expect(desks.sari.entries('offers').map(({ callId }) => callId)).toEqual([next.callId]);
    await floor.until('system', ({ exchanges: all }) => all.every(({ connected }) => connected));
    kota.happen(next.lapsed(local), next.ended('caller'));
    await until('it is over', hasEnded(next));
  });

  it('judges nothing of a silent one, and everything of the other in its time', async () => {
    const [there, away] = [ring(kota, '081234567896'), ring(selatan, '081234567897')];
    await server.settled();
    selatan.answerAsked(false);
    selatan.cut({ silently: true });
    clock.move(6_000);
    const alerts = (call: FakeCall) =>
      server.sql<{ step: string }>(
        'SELECT a.step FROM alert a JOIN case_file c ON c.id = a.case_id WHERE c.call_id = $1',
        [call.callId],
      );
    await until('what is late at the one is raised', async () => (await alerts(there)).length > 0);
    expect(await alerts(away)).toEqual([]);
    selatan.happen(away.answered(local, clock.now() - 5_000), away.ended('caller', clock.now() - 1_000));
    selatan.answerAsked(true);
    selatan.restore();
    await until('its end is stored', hasEnded(away));
    // He was answered in time, as nobody but his exchange could know.
    expect(await alerts(away)).toEqual([]);
    kota.happen(there.ended());
    await until('the end is stored', hasEnded(there));
  });

  it('offers nobody of the other exchange to hand a caller on to', async () => {
    const { people: targets } = await sari.do('transferTargets', {});
    expect(targets.map(({ userId }) => userId)).not.toContain(people.budi.id);
    const call = ring(kota, '081234567898');
    kota.happen(call.answered(local));
    await desks.sari.until('calls', ({ callId }) => callId === call.callId);
    const target = { kind: 'person', userId: people.budi.id } as const;
    const asked = await sari.call('transfer', { params: { callId: call.callId }, body: { mode: 'blind', target } });
    expect(asked.status).toBe(409);
    expect(kota.commands.some(({ type }) => type === 'transfer.blind')).toBe(false);
    await sari.do('leg', { params: { callId: call.callId }, body: { action: 'hangup' } });
    expect(kota.commands.at(-1)).toMatchObject({ type: 'leg.hangup', callId: call.callId, extension: local });
    kota.happen(call.ended());
    await until('it is over', hasEnded(call));
  });

  it('goes on with the calls of each after a restart', async () => {
    const [there, away] = [ring(kota, '081234567801'), ring(selatan, '081234567802')];
    await server.settled();
    await server.stop();
    selatan.happen(away.lapsed(local, 'caller-gone'), away.ended());
    server = await start();
    await logIn();
    await desks.sari.until('offers', ({ callId }) => callId === there.callId);
    await until('its end is stored', hasEnded(away));
    expect((await rowOf(there))?.state.ended).toBeNull();
  });
});
