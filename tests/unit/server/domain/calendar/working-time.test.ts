import { type OfficeZone, officeZones } from '../../../../../server/domain/calendar/office-day.ts';
import { addWorkdays, workdaysBetween } from '../../../../../server/domain/calendar/workdays.ts';
import { addWorkingTime, isOpenAt, workingTimeBetween } from '../../../../../server/domain/calendar/working-time.ts';
import { calendarOf, shipped, wib } from './support.ts';

const office = shipped('office');
const hotline = shipped('hotline-24h');
const split = calendarOf('  mon-sat: { open: [08:00-12:00, 17:00-21:00] }');
const hours = (count: number) => count * 3_600_000;
const minutes = (count: number) => count * 60_000;
const inWib = (at: number) => new Date(at + hours(7)).toISOString().slice(0, 16).replace('T', ' ');

describe('adding working time', () => {
  it.each([
    ['within a morning', '2026-11-23 08:00', minutes(90), '2026-11-23 09:30'],
    ['across lunch', '2026-11-23 11:30', minutes(90), '2026-11-23 14:00'],
    ['across the longer break of a Friday', '2026-11-20 11:20', minutes(30), '2026-11-20 13:20'],
    ['over a weekend', '2026-11-20 15:40', hours(10), '2026-11-24 09:10'],
    ['on a Friday until half past four', '2026-11-20 16:00', minutes(31), '2026-11-23 07:31'],
    ['on a Thursday until four', '2026-11-19 15:55', minutes(10), '2026-11-20 07:35'],
    ['from before opening', '2026-11-23 05:00', hours(1), '2026-11-23 08:30'],
    ['from a break', '2026-11-23 12:20', hours(1), '2026-11-23 14:00'],
    ['from after closing', '2026-11-23 19:00', hours(1), '2026-11-24 08:30'],
    ['from the very moment of closing', '2026-11-23 16:00', minutes(1), '2026-11-24 07:31'],
    ['from a Sunday', '2026-11-22 10:00', hours(1), '2026-11-23 08:30'],
    ['before a long weekend', '2026-12-23 15:55', minutes(10), '2026-12-28 07:35'],
    ['into Ramadan', '2026-02-18 15:30', hours(1), '2026-02-19 08:30'],
    ['in Ramadan, to its earlier closing and over the weekend', '2026-03-13 14:00', hours(4), '2026-03-16 10:30'],
    ['across the break of half an hour in Ramadan', '2026-03-12 11:45', minutes(30), '2026-03-12 12:45'],
    ['out of Ramadan, over Nyepi and Idul Fitri', '2026-03-17 14:00', hours(4), '2026-03-25 10:30'],
    ['a whole week of 37.5 hours', '2026-11-23 07:30', hours(37.5), '2026-11-27 16:30'],
    ['a whole week of 32.5 hours in Ramadan', '2026-03-09 08:00', hours(32.5), '2026-03-13 15:30'],
    ['from the year before the table, when only weekends are known', '2025-12-31 15:00', hours(2), '2026-01-02 08:30'],
    ['into the year after the table, over its fixed holiday', '2026-12-31 15:00', hours(2), '2027-01-04 08:30'],
  ])('%s', (_name, from, ms, due) => {
    expect(inWib(addWorkingTime(office, wib(from), ms))).toBe(due);
    expect(workingTimeBetween(office, wib(from), wib(due))).toBe(ms);
  });

  it('that ends at a closing stays there; one more millisecond moves to the next opening', () => {
    expect(inWib(addWorkingTime(office, wib('2026-11-20 15:30'), hours(1)))).toBe('2026-11-20 16:30');
    expect(addWorkingTime(office, wib('2026-11-20 15:30'), hours(1) + 1)).toBe(wib('2026-11-23 07:30') + 1);
    expect(inWib(addWorkingTime(office, wib('2026-11-23 11:00'), hours(1)))).toBe('2026-11-23 12:00');
  });

  it('of no length is due at once, open or closed', () => {
    for (const at of ['2026-11-23 08:00', '2026-11-22 08:00', '2026-11-23 16:00', '2026-11-23 12:30']) {
      expect(addWorkingTime(office, wib(at), 0)).toBe(wib(at));
    }
  });

  it('counts both parts of a split shift, and not what lies between', () => {
    expect(inWib(addWorkingTime(split, wib('2026-11-20 11:30'), hours(2)))).toBe('2026-11-20 18:30');
    expect(inWib(addWorkingTime(split, wib('2026-11-21 20:00'), hours(2)))).toBe('2026-11-23 09:00');
    expect(inWib(addWorkingTime(split, wib('2026-12-23 20:30'), hours(1)))).toBe('2026-12-26 08:30');
  });

  it('is time on the wall for a hotline of 24 hours, at midnight, on holidays and at the turn of the year', () => {
    for (const at of ['2026-11-20 23:59', '2026-12-25 00:00', '2026-12-31 23:00', '2040-02-29 12:00']) {
      for (const ms of [1, minutes(90), hours(24), hours(1000)]) {
        expect(addWorkingTime(hotline, wib(at), ms)).toBe(wib(at) + ms);
        expect(workingTimeBetween(hotline, wib(at), wib(at) + ms)).toBe(ms);
      }
    }
  });

  it('runs through midnight where a night shift is written as two', () => {
    const nights = calendarOf('  mon: { open: 22:00-24:00 }\n  tue: { open: 00:00-06:00 }');
    expect(inWib(addWorkingTime(nights, wib('2026-11-23 23:00'), hours(3)))).toBe('2026-11-24 02:00');
    expect(inWib(addWorkingTime(nights, wib('2026-11-23 23:00'), hours(1)))).toBe('2026-11-24 00:00');
  });

  it.each<[OfficeZone, string]>([
    ['Asia/Jakarta', '2026-11-23T00:45:00Z'],
    ['Asia/Makassar', '2026-11-22T23:45:00Z'],
    ['Asia/Jayapura', '2026-11-22T22:45:00Z'],
  ])('goes by the wall of the office in %s', (zone, due) => {
    const there = shipped('office', zone);
    const wall = (text: string) => Date.parse(`${text}Z`) - hours(7 + officeZones.indexOf(zone));
    expect(new Date(addWorkingTime(there, wall('2026-11-20T16:00:00'), minutes(45)))).toEqual(new Date(due));
    expect(addWorkdays(there, wall('2026-11-20T15:55:00'), 2)).toBe(wall('2026-11-24T16:00:00'));
    expect(addWorkdays(there, wall('2026-11-20T23:59:59'), 1)).toBe(wall('2026-11-23T16:00:00'));
    expect(addWorkdays(there, wall('2026-11-21T00:00:00'), 1)).toBe(wall('2026-11-23T16:00:00'));
    expect(addWorkdays(there, wall('2026-11-23T00:00:00'), 1)).toBe(wall('2026-11-24T16:00:00'));
  });

  it('keeps the zone that a calendar names, whatever the zone of the office', () => {
    const east = calendarOf('  daily: { open: 08:00-16:00 }', 'Asia/Jakarta', 'zone: Asia/Jayapura');
    expect(addWorkingTime(east, Date.parse('2026-11-22T20:00:00Z'), 1)).toBe(Date.parse('2026-11-22T23:00:00Z') + 1);
  });

  it('refuses what is no length or no moment', () => {
    expect(() => addWorkingTime(office, wib('2026-11-23 08:00'), -1)).toThrow(RangeError);
    expect(() => addWorkingTime(office, wib('2026-11-23 08:00'), 0.5)).toThrow(RangeError);
    expect(() => addWorkingTime(office, Number.NaN, 1)).toThrow(RangeError);
    expect(() => workingTimeBetween(office, 0.5, 1)).toThrow(RangeError);
    expect(() => workingTimeBetween(office, 1, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe('working time between', () => {
  it('is negative when the moments are exchanged', () => {
    expect(workingTimeBetween(office, wib('2026-11-23 14:00'), wib('2026-11-23 11:30'))).toBe(-minutes(90));
  });

  it('is nothing while it is closed', () => {
    expect(workingTimeBetween(office, wib('2026-11-20 16:30'), wib('2026-11-23 07:30'))).toBe(0);
    expect(workingTimeBetween(office, wib('2026-12-24 00:00'), wib('2026-12-28 00:00'))).toBe(0);
  });
});

describe('open', () => {
  it('begins with the opening and does not include the closing', () => {
    const at = wib('2026-11-23 07:30');
    expect([at - 1, at].map((each) => isOpenAt(office, each))).toEqual([false, true]);
    const closing = wib('2026-11-23 16:00');
    expect([closing - 1, closing].map((each) => isOpenAt(office, each))).toEqual([true, false]);
    expect(isOpenAt(office, wib('2026-12-24 10:00'))).toBe(false);
    expect(isOpenAt(office, wib('2026-11-23 12:30'))).toBe(false);
  });
});

describe('adding working days', () => {
  it.each([
    ['Friday 15.55', '2026-11-20 15:55', 2, '2026-11-24 16:00'],
    ['Friday 15.55 before a long weekend', '2026-04-30 15:55', 2, '2026-05-05 16:00'],
    ['before a weekend made longer by cuti bersama', '2026-12-23 15:55', 2, '2026-12-29 16:00'],
    ['after closing: that day is still the day it came in', '2026-11-20 20:00', 2, '2026-11-24 16:00'],
    ['before opening: likewise', '2026-11-20 05:00', 2, '2026-11-24 16:00'],
    ['Saturday', '2026-11-21 10:00', 2, '2026-11-24 16:00'],
    ['Sunday before midnight', '2026-11-22 23:59', 1, '2026-11-23 16:00'],
    ['Monday at midnight', '2026-11-23 00:00', 1, '2026-11-24 16:00'],
    ['due on a Friday', '2026-11-19 09:00', 1, '2026-11-20 16:30'],
    ['due in Ramadan', '2026-02-18 09:00', 1, '2026-02-19 15:00'],
    ['due on a Friday in Ramadan', '2026-02-18 09:00', 2, '2026-02-20 15:30'],
    ['over Nyepi and Idul Fitri', '2026-03-16 09:00', 2, '2026-03-25 16:00'],
    ['a holiday on a weekend takes nothing away', '2026-04-02 09:00', 1, '2026-04-06 16:00'],
    ['into a year without table, over its fixed holiday', '2026-12-30 09:00', 3, '2027-01-05 16:00'],
  ])('%s', (_name, from, count, due) => {
    expect(inWib(addWorkdays(office, wib(from), count))).toBe(due);
    expect(workdaysBetween(office, wib(from), wib(due))).toBe(count);
    expect(workdaysBetween(office, wib(from), wib(due) - 1)).toBe(count - 1);
  });

  it('gives 2026 its 240 working days', () => {
    // 261 weekdays, of which the table takes 21: 17 national less 4 on a weekend, and 8 of joint leave.
    expect(workdaysBetween(office, wib('2025-12-31 12:00'), wib('2027-01-01 00:00'))).toBe(261 - 13 - 8);
  });

  it('closes a day of 24 hours at the midnight after it', () => {
    expect(inWib(addWorkdays(hotline, wib('2026-12-24 16:00'), 2))).toBe('2026-12-27 00:00');
    expect(workdaysBetween(hotline, wib('2026-12-24 16:00'), wib('2026-12-27 00:00'))).toBe(2);
    expect(workdaysBetween(hotline, wib('2026-12-24 16:00'), wib('2026-12-27 00:00') - 1)).toBe(1);
  });

  it.each([
    ['on a working day: that day counts', '2026-11-25 09:00', 2, '2026-11-26 16:00'],
    ['before opening: likewise', '2026-11-25 05:00', 1, '2026-11-25 16:00'],
    ['in the last millisecond before closing: likewise', '2026-11-25 15:59:59.999', 1, '2026-11-25 16:00'],
    ['at closing: it does not', '2026-11-25 16:00', 1, '2026-11-26 16:00'],
    ['on a Saturday', '2026-11-21 09:00', 1, '2026-11-23 16:00'],
  ])('going on after a stop %s', (_name, from, count, due) => {
    expect(inWib(addWorkdays(office, wib(from), count, true))).toBe(due);
    expect(workdaysBetween(office, wib(from), wib(due), true)).toBe(count);
    expect(workdaysBetween(office, wib(from), wib(due) - 1, true)).toBe(count - 1);
  });

  it('counts a day with a split shift once, to its last closing', () => {
    expect(inWib(addWorkdays(split, wib('2026-11-20 18:00'), 2))).toBe('2026-11-23 21:00');
  });

  it('of no number is due at once, and nothing has passed before the start', () => {
    expect(addWorkdays(office, wib('2026-11-22 08:00'), 0)).toBe(wib('2026-11-22 08:00'));
    expect(workdaysBetween(office, wib('2026-11-24 08:00'), wib('2026-11-20 08:00'))).toBe(0);
    expect(workdaysBetween(office, wib('2026-11-23 08:00'), wib('2026-11-23 23:00'))).toBe(0);
  });

  it('refuses what is no number of days or no moment', () => {
    expect(() => addWorkdays(office, wib('2026-11-23 08:00'), -1)).toThrow(RangeError);
    expect(() => addWorkdays(office, wib('2026-11-23 08:00'), 1.5)).toThrow(RangeError);
    expect(() => addWorkdays(office, Number.NaN, 1)).toThrow(RangeError);
    expect(() => workdaysBetween(office, Number.NaN, 1)).toThrow(RangeError);
    expect(() => workdaysBetween(office, 1, Number.NaN)).toThrow(RangeError);
  });
});
