import { momentOf, zoneHours } from '../../../telephony/messaging/gammu/moments.ts';

const hour = 3_600_000;

describe('the zone of a daemon’s clock', () => {
  it.each([
    ['comes at once', 0, 3_000, 0],
    ['comes at once from UTC', 0, 7 * hour + 2_000, 7],
    ['comes at once from WIT', 0, -2 * hour + 20_000, -2],
    ['took 40 minutes', 0, 40 * 60_000, 0],
    ['took 40 minutes, from UTC as known', 7, 7 * hour + 40 * 60_000, 7],
    ['comes at once when the clock was put right', 7, 4_000, 0],
    ['took 40 minutes when the clock was put right', 7, 40 * 60_000, 0],
    ['was stamped years ago', 0, 20 * 365 * 24 * hour, 0],
    ['was stamped years ago, from UTC as known', 7, 20 * 365 * 24 * hour + 1, 7],
  ])('of a message that %s', (_, known, lagMs, hours) => {
    expect(zoneHours(known, lagMs)).toBe(hours);
  });

  it('moves moments, and never past now or months back', () => {
    const now = Date.UTC(2026, 10, 23, 9);
    expect(momentOf(now - 7 * hour - 60_000, 7, now)).toBe(now - 60_000);
    expect(momentOf(now + hour, 0, now)).toBe(now);
    expect(momentOf(now - 31 * 24 * hour, 0, now)).toBe(now);
    expect(momentOf(Number.NaN, 0, now)).toBe(now);
  });
});
