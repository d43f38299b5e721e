import { citizen, type GammuBench, openGammuBench, smsOf } from '../../support/gammu-gateway.ts';

describe('the gateway of Gammu', () => {
  let gammu: GammuBench;
  beforeEach(async () => {
    gammu = await openGammuBench();
  });
  afterEach(() => gammu.close());

  describe('sends', () => {
    const outbox = async () => (await gammu.daemon.pool.query('select * from outbox')).rows;

    it('a short message of GSM letters', async () => {
      const outcome = await gammu.gateway.send(smsOf('Halo [€5]', { id: 'a-1' }), false);
      const rows = await outbox();
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
      expect(await gammu.gateway.send(smsOf('x', { from: '' }), false)).toMatchObject({ ok: true });
    });

    it('a long one with an emoji in parts', async () => {
      const text = `${'Laporan Anda “selesai” 🙏 '.repeat(5)}`;
      await gammu.gateway.send(smsOf(text), false);
      const { rows } = await gammu.daemon.pool.query(
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
      const once = smsOf('sekali saja');
      const first = await gammu.gateway.send(once, false);
      expect(await gammu.gateway.send(once, true)).toEqual(first);
      await gammu.daemon.sendAll();
      expect(await gammu.make().send(once, true)).toEqual(first);
      expect(await outbox()).toEqual([]);
    });

    it('nothing twice when two tries come at once', async () => {
      const once = smsOf('sekali saja');
      const outcomes = await Promise.all([1, 2, 3].map(() => gammu.make().send(once, true)));
      expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.reference)).size).toBe(1);
      expect(await outbox()).toHaveLength(1);
    });

    it.each([
      ['another channel', { channel: 'whatsapp' as const }],
      ['a template', { template: { id: 'x', variables: {} } }],
      ['a number of no modem', { from: '+621' }],
      ['a recipient without a number', { to: 'TELKOMSEL' }],
      ['an id that Gammu cannot keep', { id: 'x'.repeat(81) }],
    ])('not with %s', async (_what, about) => {
      expect(await gammu.gateway.send(smsOf('x', about), false)).toMatchObject({ ok: false, kind: 'rejected' });
      expect(await outbox()).toEqual([]);
    });
  });
});
