import type { Calendar } from '../../../../../server/domain/calendar/calendar.ts';
import { type Amount, dueAfter } from '../../../../../server/domain/calendar/course.ts';
import { explainDue } from '../../../../../server/domain/calendar/explain.ts';
import { calendarOf, shipped, wib } from './support.ts';

const office = shipped('office');
const hotline = shipped('hotline-24h');
const split = calendarOf('  mon-sat: { open: [08:00-12:00, 17:00-21:00] }');
const nights = calendarOf('  mon: { open: 22:00-24:00 }\n  tue: { open: 00:00-06:00 }');
const closedMondays = calendarOf('  tue-sun: { open: 08:00-16:00 }');

const hours = (count: number): Amount => ({ workingMs: count * 3_600_000 });
const days = (workdays: number): Amount => ({ workdays });
const explained = (calendar: Calendar, from: string, amount: Amount, locale: 'id' | 'en' = 'id') =>
  explainDue(calendar, wib(from), amount, dueAfter(calendar, wib(from), amount), locale);

describe('why something is due', () => {
  it.each<[string, Calendar, string, Amount, string]>([
    [
      'over a weekend',
      office,
      '2026-11-20 15:40',
      hours(10),
      'batas 24 Nov 09.10 WIB: mulai Jumat 15.40, kantor tutup 16.30, akhir pekan, Senin penuh, lanjut Selasa 07.30',
    ],
    ['within a morning', office, '2026-11-23 08:00', hours(1), 'batas 23 Nov 09.00 WIB: mulai Senin 08.00'],
    [
      'across a break',
      office,
      '2026-11-20 11:00',
      hours(1),
      'batas 20 Nov 13.30 WIB: mulai Jumat 11.00, istirahat 11.30–13.00',
    ],
    ['until a closing', office, '2026-11-20 15:30', hours(1), 'batas 20 Nov 16.30 WIB: mulai Jumat 15.30'],
    [
      'come in after closing',
      office,
      '2026-11-20 18:40',
      hours(1),
      'batas 23 Nov 08.30 WIB: masuk Jumat 18.40 di luar jam, akhir pekan, mulai Senin 07.30',
    ],
    [
      'come in during a break',
      office,
      '2026-11-20 12:20',
      hours(1),
      'batas 20 Nov 14.00 WIB: masuk Jumat 12.20 di luar jam, mulai Jumat 13.00',
    ],
    [
      'come in as a break begins',
      office,
      '2026-11-20 11:30',
      hours(1),
      'batas 20 Nov 14.00 WIB: masuk Jumat 11.30 di luar jam, mulai Jumat 13.00',
    ],
    [
      'begun by a whole day after a weekend',
      office,
      '2026-11-21 10:00',
      hours(10),
      'batas 24 Nov 10.00 WIB: masuk Sabtu 10.00 di luar jam, akhir pekan, mulai Senin 07.30, istirahat 12.00–13.00, ' +
        'kantor tutup 16.00, lanjut Selasa 07.30',
    ],
    [
      'across hours that are two shifts without a pause, a break, and a pause between shifts',
      calendarOf('  mon: { open: [08:00-09:00, 09:00-12:00, 14:00-18:00], break: 10:00-10:15 }'),
      '2026-11-23 08:30',
      hours(4),
      'batas 23 Nov 14.45 WIB: mulai Senin 08.30, istirahat 10.00–10.15, tutup 12.00–14.00',
    ],
    [
      'within a week: by weekdays',
      office,
      '2026-11-21 10:00',
      days(5),
      'batas 27 Nov 16.30 WIB: masuk Sabtu 10.00 (hari itu tidak dihitung), akhir pekan, hari kerja ke-1 Senin, ' +
        'hari kerja ke-2 Selasa, hari kerja ke-3 Rabu, hari kerja ke-4 Kamis, hari kerja ke-5 Jumat, kantor tutup 16.30',
    ],
    [
      'of a week: the same weekday with its date',
      office,
      '2026-11-20 15:55',
      hours(37.5),
      'batas 27 Nov 15.55 WIB: mulai Jumat 20 Nov 15.55, kantor tutup 16.30, akhir pekan, Senin–Kamis penuh, ' +
        'lanjut Jumat 07.30, istirahat 11.30–13.00',
    ],
    [
      'into Ramadan',
      office,
      '2026-02-18 14:00',
      hours(4),
      'batas 19 Feb 10.00 WIB: mulai Rabu 14.00, kantor tutup 16.00, jam Ramadan 1447 H, lanjut Kamis 08.00',
    ],
    [
      'out of Ramadan, with every holiday by its name, and dates where weekdays would not do',
      office,
      '2026-03-17 14:00',
      hours(4),
      'batas 25 Mar 10.30 WIB: mulai Selasa 17 Mar 14.00, jam Ramadan 1447 H, kantor tutup 15.00, ' +
        'cuti bersama Hari Suci Nyepi (18 Mar), libur Hari Suci Nyepi (Tahun Baru Saka 1948) (19 Mar), ' +
        'cuti bersama Idul Fitri 1447 H (20 Mar), akhir pekan, cuti bersama Idul Fitri 1447 H (23–24 Mar), ' +
        'jam biasa, lanjut Rabu 07.30',
    ],
    [
      'several full days in a row',
      office,
      '2026-11-23 15:00',
      hours(24.5),
      'batas 27 Nov 08.30 WIB: mulai Senin 15.00, kantor tutup 16.00, Selasa–Kamis penuh, lanjut Jumat 07.30',
    ],
    [
      'in two working days',
      office,
      '2026-11-20 15:55',
      days(2),
      'batas 24 Nov 16.00 WIB: masuk Jumat 15.55 (hari itu tidak dihitung), akhir pekan, hari kerja ke-1 Senin, ' +
        'hari kerja ke-2 Selasa, kantor tutup 16.00',
    ],
    [
      'in a working day of Ramadan',
      office,
      '2026-03-12 15:55',
      days(1),
      'batas 13 Mar 15.30 WIB: masuk Kamis 15.55 (hari itu tidak dihitung), hari kerja ke-1 Jumat, ' +
        'jam Ramadan 1447 H, kantor tutup 15.30',
    ],
    [
      'in sixty of them: in numbers, the last one by its number',
      office,
      '2026-02-18 14:00',
      days(60),
      'batas 26 Mei 16.00 WIB: masuk Rabu 18 Feb 14.00 (hari itu tidak dihitung), 14 akhir pekan, ' +
        'cuti bersama Hari Suci Nyepi (18 Mar), libur Hari Suci Nyepi (Tahun Baru Saka 1948) (19 Mar), ' +
        'cuti bersama Idul Fitri 1447 H (20 Mar), cuti bersama Idul Fitri 1447 H (23–24 Mar), ' +
        'libur Wafat Yesus Kristus (3 Apr), libur Hari Buruh Internasional (1 Mei), 2 hari libur lain, ' +
        'hari kerja ke-60 Selasa, kantor tutup 16.00',
    ],
    [
      'of a split shift',
      split,
      '2026-12-22 18:30',
      hours(5),
      'batas 23 Des 10.30 WIB: mulai Selasa 18.30, layanan tutup 21.00, lanjut Rabu 08.00',
    ],
    [
      'across the hours between two shifts',
      split,
      '2026-12-23 11:30',
      hours(1),
      'batas 23 Des 17.30 WIB: mulai Rabu 11.30, tutup 12.00–17.00',
    ],
    [
      'of a service that is closed on a weekday',
      closedMondays,
      '2026-11-22 15:00',
      hours(2),
      'batas 24 Nov 09.00 WIB: mulai Minggu 15.00, layanan tutup 16.00, tutup Senin, lanjut Selasa 08.00',
    ],
    [
      'through a night shift',
      nights,
      '2026-11-23 23:00',
      hours(3),
      'batas 24 Nov 02.00 WIB: mulai Senin 23.00, buka terus',
    ],
    [
      'before a night shift that goes on through midnight',
      nights,
      '2026-11-23 20:00',
      hours(3),
      'batas 24 Nov 01.00 WIB: masuk Senin 20.00 di luar jam, mulai Senin 22.00',
    ],
    ['of a hotline', hotline, '2026-12-24 16:00', hours(30), 'batas 25 Des 22.00 WIB: mulai Kamis 16.00, buka terus'],
    ['of a hotline, at midnight', hotline, '2026-12-24 16:00', hours(8), 'batas 24 Des 24.00 WIB: mulai Kamis 16.00'],
    [
      'of a hotline, in days',
      hotline,
      '2026-12-24 16:00',
      days(1),
      'batas 25 Des 24.00 WIB: masuk Kamis 16.00 (hari itu tidak dihitung), hari kerja ke-1 Jumat',
    ],
    [
      'going on after a stop: that day counts too',
      office,
      '2026-11-20 10:00',
      { workdays: 2, resumed: true },
      'batas 23 Nov 16.00 WIB: lanjut Jumat 10.00, hari kerja ke-1 Jumat, akhir pekan, hari kerja ke-2 Senin, ' +
        'kantor tutup 16.00',
    ],
    [
      'going on after closing: that day does not',
      office,
      '2026-11-20 16:30',
      { workdays: 1, resumed: true },
      'batas 23 Nov 16.00 WIB: lanjut Jumat 16.30, akhir pekan, hari kerja ke-1 Senin, kantor tutup 16.00',
    ],
    ['at once', office, '2026-11-22 16:00', hours(0), 'batas 22 Nov 16.00 WIB: mulai Minggu 16.00, tanpa tenggang'],
    [
      'in minutes: to the second',
      office,
      '2026-11-20 11:20:17',
      { workingMs: 300_000 },
      'batas 20 Nov 11.25.17 WIB: mulai Jumat 11.20.17',
    ],
    [
      'in a year of which only the fixed holidays are known',
      office,
      '2026-12-31 15:00',
      hours(2),
      'batas 4 Jan 2027 08.30 WIB: mulai Kamis 15.00, kantor tutup 16.00, libur Tahun Baru Masehi (1 Jan), ' +
        'akhir pekan, lanjut Senin 07.30, sementara: daftar hari libur 2027 belum ada, baru libur tetap yang dihitung',
    ],
  ])('%s', (_name, calendar, from, amount, text) => {
    expect(explained(calendar, from, amount)).toBe(text);
  });

  it.each<[string, Calendar, string, Amount, string]>([
    [
      'over a weekend',
      office,
      '2026-11-20 15:40',
      hours(10),
      'due 24 Nov 09.10 WIB: started Fri 15.40, office closes 16.30, weekend, Mon in full, continues Tue 07.30',
    ],
    [
      'over Christmas',
      office,
      '2026-12-23 15:00',
      hours(2),
      'due 28 Dec 08.30 WIB: started Wed 15.00, office closes 16.00, joint leave Christmas (24 Dec), ' +
        'holiday Christmas (25 Dec), weekend, continues Mon 07.30',
    ],
    [
      'over the turn of a year and the years after it',
      office,
      '2026-11-18 14:00',
      days(300),
      'due 19 Jan 2028 16.00 WIB: came in Wed 18 Nov 2026 14.00 (that day does not count), 61 weekends, ' +
        "joint leave Christmas (24 Dec), holiday Christmas (25 Dec), holiday New Year's Day (1 Jan), " +
        'holiday Pancasila Day (1 Jun), holiday Independence Day (17 Aug), working day 300 Wed, office closes 16.00, ' +
        'provisional: holidays of 2027–2028 not known yet, only the fixed ones are counted',
    ],
    [
      'at length, in numbers',
      office,
      '2026-02-13 14:00',
      hours(300),
      'due 27 Apr 09.00 WIB: started Fri 13 Feb 14.00, office closes 16.30, 42 full days, 11 weekends, ' +
        'joint leave Lunar New Year (16 Feb), holiday Lunar New Year (17 Feb), Ramadan 1447 H hours, ' +
        'joint leave Day of Silence (Nyepi) (18 Mar), holiday Day of Silence (Nyepi) (19 Mar), ' +
        'joint leave Idul Fitri (20 Mar), joint leave Idul Fitri (23–24 Mar), usual hours, 1 other holiday, ' +
        'continues Mon 07.30',
    ],
  ])('in English: %s', (_name, calendar, from, amount, text) => {
    expect(explained(calendar, from, amount, 'en')).toBe(text);
  });

  it('names the zone of the office', () => {
    const east = shipped('office', 'Asia/Jayapura');
    const from = Date.parse('2026-11-23T08:00:00+09:00');
    expect(explainDue(east, from, hours(1), from + 3_600_000, 'id')).toBe('batas 23 Nov 09.00 WIT: mulai Senin 08.00');
  });

  it('says so when the calendar has changed since the promise was made, and tells no course that leads elsewhere', () => {
    const from = wib('2026-12-31 15:00');
    const due = wib('2027-01-01 08:30');
    expect(explainDue(office, from, hours(2), due, 'id')).toBe(
      'batas 1 Jan 2027 08.30 WIB: mulai Kamis 15.00, ' +
        'ditetapkan dengan kalender waktu itu, menurut kalender sekarang 4 Jan 2027 08.30 WIB',
    );
    expect(explainDue(office, from, days(1), wib('2027-01-01 16:30'), 'en')).toBe(
      'due 1 Jan 2027 16.30 WIB: started Thu 15.00, fixed by the calendar of that time, ' +
        'by the present one 4 Jan 2027 16.00 WIB',
    );
  });
});
