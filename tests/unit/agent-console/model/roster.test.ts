import fc from 'fast-check';
import {
  cellsPasted,
  mostOf,
  numberTyped,
  placed,
  rosterDays,
  rosterOf,
  worstOf,
} from '../../../../agent-console/src/model/roster.ts';

const zone = 'Asia/Jakarta';
const halfHour = 1_800_000;
/** Eight in the morning in Jakarta. */
const eight = Date.UTC(2026, 11, 3, 1);
const nothing = { forecast: null, happened: null, needed: null };
const happened = { offered: 7, answered: 6, abandoned: 1, inTime: 5, waitMs: 9_000, agents: 2 };

it('a day reaches from its first half hour to its last, filled with the forecast and what a model proposes', () => {
  const intervals = [
    { ...nothing, at: eight - 24 * 3_600_000, forecast: 99 },
    { ...nothing, at: eight, forecast: 4.5, needed: { c: 3, a: 2 } },
    { ...nothing, at: eight + 3 * halfHour, happened },
    { ...nothing, at: eight + 4 * halfHour, forecast: 900, needed: { c: null, a: null } },
    { ...nothing, at: eight + 5 * halfHour, forecast: 2, needed: { c: 2, a: null } },
  ];
  const told = (model: 'c' | 'a') =>
    rosterOf(intervals, { zone, day: '2026-12-03', model }).map(({ at, calls, agents }) => [
      (at - eight) / halfHour,
      ...[calls, agents],
    ]);
  expect(told('c')).toEqual([
    [0, 4.5, 3],
    [1, 0, 0],
    [2, 0, 0],
    [3, 7, null],
    [4, 900, null],
    [5, 2, 2],
  ]);
  expect(told('a').map(([, , agents]) => agents)).toEqual([2, 0, 0, null, null, 2]);
  expect(rosterOf(intervals, { zone, day: '2026-12-09', model: 'c' })).toEqual([]);
});

it('the day that is planned first is the first that is not over, and of days that are over the last', () => {
  const day = (n: number, is: typeof happened | null) => ({ at: eight + n * 86_400_000, happened: is });
  expect(rosterDays([day(0, happened), day(1, null), day(2, null)], zone)).toEqual({
    days: ['2026-12-03', '2026-12-04', '2026-12-05'],
    first: '2026-12-04',
  });
  expect(rosterDays([day(0, happened), day(1, happened)], zone).first).toBe('2026-12-04');
  // Half an hour before midnight in UTC is morning of the next day in Jakarta.
  expect(rosterDays([{ at: Date.UTC(2026, 11, 3, 23, 30), happened: null }], zone).first).toBe('2026-12-04');
  expect(rosterDays([], zone)).toEqual({ days: [], first: null });
});

it.each([
  ['', 0],
  [' 7 ', 7],
  ['2,5', 2.5],
  ['2.25', 2.25],
  ['1000', 1_000],
  ['1001', null],
  // A thousand to some, one to others.
  ['1.000', null],
  ['-1', null],
  ['1e3', null],
  ['NaN', null],
  ['tiga', null],
])('%p typed as agents is %p', (text, value) => {
  expect(numberTyped(text, 'agents')).toBe(value);
});

it('a column that is pasted fills downwards, a table to the right too, and what has no place is counted', () => {
  expect(cellsPasted('5')).toBeNull();
  expect(cellsPasted('5\n')).toBeNull();
  const column = cellsPasted('5\r\n6\r\n\r\n8\r\n') ?? [];
  expect(column).toEqual([['5'], ['6'], [''], ['8']]);
  expect(placed(column, { row: 1, column: 'agents' }, 4)).toEqual({
    put: ['5', '6', ''].map((text, n) => ({ row: n + 1, column: 'agents', text })),
    left: 1,
  });
  const table = cellsPasted('30\t4\n31,5\t5') ?? [];
  expect(placed(table, { row: 0, column: 'calls' }, 2)).toEqual({
    put: [
      { row: 0, column: 'calls', text: '30' },
      { row: 0, column: 'agents', text: '4' },
      { row: 1, column: 'calls', text: '31,5' },
      { row: 1, column: 'agents', text: '5' },
    ],
    left: 0,
  });
  expect(placed(table, { row: 0, column: 'agents' }, 2).left).toBe(2);
});

it('every number that the server takes with two decimals is read as it was written, with a comma or a point', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: mostOf.calls * 100 }), fc.constantFrom(',', '.'), (hundredths, sign) => {
      const value = hundredths / 100;
      expect(numberTyped(String(value).replace('.', sign), 'calls')).toBe(value);
    }),
  );
});

it('the worst half hour is the one with the smallest share, then the one in which more call', () => {
  const row = (name: string, calls: number, inTime: number) => ({ name, calls, inTime });
  const rows = [row('even', 9, 0.8), row('few', 2, 0.3), row('none', 0, 0), row('many', 8, 0.3), row('low', 5, 0.1)];
  expect(worstOf(rows, 0.8).map(({ name }) => name)).toEqual(['low', 'many', 'few']);
  expect(worstOf(rows, 0.05)).toEqual([]);
});
