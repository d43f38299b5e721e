import { people } from '../../support/server-people.ts';
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

describe('a supervisor at a conversation through Twilio', () => {
  const herBrowser = 'client:agent_103';

  it('hears it muted, whispers to its agent as a coach, joins in, and is in no room when it is over', async () => {
    const { world } = hotline;
    await hotline.server.sql("UPDATE person SET extension = '103' WHERE id = $1", [people.rina.id]);
    await hotline.kill();
    await hotline.startAnother();
    await until('Twilio answers', () => hotline.server.exchange.status().connected);
    const rina = await hotline.server.logIn('rina');
    const hers = await rina.desk();
    const sari = await hotline.ready('sari');
    const desk = await sari.desk();
    const { caller, ring, pop } = await hotline.popUp(desk);
    ring.answer();
    const params = { callId: pop.callId };
    await desk.until('calls', ({ phase }) => phase === 'talking');
    await rina.do('listenIn', { params, body: { mode: 'listen' } });
    const her = await hotline.ringAt(herBrowser);
    expect(her.leg.from).toBe(hotlineNumber);
    her.answer();
    const mode = (name: string) => hers.until('listenings', (one) => one.mode === name && one.since !== null);
    await mode('listen');
    const place = () => world.voice.rooms[0]?.participants.find(({ leg }) => leg === her.leg);
    expect(place()).toMatchObject({ muted: true, coaching: false, endsRoom: false });
    await rina.do('listenIn', { params, body: { mode: 'whisper' } });
    await mode('whisper');
    expect(place()).toMatchObject({ muted: false, coaching: true, callSidToCoach: ring.leg.sid });
    await rina.do('listenIn', { params, body: { mode: 'barge' } });
    await mode('barge');
    expect(place()).toMatchObject({ muted: false, coaching: false, callSidToCoach: null });

    // Another process finds her in Twilio's lists, and takes her for nobody who talks to the caller.
    await hotline.kill();
    await hotline.startAnother();
    await until('the new one hears of it', () => hotline.server.exchange.status().connected);
    await hotline.server.settled();
    const again = await (await hotline.server.logIn('rina')).desk();
    await again.until('listenings', (one) => one.mode === 'barge');
    caller.hangUp();
    await until('she is in it no more', () => her.leg.status === 'completed');
    await again.untilGone('listenings');
    await hotline.settled();
    const audited = await hotline.server.sql<{ action: string }>(
      "SELECT action FROM audit_entry WHERE starts_with(action, 'supervise.') ORDER BY seq",
    );
    expect(audited.map(({ action }) => action)).toEqual(
      ['listen', 'whisper', 'barge', 'ended'].map((one) => `supervise.${one}`),
    );
    expect(await outcomes()).toEqual([{ outcome: 'answered', ended: true }]);
  });

  it('has whoever waits served first', async () => {
    const early = await hotline.call('+6281234567891');
    const late = await hotline.call('+6281234567892');
    const rina = await hotline.server.logIn('rina');
    expect(await rina.do('supervision')).toEqual({ listen: true, first: true, move: true, takeOver: true });
    await until('both wait', async () => (await outcomes()).length === 2);
    expect((await rina.call('serveFirst', { params: { callId: `twilio-${late.sid}` } })).status).toBe(204);
    await late.waitRound();
    expect(late.heard.at(-1)).toContain('nomor 1');
    await early.waitRound();
    expect(early.heard.at(-1)).toContain('nomor 2');
  });
});
