import { headerOf } from '../../../telephony/messaging/gammu/parts.ts';
import { citizen, type GammuBench, office, openGammuBench, smsOf } from '../../support/gammu-gateway.ts';
import { until } from '../../support/until.ts';

describe('the gateway of Gammu', () => {
  let gammu: GammuBench;
  beforeEach(async () => {
    gammu = await openGammuBench();
  });
  afterEach(() => gammu.close());

  describe('receives', () => {
    it('a message, marks it, and tells it no more', async () => {
      const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 5000);
      const id = await gammu.daemon.receive({ text: 'Lampu jalan mati 💡', at });
      gammu.start();
      await until('it was marked', async () => (await gammu.daemon.unprocessed()).length === 0);
      expect(gammu.received).toEqual([
        {
          id: `modem-${id}-${at.getTime() / 1000}`,
          gateway: 'modem',
          channel: 'sms',
          at: at.getTime(),
          from: citizen,
          to: office,
          text: 'Lampu jalan mati 💡',
          media: [],
        },
      ]);
      await gammu.daemon.receive({ text: 'yang kedua' });
      await until('the second', () => gammu.received.length === 2);
    });

    it('the parts of a long one, over several batches of others', async () => {
      const part = (text: string, position: number, decoded: string) =>
        gammu.daemon.receive({ text, udh: headerOf({ reference: 9, total: 3, position }), agoMs: 300_000, decoded });
      const first = await part('tiga', 3, '');
      // The sender's telephone cut the emoji in two.
      await part('satu \ud83d', 1, 'satu 🙏 dua tiga');
      for (let at = 0; at < 250; at++) await gammu.daemon.receive({ text: `pesan ${at}` });
      await part('\ude4f dua ', 2, '');
      gammu.start();
      await until('all', () => gammu.received.length === 251);
      const whole = gammu.received.filter(({ text }) => text.startsWith('satu'));
      expect(whole).toMatchObject([{ text: 'satu 🙏 dua tiga', id: expect.stringContaining(`modem-${first}-`) }]);
      // A message is marked once it is kept: the last marks follow what was received.
      await until('all were marked', async () => (await gammu.daemon.unprocessed()).length === 0);
    });

    it('what came of one whose other parts never do', async () => {
      const udh = headerOf({ reference: 9, total: 2, position: 1 });
      const waiting = await gammu.daemon.receive({ text: 'baru', udh, from: '+628110000002' });
      const old = await gammu.daemon.receive({ text: 'lama', udh, agoMs: 61_000 });
      gammu.start();
      await until('the old one', () => gammu.received.length > 0);
      expect(gammu.received).toMatchObject([{ text: 'lama[…]', id: expect.stringContaining(`modem-${old}-`) }]);
      await until('it was marked', async () => (await gammu.daemon.unprocessed()).length === 1);
      expect(await gammu.daemon.unprocessed()).toEqual([waiting]);
    });

    it('a message again when it could not be kept, under the same id', async () => {
      gammu.refuseNext();
      const id = await gammu.daemon.receive({ text: 'x' });
      gammu.start();
      await until('it was refused', () => gammu.refused() === 1);
      expect(await gammu.daemon.unprocessed()).toEqual([id]);
      await until('it was kept', () => gammu.received.length === 1);
      await until('it was marked', async () => (await gammu.daemon.unprocessed()).length === 0);
    });

    it('no answers of the network, no binary messages, and nothing from nobody', async () => {
      await gammu.daemon.receive({ text: 'Pulsa 5000', kind: 127 });
      await gammu.daemon.receive({ text: '', coding: '8bit' });
      await gammu.daemon.receive({ text: 'x', from: '' });
      gammu.start();
      await until('they were marked', async () => (await gammu.daemon.unprocessed()).length === 0);
      expect(gammu.received).toEqual([]);
      expect(gammu.gateway.status().anomalies).toBe(3);
    });

    it('the moment of now where the modem has no clock', async () => {
      const before = Date.now();
      await gammu.daemon.receive({ text: 'x', at: new Date('2004-01-01T00:00:00Z') });
      await gammu.daemon.receive({ text: 'y', at: new Date(Date.now() + 86_400_000) });
      gammu.start();
      await until('both', () => gammu.received.length === 2);
      // The daemon's tables know whole seconds.
      for (const { at } of gammu.received) expect(at).toBeGreaterThanOrEqual(before - 1_000);
      for (const { at } of gammu.received) expect(at).toBeLessThanOrEqual(Date.now() + 1_000);
    });

    it.each([
      ['seven hours ago, from a daemon in UTC', 7, 0],
      ['an hour ahead, from one in WITA', -1, 0],
      ['five minutes ago by the right clock', 0, 300_000],
    ])('the right moment of what says %s', async (_, hours, agoMs) => {
      const before = Date.now();
      await gammu.daemon.receive({ text: 'x', at: new Date(before - hours * 3_600_000 - agoMs) });
      // The second one took its time as well: the zone is known by then.
      await gammu.daemon.receive({ text: 'y', at: new Date(before - hours * 3_600_000 - agoMs - 600_000) });
      gammu.start();
      await until('both', () => gammu.received.length === 2);
      const [first, second] = gammu.received.map(({ at }) => before - at);
      expect(Math.abs((first ?? 0) - agoMs)).toBeLessThan(5_000);
      if (hours >= 0) expect(Math.abs((second ?? 0) - agoMs - 600_000)).toBeLessThan(5_000);
      expect(gammu.gateway.status().clockHours).toBe(hours === 0 ? undefined : hours);
      expect(gammu.gateway.status().anomalies).toBe(hours === 0 ? 0 : 1);
    });

    it('half of an emoji whose other half never comes, as a letter that can be kept', async () => {
      await gammu.daemon.receive({ text: 'Banjir di RT 5 \ud83d', udh: '050003090201', agoMs: 3_600_000 });
      await gammu.daemon.receive({ text: 'Air mati' });
      gammu.start();
      await until('both', () => gammu.received.length === 2);
      expect(gammu.received.map(({ text }) => text)).toEqual(['Banjir di RT 5 \ufffd[…]', 'Air mati']);
    });

    it('on several numbers', async () => {
      const gateway = gammu.make({
        phones: [
          { id: 'simpati', number: '+628120000001' },
          { id: 'xl', number: '+628170000001' },
        ],
      });
      await gammu.daemon.receive({ text: 'x', phone: 'xl' });
      gammu.start(gateway);
      await until('it', () => gammu.received.length === 1);
      expect(gammu.received[0]?.to).toBe('+628170000001');
      await gateway.send(smsOf('balas', { from: '+628120000001' }), false);
      const { rows } = await gammu.daemon.pool.query('select "SenderID" from outbox');
      expect(rows).toEqual([{ SenderID: 'simpati' }]);
    });
  });
});
