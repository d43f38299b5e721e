import { parseHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';
import { shippedFile, table2026 } from './support.ts';

const header = 'tanggal,jenis,nama\n';
/** The faults as they are shown in English: `line: text`. */
function faultsOf(text: string, locale: 'id' | 'en' = 'en'): string[] {
  try {
    parseHolidays(text, 'x.csv');
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return error.faults.map((fault) => `${fault.line}: ${fault[locale]}`);
  }
  return [];
}
const daysOf = (text: string) => parseHolidays(text, 'x.csv').table.holidays.map(({ day }) => day);

describe('the table of 2026', () => {
  it('has the 17 national holidays and the 8 days of joint leave of the decree', () => {
    const of = (kind: string) => table2026.holidays.filter((each) => each.kind === kind).map(({ day }) => day.slice(5));
    expect(table2026.year).toBe(2026);
    expect(of('national').join(' ')).toBe(
      '01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17 08-25 12-25',
    );
    expect(of('joint_leave').join(' ')).toBe('02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24');
    expect(parseHolidays(shippedFile('holidays-2026.csv'), 'x').doubts).toEqual([]);
  });
});

describe('the table of 2027', () => {
  it('has the 18 national holidays and the 8 days of joint leave of the decree, each on its weekday', () => {
    const { table, doubts } = parseHolidays(shippedFile('holidays-2027.csv'), 'holidays-2027.csv');
    const of = (kind: string) => table.holidays.filter((each) => each.kind === kind).map(({ day }) => day.slice(5));
    expect([table.year, doubts]).toEqual([2027, []]);
    expect(of('national').join(' ')).toBe(
      '01-01 01-05 02-06 03-08 03-10 03-11 03-26 03-28 05-01 05-06 05-17 05-20 06-01 06-06 08-15 08-17 12-25 12-26',
    );
    expect(of('joint_leave').join(' ')).toBe('02-05 03-09 03-12 03-15 03-25 05-18 05-19 12-24');
  });
});

describe('a table of holidays', () => {
  it.each([
    ['13 Nopember 2027', '2027-11-13'],
    ['1 Pebruari 2027', '2027-02-01'],
    ['9 Peb 2027', '2027-02-09'],
    ['11 Agt 2027', '2027-08-11'],
    ['11 Agt. 2027', '2027-08-11'],
    ['4 Ags 2027', '2027-08-04'],
    ['05-Sept-2027', '2027-09-05'],
    ['7 December 2027', '2027-12-07'],
    ['2-May-2027', '2027-05-02'],
    ['Jumat, 1 Januari 2027', '2027-01-01'],
    ['Jum’at 1 Januari 2027', '2027-01-01'],
    ['MINGGU,  26  DES  2027', '2027-12-26'],
    ['Jumat , 1 Januari 2027', '2027-01-01'],
  ])('takes %p as offices type it', (date, day) => {
    expect(daysOf(`tanggal;jenis;nama\n${date};Hari Libur  Nasional;x\n`)).toEqual([day]);
  });

  it.each([
    ['libur nasional', 'national'],
    ['Hari libur nasional', 'national'],
    ['National', 'national'],
    ['cuti bersama', 'joint_leave'],
    ['HARI CUTI  BERSAMA', 'joint_leave'],
    ['joint_leave', 'joint_leave'],
    ['libur lokal', 'local'],
    ['Libur daerah', 'local'],
    ['local', 'local'],
  ])('takes the kind %p as offices type it', (typed, kind) => {
    const { table } = parseHolidays(`tanggal;jenis;nama\n2027-01-01;${typed};x\n`, 'x.csv');
    expect(table.holidays.map((each) => each.kind)).toEqual([kind]);
  });

  it('takes a heading with a full stop behind it, and none with one inside', () => {
    expect(daysOf('Tgl.;Jenis.;Nama.\n2027-01-01;libur nasional;x\n')).toEqual(['2027-01-01']);
    expect(faultsOf('tanggal;jen.is;nama\n2027-01-01;libur nasional;x\n')).toEqual([
      expect.stringContaining('1: column "jen.is" is not known'),
      expect.stringContaining('1: column jenis is missing'),
    ]);
  });

  it('has no cell beyond its last heading, whatever empty ones stand behind it', () => {
    expect(faultsOf('tanggal;jenis;nama;;\n2027-01-01;libur nasional;Natal;dan;x\n')).toEqual([
      expect.stringMatching(/^2: it has more cells than there are columns/),
    ]);
  });

  it('is told of a heading that stands twice before one that is missing', () => {
    expect(faultsOf('tanggal,tanggal,jenis\n2027-01-01,2027-01-02,libur nasional\n')).toEqual([
      '1: column tanggal stands twice: remove one',
    ]);
  });

  it('holds names of up to 120 letters in either language', () => {
    const named = (id: string, en: string) => `tanggal,jenis,nama,name\n2027-01-01,libur nasional,${id},${en}\n`;
    const [fits, long] = ['x'.repeat(120), 'x'.repeat(121)];
    expect(faultsOf(named(fits, fits))).toEqual([]);
    for (const text of [named(long, 'x'), named('x', long)]) {
      expect(faultsOf(text)).toEqual(['2: the name is longer than 120 letters: shorten it']);
      expect(faultsOf(text, 'id')).toEqual(['2: nama lebih panjang dari 120 huruf: singkatkan']);
    }
  });

  it.each(['2020-01-01', '2060-12-25'])('is of a year from 2020 to 2060: %s', (date) => {
    expect(daysOf(`${header}${date},libur nasional,x\n`)).toEqual([date]);
  });

  it.each(['2019-12-31', '2061-01-01'])('is of no other year: %s', (date) => {
    const text = `${header}${date},libur nasional,x\n`;
    expect(faultsOf(text)).toEqual([`2: ${date} is not in the years 2020 to 2060: check the year`]);
    expect(faultsOf(text, 'id')).toEqual([`2: ${date} di luar tahun 2020 sampai 2060: periksa tahunnya`]);
  });

  it('holds a weekday before the date against it, as one in its column', () => {
    expect(faultsOf('tanggal;jenis;nama\nSabtu, 1 Januari 2027;hari cuti bersama;x\n')).toEqual([
      '2: 2027-01-01 is a Fri, not "Sabtu": check the date or the weekday',
    ]);
  });

  it('is read as a spreadsheet writes it: semicolons, quotation marks, a byte order mark, Windows line ends', () => {
    const text = '\uFEFFTanggal;Jenis;Nama\r\n\r\n17/8/2027;Libur Nasional;"Proklamasi; ""Merdeka"""\r\n';
    expect(parseHolidays(text, 'x.csv').table).toEqual({
      year: 2027,
      holidays: [
        {
          day: '2027-08-17',
          kind: 'national',
          name: { id: 'Proklamasi; "Merdeka"', en: 'Proklamasi; "Merdeka"' },
        },
      ],
    });
  });

  it('may have tabs, other columns in another order, English names and kinds of the office itself', () => {
    const text = 'nama\tname\tjenis\ttanggal\nHari jadi kota\tCity day\tlibur lokal\t2027-05-31\n';
    expect(parseHolidays(text, 'x.csv')).toEqual({
      table: {
        year: 2027,
        holidays: [{ day: '2027-05-31', kind: 'local', name: { id: 'Hari jadi kota', en: 'City day' } }],
      },
      doubts: [],
    });
  });

  it('may have quotation marks within a name', () => {
    const { holidays } = parseHolidays(`${header}2027-05-31,libur lokal,Hari "Jadi"`, 'x').table;
    expect(holidays.map(({ name }) => name.id)).toEqual(['Hari "Jadi"']);
  });

  it('takes the ways in which dates are written, and puts the days in order', () => {
    const rows = ['3 Mei 2027', '1-2-2027', '09/01/2027', '2027-04-30', '28 februari 2027', '1.12.2027', '5 Agu 2027'];
    expect(daysOf(header + rows.map((date) => ` ${date} , cuti bersama ,x`).join('\n'))).toEqual([
      '2027-01-09',
      '2027-02-01',
      '2027-02-28',
      '2027-04-30',
      '2027-05-03',
      '2027-08-05',
      '2027-12-01',
    ]);
  });

  it.each(['2027-02-29', '31/4/2027', '12/25/2027', '21-22 Maret 2027', '21 Marzo 2027', 'x', '', '2027', '1/1/27'])(
    'refuses %p as a date, and says where and what to write',
    (date) => {
      expect(faultsOf(`${header}1 Januari 2027,libur nasional,x\n${date},libur nasional,x\n`)).toEqual([
        `3: "${date}" is no date: write one day on each line, such as 2026-03-21, 21/3/2026 or 21 Maret 2026`,
      ]);
    },
  );

  it('holds the weekday against the date', () => {
    const rows = (weekday: string) => `hari,tanggal,jenis,nama\n${weekday},2027-01-01,libur nasional,x\n`;
    for (const right of ["Jum'at", 'JUMAT', 'Friday', '']) expect(faultsOf(rows(right))).toEqual([]);
    expect(daysOf('hari,tanggal,jenis,nama\nAhad,2027-01-03,libur nasional,x\n')).toEqual(['2027-01-03']);
    expect(faultsOf(rows('Sabtu'))).toEqual(['2: 2027-01-01 is a Fri, not "Sabtu": check the date or the weekday']);
    expect(faultsOf(rows('Sabtu'), 'id')).toEqual([
      '2: 2027-01-01 jatuh pada hari Jumat, bukan "Sabtu": periksa tanggal atau harinya',
    ]);
  });

  it('tells every fault of every line, counting the lines of quoted names and empty ones', () => {
    const text = `${header}2027-01-01,libur nasional,"Tahun\nBaru"\n\n2027-13-01,libur,\n2027-05-01,cuti bersama,x,y\n`;
    expect(faultsOf(text)).toEqual([
      '5: "2027-13-01" is no date: write one day on each line, such as 2026-03-21, 21/3/2026 or 21 Maret 2026',
      '5: kind "libur" is not known: use libur nasional, cuti bersama or libur lokal',
      '5: the name is empty: name the holiday',
      '6: it has more cells than there are columns: put a name that contains the separator in quotation marks',
    ]);
  });

  it('holds each day once, and one year', () => {
    const rows = ['2027-01-01', '2027-05-01', '2028-05-01', '2027-01-01', '2027-01-01'];
    expect(faultsOf(header + rows.map((date) => `${date},libur nasional,x`).join('\n'))).toEqual([
      '4: 2028-05-01 is not in 2027: a file holds one year',
      '5: 2027-01-01 stands on line 2 already: remove one of them, or join their names',
      '6: 2027-01-01 stands on line 2 already: remove one of them, or join their names',
    ]);
  });

  it('names its columns', () => {
    expect(faultsOf('')).toEqual(['null: column tanggal is missing: the first line must name tanggal, jenis, nama']);
    expect(faultsOf('tanggal,nama\n2027-01-01,x')).toEqual([
      '1: column jenis is missing: the first line must name tanggal, jenis, nama',
    ]);
    expect(faultsOf('\ntanggal,jenis,nama,ket,nama\n')).toEqual([
      '2: column "ket" is not known: use tanggal, jenis, nama, name, hari',
      '2: column nama stands twice: remove one',
    ]);
    expect(faultsOf(header)).toEqual(['null: there is no holiday: write one line for each day']);
  });

  it('closes its quotation marks', () => {
    expect(faultsOf(`${header}2027-01-01,libur nasional,"x\n2027-05-01,libur nasional,y\n`)).toEqual([
      '2: a quotation mark is opened and never closed: close or remove it',
    ]);
  });

  it('that lacks a holiday of every year can be used, with a doubt', () => {
    const rows = ['2027-01-01', '2027-05-01', '2027-06-01', '2027-08-17'];
    const { doubts } = parseHolidays(header + rows.map((date) => `${date},libur nasional,x`).join('\n'), 'x.csv');
    expect(doubts).toEqual([
      {
        line: null,
        id: '2027-12-25 libur nasional setiap tahun dan tidak ada di sini: periksa apakah berkasnya lengkap',
        en: '2027-12-25 is a national holiday every year and is not here: check that the file is complete',
      },
    ]);
  });

  it('names file and line in the text of the error', () => {
    expect(() => parseHolidays(`${header}x,libur nasional,y`, 'skb.csv')).toThrow(
      /\n {2}skb\.csv:2\n.*\n {4}"x" is no date/,
    );
    expect(() => parseHolidays(header, 'skb.csv')).toThrow(/\n {2}skb\.csv\n.*\n {4}there is no holiday/);
  });
});
