import { createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { isOfficeDay } from '../../../../../server/domain/calendar/day-number.ts';
import type { CalendarDefinition } from '../../../../../server/domain/calendar/definition.ts';
import { parseHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import { parseCalendar } from '../../../../../server/domain/calendar/parse.ts';
import { calendarWarnings } from '../../../../../server/domain/calendar/warnings.ts';
import { addWorkdays } from '../../../../../server/domain/calendar/workdays.ts';
import { addWorkingTime } from '../../../../../server/domain/calendar/working-time.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';
import { shipped, shippedFile, table2026, wib } from './support.ts';

const header = 'tanggal,jenis,nama\n';
const daysOf = (text: string) => parseHolidays(text, 'x.csv').table.holidays.map(({ day }) => day);
function faultsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof FileFault) return error.faults.map(({ line, en }) => `${line}: ${en}`);
    throw error;
  }
  return [];
}

describe('a table of holidays', () => {
  it.each(['1/1/20271', '1x/1/2027', '1/1x/2027', '1/1/x2027', 'x1/1/2027', '2027-1-1', '2027-01-01x'])(
    'refuses %j as a date',
    (date) => {
      const text = `${header}${date},libur nasional,x\n`;
      expect(faultsOf(() => parseHolidays(text, 'x'))).toEqual([expect.stringMatching(/^2: "[^"]+" is no date/)]);
    },
  );

  it('takes dates with wide gaps, and kinds in English', () => {
    const rows = ['1  Januari   2027,national,x', '2 / 1 / 2027,joint_leave,x', '3/1/2027,local,x'];
    const { holidays } = parseHolidays(header + rows.join('\n'), 'x').table;
    expect(holidays.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2027-01-01 national',
      '2027-01-02 joint_leave',
      '2027-01-03 local',
    ]);
  });

  it('does not take Sunday’s other name for any day', () => {
    const rows = 'hari,tanggal,jenis,nama\nAhad,2027-01-01,libur nasional,x\n';
    expect(faultsOf(() => parseHolidays(rows, 'x'))).toEqual([expect.stringContaining('is a Fri, not "Ahad"')]);
  });

  it('tells of a line only what is wrong with it', () => {
    const text = `${header}2027-01-01,libur nasional,x\n2027-01-01,libur,x\n`;
    expect(faultsOf(() => parseHolidays(text, 'x'))).toEqual([expect.stringMatching(/^3: kind "libur"/)]);
  });

  it('may have empty lines first, line ends of an old Macintosh, and blanks before a quotation mark', () => {
    expect(daysOf(`\n   \ntanggal;jenis;nama\r2027-01-01;libur nasional; "a; b"\r`)).toEqual(['2027-01-01']);
  });

  it('loses a byte order mark at its beginning only', () => {
    const { holidays } = parseHolidays(`${header}2027-01-01,libur nasional,a\uFEFFb\n`, 'x').table;
    expect(holidays[0]?.name.id).toBe('a\uFEFFb');
  });
});

describe('a calendar file', () => {
  const top = 'id: x\nof: office\ntitle: { id: x, en: x }\nsource: x\nclosed_on: [national]\n';
  const read = (lines: string) => () => parseCalendar(`${top}hours:\n${lines}`, 'x');

  it.each([
    ['  mon: { open: x08:00-09:00 }\n', '7: "x08:00-09:00" is no span'],
    ['  mon: { open: 08:00-09:00x }\n', '7: "08:00-09:00x" is no span'],
    ['  mon: { open: 8-16, break: 12:00-13:00 }\n', '7: "8-16" is no span'],
    ['  mon:\n    open: 08:00-12:00\n    break: 9-10\n', '9: "9-10" is no span'],
    ['  mon: { open: 08:00-12:00, break: 07:30-08:05 }\n', '7: the break 07:30-08:05 is outside the hours'],
    [
      '  noday: { open: 08:00-12:00 }\n',
      '7: "noday" is no day: write daily, one day (sun, mon, tue, wed, thu, fri, sat) or several',
    ],
  ])('refuses %j with one fault', (lines, fault) => {
    expect(faultsOf(read(lines))).toEqual([expect.stringContaining(fault)]);
  });

  const period = (from: string, to: string, open = '08:00-09:00') =>
    `  - kind: special\n    name: { id: P, en: Q }\n    from: ${from}\n    to: ${to}\n    hours:\n      mon: { open: ${open} }\n`;
  const periods = (...all: string[]) => read(`  mon: { open: 08:00-09:00 }\nperiods:\n${all.join('')}`);

  it('names the line of what is wrong with a period', () => {
    expect(faultsOf(periods(period('2026-05-01', '2026-05-02', '9-10')))).toEqual([
      expect.stringMatching(/^14: "9-10"/),
    ]);
    expect(faultsOf(periods(period('2026-05-05', '2026-05-09'), period('2026-05-01', '2026-05-05')))).toEqual([
      expect.stringMatching(/^17: it overlaps/),
    ]);
  });

  it('takes periods that only touch, in the order of their days', () => {
    const definition = periods(
      period('2026-05-01', '2026-05-02'),
      period('2026-05-03', '2026-05-04'),
      period('2026-04-01', '2026-04-02'),
    )();
    expect(definition.periods.map(({ from }) => from)).toEqual(['2026-04-01', '2026-05-01', '2026-05-03']);
  });

  it('takes the years 2000 to 2100', () => {
    expect(faultsOf(periods(period('2000-01-01', '2000-01-02'), period('2100-12-30', '2100-12-31')))).toEqual([]);
    expect(faultsOf(periods(period('1999-12-31', '2101-01-01')))).toHaveLength(2);
  });
});

describe('the warnings of a calendar', () => {
  const office = parseCalendar(shippedFile('office.yaml'), 'office.yaml');
  const [ramadan] = office.periods as [CalendarDefinition['periods'][number]];
  const warned = (at: string, ...periods: Partial<typeof ramadan>[]) => {
    const all = periods.map((period) => ({ ...ramadan, ...period }));
    const calendar = createCalendar({ ...office, periods: all }, [table2026], 'Asia/Jakarta');
    return calendarWarnings(calendar, wib(at)).map(({ code, year }) => `${code} ${year}`);
  };

  it('ask for Ramadan of an office that has such hours, each year', () => {
    const fair = { kind: 'special' as const, confirm: null, from: '2026-05-01', to: '2026-05-02' };
    expect(warned('2026-06-01 12:00', fair)).toEqual(['holidays_missing 2027']);
    const next = { confirm: null, from: '2027-02-08', to: '2027-03-09' };
    expect(warned('2026-06-01 12:00', { confirm: null }, next)).toEqual(['holidays_missing 2027']);
  });

  it('count a period to the years of its first and its last day', () => {
    const turn = { confirm: null, from: '2026-12-31', to: '2027-01-01' };
    expect(warned('2026-06-01 12:00', turn)).toEqual(['holidays_missing 2027']);
    const before = { confirm: null, from: '2026-11-01', to: '2026-12-31' };
    expect(warned('2026-06-01 12:00', before)).toContain('ramadan_missing 2027');
    const after = { confirm: null, from: '2027-01-01', to: '2027-01-30' };
    expect(warned('2026-06-01 12:00', after)).toContain('ramadan_missing 2026');
  });

  it('name what is to be confirmed under the year in which it begins', () => {
    expect(warned('2026-06-01 12:00', {}, { from: '2027-02-08', to: '2027-03-09' })).toEqual([
      'holidays_missing 2027',
      'period_unconfirmed 2027',
    ]);
    expect(warned('2026-06-01 12:00', { from: '2026-12-31', to: '2027-01-09' })).toContain('period_unconfirmed 2026');
  });
});

it('a holiday is a day without hours or breaks', () => {
  const office = shipped('office');
  const christmas = office.planOf(office.dayOf(wib('2026-12-25 10:00')));
  expect(christmas).toEqual({ spans: [], totalMs: 0, closesAt: 0, breaks: [] });
});

describe('what cannot be counted', () => {
  it('is refused in words', () => {
    const office = shipped('office');
    expect(() => addWorkingTime(office, 0.5, 1)).toThrow(new RangeError('0.5 is no whole number'));
    expect(() => addWorkdays(office, 0, -1)).toThrow(new RangeError('-1 is no whole number of 0 or more'));
    const never = { ...office.definition, hours: office.definition.hours.map(() => ({ open: [], breaks: [] })) };
    expect(() => createCalendar(never, [], 'Asia/Jakarta')).toThrow('calendar office is never open');
  });

  it.each([
    ['2027-02-28', true],
    ['2027-02-29', false],
    ['2027-1-1', false],
    ['12027-01-01', false],
    ['2027-01-01T00:00:00Z', false],
    ['x', false],
  ])('%j is a day: %j', (text, is) => {
    expect(isOfficeDay(text)).toBe(is);
  });
});
