import {
  dayInWords,
  momentText,
  msToMidnight,
  officeDay,
  officeZones,
  startOfOfficeDay,
} from '../../../../../server/domain/calendar/office-day.ts';

describe('officeDay', () => {
  it.each([
    ['Asia/Jakarta', '2026-11-21T17:00:00.000Z'],
    ['Asia/Makassar', '2026-11-21T16:00:00.000Z'],
    ['Asia/Jayapura', '2026-11-21T15:00:00.000Z'],
  ] as const)('turns over at midnight in %s', (zone, midnight) => {
    const at = Date.parse(midnight);
    expect(officeDay(at - 1, zone)).toBe('2026-11-21');
    expect(officeDay(at, zone)).toBe('2026-11-22');
    expect(officeDay(at + 86_399_999, zone)).toBe('2026-11-22');
    expect(officeDay(at + 86_400_000, zone)).toBe('2026-11-23');
    expect(startOfOfficeDay('2026-11-22', zone)).toBe(at);
  });

  it('turns over with month, year and leap day', () => {
    expect(officeDay(Date.parse('2026-12-31T17:00:00Z'), 'Asia/Jakarta')).toBe('2027-01-01');
    expect(officeDay(Date.parse('2028-02-28T15:00:00Z'), 'Asia/Jayapura')).toBe('2028-02-29');
  });

  it('agrees with the time zone data of the machine, from 1990 to 2060', () => {
    for (const zone of officeZones) {
      const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
      // A step that is no divisor of a day visits every hour of it.
      for (let at = Date.UTC(1990, 0, 1); at < Date.UTC(2060, 0, 1); at += 17 * 86_400_000 + 3_599_000) {
        expect(officeDay(at, zone)).toBe(calendar.format(at));
      }
    }
  });

  it('refuses what is not a moment', () => {
    expect(() => officeDay(Number.NaN, 'Asia/Jakarta')).toThrow(RangeError);
  });
});

describe('the way to the next midnight', () => {
  const hour = 3_600_000;
  it.each([
    ['2026-11-21T17:00:00.000Z', 24 * hour],
    ['2026-11-21T16:59:59.999Z', 1],
    ['2026-11-21T17:00:00.001Z', 24 * hour - 1],
    ['2026-11-22T05:00:00.000Z', 12 * hour],
    ['1969-12-31T17:00:00.000Z', 24 * hour],
    ['1965-06-01T16:00:00.000Z', hour],
  ])('is from %s so many ms in Jakarta: %d', (at, ms) => {
    expect(msToMidnight(Date.parse(at), 'Asia/Jakarta')).toBe(ms);
    expect(officeDay(Date.parse(at) + ms - 1, 'Asia/Jakarta')).toBe(officeDay(Date.parse(at), 'Asia/Jakarta'));
  });
});

it('a moment for people of any language stands on the office’s wall, with its zone', () => {
  const at = Date.parse('2027-01-03T16:30:59.999Z');
  expect(officeZones.map((zone) => momentText(at, zone))).toEqual([
    '2027-01-03 23:30 WIB',
    '2027-01-04 00:30 WITA',
    '2027-01-04 01:30 WIT',
  ]);
});

it('a day in words has no zero before it', () => {
  expect([dayInWords('2027-01-04', 'id'), dayInWords('2026-12-31', 'en')]).toEqual([
    '4 Januari 2027',
    '31 December 2026',
  ]);
});
