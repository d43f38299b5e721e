import { silenceMs, stalenessOf } from '../../../../agent-console/src/model/staleness.ts';
import type { SystemCard } from '../../../../server/contract/floor.ts';

describe('staleness', () => {
  const system = (exchange: boolean, database: boolean, behindMs = 0): SystemCard => ({
    exchange: { name: 'pbx', connected: exchange, since: 1_000, behindMs },
    database: { available: database, since: 4_000 },
  });

  it('is none while everything is connected and the server is heard', () => {
    expect(stalenessOf({ connected: true, heardAt: 0 }, system(true, true), silenceMs, 9_000)).toEqual({
      reasons: [],
      ageMs: 0,
    });
  });

  it('counts from the last thing heard when the link is down, or silent for too long', () => {
    expect(stalenessOf({ connected: false, heardAt: 2_000 }, null, 9_000, 0)).toEqual({
      reasons: ['link'],
      ageMs: 7_000,
    });
    const silent = stalenessOf({ connected: true, heardAt: 0 }, null, silenceMs + 1, 0);
    expect(silent).toEqual({ reasons: ['link'], ageMs: silenceMs + 1 });
  });

  it('is how far the news of a connected exchange are behind', () => {
    const contact = { connected: true, heardAt: 0 };
    expect(stalenessOf(contact, system(true, true, 4_000), 10, 11_000)).toEqual({ reasons: ['behind'], ageMs: 4_000 });
    expect(stalenessOf(contact, system(false, true, 4_000), 10, 11_000).reasons).toEqual(['exchange']);
  });

  it('names every reason and the greatest age', () => {
    const found = stalenessOf({ connected: true, heardAt: 0 }, system(false, false), 10, 11_000);
    expect(found).toEqual({ reasons: ['exchange', 'database'], ageMs: 10_000 });
  });
});
