import { createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { parseHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import { parseCalendar } from '../../../../../server/domain/calendar/parse.ts';
import { calendarWarnings } from '../../../../../server/domain/calendar/warnings.ts';
import { addWorkingTime } from '../../../../../server/domain/calendar/working-time.ts';
import { shipped, shippedFile, table2026, wib } from './support.ts';

const office = parseCalendar(shippedFile('office.yaml'), 'office.yaml');
const warned = (at: string, calendar = shipped('office')) =>
  calendarWarnings(calendar, wib(at)).map(({ code, year, urgency }) => `${code} ${year} ${urgency}`);

describe('the warnings of a calendar', () => {
  it('name what next year lacks: of no use before the decree, soon from October on', () => {
    expect(warned('2026-09-30 23:59')).toEqual(['holidays_missing 2027 later', 'period_unconfirmed 2027 later']);
    expect(warned('2026-10-01 00:00')).toEqual(['holidays_missing 2027 soon', 'period_unconfirmed 2027 soon']);
  });

  it('name what this year lacks, at once', () => {
    expect(warned('2027-01-01 00:00')).toEqual([
      'holidays_missing 2027 now',
      'period_unconfirmed 2027 now',
      'holidays_missing 2028 later',
      'ramadan_missing 2028 later',
    ]);
    expect(warned('2025-12-01 00:00')).toContain('holidays_missing 2025 now');
  });

  it('name a period that nobody has confirmed, until it has passed', () => {
    expect(warned('2025-12-31 12:00')).toContain('period_unconfirmed 2026 soon');
    expect(warned('2026-03-20 12:00')).toContain('period_unconfirmed 2026 now');
    expect(warned('2026-03-21 00:00').join()).not.toContain('unconfirmed 2026');
    const confirmed = { ...office, periods: office.periods.map((period) => ({ ...period, confirm: null })) };
    const calendar = createCalendar(confirmed, [table2026], 'Asia/Jakarta');
    expect(warned('2026-03-20 12:00', calendar).join()).not.toContain('unconfirmed');
  });

  it('name a period over the turn of a year once in each', () => {
    const ramadan = office.periods.slice(0, 1).map((period) => ({ ...period, from: '2026-12-20', to: '2027-01-18' }));
    const calendar = createCalendar({ ...office, periods: ramadan }, [table2026], 'Asia/Jakarta');
    expect(warned('2026-12-25 12:00', calendar)).toEqual(['period_unconfirmed 2026 now', 'holidays_missing 2027 soon']);
    expect(warned('2027-01-05 12:00', calendar)).toEqual([
      'holidays_missing 2027 now',
      'period_unconfirmed 2027 now',
      'holidays_missing 2028 later',
      'ramadan_missing 2028 later',
    ]);
  });

  it('do not ask for the Ramadan of next year, which is shipped by the day of Idul Fitri in the table', () => {
    const table2027 = parseHolidays(shippedFile('holidays-2027.csv'), 'holidays-2027.csv').table;
    const calendar = createCalendar(office, [table2026, table2027], 'Asia/Jakarta');
    expect(warned('2026-11-30 12:00', calendar)).toEqual(['period_unconfirmed 2027 soon']);
    const days = table2027.holidays.filter(({ name, kind }) => name.en === 'Idul Fitri' && kind === 'national');
    const last = office.periods.find(({ from }) => from.startsWith('2027'))?.to ?? '';
    expect(Date.parse(days.map(({ day }) => day).sort()[0] ?? '') - Date.parse(last)).toBe(86_400_000);
    // 08:00 to 15:00 with half an hour of break, where it would be 07:30 to 16:00.
    expect(addWorkingTime(calendar, wib('2027-02-08 07:00'), 6.5 * 3_600_000)).toBe(wib('2027-02-08 15:00'));
  });

  it('say in both languages what to do', () => {
    const [first] = calendarWarnings(shipped('office'), wib('2026-11-22 12:00'));
    expect(first).toEqual({
      code: 'holidays_missing',
      calendarId: 'office',
      year: 2027,
      urgency: 'soon',
      id: 'Daftar hari libur 2027 belum ada: impor dari SKB. Tanpa itu hanya akhir pekan dan libur tetap yang dihitung, dan janji yang dibuat bersifat sementara (Jam kerja instansi pemerintah)',
      en: 'The table of holidays of 2027 is missing: import it from the decree. Without it only weekends and the fixed days are off, and promises made are provisional (Government office hours)',
    });
  });

  it('are not given for a service that no holiday closes', () => {
    expect(warned('2027-01-01 00:00', shipped('hotline-24h'))).toEqual([]);
  });

  it('do not take the days of an office for the table of the nation', () => {
    const local = parseHolidays('tanggal,jenis,nama\n2027-05-31,libur lokal,Hari jadi\n', 'x').table;
    const calendar = createCalendar(office, [table2026, local], 'Asia/Jakarta');
    expect(warned('2026-11-22 12:00', calendar)).toContain('holidays_missing 2027 soon');
    expect(addWorkingTime(calendar, wib('2027-05-31 10:00'), 1)).toBe(wib('2027-06-02 07:30') + 1);
  });
});

describe('a calendar of two tables', () => {
  it('closes on the kinds of holidays that it keeps, and believes the first table', () => {
    const national = { ...office, closedOn: ['national' as const] };
    const other = {
      ...table2026,
      holidays: table2026.holidays.map((each) => ({ ...each, name: { id: 'b', en: 'b' } })),
    };
    const calendar = createCalendar(national, [table2026, other], 'Asia/Jakarta');
    const on = (at: string) => calendar.holidayOf(calendar.dayOf(wib(at)))?.name.en;
    expect(on('2026-12-25 00:00')).toBe('Christmas');
    expect(on('2026-12-24 10:00')).toBeUndefined();
    expect(addWorkingTime(calendar, wib('2026-12-24 10:00'), 1)).toBe(wib('2026-12-24 10:00') + 1);
  });
});
