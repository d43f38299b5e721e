import { otherDays, readSpans } from '../../../../agent-console/src/model/hours-text.ts';

const text = (typed: string) =>
  readSpans(typed)
    ?.map(({ from, to }) => `${from}-${to}`)
    .join() ?? null;

it.each([
  ['07.30-16.00', '450-960'],
  ['07:30 – 16:00', '450-960'],
  ['pukul 8-12, 13-16.30', '480-720,780-990'],
  ['08.00 s.d. 12.00; 17.00 s/d 21.00', '480-720,1020-1260'],
  ['8.00 sampai 12.00 dan 13.00 sampai 16.00', '480-720,780-960'],
  ['8 to 12 and 13 to 16', '480-720,780-960'],
  ['24 jam', '0-1440'],
  ['24 hours', '0-1440'],
  ['00.00-24.00', '0-1440'],
  ['', ''],
  ['Tutup', ''],
  ['–', ''],
  // Whether it makes sense is for the server to say.
  ['22.00-06.00', '1320-360'],
])('reads %p as offices write it', (typed, spans) => {
  expect(text(typed)).toBe(spans);
});

it.each(['pagi', '07.30', '25.00-26.00', '07.60-08.00', '7.30-16.00 13.00-14.00', '08.00-24.30', ','])(
  'finds no hours in %p',
  (typed) => {
    expect(text(typed)).toBeNull();
  },
);

it('names the days that have other hours, Monday first', () => {
  const day = (from: number) => ({ open: [{ from, to: 960 }], breaks: [] });
  const week = Array.from({ length: 7 }, () => day(480));
  const other = week.map((one, weekday) => (weekday === 0 || weekday === 5 ? day(540) : one));
  expect([otherDays(week, other), otherDays(week, week)]).toEqual([[5, 0], []]);
});
