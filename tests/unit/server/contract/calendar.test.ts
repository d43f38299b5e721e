import { calendarApi } from '../../../../server/contract/calendar.ts';
import { holidayKinds } from '../../../../server/domain/calendar/definition.ts';
import { fixedYears } from '../../../../server/domain/calendar/fixed-days.ts';

/** The contract imports no rule: what both say is held equal here. */
describe('what the contract of holidays says besides the rules', () => {
  const asked = (year: number) => calendarApi.calendar.query.safeParse({ year }).success;
  const saved = (kind: string) =>
    calendarApi.saveHoliday.body.safeParse({ kind, name: { id: 'Nyepi', en: '' }, was: null }).success;

  it('is of the years for which there are fixed days', () => {
    const { first, last } = fixedYears;
    expect([first - 1, first, last, last + 1].map(asked)).toEqual([false, true, true, false]);
  });

  it('is of the kinds that a table has', () => {
    expect([...holidayKinds, 'libur'].map(saved)).toEqual([...holidayKinds.map(() => true), false]);
  });
});
