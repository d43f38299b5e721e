import { createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { dayNumber } from '../../../../../server/domain/calendar/day-number.ts';
import type { CalendarDefinition, DayHours, WeeklyHours } from '../../../../../server/domain/calendar/definition.ts';
import {
  type EntryChange,
  noEntries,
  ownEntries,
  sameValue,
} from '../../../../../server/domain/calendar/own-entries.ts';
import { changeOfHours, weekFaults, weekInForce, weekText } from '../../../../../server/domain/calendar/own-hours.ts';

const closed: DayHours = { open: [], breaks: [] };
const span = (from: number, to: number) => ({ from: from * 60, to: to * 60 });
const monday = (...open: DayHours['open'][number][]): WeeklyHours => [
  closed,
  { open, breaks: [] },
  ...Array.from({ length: 5 }, () => closed),
];
const [day, evening] = [monday(span(8, 16)), monday(span(8, 12), span(17, 21))];
const office: CalendarDefinition = {
  ...{ id: 'office', title: { id: 'Kantor', en: 'Office' }, of: 'office', zone: null, source: 'a test' },
  ...{ closedOn: ['national'], hours: day, periods: [] },
};
const own = (...changes: (EntryChange | null)[]) =>
  ownEntries(
    changes.flatMap((one) =>
      one?.after && 'week' in one.after ? [{ kind: 'hours' as const, key: one.key, value: one.after }] : [],
    ),
  );
const open = (said: typeof noEntries, on: string) =>
  createCalendar(office, [], 'Asia/Jakarta', said)
    .planOf(dayNumber(on))
    .spans.map(({ from, to }) => `${from / 3_600_000}-${to / 3_600_000}`)
    .join();

it('hours hold from their day on, until later ones do; days before keep theirs', () => {
  const first = changeOfHours(office, '2027-01-04', evening, noEntries);
  const second = changeOfHours(office, '2027-01-18', monday(span(0, 24)), own(first));
  const said = own(first, second);
  expect(['2026-12-28', '2027-01-04', '2027-01-11', '2027-01-18', '2029-01-08'].map((on) => open(said, on))).toEqual([
    ...['8-16', '8-12,17-21', '8-12,17-21', '0-24', '0-24'],
  ]);
  // A holiday closes, whichever hours hold.
  expect(open(own(changeOfHours(office, '2026-12-21', evening, noEntries)), '2029-01-01')).toBe('');
  expect(open(said, '2029-01-01')).toBe('');
});

it('a change says what held on the day before, whatever was said for the day already', () => {
  const first = changeOfHours(office, '2027-01-04', evening, noEntries);
  expect(first).toEqual({
    ...{ kind: 'hours', key: 'office@2027-01-04', before: null, after: { week: evening, instead: day } },
  });
  const night = monday(span(0, 6));
  expect(changeOfHours(office, '2027-01-04', night, own(first))).toEqual({
    ...{ kind: 'hours', key: 'office@2027-01-04' },
    before: { week: evening, instead: day },
    after: { week: night, instead: day },
  });
  expect(changeOfHours(office, '2027-01-11', night, own(first))?.after).toEqual({ week: night, instead: evening });
});

it('what would hold anyway is no change, and takes away what was said otherwise', () => {
  const first = changeOfHours(office, '2027-01-04', evening, noEntries);
  expect(changeOfHours(office, '2027-01-04', day, noEntries)).toBeNull();
  expect(changeOfHours(office, '2027-01-04', evening, own(first))).toBeNull();
  expect(changeOfHours(office, '2027-01-11', evening, own(first))).toBeNull();
  expect(changeOfHours(office, '2027-01-04', day, own(first))).toMatchObject({ after: null });
  expect(weekInForce(office, own(first), '2027-01-03')).toEqual({ from: null, hours: day });
  expect(weekInForce(office, own(first), '2027-01-04')).toEqual({ from: '2027-01-04', hours: evening });
});

it('is of its calendar alone, and compared by its hours', () => {
  const first = changeOfHours(office, '2027-01-04', evening, noEntries);
  const other = createCalendar({ ...office, id: 'desk' }, [], 'Asia/Jakarta', own(first));
  expect(other.weekOf(dayNumber('2027-01-04'))).toBe(day);
  const [one, same] = [
    { week: evening, instead: day },
    { week: monday(span(8, 12), span(17, 21)), instead: evening },
  ];
  expect(sameValue(one, same)).toBe(true);
  expect(sameValue(one, { week: day, instead: day })).toBe(false);
  expect(sameValue(one, { whole: true })).toBe(false);
});

const faults = (hours: DayHours) => weekFaults(monday().with(1, hours)).map(({ part, code }) => `${part} ${code}`);
it.each<[string, DayHours, string[]]>([
  ['ends before it begins, as a night would', { open: [span(22, 6)], breaks: [] }, ['open hours_reversed']],
  ['has no length', { open: [span(8, 8)], breaks: [] }, ['open hours_reversed']],
  ['overlaps, in whatever order', { open: [span(13, 17), span(8, 14)], breaks: [] }, ['open hours_overlap']],
  ['breaks outside', { open: [span(8, 12), span(13, 16)], breaks: [span(12, 13)] }, ['breaks break_outside']],
  ['is closed all week', closed, ['open never_open']],
  ['is a break all day', { open: [span(8, 16)], breaks: [span(8, 16)] }, ['open never_open']],
  ['is in parts, out of order', { open: [span(17, 21), span(8, 12)], breaks: [span(9, 10)] }, []],
  ['is open all day', { open: [span(0, 24)], breaks: [] }, []],
  ['begins where another ends', { open: [span(8, 12), span(12, 16)], breaks: [] }, []],
])('of a day that %s it says so', (_name, hours, told) => {
  expect(faults(hours)).toEqual(told);
});

it('a week is one line in the audit', () => {
  expect(weekText(monday().with(1, { open: [span(8, 12), span(13, 16)], breaks: [span(9, 10)] }))).toBe(
    'Sen 08:00-12:00+13:00-16:00 (09:00-10:00)',
  );
});
