import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '../../support/database.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake, queuedCall } from '../../support/server-scenario.ts';
import { shownState, storedState } from '../../support/server-state.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
const servers: TestServer[] = [];

beforeEach(async () => {
  database = await createServerDatabase();
  proxy = await startDatabaseProxy(database.url);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await proxy.close();
  await database.drop();
});

async function start(options: Partial<TestServerOptions<TestServer['exchange']>> = {}): Promise<TestServer> {
  const server = await startTestServer({ databaseUrl: database.url, ...options });
  servers.push(server);
  return server;
}

/** As SIGKILL looks from outside: no word to the exchange, and whatever was not committed is lost. */
async function kill(server: TestServer): Promise<void> {
  server.exchange.cut({ silently: true });
  await proxy.cut();
  await server.stop();
}

describe('a server that is killed in mid-call', () => {
  it('announces nothing as late that had been in time while it was away', async () => {
    const first = await start({ databaseUrl: proxy.url });
    const { exchange, clock } = first;
    const sari = await first.logIn('sari');
    await sari.do('setState', { body: { state: 'ready' } });
    await until('she is in the queue', () => exchange.membership('101') === 'ready');
    const call = await queuedCall(first, '081234567005');
    await first.settled();
    await kill(first);

    clock.move(2_000);
    exchange.happen(call.offered('101'));
    clock.move(2_000);
    exchange.happen(call.answered('101'));
    clock.move(40_000);
    const second = await start({ exchange, clock });
    await second.settled();
    const alerts = await second.sql("SELECT step FROM alert WHERE step IN ('wait', 'answer')");
    expect(alerts).toEqual([]);
    const runs = await second.sql<{ step: string; verdict: string }>(
      `SELECT r->>'step' AS step, r->>'verdict' AS verdict
       FROM case_file, jsonb_array_elements(state->'sop'->'runs') r WHERE call_id = $1`,
      [call.callId],
    );
    expect(Object.fromEntries(runs.map(({ step, verdict }) => [step, verdict]))).toMatchObject({
      wait: 'met',
    });
  });

  it('comes back to the same calls, cases and agents, carries out what was left, and is told what it missed', async () => {
    const first = await start({ databaseUrl: proxy.url });
    const { exchange, clock } = first;
    const [sari, budi] = await Promise.all([first.logIn('sari'), first.logIn('budi')]);
    const [desk, other] = await Promise.all([sari.desk(), budi.desk()]);
    for (const client of [sari, budi]) await client.do('setState', { body: { state: 'ready' } });
    await until(
      'both are in the queue',
      () => exchange.membership('101') === 'ready' && exchange.membership('102') === 'ready',
    );
    const talking = await answeredCall(first, sari, desk, '081234567001');
    await sari.do('saveDraft', {
      params: { caseId: talking.caseId },
      body: { event: 'intake.saved', fields: { complaint: 'Setengah terisi' } },
    });
    const ringing = await queuedCall(first, '081234567002');
    const waiting = await queuedCall(first, '081234567003');
    exchange.happen(ringing.offered('102'));
    await other.until('offers', (offer) => offer.callId === ringing.callId);
    await first.settled();
    // What is committed now is carried out by nobody: the exchange does not answer.
    exchange.answerWith(() => ({ ok: false, kind: 'timeout', reason: 'killed meanwhile' }));
    exchange.happen(ringing.answered('102'));
    await other.until('agents', (agent) => agent.userId === budi.me.userId && agent.state === 'talking');
    const before = await storedState(first, ['case_file', 'call', 'agent_status', 'ticket_counter']);
    await kill(first);

    exchange.answerWith(null);
    expect(exchange.membership('102')).toBe('ready');
    const late = exchange.caller('081234567004');
    // No short wait any more, however quick or slow the machine was over the kill.
    clock.move(20_000);
    exchange.happen(
      talking.ended('agent'),
      waiting.offered('101'),
      waiting.lapsed('101'),
      waiting.ended(),
      late.arrived(),
      late.queued(),
    );

    const second = await start({ exchange, clock, connect: false });
    expect(await storedState(second, ['case_file', 'call', 'agent_status', 'ticket_counter'])).toEqual(before);
    const calls = new Map(second.core.liveCalls.open().map((call) => [call.callId, call]));
    expect([...calls.keys()].sort()).toEqual([talking, ringing, waiting].map((call) => call.callId).sort());
    const restored = shownState(second)[`desk:${people.sari.id}`] ?? {};
    expect(restored[`cases/${talking.caseId}`]).toMatchObject({ complaint: null, callLive: true });
    expect(restored[`calls/${talking.callId}`]).toMatchObject({ phase: 'talking', ticketNumber: talking.ticketNumber });
    expect(restored[`agents/${people.sari.id}`]).toMatchObject({ state: 'talking', callId: talking.callId });

    const { event, register } = second.core.callEvents;
    exchange.start({ event, register });
    await second.settled();
    await until('what was left is carried out', () => exchange.membership('101') === 'paused');
    expect(exchange.membership('102')).toBe('ready');
    const outcomes = await second.sql('SELECT id, outcome, ended_at IS NULL AS open FROM call ORDER BY arrived_at, id');
    expect(outcomes).toEqual([
      { id: talking.callId, outcome: 'answered', open: false },
      { id: ringing.callId, outcome: null, open: true },
      { id: waiting.callId, outcome: 'abandoned', open: false },
      { id: late.callId, outcome: null, open: true },
    ]);
    expect(await second.sql('SELECT count(*)::int AS n FROM case_file WHERE task_period IS NULL')).toEqual([{ n: 4 }]);
    expect(second.core.agents.all().map(({ status }) => status.state)).toEqual(['talking', 'wrap-up']);
    // The session lives on too: she reloads the page and recaps.
    const again = await second.logIn('sari');
    const params = { caseId: talking.caseId };
    const { actions } = await again.do('getCase', { params });
    const drafts = actions.flatMap(({ fields }) => fields.map(({ name, draft }) => `${name} ${draft}`));
    expect(drafts).toContain('complaint Setengah terisi');
    await again.act(params, 'intake.saved', intake);
    expect((await again.act(params, 'recap.saved', { disposition: 'dropped', recapSummary: 'selesai' })).status).toBe(
      'closed',
    );
    await until('she is back in the queue', () => exchange.membership('101') === 'ready');
  });

  it('raises on start what fell due meanwhile, once, marked late', async () => {
    const first = await start({ databaseUrl: proxy.url });
    const { exchange, clock } = first;
    const call = await queuedCall(first, '081234567001');
    await first.settled();
    await kill(first);
    clock.move(40_000);
    const second = await start({ exchange, clock });
    const third = await start({ clock });
    await until('both thresholds are raised', async () => {
      const [row] = await second.sql<{ n: number }>("SELECT count(*)::int AS n FROM alert WHERE step = 'wait'");
      return row?.n === 2;
    });
    const alerts = await second.sql<{ kind: string; late: boolean; due_at: Date; fired_at: Date }>(
      "SELECT kind, late, due_at, fired_at FROM alert WHERE step = 'wait' ORDER BY due_at",
    );
    expect(alerts.map(({ kind, late }) => ({ kind, late }))).toEqual([
      { kind: 'warning', late: true },
      { kind: 'breach', late: true },
    ]);
    for (const { due_at, fired_at } of alerts) expect(fired_at.getTime()).toBeGreaterThan(due_at.getTime() + 5_000);
    const shown = shownState(second).floor ?? {};
    expect(Object.keys(shown).filter((key) => key.startsWith('alerts/'))).toHaveLength(2);
    expect(Object.values(shown)).toContainEqual(
      expect.objectContaining({ ticketNumber: call.ticketNumber, late: true }),
    );
    await Promise.all([second, third].map((server) => server.settled()));
    expect(await second.sql("SELECT id FROM case_event WHERE type = 'timer'")).toHaveLength(1);
  });

  it('loses nothing, whatever it had told the database by then', async () => {
    const exchange = (await start({ connect: false })).exchange;
    // Killed a little later each time: before, between and after the transactions of a call. What is left
    // of a killed server goes on trying for some seconds, as an orphan would, while the next one works.
    const orphans: Promise<void>[] = [];
    for (const [round, afterMs] of [0, 3, 6, 10, 15, 25, 60, 250, 'stored', 'stored'].entries()) {
      const way = await startDatabaseProxy(database.url);
      const server = await start({ databaseUrl: way.url, exchange });
      const call = exchange.caller(`0812345680${10 + round}`);
      exchange.happen(call.arrived(), call.queued(), call.offered('101'), call.answered('101'));
      await (typeof afterMs === 'number' ? sleep(afterMs) : server.settled());
      exchange.cut({ silently: true });
      await way.cut();
      orphans.push(server.stop());
      exchange.happen(call.ended());
    }
    await Promise.all(orphans);
    const last = await start({ exchange });
    await last.settled();
    const rows = await last.sql<{ id: string; open: boolean; ticket_number: string; types: string[] }>(
      `SELECT k.id, k.ended_at IS NULL AS open, c.ticket_number,
         (SELECT array_agg(e.type ORDER BY e.seq) FROM case_event e WHERE e.case_id = c.id AND e.type <> 'timer') AS types
       FROM call k JOIN case_file c ON c.call_id = k.id ORDER BY c.ticket_number`,
    );
    // A call that came and went unheard is not known; every other one has its ticket, its end, and each event once.
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(rows.map((row) => Number(row.ticket_number.slice(-4)))).toEqual(rows.map((_, index) => index + 1));
    for (const { open, types } of rows) {
      expect(open).toBe(false);
      expect(types.slice(0, 2)).toEqual(['call.arrived', 'ticket.numbered']);
      expect(new Set(types).size).toBe(types.length);
      expect(types.at(-1)).toBe('call.ended');
    }
  });
});

