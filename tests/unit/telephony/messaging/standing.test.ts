import { createStanding } from '../../../../telephony/messaging/standing.ts';

describe('where a gateway stands', () => {
  it('is since when it changed, not since when it was last told', () => {
    let now = 1;
    const standing = createStanding(() => now, true);
    expect(standing.status()).toEqual({ connected: true, since: 1, lastHeardAt: null, anomalies: 0 });
    now = 2;
    standing.heard();
    expect(standing.status()).toEqual({ connected: true, since: 1, lastHeardAt: 2, anomalies: 0 });
    now = 3;
    standing.lost();
    now = 4;
    standing.lost();
    standing.strange();
    expect(standing.status()).toEqual({ connected: false, since: 3, lastHeardAt: 2, anomalies: 1 });
    standing.heard();
    expect(standing.status()).toEqual({ connected: true, since: 4, lastHeardAt: 4, anomalies: 1 });
  });
});
