import type { Holiday } from './definition.ts';

/** National holidays that stand on the same date every year, decree or no decree. */
const everyYear = [
  { date: '01-01', name: { id: 'Tahun Baru Masehi', en: "New Year's Day" } },
  { date: '05-01', name: { id: 'Hari Buruh Internasional', en: 'Labour Day' } },
  { date: '06-01', name: { id: 'Hari Lahir Pancasila', en: 'Pancasila Day' } },
  { date: '08-17', name: { id: 'Proklamasi Kemerdekaan', en: 'Independence Day' } },
  { date: '12-25', name: { id: 'Kelahiran Yesus Kristus (Natal)', en: 'Christmas' } },
] as const;

/**
 * The years for which the fixed days are laid out where no table is known. A promise is made for days, and no case was
 * taken in before the first of them; each year costs memory.
 */
export const fixedYears = { first: 2020, last: 2060 } as const;

/** The fixed national holidays of a year. */
export const fixedDays = (year: number): readonly Holiday[] =>
  everyYear.map(({ date, name }) => ({ day: `${year}-${date}`, kind: 'national', name }));
