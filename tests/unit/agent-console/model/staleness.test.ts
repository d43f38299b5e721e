import { silenceMs, stalenessOf } from '../../../../agent-console/src/model/staleness.ts';
import type { SystemCard } from '../../../../server/contract/floor.ts';

describe('staleness', () => {
  const system = (exchange: boolean, database: boolean, behindMs = 0): SystemCard => ({
    exchanges: [{ name: 'pbx', connected: exchange, since: 1_000, behindMs }],
    database: { available: database, since: 4_000 },
    lists: 0,
  });

  it('is none while everything is connected and the server is heard', () => {
    expect(stalenessOf({ connected: true, heardAt: 0 }, system(true, true), silenceMs, 9_000)).toMatchObject({
      reasons: [],
      ageMs: 0,
    });
  });

  it('counts from the last thing heard when the link is down, or silent for too long', () => {
    expect(stalenessOf({ connected: false, heardAt: 2_000 }, null, 9_000, 0)).toMatchObject({
      reasons: ['link'],
      ageMs: 7_000,
    });
    const silent = stalenessOf({ connected: true, heardAt: 0 }, null, silenceMs + 1, 0);
    expect(silent).toMatchObject({ reasons: ['link'], ageMs: silenceMs + 1 });
  });

  it('is how far the news of a connected exchange are behind', () => {
    const contact = { connected: true, heardAt: 0 };
    expect(stalenessOf(contact, system(true, true, 4_000), 10, 11_000)).toMatchObject({
      reasons: ['behind'],
      ageMs: 4_000,
    });
    expect(stalenessOf(contact, system(false, true, 4_000), 10, 11_000).reasons).toEqual(['exchange']);
  });

  it('is said of the one of several exchanges that is away or late, and of no other', () => {
    const contact = { connected: true, heardAt: 0 };
    const several = {
      ...system(true, true),
      exchanges: [
        { name: 'kota', connected: true, since: 1_000, behindMs: 0 },
        { name: 'selatan', connected: false, since: 3_000, behindMs: 0 },
        { name: 'timur', connected: true, since: 1_000, behindMs: 2_000 },
      ],
    };
    const found = stalenessOf(contact, several, 10, 11_000);
    expect(found).toEqual({ reasons: ['exchange', 'behind'], ageMs: 8_000, away: ['selatan'], behind: ['timur'] });
    // Of the only one nobody needs the name.
    expect(stalenessOf(contact, system(false, true), 10, 11_000)).toMatchObject({ away: [], behind: [] });
  });

  it('names every reason and the greatest age', () => {
    const found = stalenessOf({ connected: true, heardAt: 0 }, system(false, false), 10, 11_000);
    expect(found).toMatchObject({ reasons: ['exchange', 'database'], ageMs: 10_000 });
  });
});
