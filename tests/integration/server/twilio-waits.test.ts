import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueueDraft } from '../../../server/contract/queues.ts';
import { people } from '../../support/server-people.ts';
import { openTwilioHotline, sarisBrowser, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { until } from '../../support/until.ts';

/** Callers are asked after 80 s whether they want to be called back, and wait two minutes at most. */
const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h, overflow: { after: 120, to: call_back }, waiting: { says: true, call_back_after: 80 } }
`;
const queue = (id: string, more: Partial<QueueDraft>) => ({
  params: { queueId: id },
  body: {
    ...{ name: { id, en: id }, services: [], skills: [], strategy: 'longest_idle' as const, ringSeconds: 20 },
    ...{ wrapUp: null, maxWaitSeconds: null, ...more },
  } satisfies QueueDraft,
});

let dataDir: string;
let hotline: TwilioHotline;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-twilio-waits-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  hotline = await openTwilioHotline({ dataDir });
});
afterEach(async () => {
  await hotline.close();
  rmSync(dataDir, { recursive: true });
});

const pass = async (ms: number) => {
  hotline.world.clock.move(ms);
  await hotline.settled();
};
const ended = () =>
  until('it is over', async () => {
    const [call] = await hotline.server.sql<{ outcome: string | null }>(
      'SELECT outcome FROM call WHERE ended_at IS NOT NULL',
    );
    return call?.outcome;
  });

it('leads on whom nobody of his queue answers, under the same ticket, to the agents of another one', async () => {
  const admin = await hotline.server.logIn('admin');
  await admin.do('saveQueue', queue('umum', {}));
  await admin.do(
    'saveQueue',
    queue('hotline', { services: ['hotline'], overflow: { queue: 'umum', afterSeconds: 40 } }),
  );
  await admin.do('placeAgent', { params: { userId: people.sari.id }, body: { queues: ['umum'], skills: {} } });
  // Somebody is there for the first queue, and has a pause.
  const budi = await hotline.ready('budi');
  await budi.do('setState', { body: { state: 'not-ready', reason: 'break' } });
  const sari = await hotline.ready('sari');
  const desk = await sari.desk();
  await hotline.settled();
  const caller = await hotline.call();
  await pass(39_000);
  expect(hotline.world.voice.rings).toHaveLength(0);
  await pass(2_000);
  (await hotline.ringAt(sarisBrowser)).answer();
  await desk.until('calls', ({ phase }) => phase === 'talking');
  await hotline.settled();
  expect(await hotline.historyOf(caller)).toEqual([
    'call.arrived',
    'ticket.numbered',
    'call.number_told',
    'call.queued',
    'call.queued',
    'call.offered',
    'call.answered',
  ]);
});

it('tells him after the longest wait that he is called back, lets him go, and has him on the list of missed callers', async () => {
  const caller = await hotline.call();
  await pass(119_000);
  expect(caller.leg.status).toBe('in-progress');
  await pass(2_000);
  await until('he is let go', () => caller.leg.status === 'completed');
  expect(caller.heard.at(-2)).toContain('menelepon Anda kembali');
  expect(caller.heard.at(-1)).toContain('call you back');
  expect(await ended()).toBe('call_back');
  await hotline.settled();
  expect(await hotline.historyOf(caller)).toContain('call.turned_away');
  const missed = await hotline.server.sql('SELECT 1 FROM missed_caller');
  expect(missed).toHaveLength(1);
});

it('ends his wait though we were killed in it, and is told of once however often Twilio repeats itself', async () => {
  const caller = await hotline.call();
  await pass(60_000);
  await hotline.kill();
  hotline.world.clock.move(61_000);
  await hotline.startAnother();
  hotline.world.voice.setWeather({ times: () => 2 });
  await until('Twilio answers', () => hotline.server.exchange.status().connected);
  await until('he is let go', () => caller.leg.status === 'completed');
  expect(await ended()).toBe('call_back');
  await hotline.settled();
  const history = await hotline.historyOf(caller);
  expect(history.filter((type) => type === 'call.turned_away')).toHaveLength(1);
  expect(history.filter((type) => type === 'ticket.numbered')).toHaveLength(1);
});

it('lets whoever could not be called back wait on', async () => {
  const caller = await hotline.call('anonymous');
  await pass(200_000);
  expect(caller.leg.status).toBe('in-progress');
  expect(hotline.world.voice.rooms.filter(({ status }) => status !== 'completed')).toHaveLength(1);
});

describe('the offer of a call back', () => {
  const rooms = () => hotline.world.voice.rooms.filter(({ status }) => status !== 'completed');

  it('is taken by key 1: he is told so, let go, and listed, though Twilio tells everything twice', async () => {
    hotline.world.voice.setWeather({ times: () => 2 });
    const caller = await hotline.call();
    caller.press('1');
    await pass(79_000);
    expect(caller.heard.join(' ')).not.toContain('Tekan satu');
    await pass(2_000);
    await until('he is let go', () => caller.leg.status === 'completed');
    expect(caller.heard.slice(-4).join(' ')).toMatch(/Tekan satu.*Press one.*menelepon Anda kembali.*call you back/);
    expect(await ended()).toBe('call_back');
    await hotline.settled();
    const history = await hotline.historyOf(caller);
    expect(history.filter((type) => type === 'call.turned_away')).toHaveLength(1);
    expect(await hotline.server.sql('SELECT 1 FROM missed_caller')).toHaveLength(1);
    expect(rooms()).toEqual([]);
  });

  it.each([
    ['presses nothing', ''],
    ['presses another key', '7'],
  ])('is made once to one who %s, who waits on before all who were not asked, and is served', async (_who, key) => {
    const caller = await hotline.call();
    caller.press(key);
    await pass(81_000);
    await until('he is back in a room', () => rooms().length === 1);
    await hotline.settled();
    const early = hotline.world.cloud.requests.length;
    await pass(20_000);
    expect(caller.heard.filter((words) => words.includes('Tekan satu'))).toHaveLength(1);
    expect(hotline.world.cloud.requests.length).toBe(early);
    const sari = await hotline.ready('sari');
    const desk = await sari.desk();
    (await hotline.ringAt(sarisBrowser)).answer();
    await desk.until('calls', ({ phase }) => phase === 'talking');
    await hotline.settled();
    expect(await hotline.historyOf(caller)).toEqual(
      ['arrived', 'numbered', 'number_told', 'queued', 'offered', 'answered'].map((one) =>
        one === 'numbered' ? `ticket.${one}` : `call.${one}`,
      ),
    );
  });

  it('is not made again by another process to one who was asked, and is made to one who was not', async () => {
    const asked = await hotline.call();
    await pass(81_000);
    await until('he is back in a room', () => rooms().length === 1);
    const late = await hotline.call('+6281234567891');
    await hotline.settled();
    await hotline.kill();
    await hotline.startAnother();
    await until('Twilio answers', () => hotline.server.exchange.status().connected);
    await hotline.settled();
    await pass(30_000);
    const times = ({ heard }: typeof asked) => heard.filter((words) => words.includes('Tekan satu')).length;
    expect([times(asked), times(late)]).toEqual([1, 0]);
    await pass(55_000);
    await until('the other is asked', () => times(late) === 1);
    await hotline.settled();
    // And the first has waited as long as anybody does.
    expect(asked.leg.status).toBe('completed');
  });

  it('ends with him where he hangs up in it', async () => {
    hotline.world.voice.setWeather({ delayMs: () => 5 });
    const caller = await hotline.call();
    hotline.world.clock.move(81_000);
    await until('he is asked', () => caller.heard.some((words) => words.includes('Tekan satu')));
    caller.hangUp();
    expect(await ended()).toBe('abandoned');
    await hotline.settled();
    expect(rooms()).toEqual([]);
  });
});
