import { intake } from '../../support/server-scenario.ts';
import { openTwilioHotline, sarisBrowser, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { hotlineNumber, mobileOf102 } from '../../support/twilio-server.ts';
import { until } from '../../support/until.ts';

let hotline: TwilioHotline;
beforeEach(async () => {
  hotline = await openTwilioHotline();
});
afterEach(() => hotline.close());

const outcomes = () =>
  hotline.server.sql<{ outcome: string | null; ended: boolean }>(
    'SELECT outcome, ended_at IS NOT NULL AS ended FROM call ORDER BY arrived_at, id',
  );

describe('a call through Twilio', () => {
  it('has its number spoken, pops up where it rings, and runs the same steps to the recap', async () => {
    const sari = await hotline.ready('sari');
    const desk = await sari.desk();
    const { caller, ring, pop } = await hotline.popUp(desk);
    expect(caller.heard.join(' ')).toMatch(
      /dicatat.*nomor tiket Anda.*nol nol nol satu\. Kami ulangi.*antrean|segera/i,
    );
    expect(pop).toMatchObject({ callId: `twilio-${caller.sid}`, phoneMasked: '0812-****-7890' });
    expect(pop.dueAt - pop.offeredAt).toBe(5_000);
    expect(ring.leg.from).toBe(hotlineNumber);
    ring.answer();
    const open = await desk.until('cases', (entry) => entry.status === 'open');
    const params = { caseId: open.caseId };
    expect(open.ticketNumber).toMatch(/-0001$/);
    await sari.act(params, 'intake.saved', intake);
    await sari.act(params, 'analysis.saved', { problemFrame: 'Blangko habis' });
    await sari.act(params, 'solution.saved', { solution: 'Tersedia hari Senin' });
    await sari.act(params, 'confirmation.saved', { confirmed: 'yes' });

    const { callId } = pop;
    await sari.do('leg', { params: { callId }, body: { action: 'hold' } });
    await desk.until('calls', (entry) => entry.phase === 'held');
    await sari.do('leg', { params: { callId }, body: { action: 'mute' } });
    const [room] = hotline.world.voice.rooms;
    expect(room?.participants.map(({ leg, hold, muted }) => [leg.to, hold, muted])).toEqual([
      [hotlineNumber, true, false],
      [sarisBrowser, false, true],
    ]);
    await sari.do('leg', { params: { callId }, body: { action: 'unhold' } });
    await desk.until('calls', (entry) => entry.phase === 'talking');
    await sari.do('leg', { params: { callId }, body: { action: 'hangup' } });
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
    await until('the caller is let go', () => caller.leg.status === 'completed');

    const closed = await sari.act(params, 'recap.saved', { disposition: 'resolved', recapSummary: 'Selesai' });
    expect(new Set(closed.steps.map((step) => step.verdict))).toEqual(new Set(['met']));
    expect(closed.steps.map((step) => step.number)).toEqual([2, 3, 4, 5, 6, 7, 8, 12, 13, 14]);
    const rina = await hotline.server.logIn('rina');
    const { history } = await rina.do('getCase', { params });
    expect(history.map((entry) => entry.type)).toEqual([
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
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'ready');
  });

  it('is announced as late after 5 s of ringing, and goes to the next agent, at his mobile telephone', async () => {
    const [sari, budi] = [await hotline.ready('sari'), await hotline.ready('budi')];
    const [desk, other] = [await sari.desk(), await budi.desk()];
    const { ring } = await hotline.popUp(desk);
    hotline.world.clock.move(5_100);
    await desk.until('alerts', (alert) => alert.stepNumber === 4 && alert.kind === 'breach');
    hotline.world.clock.move(15_000);
    // Our own 20 s are over; the telephone is silenced.
    await until('it rings no more', () => ring.leg.status === 'canceled');
    await desk.untilGone('offers');
    await other.until('offers', () => true);
    const mobile = await hotline.ringAt(mobileOf102);
    mobile.answer();
    await other.until('calls', (entry) => entry.phase === 'talking' && entry.agentId === budi.me.userId);
    mobile.hangUp();
    await other.until('agents', (agent) => agent.userId === budi.me.userId && agent.state === 'wrap-up');
    expect(await outcomes()).toEqual([{ outcome: 'answered', ended: true }]);
  });

  it('is told to be refused, and that a telephone cannot be reached, without a ring where there was none', async () => {
    hotline.world.voice.setUnreachable([mobileOf102]);
    const budi = await hotline.ready('budi');
    const other = await budi.desk();
    await hotline.call();
    await other.until('agents', (agent) => agent.userId === budi.me.userId && agent.phoneReachable === false);
    const sari = await hotline.ready('sari');
    const desk = await sari.desk();
    (await hotline.ringAt(sarisBrowser)).become('busy');
    await desk.untilGone('offers');
    const again = await hotline.ringAt(sarisBrowser);
    again.answer();
    await desk.until('calls', (entry) => entry.phase === 'talking');
    await hotline.server.settled();
    const types = await hotline.server.sql<{ type: string; reason: string | null }>(
      "SELECT type, data->>'reason' AS reason FROM case_event WHERE type LIKE '%offer%' OR type LIKE 'call.answered' ORDER BY seq",
    );
    expect(types.map(({ type }) => type)).toEqual(['call.offered', 'offer.lapsed', 'call.offered', 'call.answered']);
  });

  it('ends as abandoned when the caller gives up, waiting or while it rings, and the ring with it', async () => {
    const waiting = await hotline.call();
    const second = await hotline.call('anonymous');
    await second.waitRound();
    expect(second.heard.at(-1)).toContain('nomor 2');
    hotline.world.clock.move(12_000);
    waiting.hangUp();
    await until('it is stored', async () => (await outcomes())[0]?.ended);
    await second.waitRound();
    expect(second.heard.at(-1)).toContain('nomor 1');
    const sari = await hotline.ready('sari');
    const desk = await sari.desk();
    const ring = await hotline.ringAt(sarisBrowser);
    await desk.until('offers', (offer) => offer.phoneMasked === null);
    second.hangUp();
    await desk.untilGone('offers');
    await until('it rings no more', () => ring.leg.status === 'canceled');
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'ready');
    await hotline.server.settled();
    expect(await outcomes()).toEqual([
      { outcome: 'abandoned', ended: true },
      { outcome: 'abandoned', ended: true },
    ]);
  });
});
