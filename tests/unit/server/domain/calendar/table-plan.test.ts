import type { Holiday } from '../../../../../server/domain/calendar/definition.ts';
import { readHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import { holidaysInForce, type SourcedTable } from '../../../../../server/domain/calendar/in-force.ts';
import {
  type Entry,
  type EntryChange,
  noEntries,
  type OwnEntries,
  ownEntries,
} from '../../../../../server/domain/calendar/own-entries.ts';
import { completeYear, planTable, reopenYear } from '../../../../../server/domain/calendar/table-plan.ts';

const named = (name: string) => ({ id: name, en: name });
const nyepi: Holiday = { day: '2027-03-08', kind: 'national', name: named('Nyepi') };
const leave: Holiday = { day: '2027-03-09', kind: 'joint_leave', name: named('Idul Fitri') };
const files: SourcedTable[] = [
  { file: 'holidays-2027.csv', from: 'shipped', table: { year: 2027, holidays: [nyepi, leave] } },
];
const cityDay: Entry = {
  ...{ kind: 'day', key: '2027-05-31' },
  value: { holiday: { kind: 'local', name: named('Hari jadi') } },
};
const plan = (text: string, own: OwnEntries = noEntries) =>
  planTable(readHolidays(`tanggal;jenis;nama\n${text}`), files, own);
/** What is said when the changes have been made. */
const after = (changes: readonly EntryChange[], before: readonly Entry[] = []): OwnEntries => {
  const keys = changes.map(({ kind, key }) => `${kind} ${key}`);
  const left = before.filter(({ kind, key }) => !keys.includes(`${kind} ${key}`));
  const made = changes.flatMap(({ after: value, ...key }) => (value === null ? [] : [{ ...key, value } as Entry]));
  return ownEntries([...left, ...made]);
};
const daysOf = (year: number, own: OwnEntries) =>
  holidaysInForce(year, files, own).holidays.flatMap(({ day, gone }) => (gone ? [] : [day.slice(5)]));

it('a table makes its year known, has the days of every year only where it names them, and says which it does not', () => {
  const { rows, removed, doubts, whole, entries } = plan(
    '1/1/2028;libur nasional;Tahun Baru\n3 Januari 2028;cuti bersama;x',
  );
  expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
    [2, 'change'],
    [3, 'add'],
  ]);
  expect(whole).toBe(true);
  expect(doubts).toEqual(['2028-05-01', '2028-06-01', '2028-08-17', '2028-12-25']);
  expect(removed.map(({ day }) => day)).toEqual(doubts);
  expect(holidaysInForce(2028, files, after(entries)).known).toBe(true);
  expect(daysOf(2028, after(entries))).toEqual(['01-01', '01-03']);
});

it('a decree that was changed takes the place of the file, and leaves the days of the office', () => {
  const own = ownEntries([cityDay]);
  const { rows, removed, entries } = plan('2027-03-08;libur nasional;Nyepi\n10-03-2027;libur nasional;Idul Fitri', own);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['same', 'add']);
  expect(removed).toEqual([leave]);
  expect(daysOf(2027, after(entries, [cityDay]))).toEqual(['03-08', '03-10', '05-31']);
  // It is known by its file already, which needs no word of the office's.
  expect(entries.map(({ kind }) => kind)).toEqual(['day', 'day']);
});

it('with faulty rows the good ones alone add and change, take nothing away, and make no year known', () => {
  const { rows, removed, whole, entries } = plan('2028-01-01;libur nasional;Tahun Baru\n2028-02-30;libur nasional;x');
  expect([rows.map(({ outcome }) => outcome), removed, whole]).toEqual([['change', 'faulty'], [], false]);
  expect(holidaysInForce(2028, files, after(entries)).known).toBe(false);
  expect(daysOf(2028, after(entries))).toEqual(['01-01', '05-01', '06-01', '08-17', '12-25']);
});

it('the year is that of most rows, so that one slip is one fault', () => {
  const { year, rows } = plan('2026-01-01;libur nasional;a\n2027-03-08;libur nasional;b\n2027-05-01;libur nasional;c');
  expect([year, rows.map(({ faults }) => faults[0]?.en)]).toEqual([
    2027,
    ['2026-01-01 is not in 2027: a file holds one year', undefined, undefined],
  ]);
  expect(plan('2127-01-01;libur nasional;a').rows[0]?.faults[0]?.en).toContain('not in the years 2020 to 2060');
});

it('days of the office alone make no year known, and take nothing away', () => {
  const { whole, removed, entries } = plan('2028-05-31;libur lokal;Hari jadi');
  expect([whole, removed, entries.length]).toEqual([false, [], 1]);
});