describe('a fresh snapshot', () => {
  it('of a server started anew shows every topic as the one that ran through it all', async () => {
    const first = await start();
    const { exchange, clock } = first;
    const [sari, budi, dewi] = await Promise.all([first.logIn('sari'), first.logIn('budi'), first.logIn('dewi')]);
    const [desk, other, inbox] = await Promise.all([sari.desk(), budi.desk(), dewi.open('inbox:dispatcher')]);
    const floor = await (await first.logIn('rina')).open('floor');
    for (const client of [sari, budi]) await client.do('setState', { body: { state: 'ready' } });

    const sent = await answeredCall(first, sari, desk, '081234567001');
    await sari.act(sent, 'intake.saved', intake);
    await sari.act(sent, 'solution.not_found');
    await sari.act(sent, 'case.dispatched', { dispatchNote: 'Gudang' });
    exchange.happen(sent.ended());
    await desk.until('agents', (agent) => agent.state === 'wrap-up');
    await sari.act(sent, 'recap.saved', { disposition: 'dispatched', recapSummary: 'selesai' });
    await inbox.until('cases', () => true);

    const talking = await answeredCall(first, sari, desk, '081234567001');
    const params = { caseId: talking.caseId };
    await sari.act(params, 'intake.saved', { ...intake, callerName: 'Orang kedua' });
    await sari.act(params, 'solution.saved', { solution: 'Sudah' });
    await sari.act(params, 'confirmation.another', { confirmed: 'yes' });
    exchange.happen(talking.held());
    const ringing = await queuedCall(first, '081234567003');
    exchange.happen(ringing.offered('102'));
    await other.until('offers', () => true);
    await queuedCall(first, null);
    clock.move(6_000);
    const alert = await floor.until('alerts', (entry) => entry.stepNumber === 4 && entry.kind === 'breach');
    await floor.until('counters', (entry) => entry.breaches > 0 && entry.offered === 4);
    const { alertId } = alert;
    (await budi.socket()).emit('delivered', [alertId]);
    await floor.until('alerts', (entry) => entry.alertId === alertId && entry.deliveredAt !== null);
    await first.settled();

    for (const view of [desk, other, inbox, floor]) {
      const { entries } = first.core.topics.snapshot(view.snapshot.topic, clock.now());
      await until(`${view.snapshot.topic} has every change`, () => {
        expect(view.snapshot.entries).toEqual(entries);
        return true;
      });
    }
    const shown = shownState(first);
    await first.stop();

    const second = await start({ exchange, clock });
    await second.settled();
    await until('the counts are read', () => shownState(second).floor?.['counters/today']);
    expect(shownState(second)).toEqual(shown);
  });
});
