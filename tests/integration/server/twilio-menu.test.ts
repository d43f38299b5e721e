import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ani, openTwilioHotline, sarisBrowser, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { hotlineNumber } from '../../support/twilio-server.ts';
import { until } from '../../support/until.ts';

/** Who presses 1 comes to another procedure, who presses 9 to it in English. */
const services = `services:
  - id: hotline
    name: { id: Hotline, en: Hotline }
    channel: phone
    sop: surabaya
    hours: hotline-24h
    menu:
      text: { id: "Tekan satu untuk kota, sembilan untuk bahasa Inggris.", en: "Press one for the city, nine for English." }
      keys: { "1": { service: city }, "9": { service: city, language: en } }
      tries: 2
  - { id: city, name: { id: Kota, en: City }, channel: phone, sop: depok, hours: hotline-24h, catalogue: city-hotline, addresses: ['1500'] }
`;

let dataDir: string;
let hotline: TwilioHotline;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-twilio-menu-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  hotline = await openTwilioHotline({ dataDir });
});
afterEach(async () => {
  await hotline.close();
  rmSync(dataDir, { recursive: true });
});

const presses = (...keys: string[]) => hotline.world.voice.call(ani, hotlineNumber, keys);
const cases = async () => {
  await hotline.settled();
  return hotline.server.sql<{ service: string; sop: string; dnis: string; outcome: string | null; ended: boolean }>(
    `SELECT c.service_id AS service, c.sop_id AS sop, k.state->>'dnis' AS dnis, k.outcome, k.ended_at IS NOT NULL AS ended
     FROM call k JOIN case_file c ON c.call_id = k.id ORDER BY k.arrived_at`,
  );
};

it('leads by one key to another service and its procedure, where the caller is served', async () => {
  const sari = await hotline.ready('sari');
  const desk = await sari.desk();
  const caller = await presses('1');
  expect(caller.heard[0]).toContain('Tekan satu untuk kota');
  expect(caller.heard[1]).toContain('Press one for the city');
  expect(caller.heard.join(' ')).toMatch(/Selamat datang.*Nomor tiket Anda/);
  const ring = await hotline.ringAt(sarisBrowser);
  // Her telephone shows the number that was called, and no word of a choice.
  expect(ring.leg.from).toBe(hotlineNumber);
  ring.answer();
  await desk.until('calls', ({ phase }) => phase === 'talking');
  expect(await cases()).toMatchObject([{ service: 'city', sop: 'depok', dnis: `${hotlineNumber}*city` }]);
  expect((await hotline.historyOf(caller)).slice(0, 4)).toEqual([
    ...['call.arrived', 'ticket.numbered', 'call.number_told', 'call.queued'],
  ]);
});

it('speaks the language that was chosen, from the number to the queue', async () => {
  const caller = await presses('9');
  await caller.waitRound();
  const heard = caller.heard.slice(2).join(' ');
  expect(heard).toMatch(/Welcome.*Your ticket number is: .* zero zero zero one\. Again.*You are number 1 in the queue/);
  expect(heard).not.toMatch(/Selamat|Nomor|Mohon/);
  expect(await cases()).toMatchObject([{ service: 'city', dnis: `${hotlineNumber}*city*en` }]);
});

it.each([
  ['presses nothing', ['', '']],
  ['presses keys that mean nothing', ['5', '6']],
])('asks twice whoever %s, and lets him in where he called', async (_who, keys) => {
  const caller = await presses(...keys);
  expect(caller.heard.filter((words) => words.includes('Tekan satu untuk kota'))).toHaveLength(2);
  expect(await cases()).toMatchObject([{ service: 'hotline', sop: 'surabaya', dnis: hotlineNumber, ended: false }]);
});

it('takes the second answer of one who pressed a wrong key first', async () => {
  await presses('5', '1');
  expect(await cases()).toMatchObject([{ service: 'city' }]);
});

/** He is being asked, and presses nothing yet. */
const isAsked = async () => {
  const caller = hotline.world.voice.ask(ani, hotlineNumber);
  await until('he is asked', () => caller.heard.length > 0);
  return caller;
};

it('tells of nobody who still chooses, and of whoever hangs up in it as of a caller of the number', async () => {
  const caller = await isAsked();
  await hotline.settled();
  expect(await cases()).toEqual([]);
  expect(hotline.server.core.liveCalls.open()).toEqual([]);
  hotline.world.clock.move(4_000);
  caller.hangUp();
  expect(await cases()).toMatchObject([{ service: 'hotline', outcome: 'shortAbandoned', ended: true }]);
});

it('opens one case, though Twilio asks for everything twice', async () => {
  const caller = await presses('1');
  const path = `/chosen/${caller.sid}/1`;
  for (let n = 0; n < 5; n++) await hotline.world.voice.asks(path, caller, { Digits: n === 4 ? '9' : '1' });
  expect(await cases()).toMatchObject([{ service: 'city', dnis: `${hotlineNumber}*city` }]);
});

it('lets in whoever chooses while we are away, and another process knows by his room what he chose before', async () => {
  const before = await presses('9');
  hotline.world.clock.move(3_000);
  await hotline.settled();
  const caller = await isAsked();
  await hotline.kill();
  await caller.goOn('1');
  await hotline.startAnother();
  await until('Twilio answers', () => hotline.server.exchange.status().connected);
  await until('he has a case', async () => (await cases()).length === 2);
  expect(await cases()).toMatchObject([
    { service: 'city', dnis: `${hotlineNumber}*city*en` },
    { service: 'hotline', dnis: hotlineNumber },
  ]);
  await before.waitRound();
  expect(before.heard.at(-1)).toMatch(/You are number \d in the queue/);
});
