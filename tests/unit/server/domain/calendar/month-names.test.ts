import { monthNamed } from '../../../../../server/domain/calendar/month-names.ts';
import { months } from '../../../../../server/domain/calendar/names.ts';
import { dayInWords } from '../../../../../server/domain/calendar/office-day.ts';

it.each(['id', 'en'] as const)('months are read as they are written here, in full and short: %s', (language) => {
  months[language].forEach((names, index) => {
    for (const name of names) expect([name, monthNamed(name)]).toEqual([name, index + 1]);
  });
  const year = months[language].map((_, index) =>
    dayInWords(`2027-${String(index + 1).padStart(2, '0')}-04`, language),
  );
  expect(year).toEqual(months[language].map(([name]) => `4 ${name} 2027`));
});

it.each([
  ['Pebruari', 2],
  ['PEB', 2],
  ['Mrt', 3],
  ['Agt', 8],
  ['Ags', 8],
  ['Agst', 8],
  ['Agust', 8],
  ['Sept', 9],
  ['Nopember', 11],
  ['Nop', 11],
])('months are read as offices type them: %s', (word, month) => {
  expect(monthNamed(word)).toBe(month);
});

it.each(['', 'Senin', 'Janu', 'Ramadan'])('what is no month is none: %j', (word) => {
  expect(monthNamed(word)).toBeNull();
});
