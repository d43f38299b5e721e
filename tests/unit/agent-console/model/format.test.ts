import {
  clockOf,
  decimal,
  momentIn,
  nikDigits,
  partOfDay,
  spelled,
  ticketParts,
  timeOfDay,
} from '../../../../agent-console/src/model/format.ts';

describe('what is shown', () => {
  it('takes a ticket number apart, and leaves any other text alone', () => {
    expect(ticketParts('DK-20261122-0047')).toEqual({ code: 'DK', day: '20261122', serial: '0047' });
    expect(ticketParts('DK-20261122-12345')?.serial).toBe('12345');
    expect(ticketParts('0047')).toBeNull();
    expect(spelled('DK-2026')).toBe('D K 2 0 2 6');
  });

  it('writes lengths as clocks', () => {
    expect([0, 999, 61_000, 3_600_000, -5].map(clockOf)).toEqual(['0:00', '0:00', '1:01', '1:00:00', '0:00']);
  });

  it('reads a NIK through the spaces and dots people type', () => {
    expect(nikDigits('3578.01 4101-90')).toBe('357801410190');
  });

  it('tells the time in the office’s zone', () => {
    const moment = Date.UTC(2026, 10, 22, 4, 5, 9);
    expect(timeOfDay(moment, 'Asia/Jakarta')).toBe('11:05:09');
    expect(partOfDay(moment, 'Asia/Jakarta')).toBe('noon');
    expect(partOfDay(moment - 3_600_000, 'Asia/Jakarta')).toBe('morning');
    expect(partOfDay(moment, 'Asia/Jayapura')).toBe('noon');
    expect(partOfDay(Date.UTC(2026, 10, 22, 11), 'Asia/Jakarta')).toBe('evening');
  });
});

describe('a time written by hand', () => {
  it('is meant by the wall of the office, wherever the browser stands', () => {
    const at = Date.UTC(2026, 10, 23, 2, 5);
    expect(momentIn('2026-11-23T09:05', 'Asia/Jakarta')).toBe(at);
    expect(momentIn('2026-11-23T10:05', 'Asia/Makassar')).toBe(at);
    expect(momentIn('2026-11-23T00:30', 'Asia/Jayapura')).toBe(Date.UTC(2026, 10, 22, 15, 30));
    expect(momentIn('', 'Asia/Jakarta')).toBeNull();
    expect(momentIn('2026-12-01T07:30', 'Asia/Jakarta')).toBe(Date.parse('2026-12-01T00:30:00Z'));
    expect(momentIn('2026-12-01T07:30', 'Asia/Jayapura')).toBe(Date.parse('2026-11-30T22:30:00Z'));
    expect(momentIn('2027-01-01T00:00', 'UTC')).toBe(Date.parse('2027-01-01T00:00:00Z'));
    for (const wrong of ['', '2026-12-01', 'soon', '2026-13-01T07:30']) expect(momentIn(wrong, 'UTC')).toBeNull();
  });

  it('write a length by the language: a comma in Indonesian', () => {
    expect([decimal(4.8, 'id'), decimal(4.8, 'en'), decimal(12, 'id')]).toEqual(['4,8', '4.8', '12']);
  });
});
