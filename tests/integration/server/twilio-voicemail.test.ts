import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestOf } from '../../support/client.ts';
import { openTwilioHotline, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { account, publicUrl } from '../../support/twilio-server.ts';
import type { StandInCaller } from '../../support/twilio-stand-in/voice.ts';
import { createWebhooks } from '../../support/twilio-stand-in/webhooks.ts';
import { until } from '../../support/until.ts';

/** Callers leave a message while the office is closed, and after two minutes; by a procedure that takes what is received. */
const services = `bases:
  - { id: public-service, version: "1", kind: public_task, text: { id: Untuk layanan publik., en: For a public service. } }
services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: bandungan, hours: office, catalogue: district, basis: public-service, closes: true, voicemail: true, overflow: { after: 120, to: voicemail } }
`;
/** A Monday without holidays near, 10:00 and 19:00 WIB. */
const [open, closed] = [Date.UTC(2026, 10, 23, 3, 0), Date.UTC(2026, 10, 23, 12, 0)];

let dataDir: string;
let hotline: TwilioHotline;
async function opens(startsAt = open): Promise<void> {
  hotline = await openTwilioHotline({ dataDir, startsAt });
}
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-twilio-voicemail-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
});
afterEach(async () => {
  await hotline.close();
  rmSync(dataDir, { recursive: true });
});

/** Samples of 16 bits: a loud square wave, or a quiet line. */
const sound = (ms: number, loud: number) => {
  const samples = Buffer.alloc(ms * 16);
  for (let at = 0; at < ms * 8; at += 1) samples.writeInt16LE(at % 8 < 4 ? loud : -loud, at * 2);
  return samples;
};
const [said, hum] = [sound(4_000, 8_000), sound(7_000, 8)];

const pass = async (ms: number) => {
  hotline.world.clock.move(ms);
  await hotline.settled();
};
const calls = () =>
  hotline.server.sql<{ outcome: string | null }>('SELECT outcome FROM call WHERE ended_at IS NOT NULL');
const kept = () =>
  hotline.server.sql<{ kind: string; reference: string; length_ms: number; sound_signs: number; whole: boolean }>(
    'SELECT kind, reference, length_ms, sound_signs, whole FROM recording',
  );
const cases = () =>
  hotline.server.sql<{ id: string; ticket_number: string; linked_to: string | null }>(
    'SELECT id, ticket_number, linked_to FROM case_file ORDER BY opened_at, linked_to NULLS FIRST',
  );
const missed = () => hotline.server.sql('SELECT 1 FROM missed_caller');
const atTwilio = () => hotline.world.voice.recordings.messages.size;
const takenOver = () =>
  until('it is taken over, and removed there', async () => (await kept()).length === 1 && atTwilio() === 0);

/** Waits longer than anybody does, and says this. */
async function leaves(what: Buffer | null): Promise<StandInCaller> {
  const caller = await hotline.call();
  caller.says(what);
  await pass(119_000);
  expect(caller.leg.status).toBe('in-progress');
  await pass(2_000);
  await until('he is let go', () => caller.leg.status === 'completed');
  return caller;
}
const heardBy = ({ heard }: StandInCaller) => heard.join(' ');
/** Twilio says once more that the message is there. */
const saysAgain = async () => {
  const [made] = hotline.world.voice.recordings.made;
  const webhooks = createWebhooks({ authToken: account.authToken, publicUrl, localUrl: hotline.server.url });
  expect((await webhooks.post(made?.url ?? '', made?.fields ?? {})).status).toBe(204);
  await hotline.settled();
};

it('is taken after the longest wait, becomes a ticket with its sound, and is kept at Twilio no longer, however often it is told', async () => {
  await opens();
  hotline.world.voice.setWeather({ times: () => 2 });
  const caller = await leaves(said);
  expect(heardBy(caller)).toMatch(/tinggalkan pesan.*leave a message.*sudah kami terima.*received your message/);
  await takenOver();
  expect(await calls()).toEqual([{ outcome: 'voicemail' }]);
  const [message] = await kept();
  expect(message).toMatchObject({ kind: 'message', length_ms: 4_000, sound_signs: 32_000, whole: true });
  const [first, second, ...none] = await cases();
  expect([none, second?.linked_to]).toEqual([[], first?.ticket_number]);
  await saysAgain();
  expect([(await kept()).length, (await cases()).length, (await missed()).length]).toEqual([1, 2, 1]);
  const history = await hotline.historyOf(caller);
  expect(history.filter((type) => type === 'call.turned_away')).toHaveLength(1);

  const sari = await hotline.server.logIn('sari');
  const params = { callId: `twilio-${caller.sid}`, reference: message?.reference ?? '' };
  const { method, path, headers } = requestOf('hearMessage', { params });
  const heard = await fetch(hotline.server.url + path, { method, headers: { ...headers, cookie: sari.cookie } });
  const wav = Buffer.from(await heard.arrayBuffer());
  expect([heard.status, wav.length]).toEqual([200, 44 + said.length]);
  // As he said it, as near as µ-law comes.
  expect(Math.abs(wav.readInt16LE(44) - 8_000)).toBeLessThan(200);
});

it('is taken while the office is closed, at once and after what is announced', async () => {
  await opens(closed);
  const caller = hotline.world.voice.ask('+6281234567890', '+622150001234');
  caller.says(said);
  await until('he is let go', () => caller.leg.status === 'completed');
  expect(heardBy(caller)).toMatch(/kantor kami tutup.*tinggalkan pesan.*sudah kami terima/);
  await takenOver();
  expect(await calls()).toEqual([{ outcome: 'voicemail' }]);
  expect(await cases()).toHaveLength(2);
});

it('of silence is removed at Twilio and begins nothing; who says nothing at all is missed likewise', async () => {
  await opens();
  await leaves(hum);
  await until('it is removed', () => atTwilio() === 0);
  await hotline.settled();
  expect([(await kept()).length, (await cases()).length, (await missed()).length]).toEqual([0, 1, 1]);
  const caller = await leaves(null);
  expect(heardBy(caller)).not.toMatch(/sudah kami terima/);
  await hotline.settled();
  expect(await calls()).toEqual([{ outcome: 'voicemail' }, { outcome: 'voicemail' }]);
});

it('is whole though he hangs up in it, and is the same where Twilio cannot remove it at first', async () => {
  await opens();
  hotline.world.voice.recordings.setStuck(2);
  const caller = await hotline.call();
  let speaks = (_: Buffer) => {};
  caller.says(new Promise<Buffer>((done) => (speaks = done)));
  hotline.world.clock.move(121_000);
  await until('he has heard the tone', async () => (await hotline.historyOf(caller)).includes('call.turned_away'));
  caller.hangUp();
  speaks(said);
  await takenOver();
  expect([(await cases()).length, (await missed()).length]).toEqual([2, 1]);
});

it('left while we are away is asked for by the next process, and told late it is the same', async () => {
  await opens();
  const caller = await hotline.call();
  let speaks = (_: Buffer) => {};
  caller.says(new Promise<Buffer>((done) => (speaks = done)));
  hotline.world.clock.move(121_000);
  await until('he has heard the tone', async () => (await hotline.historyOf(caller)).includes('call.turned_away'));
  await hotline.kill();
  caller.hangUp();
  speaks(said);
  await hotline.world.voice.settled();
  expect(atTwilio()).toBe(1);
  await hotline.startAnother();
  await takenOver();
  await saysAgain();
  expect([(await kept()).length, (await cases()).length, (await missed()).length]).toEqual([1, 2, 1]);
  expect(await calls()).toEqual([{ outcome: 'voicemail' }]);
});
