import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AskTransfer } from '../../../server/contract/transfers.ts';
import type { Client, View } from '../../support/client.ts';
import { people } from '../../support/server-people.ts';
import { openTwilioHotline, sarisBrowser, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { hotlineNumber, mobileOf102 } from '../../support/twilio-server.ts';
import type { StandInRing } from '../../support/twilio-stand-in/legs.ts';
import type { StandInCaller } from '../../support/twilio-stand-in/voice.ts';
import { until } from '../../support/until.ts';

const emergency = '+622112345678';
const outside = `outside:
  - { id: RS, name: Rumah sakit, number: "02112345678", roles: [agent], emergency: false }
  - { id: "112", name: Panggilan darurat 112, number: "112", roles: [agent], emergency: true }
`;

let hotline: TwilioHotline;
let dataDir: string;
let sari: Client;
let ofSari: View;
let budi: Client;
let ofBudi: View;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sigap-twilio-transfers-'));
  await writeFile(join(dataDir, 'transfers.yaml'), outside);
  hotline = await openTwilioHotline({ dataDir });
  sari = await hotline.ready('sari');
  budi = await hotline.server.logIn('budi');
  [ofSari, ofBudi] = await Promise.all([sari.desk(), budi.desk()]);
});
afterEach(async () => {
  await hotline.close();
  await rm(dataDir, { recursive: true, force: true });
});

const toBudi = { kind: 'person', userId: people.budi.id } as const;
interface Talk {
  readonly caller: StandInCaller;
  readonly ring: StandInRing;
  readonly callId: string;
}

/** Sari talks to a caller. */
async function talks(): Promise<Talk> {
  const { caller, ring, pop } = await hotline.popUp(ofSari);
  ring.answer();
  const { callId } = pop;
  await ofSari.until('calls', (call) => call.callId === callId && call.phase === 'talking');
  await ofSari.until('cases', ({ callLive }) => callLive === true);
  return { caller, ring, callId };
}
const ask = (callId: string, body: AskTransfer, who = sari) => who.call('transfer', { params: { callId }, body });
const end = (callId: string, how: 'join' | 'complete' | 'cancel') =>
  sari.call('endTransfer', { params: { callId }, body: { end: how } });
const withBudi = (callId: string) =>
  ofBudi.until(
    'calls',
    (call) => call.callId === callId && call.phase === 'talking' && call.agentId === people.budi.id,
  );
const alone = () => ofSari.until('calls', ({ phase, transfer }) => phase === 'talking' && transfer === null);

/** Who is in the open room of the caller, and whether each hears the others, or ends the room by leaving. */
const room = ({ caller }: Talk) =>
  hotline.world.voice.rooms
    .filter(({ status }) => status !== 'completed')
    .find(({ participants }) => participants.some(({ leg }) => leg === caller.leg))
    ?.participants.filter(({ joinedAt }) => joinedAt !== null)
    .map(({ leg, hold, endsRoom }) => [leg.to, hold ? 'held' : 'hears', endsRoom ? 'ends' : 'stays']);
const together = (talk: Talk, ...expected: string[][]) =>
  until(`${JSON.stringify(expected)}`, () => JSON.stringify(room(talk)) === JSON.stringify(expected));

async function restarted(): Promise<void> {
  await hotline.startAnother();
  await until('Twilio answers', () => hotline.server.exchange.status().connected);
  await hotline.settled();
  [sari, budi] = await Promise.all([hotline.server.logIn('sari'), hotline.server.logIn('budi')]);
  [ofSari, ofBudi] = await Promise.all([sari.desk(), budi.desk()]);
}

it('callers are not led outside by queues, and the page of queues does not offer it', async () => {
  const admin = await hotline.server.logIn('admin');
  const { outside: numbers } = await sari.do('transferTargets');
  expect([numbers.length > 0, (await admin.do('queues')).outside]).toEqual([true, []]);
});

