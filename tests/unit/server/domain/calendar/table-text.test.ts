import { parseHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import { countsText, differences, holidaysText } from '../../../../../server/domain/calendar/table-text.ts';
import { table2026 } from './support.ts';

const tableOf = (...rows: string[]) => parseHolidays(`tanggal,jenis,nama,name\n${rows.join('\n')}`, 'x').table;

describe('a table of holidays as text', () => {
  it('is CSV with a weekday, which is read back as the same table', () => {
    const table = tableOf(
      '2027-01-01,libur nasional,"Tahun Baru, ""Masehi""",New Year',
      '2027-03-09,cuti bersama,"Nyepi; sebelumnya",Nyepi',
      '2027-05-31,libur lokal,"Hari\tjadi",City day',
    );
    expect(holidaysText(table)).toBe(
      'hari,tanggal,jenis,nama,name\n' +
        'Jumat,2027-01-01,libur nasional,"Tahun Baru, ""Masehi""",New Year\n' +
        'Selasa,2027-03-09,cuti bersama,"Nyepi; sebelumnya",Nyepi\n' +
        'Senin,2027-05-31,libur lokal,"Hari\tjadi",City day\n',
    );
    for (const each of [table, table2026]) expect(parseHolidays(holidaysText(each), 'x').table).toEqual(each);
  });

  it('is counted by kinds, those that it has', () => {
    expect(countsText(table2026)).toBe('17 libur nasional, 8 cuti bersama');
    expect(countsText(tableOf('2027-05-31,libur lokal,x,x'))).toBe('1 libur lokal');
  });

  it('differs from another by the days that go, come or change, in their order', () => {
    const before = tableOf(
      '2027-01-01,libur nasional,a,a',
      '2027-02-01,cuti bersama,b,b',
      '2027-03-01,libur lokal,c,c',
    );
    const after = tableOf('2027-01-01,libur nasional,a,a', '2027-01-15,libur lokal,n,n', '2027-02-01,libur lokal,b,b');
    expect(differences(before, after)).toEqual([
      '+ 2027-01-15 Jumat, libur lokal: n',
      '- 2027-02-01 Senin, cuti bersama: b',
      '+ 2027-02-01 Senin, libur lokal: b',
      '- 2027-03-01 Senin, libur lokal: c',
    ]);
    expect(differences(before, before)).toEqual([]);
  });
});
