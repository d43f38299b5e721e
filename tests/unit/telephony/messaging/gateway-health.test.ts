import { createGatewayHealth } from '../../../../telephony/messaging/gateway-health.ts';

describe('where a gateway stands', () => {
  it('is since when it changed, not since when it was last told', () => {
    let now = 1;
    const health = createGatewayHealth(() => now, true);
    expect(health.status()).toEqual({ connected: true, since: 1, lastHeardAt: null, anomalies: 0 });
    now = 2;
    health.heard();
    expect(health.status()).toEqual({ connected: true, since: 1, lastHeardAt: 2, anomalies: 0 });
    now = 3;
    health.lost();
    now = 4;
    health.lost();
    health.strange();
    expect(health.status()).toEqual({ connected: false, since: 3, lastHeardAt: 2, anomalies: 1 });
    health.heard();
    expect(health.status()).toEqual({ connected: true, since: 4, lastHeardAt: 4, anomalies: 1 });
  });
});