describe('a caller who is handed on through Twilio at once', () => {
  it('is led to a room of his own, where the other is rung with the same ticket, and ends the talk with him', async () => {
    const talk = await talks();
    const { callId, caller, ring } = talk;
    expect((await sari.do('transferTargets')).can).toEqual({ blind: true, consult: true, outside: true, join: true });
    expect((await ask(callId, { mode: 'blind', target: toBudi })).status).toBe(204);
    const his = await hotline.ringAt(mobileOf102);
    expect(his.leg.from).toBe(hotlineNumber);
    await until('her leg is over', () => ring.leg.status === 'completed');
    await ofBudi.until('offers', (one) => one.callId === callId && one.from === 'sari Uji');
    his.answer();
    await withBudi(callId);
    await ofSari.untilGone('calls', (call) => call.agentId === people.sari.id);
    await together(talk, [hotlineNumber, 'hears', 'ends'], [mobileOf102, 'hears', 'ends']);
    his.hangUp();
    await until('he is let go', () => caller.leg.status === 'completed');
    await ofBudi.untilGone('calls');
  });

  it('is first in the queue when nobody takes him, or when that is asked for, and the next one has him', async () => {
    const { callId, caller } = await talks();
    await ask(callId, { mode: 'blind', target: toBudi });
    (await hotline.ringAt(mobileOf102)).become('busy');
    // Nobody is ready but who handed him on.
    const again = await hotline.ringAt(sarisBrowser);
    await ofSari.until('offers', (one) => one.callId === callId);
    again.answer();
    await alone();
    await ask(callId, { mode: 'blind', target: { kind: 'queue' } });
    const third = await hotline.ringAt(sarisBrowser);
    third.answer();
    await alone();
    expect(caller.leg.status).toBe('in-progress');
  });

  it('goes to a number outside by the office’s list; what Twilio does not dial is said, and he is still there', async () => {
    const talk = await talks();
    const { callId, caller } = talk;
    const refused = await ask(callId, { mode: 'blind', target: { kind: 'outside', id: '112' } });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    await together(talk, [hotlineNumber, 'hears', 'ends'], [sarisBrowser, 'hears', 'ends']);
    await ask(callId, { mode: 'blind', target: { kind: 'outside', id: 'RS' } });
    const his = await hotline.ringAt(emergency);
    his.answer();
    await together(talk, [hotlineNumber, 'hears', 'ends'], [emergency, 'hears', 'ends']);
    await ofSari.untilGone('calls', ({ agentId }) => agentId === people.sari.id);
    await hotline.settled();
    his.hangUp();
    await until('he is let go', () => caller.leg.status === 'completed');
    await ofSari.until('agents', (agent) => agent.userId === people.sari.id && agent.state === 'wrap-up');
  });

  it('is refused to oneself, twice, and by whom he does not talk to', async () => {
    const { callId } = await talks();
    const refusals = [
      await ask(callId, { mode: 'blind', target: { kind: 'person', userId: people.sari.id } }),
      await ask(callId, { mode: 'blind', target: { kind: 'queue' } }, budi),
      await end(callId, 'cancel'),
    ];
    expect(refusals.map(({ problem }) => problem?.type)).toEqual([
      'transfer_to_oneself',
      'not_your_call',
      'no_transfer',
    ]);
    await ask(callId, { mode: 'consult', target: toBudi });
    expect((await ask(callId, { mode: 'blind', target: toBudi })).problem?.type).toBe('transfer_running');
  });
});

