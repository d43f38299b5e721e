import type { DeliveryReported, MessageReceived, OutboundMessage } from '../../../../telephony/messaging/port.ts';
import { citizens } from '../../../../telephony/messaging/simulator/citizens.ts';
import { createSimulatedGateway } from '../../../../telephony/messaging/simulator/gateway.ts';
import { createRandom } from '../../../../telephony/simulator/random.ts';

/** A gateway in a world whose time is moved by hand. */
function world(perMinute: number, seed = 'uji') {
  let now = 1_000;
  let jobs: { at: number; run: () => void }[] = [];
  const received: MessageReceived[] = [];
  const reports: DeliveryReported[] = [];
  let away = false;
  const gateway = createSimulatedGateway({
    name: 'sms',
    channels: ['sms'],
    addressOf: () => '0811',
    perMinute,
    speed: 1,
    chance: createRandom(seed, 'messages'),
    now: () => now,
    log: { warn: () => {} },
    schedule: (delayMs, run) => {
      const job = { at: now + delayMs, run };
      jobs.push(job);
      return () => {
        jobs = jobs.filter((each) => each !== job);
      };
    },
  });
  const take = <T>(list: T[], item: T) => {
    if (away) throw new Error('the database is away');
    list.push(item);
  };
  gateway.start({ received: async (m) => take(received, m), reported: async (r) => take(reports, r) });
  const pass = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      const next = jobs.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      jobs = jobs.filter((job) => job !== next);
      now = next.at;
      next.run();
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
    now = until;
  };
  const send = (text: string, to: string, id = text) =>
    gateway.send(
      { id, writtenAt: now, channel: 'sms', from: '0811', to, text, template: null } as OutboundMessage,
      false,
    );
  return { gateway, received, reports, pass, send, setAway: (to: boolean) => (away = to), left: () => jobs.length };
}

describe('simulated citizens', () => {
  it('write by themselves, the same ones for the same seed, and not at all where nobody should', async () => {
    const [one, other, empty] = [world(2), world(2), world(0)];
    for (const each of [one, other, empty]) await each.pass(600_000);
    expect(one.received.length).toBeGreaterThan(3);
    expect(one.received.map(({ text }) => text)).toEqual(other.received.map(({ text }) => text));
    expect(empty.received).toEqual([]);
  });

  it('say nothing to a ticket number, answer a question, and thank for an answer', async () => {
    const { received, reports, pass, send } = world(0);
    const [citizen] = citizens;
    if (!citizen) throw new Error('nobody is there');
    await send('Nomor tiket: DK-20261122-0047.', citizen.telephone);
    await pass(120_000);
    expect(received).toEqual([]);
    expect(reports.map(({ status }) => status)).toEqual(['delivered']);
    await send('Boleh tahu nama dan alamatnya?', citizen.telephone);
    await pass(120_000);
    expect(received.map(({ text }) => text)).toEqual([citizen.details]);
    await send('Petugas datang besok.', citizen.telephone);
    await pass(120_000);
    expect(received[1]?.text).toMatch(/terima kasih/i);
    expect(new Set(received.map(({ id }) => id)).size).toBe(2);
  });

  it('get a message once, however often it is sent, and tell again what could not be kept', async () => {
    const { received, reports, pass, send, setAway } = world(0);
    const to = citizens[0]?.telephone ?? '';
    await send('Apa kabar?', to, 'm1');
    await send('Apa kabar?', to, 'm1');
    setAway(true);
    await pass(60_000);
    expect([received, reports]).toEqual([[], []]);
    setAway(false);
    await pass(60_000);
    expect([received.length, reports.length]).toEqual([1, 1]);
  });

  it('are silent once the gateway is stopped', async () => {
    const { gateway, received, pass, left } = world(60);
    await gateway.stop();
    await pass(600_000);
    expect([received.length, left()]).toEqual([0, 0]);
  });
});
