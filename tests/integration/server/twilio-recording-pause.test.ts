import type { Client, View } from '../../support/client.ts';
import { people } from '../../support/server-people.ts';
import { openTwilioHotline, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { mobileOf102 } from '../../support/twilio-server.ts';
import type { StandInCaller } from '../../support/twilio-stand-in/voice.ts';
import { until } from '../../support/until.ts';

let hotline: TwilioHotline;
let sari: Client;
let desk: View;
let caller: StandInCaller;
let callId: string;

/** Sari talks to somebody. */
async function talks(record = true): Promise<void> {
  hotline = await openTwilioHotline({ record });
  sari = await hotline.ready('sari');
  desk = await sari.desk();
  const { caller: who, ring, pop } = await hotline.popUp(desk);
  ring.answer();
  [caller, callId] = [who, pop.callId];
  await desk.until('calls', ({ phase }) => phase === 'talking');
}
afterEach(() => hotline.close());

const stands = (state: string, of = desk) => of.until('calls', ({ recording }) => recording?.state === state);
const pause = (paused: boolean, who: Client = sari) =>
  who.call('pauseRecording', { params: { callId }, body: { paused } });
const rows = () =>
  hotline.server.sql<{ began_at: Date; ended_at: Date | null }>(
    'SELECT began_at, ended_at FROM recording_pause ORDER BY began_at',
  );
const rooms = () => hotline.world.voice.rooms;
const asked = (nth = 0) => {
  const room = rooms()[nth];
  return room ? hotline.world.voice.recordings.askedOf(room) : [];
};
const pass = async (ms: number) => {
  hotline.world.clock.move(ms);
  await hotline.settled();
};
const restarted = async () => {
  await hotline.kill();
  await hotline.startAnother();
  await until('Twilio answers', () => hotline.server.exchange.status().connected);
  sari = await hotline.server.logIn('sari');
  desk = await sari.desk();
};

it('is silent while the agent has it paused, keeps when, and says so with the recording afterwards', async () => {
  await talks();
  await stands('on');
  await pass(2_000);
  expect((await pause(true)).status).toBe(204);
  await stands('paused');
  await pass(5_000);
  expect((await pause(false)).status).toBe(204);
  await stands('on');
  // Asked again for what is so already, Twilio would refuse it.
  expect((await pause(false)).status).toBe(204);
  expect(asked()).toEqual(['paused silence', 'in-progress']);
  const { caseId } = await desk.until('cases', ({ status }) => status === 'open');
  caller.hangUp();
  await hotline.settled();
  const [row, ...none] = await rows();
  expect(none).toEqual([]);
  expect((row?.ended_at?.getTime() ?? 0) - (row?.began_at.getTime() ?? 0)).toBeGreaterThanOrEqual(5_000);
  const { recordings } = await sari.do('getCase', { params: { caseId: caseId ?? '' } });
  expect(recordings).toMatchObject([{ kind: 'talk', pauses: [{ beganAt: row?.began_at.getTime() }] }]);
  const audits = await hotline.server.sql<{ action: string; subject: string }>(
    "SELECT action, subject FROM audit_entry WHERE starts_with(action, 'recording.') ORDER BY seq",
  );
  expect(audits.slice(0, 2)).toEqual(
    ['paused', 'resumed'].map((one) => ({ action: `recording.${one}`, subject: callId })),
  );
});

it('is told of once, however often and late Twilio says that it has begun', async () => {
  hotline = await openTwilioHotline({ record: true });
  hotline.world.voice.setWeather({ times: () => 3, delayMs: () => Math.random() * 60 });
  sari = await hotline.ready('sari');
  desk = await sari.desk();
  const { caller: who, ring, pop } = await hotline.popUp(desk);
  ring.answer();
  [caller, callId] = [who, pop.callId];
  await desk.until('calls', ({ phase }) => phase === 'talking');
  await stands('on');
  expect((await pause(true)).status).toBe(204);
  await hotline.settled();
  await stands('paused');
  expect(await rows()).toMatchObject([{ ended_at: null }]);
});

it('is found paused by another process, which goes on with it, and whose word was lost is asked for', async () => {
  await talks();
  await stands('on');
  await pause(true);
  await stands('paused');
  await hotline.settled();
  await restarted();
  await stands('paused');
  expect((await pause(false)).status).toBe(204);
  await stands('on');
  await hotline.settled();
  expect(await rows()).toMatchObject([{ ended_at: expect.any(Date) }]);
  expect(asked()).toEqual(['paused silence', 'in-progress']);
});

it('is nobody else’s to pause, and where Twilio does not do it or does not answer that is said in words', async () => {
  await talks();
  await stands('on');
  const budi = await hotline.server.logIn('budi');
  expect((await pause(true, budi)).problem?.type).toBe('not_your_call');
  hotline.world.cloud.next({ status: 404, json: { code: 20404 } });
  const refused = await pause(true);
  expect([refused.status, refused.problem?.type]).toEqual([409, 'exchange_refused']);
  hotline.world.cloud.next({ status: 503, json: {} });
  expect((await pause(true)).problem?.type).toBe('exchange_away');
  expect(asked()).toEqual([]);
  expect(await rows()).toEqual([]);
  // Done, and its answer is lost: what Twilio does now is asked, and shown.
  hotline.world.cloud.next({ status: 200, how: 'cut' });
  expect((await pause(true)).problem?.type).toBe('exchange_silent');
  await stands('paused');
  await hotline.settled();
  expect(await rows()).toMatchObject([{ ended_at: null }]);
});

it('goes on where the caller is handed on in a pause: his next room is recorded from its start', async () => {
  await talks();
  await stands('on');
  await pause(true);
  await stands('paused');
  const budi = await hotline.server.logIn('budi');
  const his = await budi.desk();
  const target = { kind: 'person', userId: people.budi.id } as const;
  expect((await sari.call('transfer', { params: { callId }, body: { mode: 'blind', target } })).status).toBe(204);
  (await hotline.ringAt(mobileOf102)).answer();
  await stands('on', his);
  await hotline.settled();
  expect(await rows()).toMatchObject([{ ended_at: expect.any(Date) }]);
  expect((await pause(true, budi)).status).toBe(204);
  await stands('paused', his);
  expect(asked(1)).toEqual(['paused silence']);
});

it('is refused where nothing is recorded', async () => {
  await talks(false);
  expect((await pause(true)).problem?.type).toBe('not_recorded');
  expect(hotline.world.cloud.requests.filter(({ path }) => path.includes('/Recordings/'))).toEqual([]);
});
