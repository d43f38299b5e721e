import { openTwilioHotline, sarisBrowser, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { until } from '../../support/until.ts';

let hotline: TwilioHotline;
beforeEach(async () => {
  hotline = await openTwilioHotline();
});
afterEach(() => hotline.close());

const answers = async () => {
  await hotline.settled();
  return hotline.server.sql('SELECT question, value, channel, agent_id IS NOT NULL AS of FROM survey_answer');
};
/** A caller who has talked to Sari, and has pressed these keys when she has hung up. */
const talked = async (keys: readonly (string | Promise<string>)[]) => {
  const sari = await hotline.ready('sari');
  const desk = await sari.desk();
  const caller = await hotline.call();
  const ring = await hotline.ringAt(sarisBrowser);
  ring.answer();
  await desk.until('calls', ({ phase }) => phase === 'talking');
  hotline.world.clock.move(30_000);
  caller.press(...keys);
  ring.hangUp();
  return { caller, ring, sari, desk };
};
const gone = (caller: { leg: { status: string } }) => until('he is let go', () => caller.leg.status === 'completed');

it('asks a caller whose agent has hung up, whose call is over for everybody else, though Twilio tells all twice', async () => {
  hotline.world.voice.setWeather({ times: () => 2 });
  const { caller, sari, desk } = await talked(['3']);
  await gone(caller);
  expect(caller.heard.slice(-4)).toEqual([
    expect.stringMatching(/pelayanan petugas kami\? Tekan satu bila tidak baik, .*empat bila sangat baik/),
    expect.stringMatching(/service of our staff\? Press one for not good, .*four for very good/),
    ...['Terima kasih atas penilaian Anda.', 'Thank you for your answer.'],
  ]);
  expect(await answers()).toEqual([{ question: 'pelayanan', value: 3, channel: 'call', of: true }]);
  await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
  const history = await hotline.historyOf(caller);
  expect(history.filter((type) => type === 'call.ended')).toHaveLength(1);
  expect(await hotline.server.sql('SELECT outcome FROM call')).toMatchObject([{ outcome: 'answered' }]);
});

it.each([
  ['presses nothing', ''],
  ['presses a key that answers nothing', '7'],
])('keeps no answer of one who %s, and lets him go', async (_who, key) => {
  const { caller } = await talked([key]);
  await gone(caller);
  expect(await answers()).toEqual([]);
});

it('asks nobody who hung up himself, and nobody whom no agent answered', async () => {
  const waited = await hotline.call('+6281234567891');
  await hotline.settled();
  waited.hangUp();
  await hotline.settled();
  const sari = await hotline.ready('sari');
  const desk = await sari.desk();
  const caller = await hotline.call();
  (await hotline.ringAt(sarisBrowser)).answer();
  await desk.until('calls', ({ phase }) => phase === 'talking');
  caller.hangUp();
  await hotline.settled();
  expect([...waited.heard, ...caller.heard].join(' ')).not.toContain('pelayanan petugas');
});

it('takes an answer that comes to another process, once, and opens nothing for who is still being asked', async () => {
  let press = (_key: string) => {};
  const { caller } = await talked([new Promise<string>((resolve) => (press = resolve))]);
  await until('he is asked', () => caller.heard.some((words) => words.includes('pelayanan petugas')));
  await hotline.server.settled();
  await hotline.kill();
  await hotline.startAnother();
  await until('Twilio answers', () => hotline.server.exchange.status().connected);
  await hotline.server.settled();
  expect(hotline.server.core.liveCalls.open()).toEqual([]);
  press('4');
  await gone(caller);
  for (const key of ['4', '4', '1'])
    await hotline.world.voice.asks(`/answer/${caller.sid}/pelayanan~1/0`, caller, { Digits: key });
  expect(await answers()).toMatchObject([{ question: 'pelayanan', value: 4 }]);
  const history = await hotline.historyOf(caller);
  expect(history.filter((type) => type === 'call.ended' || type === 'call.arrived')).toHaveLength(2);
  expect(hotline.server.core.liveCalls.open()).toEqual([]);
});
