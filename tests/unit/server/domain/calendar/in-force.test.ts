import { createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { dayNumber } from '../../../../../server/domain/calendar/day-number.ts';
import type { CalendarDefinition, Holiday } from '../../../../../server/domain/calendar/definition.ts';
import { changeOfDay, holidaysInForce, type SourcedTable } from '../../../../../server/domain/calendar/in-force.ts';
import { type Entry, noEntries, ownEntries, sameValue } from '../../../../../server/domain/calendar/own-entries.ts';

const named = (name: string) => ({ id: name, en: name });
const nyepi: Holiday = { day: '2027-03-08', kind: 'national', name: named('Nyepi') };
const local = { kind: 'local', name: named('Hari jadi kota') } as const;
const tables: SourcedTable[] = [
  { file: 'holidays-2027.csv', from: 'shipped', table: { year: 2027, holidays: [nyepi] } },
];
const day = (key: string, holiday: (typeof local & object) | Omit<Holiday, 'day'> | null): Entry => ({
  ...{ kind: 'day', key },
  value: { holiday },
});
const week = Array.from({ length: 7 }, () => ({ open: [{ from: 480, to: 960 }], breaks: [] }));
const office: CalendarDefinition = {
  ...{ id: 'office', title: named('Kantor'), of: 'office', zone: null, source: 'a test', periods: [], hours: week },
  closedOn: ['national', 'joint_leave', 'local'],
};
const isOff = (of: CalendarDefinition, on: string, ...entries: Entry[]) => {
  const calendar = createCalendar(office, [], 'Asia/Jakarta', ownEntries(entries));
  const withTable = createCalendar(
    of,
    tables.map(({ table }) => table),
    'Asia/Jakarta',
    ownEntries(entries),
  );
  return [calendar, withTable].map((one) => one.planOf(dayNumber(on)).totalMs === 0);
};

it('what the office says of a day goes before tables and before the fixed days', () => {
  expect(isOff(office, '2027-03-08')).toEqual([false, true]);
  expect(isOff(office, '2027-03-08', day('2027-03-08', null))).toEqual([false, false]);
  expect(isOff(office, '2027-04-05', day('2027-04-05', local))).toEqual([true, true]);
  // In a year without a table the fixed days count, but for one that the office works on.
  expect(isOff(office, '2031-08-17')).toEqual([true, true]);
  expect(isOff(office, '2031-08-17', day('2031-08-17', null))).toEqual([false, false]);
});

it('a calendar that does not close on the kind that the office says is open, whatever kind the file says', () => {
  const nationalOnly = { ...office, closedOn: ['national'] as const };
  expect(isOff(nationalOnly, '2027-03-08')[1]).toBe(true);
  expect(isOff(nationalOnly, '2027-03-08', day('2027-03-08', local))[1]).toBe(false);
});

it('one day said by hand does not make a year known; saying that all are known does', () => {
  const own = ownEntries([day('2031-01-02', { ...local, kind: 'national' })]);
  expect(createCalendar(office, [], 'Asia/Jakarta', own).years.has(2031)).toBe(false);
  expect(holidaysInForce(2031, tables, own).known).toBe(false);
  const whole = ownEntries([{ kind: 'year', key: '2031', value: { whole: true } }]);
  expect(createCalendar(office, [], 'Asia/Jakarta', whole).years.has(2031)).toBe(true);
  // Then the fixed days are those of the office's table alone.
  expect(holidaysInForce(2031, tables, whole)).toEqual({ holidays: [], known: true });
});

it('knows a year by a table of the nation’s days, whatever else stands in it, and by none of the office’s alone', () => {
  const of = (year: number, ...kinds: Holiday['kind'][]): SourcedTable => ({
    ...{ file: `${year}.csv`, from: 'file' },
    table: {
      year,
      holidays: kinds.map((kind, index) => ({ day: `${year}-02-0${index + 1}`, kind, name: named(kind) })),
    },
  });
  const own = [of(2031, 'national', 'joint_leave', 'local'), of(2032, 'local')];
  expect(holidaysInForce(2031, own, noEntries)).toMatchObject({ known: true, holidays: { length: 3 } });
  const { known, holidays } = holidaysInForce(2032, own, noEntries);
  expect(known).toBe(false);
  expect(holidays.map(({ day, from, file }) => `${day} ${from} ${file}`)).toEqual([
    ...['2032-01-01 fixed null', '2032-02-01 file 2032.csv', '2032-05-01 fixed null', '2032-06-01 fixed null'],
    ...['2032-08-17 fixed null', '2032-12-25 fixed null'],
  ]);
});

it('believes the first of two tables that name one day, and takes away only what a file says', () => {
  const again = { ...tables[0], file: 'again.csv', table: { year: 2027, holidays: [{ ...nyepi, name: named('x') }] } };
  const both = [...tables, again] as readonly SourcedTable[];
  expect(holidaysInForce(2027, both, ownEntries([day('2027-04-05', null)]))).toEqual({
    known: true,
    holidays: [{ ...nyepi, from: 'shipped', file: 'holidays-2027.csv', gone: false, instead: null }],
  });
});

it('lists a year by its dates, with what is from where, what was taken away, and what the files say instead', () => {
  const own = ownEntries([day('2027-03-08', null), day('2027-01-02', local), day('2028-01-02', local)]);
  expect(holidaysInForce(2027, tables, own)).toEqual({
    known: true,
    holidays: [
      { day: '2027-01-02', ...local, from: 'here', file: null, gone: false, instead: null },
      { ...nyepi, from: 'shipped', file: 'holidays-2027.csv', gone: true, instead: null },
    ],
  });
  const changed = holidaysInForce(2027, tables, ownEntries([day('2027-03-08', local)])).holidays;
  expect(changed).toMatchObject([{ from: 'here', kind: 'local', instead: { kind: 'national', name: named('Nyepi') } }]);
});

it('what the files say needs no entry, and what is so already no change', () => {
  const { day: of, ...same } = nyepi;
  expect(changeOfDay(of, same, tables, noEntries)).toBeNull();
  expect(changeOfDay('2027-04-05', null, tables, noEntries)).toBeNull();
  const changed = ownEntries([day(of, local)]);
  expect(changeOfDay(of, same, tables, changed)).toEqual({
    ...{ kind: 'day', key: of, before: { holiday: local }, after: null },
  });
  expect(changeOfDay(of, local, tables, changed)).toBeNull();
  expect(changeOfDay(of, null, tables, changed)?.after).toEqual({ holiday: null });
});

it('compares what is said by its words, not by the order in which they are kept', () => {
  const kept = { holiday: { name: { en: 'Hari jadi kota', id: 'Hari jadi kota' }, kind: 'local' } } as const;
  expect(sameValue({ holiday: local }, kept)).toBe(true);
  expect(sameValue({ holiday: null }, kept)).toBe(false);
  expect(sameValue({ holiday: null }, null)).toBe(false);
  expect(sameValue(null, { whole: true })).toBe(false);
  expect(sameValue(null, null)).toBe(true);
  expect(sameValue({ holiday: local }, { whole: true })).toBe(false);
  const [id, en] = [named('Hari jadi kota').id, 'City day'];
  for (const other of [
    { ...local, kind: 'national' } as const,
    { ...local, name: { id, en } },
    { ...local, name: { id: en, en: id } },
  ])
    expect([other, sameValue({ holiday: local }, { holiday: other })]).toEqual([other, false]);
  expect(sameValue({ whole: true }, { whole: true })).toBe(true);
  expect(sameValue({ whole: true }, { holiday: null })).toBe(false);
});
