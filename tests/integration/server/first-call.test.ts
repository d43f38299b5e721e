import type { CaseCard } from '../../../server/contract/views.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { intake, type QueuedCall, queuedCall } from '../../support/server-scenario.ts';
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

const ani = '081234567890';
const queued = (number: string | null = ani): Promise<QueuedCall> => queuedCall(server, number);

describe('a call from its arrival to its recap', () => {
  it('pops up at the agent it rings, with its ticket, and goes to the other when it is not answered', async () => {
    const { exchange } = server;
    const [sari, budi, rina] = await Promise.all([server.logIn('sari'), server.logIn('budi'), server.logIn('rina')]);
    const [desk, other, floor] = await Promise.all([sari.desk(), budi.desk(), rina.open('floor')]);
    await sari.do('setState', { body: { state: 'ready' } });
    await budi.do('setState', { body: { state: 'ready' } });
    await until('both stand ready in the queue', () =>
      ['101', '102'].every((one) => exchange.membership(one) === 'ready'),
    );

    const call = await queued();
    exchange.happen(call.offered('101'));
    const pop = await desk.until('offers', (offer) => offer.callId === call.callId);
    expect(pop).toMatchObject({ caseId: call.caseId, ticketNumber: call.ticketNumber, phoneMasked: '0812-****-7890' });
    expect(pop.dueAt - pop.offeredAt).toBe(5_000);
    expect(call.ticketNumber).toMatch(/^SBY-\d{8}-0001$/);
    await floor.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'reserved');
    expect(other.entries('offers')).toEqual([]);
    expect(floor.entries('offers')).toEqual([]);

    exchange.happen(call.lapsed('101'), call.offered('102'));
    await desk.untilGone('offers');
    await other.until('offers', (offer) => offer.callId === call.callId);

    exchange.happen(call.answered('102'));
    await other.untilGone('offers');
    await other.until('calls', (entry) => entry.phase === 'talking' && entry.agentId === budi.me.userId);
    await server.settled();
    // A telephone that talks is not rung: no pause that only we could lift.
    expect([exchange.membership('101'), exchange.membership('102')]).toEqual(['ready', 'ready']);
    expect(desk.entries('calls')).toEqual([]);
  });

  it('is timed step by step from what people really do, and frees the agent with the recap', async () => {
    const { exchange } = server;
    const [sari, rina] = await Promise.all([server.logIn('sari'), server.logIn('rina')]);
    const [desk, floor] = await Promise.all([sari.desk(), rina.open('floor')]);
    await sari.do('setState', { body: { state: 'ready' } });
    const call = await queued();
    const { caseId } = call;
    const params = { caseId };
    exchange.happen(call.offered('101'));
    await desk.until('offers', () => true);
    exchange.happen(call.answered('101'));
    await desk.until('cases', (entry) => entry.caseId === caseId && entry.status === 'open');
    await server.settled();
    expect(exchange.membership('101')).toBe('ready');

    const draft = await sari.do('saveDraft', {
      params,
      body: { event: 'intake.saved', fields: { complaint: 'KTP bel' } },
    });
    expect(verdicts(draft)).toMatchObject({
      register: 'met',
      wait: 'met',
      answer: 'met',
      ask: 'met',
      record: 'running',
    });
    // Kept with the form, and no part of the case before it is saved.
    expect(draft.complaint).toBeNull();
    const { actions } = await sari.do('getCase', { params });
    const form = actions.find(({ event }) => event === 'intake.saved');
    expect(form?.fields.find(({ name }) => name === 'complaint')).toMatchObject({ draft: 'KTP bel', value: null });
    const recorded = await sari.act(params, 'intake.saved', { ...intake, nik: '3578014507900001' });
    expect(recorded.caller).toMatchObject({ name: 'Siti Aminah', nikMasked: '3578********0001' });
    await sari.act(params, 'analysis.saved', { problemFrame: 'Blangko habis' });
    await sari.act(params, 'solution.saved', { solution: 'Blangko tersedia hari Senin' });
    expect(
      (await sari.attempt(params, 'recap.saved', { disposition: 'resolved', recapSummary: 'selesai' })).problem,
    ).toMatchObject({
      status: 409,
      type: 'not_waited_for',
    });
    await sari.act(params, 'confirmation.saved', { confirmed: 'yes' });
    exchange.happen(call.held(), call.resumed(), call.ended('agent'));
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
    await floor.untilGone('calls');
    await until('she is paused for the recap', () => exchange.membership('101') === 'paused');
    const [pause] = exchange.commands.flatMap((command) => (command.type === 'agent.pause' ? [command] : []));
    // It lapses by itself when we are not there to ask for it again.
    expect(pause?.reason).toBe('wrap-up');
    expect((pause?.until ?? 0) - server.clock.now()).toBeGreaterThan(0);

    const closed = await sari.act(params, 'recap.saved', { disposition: 'resolved', recapSummary: 'Selesai' });
    expect(closed).toMatchObject({ status: 'closed', callLive: false });
    expect(said(closed, 'disposition')).toBe('Selesai dengan solusi');
    expect(new Set(Object.values(verdicts(closed)))).toEqual(new Set(['met']));
    expect(closed.steps.map((step) => step.number)).toEqual([2, 3, 4, 5, 6, 7, 8, 12, 13, 14]);
    await desk.untilGone('cases');
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'ready');
    await until('she is back in the queue', () => exchange.membership('101') === 'ready');
    const told = exchange.commands.flatMap(({ type }) => (/pause|resume/.test(type) ? [type] : []));
    const turns = told.filter((type, index) => type !== told[index - 1]);
    expect(turns).toEqual(['agent.resume', 'agent.pause', 'agent.resume']);

    const detail = await rina.do('getCase', { params });
    expect(detail.history.map((entry) => entry.seq)).toEqual(detail.history.map((_, index) => index + 1));
    expect(detail.history.map((entry) => entry.type)).toEqual([
      'call.arrived',
      'ticket.numbered',
      'call.number_told',
      'call.queued',
      'call.offered',
      'call.answered',
      'intake.started',
      'intake.saved',
      'analysis.saved',
      'solution.saved',
      'confirmation.saved',
      'call.held',
      'call.resumed',
      'call.ended',
      'recap.saved',
    ]);
    expect(detail.history.find((entry) => entry.type === 'intake.saved')?.actorName).toBe('sari Uji');
    const counters = await floor.until('counters', (entry) => entry.answered === 1);
    expect(counters).toMatchObject({ offered: 1, answered: 1, answeredInTarget: 1, abandoned: 0, breaches: 0 });
  });

  it('goes by way of dispatcher and official when the agent finds no solution', async () => {
    const { exchange } = server;
    const [sari, budi, dewi, agus, tono] = await Promise.all(
      (['sari', 'budi', 'dewi', 'agus', 'tono'] as const).map((username) => server.logIn(username)),
    );
    if (!sari || !budi || !dewi || !agus || !tono) throw new Error('not everybody is there');
    const [desk, inbox, official] = await Promise.all([sari.desk(), dewi.open('inbox:dispatcher'), agus.desk()]);
    await sari.do('setState', { body: { state: 'ready' } });
    const call = await queued();
    const params = { caseId: call.caseId };
    exchange.happen(call.offered('101'), call.answered('101'));
    await desk.until('cases', (entry) => entry.status === 'open');
    await sari.act(params, 'intake.saved', intake);
    await sari.act(params, 'solution.not_found');
    expect(inbox.entries('cases')).toEqual([]);
    await sari.act(params, 'case.dispatched', { dispatchNote: 'Perlu dicek di gudang' });
    await inbox.until(
      'cases',
      (entry) => entry.status === 'dispatched' && said(entry, 'dispatchNote') === 'Perlu dicek di gudang',
    );
    await dewi.act(params, 'case.forwarded', { assigneeId: agus.me.userId });
    await inbox.untilGone('cases');
    await official.until('cases', (entry) => entry.caseId === call.caseId);
    expect((await tono.attempt(params, 'solution.given', { solution: 'x' })).status).toBe(404);
    expect((await tono.call('getCase', { params })).status).toBe(404);
    expect((await sari.attempt(params, 'solution.given', { solution: 'x' })).status).toBe(403);
    exchange.happen(call.ended());
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
    await sari.act(params, 'recap.saved', { disposition: 'dispatched', recapSummary: 'Menunggu pejabat' });
    await desk.untilGone('cases');

    const agents = await budi.open('inbox:agent');
    await agus.act(params, 'solution.given', { solution: 'Ambil hari Senin' });
    await official.untilGone('cases');
    // The citizen is not on the line any more: whichever agent is free tells the answer.
    const back = await agents.until('cases', (entry) => entry.status === 'answered');
    expect(said(back, 'solution')).toBe('Ambil hari Senin');
    // No gateway of this office would take a message, and the form offers none.
    expect((await budi.attempt(params, 'answer.sent', { via: 'message' })).problem?.errors).toEqual([
      expect.objectContaining({ field: 'fields.via', code: 'unknown' }),
    ]);
    expect((await budi.attempt(params, 'answer.sent', { via: 'letter' })).problem?.errors).toEqual([
      expect.objectContaining({ field: 'fields.proof', code: 'required' }),
    ]);
    const closed = await budi.act(params, 'answer.sent', { via: 'letter', proof: 'Resi pos 12' });
    expect(closed).toMatchObject({ status: 'closed', agentId: budi.me.userId });
    await agents.untilGone('cases', (entry) => entry.caseId === call.caseId);
  });

  it('shows who of a household may be calling, and the earlier tickets of the number', async () => {
    const { exchange } = server;
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    await sari.do('setState', { body: { state: 'ready' } });
    const earlier: string[] = [];
    for (const callerName of ['Pak Ahmad', 'Bu Ahmad']) {
      const call = await queued();
      const params = { caseId: call.caseId };
      earlier.push(call.ticketNumber);
      exchange.happen(call.offered('101'), call.answered('101'));
      await desk.until('cases', (entry) => entry.caseId === call.caseId && entry.status === 'open');
      await sari.act(params, 'intake.saved', { ...intake, callerName });
      exchange.happen(call.ended());
      await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
      await sari.act(params, 'recap.saved', { disposition: 'prank', recapSummary: 'Iseng' });
    }
    const stranger = await queued('02155512345');
    exchange.happen(stranger.ended());

    // The same number in another spelling.
    const call = await queued('+62 812-3456-7890');
    exchange.happen(call.offered('101'));
    const pop = await desk.until('offers', (offer) => offer.callId === call.callId);
    expect(pop.candidates.map(({ name, ticketCount, prankCount }) => ({ name, ticketCount, prankCount }))).toEqual([
      { name: 'Bu Ahmad', ticketCount: 1, prankCount: 1 },
      { name: 'Pak Ahmad', ticketCount: 1, prankCount: 1 },
    ]);
    expect(pop.tickets.map((ticket) => ticket.ticketNumber)).toEqual([...earlier].reverse());
    exchange.happen(call.answered('101'));
    const params = { caseId: call.caseId };
    const shown = await desk.until('cases', (entry) => entry.caseId === call.caseId);
    const callerId = shown.candidates[1]?.callerId ?? '';
    const chosen = await sari.do('chooseCaller', { params, body: { callerId } });
    expect(chosen.caller).toMatchObject({ callerId, name: 'Pak Ahmad' });
    const unknown = await sari.call('chooseCaller', { params, body: { callerId: people.sari.id } });
    expect(unknown.problem?.errors).toEqual([expect.objectContaining({ field: 'callerId', code: 'unknown' })]);
  });

  it('raises a warning and a breach at the desk and on the floor, and keeps when each was due, fired and shown', async () => {
    const { exchange, clock } = server;
    const [sari, budi, rina] = await Promise.all([server.logIn('sari'), server.logIn('budi'), server.logIn('rina')]);
    const [desk, other, floor] = await Promise.all([sari.desk(), budi.desk(), rina.open('floor')]);
    await sari.do('setState', { body: { state: 'ready' } });
    const call = await queued();
    const offer = call.offered('101');
    exchange.happen(offer);
    await desk.until('offers', () => true);
    clock.move(3_000);
    const warning = await desk.until('alerts', (alert) => alert.stepNumber === 4 && alert.kind === 'warning');
    expect(warning).toMatchObject({ dueAt: offer.at + 3_000, userName: 'sari Uji', deliveredAt: null });
    clock.move(2_000);
    const breach = await desk.until('alerts', (alert) => alert.stepNumber === 4 && alert.kind === 'breach');
    expect(breach).toMatchObject({ dueAt: offer.at + 5_000, ticketNumber: call.ticketNumber });
    expect(breach.firedAt).toBeGreaterThan(breach.dueAt);
    await floor.until('alerts', (alert) => alert.alertId === breach.alertId);
    expect(other.entries('alerts')).toEqual([]);

    const { alertId } = breach;
    const socket = await sari.socket();
    socket.emit('delivered', [alertId]);
    const shown = await floor.until('alerts', (alert) => alert.alertId === alertId && alert.deliveredAt !== null);
    socket.emit('delivered', [alertId, 'no such alert']);
    expect((await budi.call('acknowledge', { params: { alertId } })).status).toBe(404);
    const noted = await sari.do('acknowledge', { params: { alertId } });
    expect(noted).toMatchObject({ acknowledgedBy: 'sari Uji', deliveredAt: shown.deliveredAt });
    await Promise.all([desk, floor].map((view) => view.untilGone('alerts', (alert) => alert.alertId === alertId)));
    const [row] = await server.sql<Record<'due_at' | 'fired_at' | 'delivered_at' | 'acknowledged_at', Date>>(
      'SELECT due_at, fired_at, delivered_at, acknowledged_at FROM alert WHERE id = $1',
      [alertId],
    );
    expect(row?.due_at.getTime()).toBe(breach.dueAt);
    expect(row?.fired_at.getTime()).toBe(breach.firedAt);
    expect(row?.delivered_at.getTime()).toBe(shown.deliveredAt);
    expect(row?.acknowledged_at.getTime()).toBe(noted.acknowledgedAt);
    exchange.happen(call.answered('101'));
    const late = await desk.until('cases', (entry) => verdicts(entry).answer === 'breached');
    expect(late.steps.find((step) => step.step === 'answer')?.corrected).toBe(false);
  });
});

/** What the case says in a field. */
const said = ({ contents }: CaseCard, field: string) => contents.find(({ name }) => name === field)?.value.id;

/** The verdict of the last run of each step. */
function verdicts({ steps }: { steps: readonly { step: string; verdict: string }[] }): Record<string, string> {
  return Object.fromEntries(steps.map(({ step, verdict }) => [step, verdict]));
}
