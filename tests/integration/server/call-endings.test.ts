import pg from 'pg';
import type { TestDatabase } from '../../support/database.ts';
import { insertDueCases } from '../../support/due-cases.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { intake, type QueuedCall, queuedCall } from '../../support/server-scenario.ts';
import { shipped } from '../../support/sops.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
});
afterEach(async () => {
  await server.stop();
  server.log.assertNoPersonalData(
    server.exchange.history.flatMap((event) => ('ani' in event ? (event.ani ?? []) : [])),
  );
  await database.drop();
});

/** No call can be stored until the lock is let go. */
async function lockCalls(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE call IN EXCLUSIVE MODE');
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

const ani = '081234567890';
const queued = (number: string | null = ani): Promise<QueuedCall> => queuedCall(server, number);

describe('a call', () => {
  it('takes an agent who misses two rings in a row out of the queue', async () => {
    const { exchange } = server;
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    await sari.do('setState', { body: { state: 'ready' } });
    const call = await queued();
    for (const ring of [1, 2]) {
      exchange.happen(call.offered('101'));
      await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'reserved');
      exchange.happen(call.lapsed('101'));
      await desk.until(
        'agents',
        (agent) => agent.state === (ring === 1 ? 'ready' : 'not-ready') && agent.callId === null,
      );
    }
    expect(desk.entries('agents').find((agent) => agent.userId === sari.me.userId)?.reason).toBe('missed_call');
    await until('the exchange rings her no more', () => exchange.membership('101') === 'paused');
  });

  it('blames nobody for rings of a telephone that is gone, shows it as not ready, and takes it back by itself', async () => {
    const { exchange } = server;
    const [sari, rina] = await Promise.all([server.logIn('sari'), server.logIn('rina')]);
    const [desk, floor] = await Promise.all([sari.desk(), rina.open('floor')]);
    await sari.do('setState', { body: { state: 'ready' } });
    const call = await queued();
    for (const ring of [1, 2, 3]) {
      exchange.happen(call.offered('101'));
      await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'reserved');
      if (ring === 1) exchange.tell({ type: 'phone.unreachable', at: Date.now(), extension: '101' });
      exchange.happen(call.lapsed('101'));
      for (const view of [desk, floor])
        await view.until('agents', ({ userId, ...agent }) => userId === sari.me.userId && agent.state === 'not-ready');
    }
    const shown = floor.entries('agents').find((agent) => agent.userId === sari.me.userId);
    expect(shown).toMatchObject({ reason: 'phone_unreachable', phoneReachable: false });
    exchange.tell({ type: 'phone.reachable', at: Date.now(), extension: '101' });
    await floor.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'ready');
    expect(exchange.membership('101')).toBe('ready');
  });

  it('leaves its agent in peace when it ends, though the database cannot say so yet', async () => {
    const { exchange } = server;
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    await sari.do('setState', { body: { state: 'ready' } });
    const call = await queued();
    exchange.happen(call.offered('101'), call.answered('101'));
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'talking');
    await until('she may be rung after the talk', () => exchange.membership('101') === 'ready');
    const unlock = await lockCalls();
    exchange.happen(call.ended());
    await until('she is paused', () => exchange.membership('101') === 'paused');
    const seen = desk.entries('agents').find((agent) => agent.userId === sari.me.userId);
    expect(seen?.state).toBe('talking');
    expect(exchange.commands.at(-1)).toMatchObject({ type: 'agent.pause', reason: 'wrap-up' });
    await unlock();
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
    expect(exchange.membership('101')).toBe('paused');
  });

  it('that is over is judged no more, though the database cannot say so yet', async () => {
    const { exchange, clock } = server;
    const calls = [await queued(), await queued('081299990000')];
    const [other] = await insertDueCases(server.sql, shipped('surabaya'), [clock.now() + 39_000]);
    const unlock = await lockCalls();
    for (const call of calls) exchange.happen(call.ended());
    clock.move(40_000);
    // What nobody is on the line for is raised meanwhile: the timers have looked at all that is due.
    const alertsOf = (caseId: string | undefined) =>
      server.sql<{ due_at: Date }>('SELECT due_at FROM alert WHERE case_id = $1', [caseId]);
    await until('the other one is raised', async () => (await alertsOf(other)).length > 0);
    await unlock();
    await server.settled();
    for (const { caseId } of calls) {
      const [ended] = await server.sql<{ at: Date }>(
        'SELECT k.ended_at AS at FROM call k JOIN case_file c ON c.call_id = k.id WHERE c.id = $1',
        [caseId],
      );
      const late = (await alertsOf(caseId)).filter(({ due_at }) => ended && due_at > ended.at);
      expect([ended?.at, late]).toEqual([expect.any(Date), []]);
    }
  });

  it('ends as abandoned once when the caller gives up, ringing or waiting, and rings nobody any more', async () => {
    const { exchange, clock } = server;
    const [sari, rina] = await Promise.all([server.logIn('sari'), server.logIn('rina')]);
    const [desk, floor] = await Promise.all([sari.desk(), rina.open('floor')]);
    const [waiting, ringing] = [await queued(), await queued('081299990000')];
    exchange.happen(ringing.offered('101'));
    await desk.until('offers', (offer) => offer.callId === ringing.callId);
    clock.move(6_000);
    exchange.happen(ringing.lapsed('101', 'caller-gone'), ringing.ended(), waiting.ended());
    await desk.untilGone('offers');
    await floor.untilGone('calls');
    const counters = await floor.until('counters', (entry) => entry.abandoned > 1);
    expect(counters).toMatchObject({ offered: 2, answered: 0, abandoned: 2, shortAbandoned: 0 });
    for (const { caseId } of [waiting, ringing]) {
      const detail = await rina.do('getCase', { params: { caseId } });
      expect(detail.status).toBe('abandoned');
      expect(detail.history.filter((entry) => entry.type === 'call.ended')).toHaveLength(1);
      expect(detail.steps.filter((step) => step.verdict === 'running')).toEqual([]);
    }
  });

  it('gets a linked ticket for a second complaint, and frees the agent when both are recapped', async () => {
    const { exchange } = server;
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    await sari.do('setState', { body: { state: 'ready' } });
    const call = await queued();
    const params = { caseId: call.caseId };
    exchange.happen(call.offered('101'), call.answered('101'));
    await desk.until('cases', (entry) => entry.status === 'open');
    await sari.act(params, 'intake.saved', intake);
    await sari.act(params, 'solution.saved', { solution: 'Sudah' });
    await sari.act(params, 'confirmation.another', { confirmed: 'yes' });
    const linked = await desk.until('cases', (entry) => entry.linkedTo === call.ticketNumber);
    expect(linked).toMatchObject({ ticketNumber: call.ticketNumber.replace(/1$/, '2'), callLive: true });
    expect(linked.caller).toMatchObject({ name: 'Siti Aminah', phoneMasked: '0812-****-7890' });
    expect(linked.steps.map((step) => step.number)).toEqual([6]);
    exchange.happen(call.ended());
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
    // Both at once, as by two browser tabs.
    const recaps = await Promise.all(
      [call.caseId, linked.caseId].map((caseId) =>
        sari.attempt({ caseId }, 'recap.saved', {
          disposition: 'information',
          recapSummary: 'Selesai',
          solution: 'Sudah',
        }),
      ),
    );
    expect(recaps.map((answer) => answer.status)).toEqual([200, 200]);
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'ready');
    await until('she is back in the queue', () => exchange.membership('101') === 'ready');
  });

  it('that is ended as a duplicate is the same call: it is counted, and told again it has the same ticket', async () => {
    const { exchange } = server;
    const [sari, rina] = [await server.logIn('sari'), await server.logIn('rina')];
    const desk = await sari.desk();
    const [first, again] = [await queued(), await queued('081298765432')];
    exchange.happen(again.offered('101'), again.answered('101'));
    await desk.until('cases', ({ status }) => status === 'open');
    await sari.act(again, 'case.ended', {
      ...{ endedAs: 'duplicate', duplicateOf: first.ticketNumber.toLowerCase(), reason: 'Menelepon lagi' },
    });
    exchange.happen(again.ended());
    expect((await exchange.register(again)).ticketNumber).toBe(again.ticketNumber);
    expect(await rina.do('getCase', { params: { caseId: again.caseId } })).toMatchObject({
      ...{ status: 'closed', linkedTo: first.ticketNumber },
    });
    const floor = await rina.open('floor');
    await floor.until('counters', (counters) => counters.offered === 2 && counters.answered === 1);
  });

  it('does a command once however often it is sent with the same key', async () => {
    const { exchange } = server;
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    const call = await queued();
    const params = { caseId: call.caseId };
    exchange.happen(call.offered('101'), call.answered('101'));
    await desk.until('cases', (entry) => entry.status === 'open');
    const headers = { 'idempotency-key': 'satu-kali-saja' };
    const answers = await Promise.all([1, 2, 3].map(() => sari.attempt(params, 'intake.saved', intake, headers)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    const found = await server.sql("SELECT id FROM case_event WHERE type = 'intake.saved'");
    expect(found).toHaveLength(1);
    expect(await server.sql('SELECT id FROM caller')).toHaveLength(1);
  });

  it('goes on when the clock of the machine is set back or forth by an hour', async () => {
    const { exchange, clock } = server;
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    for (const ms of [-3_600_000, 7_200_000]) {
      clock.move(ms);
      await sari.do('setState', { body: { state: 'ready' } });
      await until('she is in the queue at once', () => exchange.membership('101') === 'ready', 10_000);
      const call = await queued();
      exchange.happen(call.offered('101'), call.answered('101'));
      await desk.until('cases', (entry) => entry.caseId === call.caseId && entry.status === 'open');
      exchange.happen(call.ended());
      await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
      await until('she is paused at once', () => exchange.membership('101') === 'paused', 10_000);
      const recap = { disposition: 'ghost', recapSummary: 'Tidak ada suara' };
      expect((await sari.act(call, 'recap.saved', recap)).status).toBe('closed');
    }
  });
});