describe('a consultation through Twilio', () => {
  const consults = async () => {
    const talk = await talks();
    expect((await ask(talk.callId, { mode: 'consult', target: toBudi })).status).toBe(204);
    const his = await hotline.ringAt(mobileOf102);
    return { talk, his, callId: talk.callId };
  };

  it('has the caller held, and with whoever stays when the agent completes it, brings him in, or hangs up', async () => {
    const { talk, his, callId } = await consults();
    await ofBudi.until('offers', ({ consults }) => consults === 'rings');
    await ofSari.until('calls', ({ phase }) => phase === 'held');
    his.answer();
    await ofSari.until('calls', ({ transfer }) => transfer?.step === 'consulting');
    await together(
      talk,
      [hotlineNumber, 'held', 'ends'],
      [sarisBrowser, 'hears', 'stays'],
      [mobileOf102, 'hears', 'stays'],
    );
    expect((await end(callId, 'join')).status).toBe(204);
    await ofSari.until('calls', ({ phase, transfer }) => phase === 'talking' && transfer?.step === 'joined');
    await until('he hears them', () => room(talk)?.every(([, hears]) => hears === 'hears'));
    const silent = () =>
      hotline.world.voice.rooms
        .flatMap(({ participants }) => participants)
        .flatMap(({ leg, muted }) => (muted ? [leg.to] : []));
    for (const [action, who] of [
      ['mute', [mobileOf102]],
      ['unmute', []],
    ] as const) {
      expect((await budi.call('leg', { params: { callId }, body: { action } })).status).toBe(204);
      expect(silent()).toEqual(who);
    }
    talk.ring.hangUp();
    await withBudi(callId);
    await together(talk, [hotlineNumber, 'hears', 'ends'], [mobileOf102, 'hears', 'ends']);
  });

  it('gives him to the other when the agent says so', async () => {
    const { talk, his, callId } = await consults();
    expect((await end(callId, 'complete')).problem?.type).toBe('transfer_not_answered');
    his.answer();
    await ofSari.until('calls', ({ transfer }) => transfer?.step === 'consulting');
    expect((await end(callId, 'complete')).status).toBe(204);
    await withBudi(callId);
    await together(talk, [hotlineNumber, 'hears', 'ends'], [mobileOf102, 'hears', 'ends']);
  });

  it('leaves him with his agent when the other refuses, is called off, or hangs up', async () => {
    const { talk, his, callId } = await consults();
    const hers = [
      [hotlineNumber, 'hears', 'ends'],
      [sarisBrowser, 'hears', 'ends'],
    ];
    his.become('busy');
    await alone();
    await together(talk, ...hers);
    await ask(callId, { mode: 'consult', target: toBudi });
    const second = await hotline.ringAt(mobileOf102);
    expect((await end(callId, 'cancel')).status).toBe(204);
    await alone();
    await together(talk, ...hers);
    await until('it rings no more', () => second.leg.status === 'canceled');
    await ask(callId, { mode: 'consult', target: toBudi });
    const third = await hotline.ringAt(mobileOf102);
    third.answer();
    await ofSari.until('calls', ({ transfer }) => transfer?.step === 'consulting');
    third.hangUp();
    await alone();
    await together(talk, ...hers);
  });

  it('puts him into the queue when the agent hangs up before anybody answers', async () => {
    const { talk, his, callId } = await consults();
    talk.ring.hangUp();
    await until('he rings no more', () => his.leg.status === 'canceled');
    const again = await hotline.ringAt(sarisBrowser);
    again.answer();
    await ofSari.until('calls', (call) => call.callId === callId && call.phase === 'talking');
  });

  it('ends for all when the caller hangs up', async () => {
    const { talk, his } = await consults();
    his.answer();
    await ofSari.until('calls', ({ transfer }) => transfer?.step === 'consulting');
    talk.caller.hangUp();
    await until('both are let go', () => his.leg.status === 'completed' && talk.ring.leg.status === 'completed');
    await ofSari.untilGone('calls');
  });

  it('goes on when our process is killed in the middle of it', async () => {
    const { talk, his, callId } = await consults();
    his.answer();
    await ofSari.until('calls', ({ transfer }) => transfer?.step === 'consulting');
    await hotline.settled();
    await hotline.kill();
    await restarted();
    await ofSari.until('calls', ({ phase, transfer }) => phase === 'held' && transfer?.step === 'consulting');
    expect((await end(callId, 'complete')).status).toBe(204);
    await withBudi(callId);
    await together(talk, [hotlineNumber, 'hears', 'ends'], [mobileOf102, 'hears', 'ends']);
  });

  it('is completed by an agent who hangs up while nobody of us is there', async () => {
    const { talk, his, callId } = await consults();
    his.answer();
    await ofSari.until('calls', ({ transfer }) => transfer?.step === 'consulting');
    await hotline.settled();
    await hotline.kill();
    talk.ring.hangUp();
    await restarted();
    await withBudi(callId);
    await together(talk, [hotlineNumber, 'hears', 'ends'], [mobileOf102, 'hears', 'ends']);
  });

  it('leaves nobody on hold for ever when both are gone while nobody of us is there', async () => {
    const { talk, his, callId } = await consults();
    his.answer();
    await ofSari.until('calls', ({ transfer }) => transfer?.step === 'consulting');
    await hotline.settled();
    await hotline.kill();
    his.hangUp();
    talk.ring.hangUp();
    await restarted();
    const again = await until('somebody is rung for him', () =>
      hotline.world.voice.rings.findLast(({ leg }) => leg.status === 'ringing'),
    );
    again.answer();
    await ofSari.until('calls', (call) => call.callId === callId && call.phase === 'talking');
  });
});

describe('a waiting caller whom a supervisor moves', () => {
  it('is rung for at that telephone, and first in the queue when it is not answered', async () => {
    await sari.do('setState', { body: { state: 'not-ready', reason: 'break' } });
    const caller = await hotline.call();
    const callId = `twilio-${caller.sid}`;
    const rina = await hotline.server.logIn('rina');
    await hotline.settled();
    const body = { userId: people.budi.id };
    expect((await rina.call('moveCaller', { params: { callId }, body })).status).toBe(204);
    const his = await hotline.ringAt(mobileOf102);
    his.become('no-answer');
    await sari.do('setState', { body: { state: 'ready' } });
    const hers = await hotline.ringAt(sarisBrowser);
    hers.answer();
    await ofSari.until('calls', (call) => call.callId === callId && call.phase === 'talking');
  });
});
