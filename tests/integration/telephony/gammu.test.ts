import { createGammuGateway } from '../../../telephony/messaging/gammu/gateway.ts';
import { headerOf } from '../../../telephony/messaging/gammu/parts.ts';
import type {
  DeliveryReported,
  MessageGateway,
  MessageReceived,
  OutboundMessage,
} from '../../../telephony/messaging/port.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type GammuDaemon, prepareGammu } from '../../support/gammu.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import { until } from '../../support/until.ts';

const office = '+628990000100';
const citizen = '+628110000001';

describe('the gateway of Gammu', () => {
  let database: TestDatabase;
  let daemon: GammuDaemon;
  let proxy: DatabaseProxy;
  let gateway: MessageGateway;
  let received: MessageReceived[];
  let reported: DeliveryReported[];
  let refuses: number;
  const stops: MessageGateway[] = [];

  const make = (more: Partial<Parameters<typeof createGammuGateway>[0]> = {}) => {
    const made = createGammuGateway({
      name: 'modem',
      databaseUrl: proxy.url,
      phones: [{ id: null, number: office }],
      perSecond: 1,
      pollMs: 1000,
      partsWaitMs: 60_000,
      now: () => Date.now(),
      ...more,
    });
    stops.push(made);
    return made;
  };
  const hooks = {
    async received(message: MessageReceived) {
      if (refuses-- > 0) throw new Error('no database');
      received.push(message);
    },
    async reported(report: DeliveryReported) {
      if (refuses-- > 0) throw new Error('no database');
      reported.push(report);
    },
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    daemon = await prepareGammu(database.url);
    await daemon.beat();
    proxy = await startDatabaseProxy(database.url);
    received = [];
    reported = [];
    refuses = 0;
    gateway = make();
  });
  afterEach(async () => {
    for (const each of stops.splice(0)) await each.stop();
    await proxy.close();
    await daemon.close();
    await database.drop();
  });

  let count = 0;
  const message = (text: string, about: Partial<OutboundMessage> = {}): OutboundMessage => ({
    id: `m-${++count}`,
    writtenAt: Date.now(),
    channel: 'sms',
    from: office,
    to: citizen,
    text,
    template: null,
    ...about,
  });

  describe('receives', () => {
    it('a message, marks it, and tells it no more', async () => {
      const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 5000);
      const id = await daemon.receive({ text: 'Lampu jalan mati 💡', at });
      gateway.start(hooks);
      await until('it was marked', async () => (await daemon.unprocessed()).length === 0);
      expect(received).toEqual([
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
      await daemon.receive({ text: 'yang kedua' });
      await until('the second', () => received.length === 2);
    });

    it('the parts of a long one, over several batches of others', async () => {
      const part = (text: string, position: number, decoded: string) =>
        daemon.receive({ text, udh: headerOf({ reference: 9, total: 3, position }), agoMs: 300_000, decoded });
      const first = await part('tiga', 3, '');
      // The sender's telephone cut the emoji in two.
      await part('satu \ud83d', 1, 'satu 🙏 dua tiga');
      for (let at = 0; at < 250; at++) await daemon.receive({ text: `pesan ${at}` });
      await part('\ude4f dua ', 2, '');
      gateway.start(hooks);
      await until('all', () => received.length === 251);
      const whole = received.filter(({ text }) => text.startsWith('satu'));
      expect(whole).toMatchObject([{ text: 'satu 🙏 dua tiga', id: expect.stringContaining(`modem-${first}-`) }]);
      expect(await daemon.unprocessed()).toEqual([]);
    });

    it('what came of one whose other parts never do', async () => {
      const udh = headerOf({ reference: 9, total: 2, position: 1 });
      const waiting = await daemon.receive({ text: 'baru', udh, from: '+628110000002' });
      const old = await daemon.receive({ text: 'lama', udh, agoMs: 61_000 });
      gateway.start(hooks);
      await until('the old one', () => received.length > 0);
      expect(received).toMatchObject([{ text: 'lama[…]', id: expect.stringContaining(`modem-${old}-`) }]);
      await until('it was marked', async () => (await daemon.unprocessed()).length === 1);
      expect(await daemon.unprocessed()).toEqual([waiting]);
    });

    it('a message again when it could not be kept, under the same id', async () => {
      refuses = 1;
      const id = await daemon.receive({ text: 'x' });
      gateway.start(hooks);
      await until('it was refused', () => refuses === 0);
      expect(await daemon.unprocessed()).toEqual([id]);
      await until('it was kept', () => received.length === 1);
      await until('it was marked', async () => (await daemon.unprocessed()).length === 0);
    });

    it('no answers of the network, no binary messages, and nothing from nobody', async () => {
      await daemon.receive({ text: 'Pulsa 5000', kind: 127 });
      await daemon.receive({ text: '', coding: '8bit' });
      await daemon.receive({ text: 'x', from: '' });
      gateway.start(hooks);
      await until('they were marked', async () => (await daemon.unprocessed()).length === 0);
      expect(received).toEqual([]);
      expect(gateway.status().anomalies).toBe(3);
    });

    it('the moment of now where the modem has no clock', async () => {
      await daemon.receive({ text: 'x', at: new Date('2004-01-01T00:00:00Z') });
      await daemon.receive({ text: 'y', at: new Date(Date.now() + 86_400_000) });
      const before = Date.now();
      gateway.start(hooks);
      await until('both', () => received.length === 2);
      for (const { at } of received) expect(at).toBeGreaterThanOrEqual(before);
      for (const { at } of received) expect(at).toBeLessThanOrEqual(Date.now());
    });

    it('on several numbers', async () => {
      await gateway.stop();
      stops.length = 0;
      gateway = make({
        phones: [
          { id: 'simpati', number: '+628120000001' },
          { id: 'xl', number: '+628170000001' },
        ],
      });
      await daemon.receive({ text: 'x', phone: 'xl' });
      gateway.start(hooks);
      await until('it', () => received.length === 1);
      expect(received[0]?.to).toBe('+628170000001');
      await gateway.send(message('balas', { from: '+628120000001' }), false);
      const { rows } = await daemon.pool.query('select "SenderID" from outbox');
      expect(rows).toEqual([{ SenderID: 'simpati' }]);
    });
  });

  describe('sends', () => {
    it('a short message of GSM letters', async () => {
      const outcome = await gateway.send(message('Halo [€5]', { id: 'a-1' }), false);
      const { rows } = await daemon.pool.query('select * from outbox');
      expect(outcome).toEqual({ ok: true, reference: String(rows[0]?.ID), status: 'queued' });
      expect(rows).toMatchObject([
        {
          DestinationNumber: citizen,
          TextDecoded: 'Halo [€5]',
          Text: '00480061006C006F0020005B20AC0035005D',
          Coding: 'Default_No_Compression',
          UDH: null,
          MultiPart: false,
          SenderID: null,
          DeliveryReport: 'yes',
          CreatorID: 'sigap:a-1',
        },
      ]);
    });

    it('from its first modem where no number is named', async () => {
      expect(await gateway.send(message('x', { from: '' }), false)).toMatchObject({ ok: true });
    });

    it('a long one with an emoji in parts', async () => {
      const text = `${'Laporan Anda “selesai” 🙏 '.repeat(5)}`;
      await gateway.send(message(text), false);
      const { rows } = await daemon.pool.query(
        `select "ID", 1 at, "TextDecoded", "Text", "UDH", "Coding" from outbox union all
         select "ID", "SequencePosition", "TextDecoded", "Text", "UDH", "Coding" from outbox_multipart order by at`,
      );
      expect(rows.map((row) => row.TextDecoded).join('')).toBe(text);
      expect(rows.map((row) => Buffer.from(row.Text, 'hex').swap16().toString('utf16le')).join('')).toBe(text);
      const reference = Buffer.from([rows[0]?.ID % 256])
        .toString('hex')
        .toUpperCase();
      expect(rows.map((row) => row.UDH)).toEqual([`050003${reference}0201`, `050003${reference}0202`]);
      expect(new Set(rows.map((row) => row.Coding))).toEqual(new Set(['Unicode_No_Compression']));
    });

    it('nothing twice, wherever the first try is by now', async () => {
      const once = message('sekali saja');
      const first = await gateway.send(once, false);
      expect(await gateway.send(once, true)).toEqual(first);
      await daemon.sendAll();
      expect(await make().send(once, true)).toEqual(first);
      const { rows } = await daemon.pool.query('select 1 from outbox');
      expect(rows).toEqual([]);
    });

    it('nothing twice when two tries come at once', async () => {
      const once = message('sekali saja');
      const outcomes = await Promise.all([1, 2, 3].map(() => make().send(once, true)));
      expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.reference)).size).toBe(1);
      const { rows } = await daemon.pool.query('select 1 from outbox');
      expect(rows).toHaveLength(1);
    });

    it.each([
      ['another channel', { channel: 'whatsapp' as const }],
      ['a template', { template: { id: 'x', variables: {} } }],
      ['a number of no modem', { from: '+621' }],
      ['a recipient without a number', { to: 'TELKOMSEL' }],
      ['an id that Gammu cannot keep', { id: 'x'.repeat(81) }],
    ])('not with %s', async (_what, about) => {
      expect(await gateway.send(message('x', about), false)).toMatchObject({ ok: false, kind: 'rejected' });
      expect((await daemon.pool.query('select 1 from outbox')).rows).toEqual([]);
    });
  });

  describe('reports', () => {
    const sent = async (text: string, ...ends: Parameters<GammuDaemon['sendAll']>) => {
      const { id } = message(text);
      await gateway.send(message(text, { id }), false);
      const [reference = 0] = await daemon.sendAll(...ends);
      return { id, reference };
    };

    it('what was sent, then what was delivered, once each', async () => {
      const { id, reference } = await sent('x');
      gateway.start(hooks);
      await until('sent', () => reported.length === 1);
      await daemon.report(reference, 'DeliveryOK');
      await until('delivered', () => reported.length === 2);
      const common = { gateway: 'modem', messageId: id, reference: String(reference), errorCode: null };
      expect(reported).toMatchObject([
        { ...common, status: 'sent' },
        { ...common, status: 'delivered' },
      ]);
      for (const { at } of reported) expect(Math.abs(Date.now() - at)).toBeLessThan(10_000);
    });

    it('a message of parts when all of them went, and all arrived', async () => {
      const { reference } = await sent('x'.repeat(200));
      await daemon.pool.query('update sentitems set "Status" = $1 where "SequencePosition" = 1', ['DeliveryOK']);
      gateway.start(hooks);
      await until('sent', () => reported.length === 1);
      expect(reported[0]?.status).toBe('sent');
      await daemon.report(reference, 'DeliveryOK');
      await until('delivered', () => reported.length === 2);
      expect(reported[1]?.status).toBe('delivered');
    });

    it('nothing of a message while a part of it is still to go', async () => {
      await sent('x'.repeat(200));
      const held = await daemon.pool.query('delete from sentitems where "SequencePosition" = 2 returning *');
      gateway.start(hooks);
      await daemon.receive({ text: 'x' });
      await until('a look', () => received.length === 1);
      await daemon.receive({ text: 'y' });
      await until('another look', () => received.length === 2);
      expect(reported).toEqual([]);
      await daemon.pool.query(
        `insert into sentitems ("ID", "SequencePosition", "DestinationNumber", "UDH", "TextDecoded", "Status", "CreatorID")
         select * from json_to_record($1) as part("ID" int, "SequencePosition" int, "DestinationNumber" text, "UDH" text,
           "TextDecoded" text, "Status" text, "CreatorID" text)`,
        [JSON.stringify(held.rows[0])],
      );
      await until('sent', () => reported.length === 1);
    });

    it.each([
      ['SendingError', -1, 'SendingError'],
      ['DeliveryFailed', 70, '70'],
    ])('%s with the code %i as failed', async (status, code, errorCode) => {
      await sent('x'.repeat(200), (position) => (position === 2 ? status : 'SendingOK'), code);
      gateway.start(hooks);
      await until('failed', () => reported.length === 1);
      expect(reported).toMatchObject([{ status: 'failed', errorCode }]);
    });

    it('nothing of messages that other programs sent', async () => {
      await daemon.pool.query(
        `insert into outbox ("DestinationNumber", "Coding", "TextDecoded", "CreatorID") values ('1', 'x', 'x', 'other')`,
      );
      await daemon.sendAll();
      await sent('x');
      gateway.start(hooks);
      await until('ours', () => reported.length > 0);
      expect(reported).toHaveLength(1);
    });

    it('again when it could not be kept', async () => {
      await sent('x');
      refuses = 1;
      gateway.start(hooks);
      await until('it was kept', () => reported.length === 1, 10_000);
    });
  });

  describe('goes on', () => {
    it('after its database was away', async () => {
      gateway.start(hooks);
      await until('a connection', () => gateway.status().connected);
      await proxy.cut();
      await until('it noticed', () => !gateway.status().connected);
      expect(await gateway.send(message('x'), false)).toMatchObject({ ok: false, kind: 'unreachable' });
      await daemon.receive({ text: 'sementara' });
      await proxy.restore();
      await until('the message', () => received.length === 1, 20_000);
      expect(gateway.status().connected).toBe(true);
      expect(await gateway.send(message('x'), true)).toMatchObject({ ok: true });
    }, 40_000);

    it('and says that no modem is alive', async () => {
      await daemon.pool.query(`update phones set "UpdatedInDB" = localtimestamp - interval '4 minutes'`);
      gateway.start(hooks);
      await daemon.receive({ text: 'x' });
      await until('a look', () => received.length === 1);
      expect(gateway.status().connected).toBe(false);
      await daemon.beat();
      await until('it is alive', () => gateway.status().connected);
    });
  });

  it('is not made without a modem', () => {
    expect(() => make({ phones: [] })).toThrow('no modem');
  });
});