it('a table that says what holds changes nothing', () => {
  expect(plan('2027-03-08;libur nasional;Nyepi\n2027-03-09;cuti bersama;Idul Fitri').entries).toEqual([]);
});

it('headings that nobody knows are left out, and empty cells behind them are none', () => {
  const file = readHolidays('No.;Tgl;Jenis;Nama;;\n1;1/1/2028;Libur nasional;Tahun Baru;;\n');
  expect([file.ignored, file.rows[0]?.faults, file.rows[0]?.holiday?.day]).toEqual([['No.'], [], '2028-01-01']);
});

it('a year that is said to be complete keeps the days that held by their dates, and can be said not to be', () => {
  const gone: Entry = { kind: 'day', key: '2028-08-17', value: { holiday: null } };
  const own = ownEntries([gone]);
  const entries = completeYear(2028, files, own) ?? [];
  const complete = after(entries, [gone]);
  expect(daysOf(2028, complete)).toEqual(['01-01', '05-01', '06-01', '12-25']);
  expect(daysOf(2028, complete)).toEqual(daysOf(2028, own));
  expect(holidaysInForce(2028, files, complete).known).toBe(true);
  expect([completeYear(2028, files, complete), completeYear(2027, files, own)]).toEqual([null, null]);
  const reopened = after(reopenYear(2028, complete) ?? []);
  expect(holidaysInForce(2028, files, reopened).known).toBe(false);
  expect([reopenYear(2028, reopened), reopenYear(2027, noEntries)]).toEqual([null, null]);
});

it('a table of which nothing can be read brings nothing about, and says why', () => {
  const nothing = { year: null, removed: [], doubts: [], whole: false, entries: [] };
  const header = planTable(readHolidays('tanggal;nama\n2028-01-01;x'), files, noEntries);
  expect(header).toMatchObject({ ...nothing, ignored: [], rows: [], faults: [{ line: 1 }] });
  expect(planTable(readHolidays(''), files, noEntries)).toMatchObject({
    ...nothing,
    ignored: [],
    faults: [{ line: null }],
  });
  const unread = plan('2028-02-30;libur nasional;x\n2028-03-01;hari pasar;y');
  expect(unread).toMatchObject({ ...nothing, faults: [], ignored: [] });
  expect(unread.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
    [2, 'faulty'],
    [3, 'faulty'],
  ]);
  const [first] = unread.rows;
  expect(first?.typed).toEqual({ date: '2028-02-30', kind: 'libur nasional', name: 'x' });
});

it('a row that can be read and is wrong is no holiday before it is mended', () => {
  const { rows, entries, whole } = plan(
    '2028-01-03;cuti bersama;a\n2028-01-03;libur nasional;b\n2028-01-04;cuti bersama;',
  );
  expect(rows.map(({ outcome }) => outcome)).toEqual(['add', 'faulty', 'faulty']);
  expect(whole).toBe(false);
  expect(entries).toEqual([
    ...[
      { kind: 'day', key: '2028-01-03', before: null, after: { holiday: { kind: 'joint_leave', name: named('a') } } },
    ],
  ]);
});

it('a day that the office took away comes back by the table that names it', () => {
  const own = ownEntries([{ kind: 'day', key: '2027-03-08', value: { holiday: null } }]);
  const { rows, entries } = plan('2027-03-08;libur nasional;Nyepi\n2027-03-09;cuti bersama;Idul Fitri', own);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['add', 'same']);
  expect(entries).toEqual([{ kind: 'day', key: '2027-03-08', before: { holiday: null }, after: null }]);
});

it('completing a year says its fixed days and nothing that is said already, and reopening takes the one word back', () => {
  const own = ownEntries([{ ...cityDay, key: '2028-05-31' } as Entry]);
  const known = { kind: 'year', key: '2028' };
  const [word, ...fixed] = completeYear(2028, files, own) ?? [];
  expect(word).toEqual({ ...known, before: null, after: { whole: true } });
  expect(fixed.map(({ key }) => key.slice(5))).toEqual(['01-01', '05-01', '06-01', '08-17', '12-25']);
  expect(fixed[1]).toEqual({
    ...{ kind: 'day', key: '2028-05-01', before: null },
    after: { holiday: { kind: 'national', name: { id: 'Hari Buruh Internasional', en: 'Labour Day' } } },
  });
  expect(reopenYear(2028, after([{ ...known, before: null, after: { whole: true } } as EntryChange]))).toEqual([
    { ...known, before: { whole: true }, after: null },
  ]);
});
