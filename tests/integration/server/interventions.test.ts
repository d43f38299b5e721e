import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, queuedCall } from '../../support/server-scenario.ts';
import { type Supervisor, supervisorAt } from '../../support/supervisor.ts';
import { until } from '../../support/until.ts';

/** What Rina, who leads the agents, does from the floor besides listening, and how agents call her. */
let database: TestDatabase;
let server: TestServer;
let sari: Client;
let ofSari: View;
let rina: Supervisor;

const start = async (exchange = undefined as TestServer['exchange'] | undefined) => {
  server = await startTestServer({ databaseUrl: database.url, ...(exchange && { exchange }) });
  sari = await server.logIn('sari');
  ofSari = await sari.desk();
  rina = await supervisorAt(server);
};
beforeEach(async () => {
  database = await createServerDatabase();
  await start();
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const talks = () => answeredCall(server, sari, ofSari, '081234567890');
const of = (call: { callId: string }) => ({ params: { callId: call.callId } });
const why = async (asked: Promise<{ problem: { type: string } | null }>) => (await asked).problem?.type;
const audited = (begins: string) =>
  server.sql<{ action: string; subject: string; person_id: string | null }>(
    'SELECT action, subject, person_id FROM audit_entry WHERE starts_with(action, $1) ORDER BY seq',
    [begins],
  );
const told = (type: string) => server.exchange.commands.filter((command) => command.type === type);

describe('a supervisor takes a caller over', () => {
  it('with one click, and by the audit it was her and not the agent', async () => {
    const call = await talks();
    expect((await rina.client.call('takeOver', of(call))).status).toBe(204);
    expect(rina.asked()).toEqual({
      ...{ type: 'transfer.blind', callId: call.callId, extension: '101' },
      target: { kind: 'phone', extension: '103' },
    });
    expect(await audited('supervise.')).toEqual([
      {
        ...{ action: 'supervise.taken_over', subject: `${call.callId} ${people.sari.id}` },
        person_id: people.rina.id,
      },
    ]);
  });

  it('to whom she listens already: her telephone is freed first', async () => {
    const call = await talks();
    await rina.client.do('listenIn', { ...of(call), body: { mode: 'listen' } });
    rina.hears('listen');
    server.exchange.answerWith((command) => {
      if (command.type === 'listen.end') rina.hungUp();
      return { ok: true };
    });
    expect((await rina.client.call('takeOver', of(call))).status).toBe(204);
    const asked = server.exchange.commands
      .map(({ type }) => type)
      .filter((type) => /^(listen\.end|transfer)/.test(type));
    expect(asked).toEqual(['listen.end', 'transfer.blind']);
  });

  it('not without a telephone that can ring, of nobody, of herself, nor twice', async () => {
    expect(await why(rina.client.call('takeOver', { params: { callId: 'fake-none.1' } }))).toBe('call_over');
    const waits = await queuedCall(server, '081234567891');
    expect(await why(rina.client.call('takeOver', of(waits)))).toBe('nobody_talks');
    const call = await talks();
    server.exchange.tell({ type: 'phone.unreachable', at: server.clock.now(), extension: '103' });
    expect(await why(rina.client.call('takeOver', of(call)))).toBe('telephone_unreachable');
    server.exchange.tell({ type: 'phone.reachable', at: server.clock.now(), extension: '103' });
    server.exchange.happen(waits.offered('103'), waits.answered('103'));
    expect(await why(rina.client.call('takeOver', of(call)))).toBe('in_another_call');
    expect(await why(rina.client.call('takeOver', of(waits)))).toBe('listen_to_oneself');
    expect(await why(sari.call('takeOver', of(call)))).toBe('not_allowed');
    expect([told('transfer.blind'), await audited('supervise.')]).toEqual([[], []]);
  });
});

describe('a caller who waits', () => {
  it('is served first when a supervisor says so, and only while he waits', async () => {
    const call = await queuedCall(server, '081234567891');
    expect((await rina.client.call('serveFirst', of(call))).status).toBe(204);
    expect(rina.asked()).toEqual({ type: 'caller.first', callId: call.callId, queue: 'hotline' });
    expect((await audited('supervise.')).map(({ action }) => action)).toEqual(['supervise.first']);
    expect(await why(sari.call('serveFirst', of(call)))).toBe('not_allowed');
    expect(await why(rina.client.call('serveFirst', of(await talks())))).toBe('not_waiting');
    server.exchange.happen(call.ended());
    expect(await why(rina.client.call('serveFirst', of(call)))).toBe('call_over');
    expect(told('caller.first')).toHaveLength(1);
  });
});

describe('a caller who waits is moved', () => {
  const to = (call: { callId: string }, userId: string) => ({ ...of(call), body: { userId } });
  const move = (call: { callId: string }, target: string, who = rina.client) =>
    who.call('moveCaller', to(call, target));
  const step = (call: { callId: string }, step: 'begun' | 'done' | 'failed', reason?: 'no-answer') => {
    const { callId } = call;
    server.exchange.happen({
      ...{ type: 'call.transfer', id: `${callId}:transfer:1:${step}`, callId, at: server.clock.now() },
      ...{ transferId: '1', mode: 'move', step, extension: null, target: { kind: 'phone', extension: '101' } },
      ...(reason && { reason }),
    });
  };

  it('to the agent a supervisor names, by the audit and his own history', async () => {
    const call = await queuedCall(server, '081234567891');
    expect((await move(call, people.sari.id)).status).toBe(204);
    expect(rina.asked()).toEqual({
      ...{ type: 'caller.move', callId: call.callId, queue: 'hotline', extension: '101' },
    });
    expect(await audited('supervise.')).toEqual([
      {
        ...{ action: 'supervise.moved', subject: `${call.callId} ${people.sari.id}` },
        person_id: people.rina.id,
      },
    ]);
    step(call, 'begun');
    const floor = await rina.client.open('floor');
    await floor.until('calls', ({ transfer }) => transfer?.mode === 'move' && transfer.toName === 'sari Uji');
    expect(await why(move(call, people.sari.id))).toBe('transfer_running');
    server.exchange.happen(call.offered('101'), call.answered('101'));
    step(call, 'done');
    await ofSari.until('cases', (entry) => entry.caseId === call.caseId && entry.status === 'open');
    await server.settled();
    const { history } = await sari.do('getCase', { params: { caseId: call.caseId } });
    const told = history.filter(({ type }) => type === 'call.transfer');
    expect(told.map(({ label, words }) => [label.en, ...words.map(({ value }) => value.en)])).toEqual([
      ['A supervisor moved the waiting caller out of the queue', 'sari Uji'],
      ['The moved caller was answered', 'sari Uji'],
    ]);
  });

  it('and is in the queue again, waiting as long as he has, when nobody answers', async () => {
    const call = await queuedCall(server, '081234567891');
    await move(call, people.sari.id);
    step(call, 'begun');
    server.clock.move(20_000);
    server.exchange.happen(call.offered('101'), call.lapsed('101'));
    step(call, 'failed', 'no-answer');
    const floor = await rina.client.open('floor');
    const card = await floor.until('calls', ({ transfer, phase }) => transfer === null && phase === 'queued');
    expect(server.clock.now() - (card.queuedAt ?? 0)).toBeGreaterThanOrEqual(20_000);
    expect((await move(call, people.sari.id)).status).toBe(204);
  });

  it('not to nobody, to a telephone that talks or is dead, nor by an agent, nor one who talks already', async () => {
    const call = await queuedCall(server, '081234567891');
    expect(await why(move(call, people.wati.id))).toBe('transfer_to_nobody');
    expect(await why(move(call, people.sari.id, sari))).toBe('not_allowed');
    server.exchange.tell({ type: 'phone.unreachable', at: server.clock.now(), extension: '101' });
    expect(await why(move(call, people.sari.id))).toBe('agent_unreachable');
    server.exchange.tell({ type: 'phone.reachable', at: server.clock.now(), extension: '101' });
    const other = await talks();
    expect(await why(move(call, people.sari.id))).toBe('agent_talks');
    expect(await why(move(other, people.budi.id))).toBe('not_waiting');
    server.exchange.happen(call.ended());
    expect(await why(move(call, people.budi.id))).toBe('call_over');
    expect([told('caller.move'), await audited('supervise.')]).toEqual([[], []]);
  });
});

describe('an agent’s state', () => {
  const force = (
    body: { state: 'ready' | 'logged-out' } | { state: 'not-ready'; reason: 'break' },
    who = rina.client,
  ) => who.call('forceState', { params: { userId: people.sari.id }, body });
  const state = (name: string, pending: string | null = null) =>
    ofSari.until('agents', (card) => card.state === name && card.pendingState === pending);

  it('is made by a supervisor, at once or after the call, and the queue follows', async () => {
    await sari.do('setState', { body: { state: 'ready' } });
    expect((await force({ state: 'not-ready', reason: 'break' })).status).toBe(204);
    expect(await state('not-ready')).toMatchObject({ reason: 'break' });
    await until('nobody rings her', () => server.exchange.membership('101') === 'paused');
    expect((await force({ state: 'ready' })).status).toBe(204);
    await state('ready');
    await talks();
    await state('talking');
    await force({ state: 'logged-out' });
    await state('talking', 'logged-out');
    expect(await audited('supervise.')).toEqual(
      ['not_ready', 'ready', 'logged_out'].map((action) => ({
        ...{ action: `supervise.${action}`, subject: people.sari.id, person_id: people.rina.id },
      })),
    );
    const { entries } = await (await server.logIn('wati')).do('listAudit', {
      query: { action: 'supervise.not_ready' },
    });
    expect(entries).toMatchObject([{ aboutName: 'sari Uji', reason: 'break' }]);
  });

  it('is not made ready of an empty chair, of nobody, nor by an agent', async () => {
    expect(await why(force({ state: 'ready' }))).toBe('agent_logged_out');
    expect(await why(force({ state: 'ready' }, sari))).toBe('not_allowed');
    const nobody = { params: { userId: people.wati.id }, body: { state: 'ready' } } as const;
    expect(await why(rina.client.call('forceState', nobody))).toBe('not_found');
    expect(await audited('supervise.')).toEqual([]);
  });
});

describe('an agent who calls for help', () => {
  const asked = () => server.sql('SELECT call_id FROM help_call');

  it('is seen by the supervisors and on the floor, and helped by the first of them', async () => {
    const call = await talks();
    const floor = await (await server.logIn('joko')).open('floor');
    expect((await sari.call('askHelp', of(call))).status).toBe(204);
    const seen = { ticketNumber: call.ticketNumber, agentName: 'sari Uji', takenByName: null };
    for (const view of [floor, rina.desk, ofSari]) expect(await view.until('helps', () => true)).toMatchObject(seen);
    // Pressed twice it is one.
    await sari.call('askHelp', of(call));
    expect(await why(sari.call('takeHelp', of(call)))).toBe('not_allowed');
    expect((await rina.client.call('takeHelp', of(call))).status).toBe(204);
    await ofSari.until('helps', ({ takenByName }) => takenByName === 'rina Uji');
    server.exchange.happen(call.ended());
    for (const view of [floor, rina.desk, ofSari]) await view.untilGone('helps');
    await until('it is over', async () => (await asked()).length === 0);
    expect((await audited('help.')).map(({ action, person_id: who }) => [action, who])).toEqual([
      ['help.asked', people.sari.id],
      ['help.taken', people.rina.id],
      ['help.ended', null],
    ]);
    expect(await why(rina.client.call('takeHelp', of(call)))).toBe('no_help_asked');
  });

  it('is called by whoever talks alone, and withdraws it by the same key', async () => {
    const call = await talks();
    const budi = await server.logIn('budi');
    expect(await why(budi.call('askHelp', of(call)))).toBe('not_your_call');
    expect(await why(sari.call('withdrawHelp', of(call)))).toBe('no_help_asked');
    await sari.call('askHelp', of(call));
    expect(await why(budi.call('withdrawHelp', of(call)))).toBe('no_help_asked');
    expect((await sari.call('withdrawHelp', of(call))).status).toBe(204);
    await rina.desk.untilGone('helps');
    expect((await audited('help.')).map(({ action }) => action)).toEqual(['help.asked', 'help.withdrawn']);
  });

  it('is still there after a restart, unless the conversation ended meanwhile', async () => {
    const call = await talks();
    await sari.call('askHelp', of(call));
    await server.settled();
    const { exchange } = server;
    await server.stop();
    await start(exchange);
    await rina.desk.until('helps', ({ callId }) => callId === call.callId);
    await server.stop();
    exchange.happen(call.ended());
    await start(exchange);
    await rina.desk.untilGone('helps');
    await until('it is over', async () => (await asked()).length === 0);
    expect((await audited('help.')).map(({ action }) => action)).toEqual(['help.asked', 'help.ended']);
  });
});
