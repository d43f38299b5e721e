import { createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { parseHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import { officeZones, zoneNames } from '../../../../../server/domain/calendar/office-day.ts';
import { parseCalendar } from '../../../../../server/domain/calendar/parse.ts';
import { calendarWarnings } from '../../../../../server/domain/calendar/warnings.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';
import { shippedFile, table2026, wib } from './support.ts';

function toldOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof FileFault) return error.faults.map(({ line, id }) => `${line}: ${id}`);
    throw error;
  }
  return [];
}

const header = 'tanggal,jenis,nama\n';
const top = 'id: x\nof: office\ntitle: { id: x, en: x }\nsource: x\nclosed_on: [national]\n';
const period = (from: string, to: string) =>
  `  - { kind: special, name: { id: P, en: Q }, from: ${from}, to: ${to}, hours: {} }\n`;

it.each<[string, string]>([
  [`${header}2027-01-01,libur nasional,"x\n`, '2: tanda kutip dibuka dan tidak ditutup: tutup atau hapus'],
  [header, 'null: tidak ada hari libur: isi satu baris untuk setiap hari'],
  [
    `${header}2027-01-01,libur nasional,x\n2027-01-01,libur nasional,x\n`,
    '3: 2027-01-01 sudah ada di baris 2: hapus salah satu, atau gabungkan namanya',
  ],
  [
    `${header}2027-01-01,libur nasional,x\n2028-01-01,libur nasional,x\n`,
    '3: 2028-01-01 bukan tahun 2027: satu berkas memuat satu tahun',
  ],
  ['tanggal,jenis,nama,ket\n', '1: kolom "ket" tidak dikenal: pakai tanggal, jenis, nama, name, hari'],
  ['tanggal,jenis,nama,nama\n', '1: kolom nama ada dua: hapus satu'],
  ['tanggal,jenis\n', '1: kolom nama tidak ada: baris pertama harus memuat tanggal, jenis, nama'],
  [
    `${header}2027-01-01,libur nasional,x,y\n`,
    '2: selnya lebih banyak daripada kolom: beri tanda kutip pada nama yang memuat pemisah',
  ],
  [
    `${header}kemarin,libur nasional,x\n`,
    '2: "kemarin" bukan tanggal: tulis satu hari per baris, seperti 2026-03-21, 21/3/2026 atau 21 Maret 2026',
  ],
  [
    `${header}2027-01-01,libur,x\n`,
    '2: jenis "libur" tidak dikenal: pakai libur nasional, cuti bersama, atau libur lokal',
  ],
  [`${header}2027-01-01,libur nasional,\n`, '2: nama kosong: isi nama hari libur'],
])('of the table %j it says what is wrong', (text, fault) => {
  expect(toldOf(() => parseHolidays(text, 'x.csv'))).toEqual([fault]);
});

it.each<[string, string]>([
  [
    'hours:\n  senin: { open: 08:00-09:00 }\n',
    '7: "senin" bukan hari: tulis daily, satu hari (sun, mon, tue, wed, thu, fri, sat) atau rentang seperti mon-thu',
  ],
  [
    'hours:\n  mon: { open: 08:00-09:00 }\n  daily: { open: 08:00-09:00 }\n'.replace('daily', 'mon-mon'),
    '8: mon sudah termasuk dalam mon: sebut setiap hari satu kali',
  ],
  [
    'hours:\n  mon: { open: 08:00-12:00, break: 07:30-08:05 }\n',
    '7: istirahat 07:30-08:05 di luar jam buka: letakkan di dalam salah satu rentang open',
  ],
  ['hours:\n  mon: { open: 8-16 }\n', '7: "8-16" bukan jam: tulis seperti 07:30-16:00, dari 00:00 sampai 24:00'],
  [
    'hours:\n  mon: { open: 22:00-06:00 }\n',
    '7: 22:00-06:00 berakhir sebelum mulai: giliran malam ditulis dua, sampai 24:00 dan dari 00:00 hari berikutnya',
  ],
  [
    'hours:\n  mon: { open: [08:00-12:00, 11:00-13:00] }\n',
    '7: 11:00-13:00 mulai sebelum rentang sebelumnya berakhir: urutkan dan pisahkan',
  ],
  ['hours: {}\n', '6: tidak pernah buka: sebut setidaknya satu hari dengan jam buka'],
  [
    `hours:\n  mon: { open: 08:00-09:00 }\nperiods:\n${period('2026-05-02', '2026-05-01')}`,
    '9: 2026-05-02 sesudah 2026-05-01: tukar from dan to',
  ],
  [
    `hours:\n  mon: { open: 08:00-09:00 }\nperiods:\n${period('2026-05-01', '2026-05-02')}${period('2026-05-02', '2026-05-03')}`,
    '10: bertumpang tindih dengan P (2026-05-01 sampai 2026-05-02): pisahkan tanggalnya',
  ],
  [
    `hours:\n  mon: { open: 08:00-09:00 }\nperiods:\n${period('besok', '2026-05-01')}`,
    '9: periods.0.from bukan tanggal: tulis seperti 2026-02-19, tahun 2000 sampai 2100',
  ],
  [
    'hours:\n  mon: { open: 08:00-09:00 }\nzone: WIB\n',
    '8: zone harus salah satu dari Asia/Jakarta, Asia/Makassar, Asia/Jayapura',
  ],
  ['hours: 3\n', '6: hours salah bentuk: bandingkan dengan office.yaml'],
  ['', '1: hours tidak ada: tambahkan'],
])('of the calendar %j it says what is wrong', (text, fault) => {
  expect(toldOf(() => parseCalendar(top + text, 'x.yaml'))).toEqual([fault]);
});

it('of an id it says how one is written', () => {
  expect(toldOf(() => parseCalendar(`${top}hours: {}\n`.replace('id: x', 'id: x_y'), 'x.yaml'))).toEqual([
    '1: id hanya boleh memuat huruf kecil, angka dan tanda hubung, seperti jam-kantor',
  ]);
});

it('warns of Ramadan and of periods in both languages', () => {
  const office = parseCalendar(shippedFile('office.yaml'), 'office.yaml');
  const ofOneYear = { ...office, periods: office.periods.slice(0, 1) };
  const calendar = createCalendar(ofOneYear, [table2026], 'Asia/Jakarta');
  const [unconfirmed, , ramadan] = calendarWarnings(calendar, wib('2026-02-01 12:00'));
  expect(unconfirmed).toMatchObject({
    calendarId: 'office',
    id: 'Ramadan 1447 H, 2026-02-19 sampai 2026-03-20: Cocokkan tanggal dan jam Ramadan dengan surat edaran kantor, lalu hapus baris confirm ini (Jam kerja instansi pemerintah)',
    en: "Ramadan 1447 H, 2026-02-19 to 2026-03-20: Check the dates and hours of Ramadan against the office's own circular, then remove this confirm entry (Government office hours)",
  });
  expect(ramadan).toMatchObject({
    calendarId: 'office',
    id: 'Jam Ramadan 2027 belum ada: tambahkan tanggalnya (Jam kerja instansi pemerintah)',
    en: 'Ramadan hours of 2027 are missing: add their dates (Government office hours)',
  });
});

it('has three zones with the names people use', () => {
  expect(officeZones.map((zone) => zoneNames[zone])).toEqual(['WIB', 'WITA', 'WIT']);
});
