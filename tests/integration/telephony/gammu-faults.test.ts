import { type GammuBench, openGammuBench, smsOf } from '../../support/gammu-gateway.ts';
import { until } from '../../support/until.ts';

describe('the gateway of Gammu', () => {
  let gammu: GammuBench;
  beforeEach(async () => {
    gammu = await openGammuBench();
  });
  afterEach(() => gammu.close());

  describe('goes on', () => {
    it('after its database was away', async () => {
      gammu.start();
      await until('a connection', () => gammu.gateway.status().connected);
      await gammu.proxy.cut();
      await until('it noticed', () => !gammu.gateway.status().connected);
      expect(await gammu.gateway.send(smsOf('x'), false)).toMatchObject({ ok: false, kind: 'unreachable' });
      await gammu.daemon.receive({ text: 'sementara' });
      await gammu.proxy.restore();
      await until('the message', () => gammu.received.length === 1, 20_000);
      await until('it says so', () => gammu.gateway.status().connected);
      expect(await gammu.gateway.send(smsOf('x'), true)).toMatchObject({ ok: true });
    });

    it('and says that no modem is alive', async () => {
      await gammu.daemon.pool.query(`update phones set "UpdatedInDB" = localtimestamp - interval '4 minutes'`);
      gammu.start();
      await gammu.daemon.receive({ text: 'x' });
      await until('a look', () => gammu.received.length === 1);
      expect(gammu.gateway.status().connected).toBe(false);
      await gammu.daemon.beat();
      await until('it is alive', () => gammu.gateway.status().connected);
    });
  });

  it('is not made without a modem', () => {
    expect(() => gammu.make({ phones: [] })).toThrow('no modem');
  });
});
