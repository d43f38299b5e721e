import { type Calendar, createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { type Amount, dueAfter } from '../../../../../server/domain/calendar/course.ts';
import { explainDue } from '../../../../../server/domain/calendar/explain.ts';
import { parseHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import { calendarOf, shipped, wib } from './support.ts';

const office = shipped('office');
const hotline = shipped('hotline-24h');
const split = calendarOf('  mon-sat: { open: [08:00-12:00, 17:00-21:00] }');
const closedMondays = calendarOf('  tue-sun: { open: 08:00-16:00 }');
const table = parseHolidays(
  `tanggal,jenis,nama
2027-04-29,cuti bersama,A
2027-04-30,cuti bersama,B
2027-05-03,libur nasional,C
2027-09-30,cuti bersama,B
2027-10-01,cuti bersama,B
`,
  'x',
).table;
const bridged = createCalendar({ ...office.definition, periods: [] }, [table], 'Asia/Jakarta');

const hours = (count: number): Amount => ({ workingMs: count * 3_600_000 });
const days = (workdays: number): Amount => ({ workdays });

const christmas =
  'cuti bersama Kelahiran Yesus Kristus (Natal) (24 Des), libur Kelahiran Yesus Kristus (Natal) (25 Des)';
const nyepi = 'cuti bersama Hari Suci Nyepi (18 Mar), libur Hari Suci Nyepi (Tahun Baru Saka 1948) (19 Mar)';

it.each<[string, Calendar, string, Amount, string]>([
  ['in no days', office, '2026-11-23 08:00', days(0), 'batas 23 Nov 08.00 WIB: mulai Senin 08.00, tanpa tenggang'],
  ['in ten minutes', office, '2026-11-23 08:00', hours(1 / 6), 'batas 23 Nov 08.10 WIB: mulai Senin 08.00'],
  ['from midnight', hotline, '2026-12-25 00:00', hours(2), 'batas 25 Des 02.00 WIB: mulai Jumat 00.00'],
  ['where no holiday matters', hotline, '2027-01-05 10:00', hours(1), 'batas 5 Jan 11.00 WIB: mulai Selasa 10.00'],
  [
    'in twelve happenings: each of them',
    office,
    '2026-11-23 10:00',
    days(9),
    'batas 4 Des 16.30 WIB: masuk Senin 23 Nov 10.00 (hari itu tidak dihitung), hari kerja ke-1 Selasa 24 Nov, ' +
      'hari kerja ke-2 Rabu 25 Nov, hari kerja ke-3 Kamis 26 Nov, hari kerja ke-4 Jumat 27 Nov, akhir pekan, ' +
      'hari kerja ke-5 Senin, hari kerja ke-6 Selasa, hari kerja ke-7 Rabu, hari kerja ke-8 Kamis, ' +
      'hari kerja ke-9 Jumat, kantor tutup 16.30',
  ],
  [
    'in thirteen: in numbers',
    office,
    '2026-11-23 10:00',
    days(10),
    'batas 7 Des 16.00 WIB: masuk Senin 23 Nov 10.00 (hari itu tidak dihitung), 2 akhir pekan, ' +
      'hari kerja ke-10 Senin, kantor tutup 16.00',
  ],
  [
    'in numbers, where there is no weekend',
    hotline,
    '2026-11-23 10:00',
    days(13),
    'batas 6 Des 24.00 WIB: masuk Senin 23 Nov 10.00 (hari itu tidak dihitung), hari kerja ke-13 Minggu',
  ],
  [
    'in numbers, from full days to full days',
    office,
    '2026-11-23 15:00',
    hours(225),
    'batas 7 Jan 2027 15.00 WIB: mulai Senin 23 Nov 2026 15.00, kantor tutup 16.00, 29 hari penuh, 6 akhir pekan, ' +
      `${christmas}, libur Tahun Baru Masehi (1 Jan), lanjut Kamis 07.30, istirahat 12.00–13.00, ` +
      'sementara: daftar hari libur 2027 belum ada, baru libur tetap yang dihitung',
  ],
  [
    'in numbers, from a holiday on',
    office,
    '2025-12-31 15:00',
    hours(225),
    'batas 13 Feb 2026 15.30 WIB: mulai Rabu 31 Des 2025 15.00, kantor tutup 16.00, 29 hari penuh, 6 akhir pekan, ' +
      'libur Tahun Baru 2026 Masehi (1 Jan), libur Isra Mikraj Nabi Muhammad SAW (16 Jan), lanjut Jumat 07.30, ' +
      'istirahat 11.30–13.00, sementara: daftar hari libur 2025 belum ada, baru libur tetap yang dihitung',
  ],
  [
    'in numbers, from a closed day on',
    closedMondays,
    '2026-11-22 15:00',
    hours(300),
    'batas 9 Jan 2027 11.00 WIB: mulai Minggu 22 Nov 2026 15.00, layanan tutup 16.00, 37 hari penuh, ' +
      `${christmas}, libur Tahun Baru Masehi (1 Jan), lanjut Sabtu 08.00, ` +
      'sementara: daftar hari libur 2027 belum ada, baru libur tetap yang dihitung',
  ],
  [
    'in numbers, from other hours on and until the usual ones',
    office,
    '2026-02-18 14:00',
    hours(160),
    'batas 31 Mar 12.00 WIB: mulai Rabu 18 Feb 14.00, kantor tutup 16.00, 23 hari penuh, 6 akhir pekan, ' +
      `jam Ramadan 1447 H, ${nyepi}, cuti bersama Idul Fitri 1447 H (20 Mar), ` +
      'cuti bersama Idul Fitri 1447 H (23–24 Mar), jam biasa, lanjut Selasa 07.30',
  ],
  [
    'after years of which nothing is known: the first and the last of them',
    office,
    '2026-11-23 10:00',
    days(600),
    'batas 26 Mar 2029 16.00 WIB: masuk Senin 23 Nov 2026 10.00 (hari itu tidak dihitung), 122 akhir pekan, ' +
      `${christmas}, libur Tahun Baru Masehi (1 Jan), libur Hari Lahir Pancasila (1 Jun), ` +
      'libur Proklamasi Kemerdekaan (17 Agu), libur Hari Buruh Internasional (1 Mei), 4 hari libur lain, ' +
      'hari kerja ke-600 Senin, kantor tutup 16.00, ' +
      'sementara: daftar hari libur 2027–2029 belum ada, baru libur tetap yang dihitung',
  ],
  [
    'after two holidays in a row: each by its name',
    bridged,
    '2027-04-28 15:00',
    hours(2),
    'batas 4 Mei 08.30 WIB: mulai Rabu 15.00, kantor tutup 16.00, cuti bersama A (29 Apr), cuti bersama B (30 Apr), ' +
      'akhir pekan, libur C (3 Mei), lanjut Selasa 07.30',
  ],
  [
    'after a holiday over the end of a month',
    bridged,
    '2027-09-29 15:00',
    hours(2),
    'batas 4 Okt 08.30 WIB: mulai Rabu 15.00, kantor tutup 16.00, cuti bersama B (30 Sep–1 Okt), akhir pekan, ' +
      'lanjut Senin 07.30',
  ],
  [
    'after hours that are closed, and a break at their end',
    calendarOf('  mon: { open: [08:00-12:00, 13:00-18:00], break: 13:00-14:00 }'),
    '2026-11-23 11:30',
    hours(1),
    'batas 23 Nov 14.30 WIB: mulai Senin 11.30, tutup 12.00–14.00',
  ],
  [
    'after a holiday on a Saturday, where Saturdays are worked',
    split,
    '2026-03-20 20:00',
    days(1),
    'batas 25 Mar 21.00 WIB: masuk Jumat 20.00 (hari itu tidak dihitung), libur Idul Fitri 1447 H (21 Mar), ' +
      'akhir pekan, cuti bersama Idul Fitri 1447 H (23–24 Mar), hari kerja ke-1 Rabu, layanan tutup 21.00',
  ],
])('why something is due %s', (_, calendar, from, amount, line) => {
  expect(explainDue(calendar, wib(from), amount, dueAfter(calendar, wib(from), amount), 'id')).toBe(line);
});
