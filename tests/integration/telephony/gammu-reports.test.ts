import type { GammuDaemon } from '../../support/gammu.ts';
import { type GammuBench, openGammuBench, smsOf } from '../../support/gammu-gateway.ts';
import { until } from '../../support/until.ts';

describe('the gateway of Gammu', () => {
  let gammu: GammuBench;
  beforeEach(async () => {
    gammu = await openGammuBench();
  });
  afterEach(() => gammu.close());

  describe('reports', () => {
    const sent = async (text: string, ...ends: Parameters<GammuDaemon['sendAll']>) => {
      const message = smsOf(text);
      await gammu.gateway.send(message, false);
      const [reference = 0] = await gammu.daemon.sendAll(...ends);
      return { id: message.id, reference };
    };

    it('what was sent, then what was delivered, once each', async () => {
      const { id, reference } = await sent('x');
      gammu.start();
      await until('sent', () => gammu.reported.length === 1);
      await gammu.daemon.report(reference, 'DeliveryOK');
      await until('delivered', () => gammu.reported.length === 2);
      const common = { gateway: 'modem', messageId: id, reference: String(reference), errorCode: null };
      expect(gammu.reported).toMatchObject([
        { ...common, status: 'sent' },
        { ...common, status: 'delivered' },
      ]);
      for (const { at } of gammu.reported) expect(Math.abs(Date.now() - at)).toBeLessThan(10_000);
    });

    it('a message of parts when all of them went, and all arrived', async () => {
      const { reference } = await sent('x'.repeat(200));
      await gammu.daemon.pool.query('update sentitems set "Status" = $1 where "SequencePosition" = 1', ['DeliveryOK']);
      gammu.start();
      await until('sent', () => gammu.reported.length === 1);
      expect(gammu.reported[0]?.status).toBe('sent');
      await gammu.daemon.report(reference, 'DeliveryOK');
      await until('delivered', () => gammu.reported.length === 2);
      expect(gammu.reported[1]?.status).toBe('delivered');
    });

    it('nothing of a message while a part of it is still to go', async () => {
      await sent('x'.repeat(200));
      const held = await gammu.daemon.pool.query('delete from sentitems where "SequencePosition" = 2 returning *');
      gammu.start();
      await gammu.daemon.receive({ text: 'x' });
      await until('a look', () => gammu.received.length === 1);
      await gammu.daemon.receive({ text: 'y' });
      await until('another look', () => gammu.received.length === 2);
      expect(gammu.reported).toEqual([]);
      await gammu.daemon.pool.query(
        `insert into sentitems ("ID", "SequencePosition", "DestinationNumber", "UDH", "TextDecoded", "Status", "CreatorID")
         select * from json_to_record($1) as part("ID" int, "SequencePosition" int, "DestinationNumber" text, "UDH" text,
           "TextDecoded" text, "Status" text, "CreatorID" text)`,
        [JSON.stringify(held.rows[0])],
      );
      await until('sent', () => gammu.reported.length === 1);
    });

    it.each([
      ['SendingError', -1, 'SendingError'],
      ['DeliveryFailed', 70, '70'],
    ])('%s with the code %i as failed', async (status, code, errorCode) => {
      await sent('x'.repeat(200), (position) => (position === 2 ? status : 'SendingOK'), code);
      gammu.start();
      await until('failed', () => gammu.reported.length === 1);
      expect(gammu.reported).toMatchObject([{ status: 'failed', errorCode }]);
    });

    it('nothing of messages that other programs sent', async () => {
      await gammu.daemon.pool.query(
        `insert into outbox ("DestinationNumber", "Coding", "TextDecoded", "CreatorID") values ('1', 'x', 'x', 'other')`,
      );
      await gammu.daemon.sendAll();
      await sent('x');
      gammu.start();
      await until('ours', () => gammu.reported.length > 0);
      expect(gammu.reported).toHaveLength(1);
    });

    it('again when it could not be kept', async () => {
      await sent('x');
      gammu.refuseNext();
      gammu.start();
      await until('it was kept', () => gammu.reported.length === 1, 10_000);
    });
  });
});
