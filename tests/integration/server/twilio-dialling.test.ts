import type { Client, View } from '../../support/client.ts';
import { intake } from '../../support/server-scenario.ts';
import { openTwilioHotline, sarisBrowser, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { hotlineNumber } from '../../support/twilio-server.ts';
import type { StandInRing } from '../../support/twilio-stand-in/legs.ts';
import { until } from '../../support/until.ts';

let hotline: TwilioHotline;
let sari: Client;
let desk: View;
beforeEach(async () => {
  hotline = await openTwilioHotline();
  sari = await hotline.ready('sari');
  desk = await sari.desk();
});
afterEach(() => hotline.close());

const citizen = '+6281234567890';
const mine = (state: string) => desk.until('agents', (card) => card.userId === sari.me.userId && card.state === state);
const phase = (name: string) => desk.until('calls', (call) => call.direction === 'out' && call.phase === name);
const read = (of: { caseId: string }) => sari.do('getCase', { params: of });
const outcome = (of: { caseId: string }) => until('it ended', async () => (await read(of)).called?.outcome?.en);

/** A call that was cut before its answer was told, and recapped: Sari owes this citizen a call. */
async function owed(from = citizen): Promise<{ caseId: string }> {
  const { caller, ring } = await hotline.popUp(desk, from);
  ring.answer();
  const { caseId } = await desk.until('cases', (card) => card.status === 'open');
  const of = { caseId };
  await sari.act(of, 'intake.saved', intake);
  await sari.act(of, 'solution.saved', { solution: 'Ambil hari Senin' });
  caller.hangUp();
  await mine('wrap-up');
  await sari.act(of, 'recap.saved', { disposition: 'resolved', recapSummary: 'Terputus' });
  await mine('ready');
  await hotline.settled();
  return of;
}

/** Sari asks for the call, and her own browser rings. */
async function placed(of: { caseId: string }): Promise<{ callId: string; mine: StandInRing }> {
  const asked = await sari.call('callBack', { params: of });
  expect(asked.status).toBe(200);
  return { callId: asked.body.callId, mine: await hotline.ringAt(sarisBrowser) };
}

describe('a citizen who is called through Twilio', () => {
  it('is rung when the agent has lifted, in one room with her, talks, is held, and the call is stored with its case', async () => {
    const of = await owed();
    expect((await read(of)).callBack).toEqual({ refusal: null });
    const { callId, mine: own } = await placed(of);
    expect(own.leg.from).toBe(hotlineNumber);
    await phase('ringing');
    expect(hotline.world.voice.rings.filter(({ leg }) => leg.to === citizen)).toEqual([]);
    own.answer();
    await phase('dialling');
    const his = await hotline.ringAt(citizen);
    expect(his.leg.from).toBe(hotlineNumber);
    his.answer();
    await phase('talking');
    const room = hotline.world.voice.rooms.at(-1);
    expect(room?.participants.map(({ leg, endsRoom }) => [leg.to, endsRoom])).toEqual([
      [sarisBrowser, true],
      [citizen, true],
    ]);
    await sari.do('leg', { params: { callId }, body: { action: 'hold' } });
    await phase('held');
    expect(room?.participants.map(({ hold }) => hold)).toEqual([false, true]);
    await sari.do('leg', { params: { callId }, body: { action: 'unhold' } });
    await phase('talking');
    his.hangUp();
    await mine('ready');
    expect(own.leg.status).toBe('completed');
    expect(await outcome(of)).toBe('they talked');
    const types = (await read(of)).history.map(({ type }) => type);
    expect(types.slice(-3)).toEqual(['callback.placed', 'callback.answered', 'callback.ended']);
    // Twilio is told the number; nobody else is.
    const urls = hotline.world.cloud.requests.map(({ path, query }) => `${path}?${query}`).join(' ');
    expect(urls).not.toContain('81234567890');
  });

  it.each([
    ['busy', undefined, 'busy, or declined'],
    ['no-answer', undefined, 'no answer'],
    ['failed', 404, 'no such number'],
    ['failed', 480, 'the number cannot be reached'],
    ['failed', 503, 'the exchange or the operator failed'],
  ] as const)(
    'and is %s (%s at the operator) is told so in words, and the agent is free again',
    async (status, sip, words) => {
      const of = await owed();
      const { mine: own } = await placed(of);
      own.answer();
      (await hotline.ringAt(citizen)).become(status, sip);
      expect(await outcome(of)).toBe(words);
      await until('her telephone is let go', () => own.leg.status === 'completed');
      await mine('ready');
    },
  );

  it('has no such number by Twilio’s own word, or none at all', async () => {
    const dead = await owed('+6281234560000');
    const { mine: own } = await placed(dead);
    own.answer();
    expect(await outcome(dead)).toBe('no such number');
    await mine('ready');
    const withheld = await owed('anonymous');
    const asked = await sari.call('callBack', { params: withheld });
    expect([asked.status, asked.problem?.type]).toEqual([409, 'no_number']);
  });

  it('is rung for nobody when the agent does not lift, or gives up', async () => {
    const of = await owed();
    const first = await placed(of);
    first.mine.become('no-answer');
    expect(await outcome(of)).toBe('the agent’s own telephone was not answered');
    await mine('ready');
    const second = await placed(of);
    second.mine.answer();
    const his = await hotline.ringAt(citizen);
    await sari.do('leg', { params: { callId: second.callId }, body: { action: 'hangup' } });
    await until('nobody is rung', () => his.leg.status === 'canceled' && second.mine.leg.status === 'completed');
    await mine('ready');
    expect(await outcome(of)).toBe('the agent gave up');
  });

  it('talks on when our process is killed, and the next one knows of it', async () => {
    const of = await owed();
    const { callId, mine: own } = await placed(of);
    own.answer();
    const his = await hotline.ringAt(citizen);
    his.answer();
    await phase('talking');
    await hotline.settled();
    await hotline.kill();
    await hotline.startAnother();
    await until('Twilio answers', () => hotline.server.exchange.status().connected);
    await hotline.settled();
    sari = await hotline.server.logIn('sari');
    desk = await sari.desk();
    await phase('talking');
    expect([own.leg.status, his.leg.status]).toEqual(['in-progress', 'in-progress']);
    await sari.do('leg', { params: { callId }, body: { action: 'hangup' } });
    await until('he is let go', () => his.leg.status === 'completed');
    expect(await outcome(of)).toBe('they talked');
  });

  it('is not left alone with a telephone that rings when our process is killed before the agent lifts', async () => {
    const of = await owed();
    const { mine: own } = await placed(of);
    await hotline.settled();
    await hotline.kill();
    own.answer();
    await hotline.startAnother();
    await until('Twilio answers', () => hotline.server.exchange.status().connected);
    await until('she is let go', () => own.leg.status === 'completed');
    sari = await hotline.server.logIn('sari');
    desk = await sari.desk();
    await outcome(of);
    expect(hotline.world.voice.rings.filter(({ leg }) => leg.to === citizen)).toEqual([]);
  });
});
