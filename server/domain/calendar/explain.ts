import type { Calendar } from './calendar.ts';
import {
  type Amount,
  courseOfDays,
  courseOfTime,
  dueAfter,
  type Happening,
  type WallMoment,
  wallMoment,
} from './course.ts';
import { type DayNumber, officeDayOf, weekdayOf } from './day-number.ts';
import { explainWords, type Locale } from './explain-words.ts';
import { months, weekdays } from './names.ts';
import { zoneNames } from './office-day.ts';
import { provisionalYears } from './provisional.ts';

/** More happenings than this are told in numbers. */
const AT_LENGTH = 12;
/** Of a shorter length the seconds are told too. */
const FINE_MS = 600_000;
/** Of many holidays, as many are named. */
const NAMED = 6;

/**
 * Why something is due when it is, in one line: "batas 24 Nov 09.10 WIB: mulai Jumat 15.40, kantor tutup 16.30, akhir
 * pekan, Senin penuh, lanjut Selasa 07.30". Moments are epoch ms.
 *
 * A due time stays as it was fixed when the stretch started. If the calendar has changed since, the line says so and
 * names what would be due now, instead of telling a course that does not lead there.
 * @throws RangeError as `addWorkingTime` and `addWorkdays` do
 */
export function explainDue(calendar: Calendar, from: number, amount: Amount, dueAt: number, locale: Locale): string {
  const words = explainWords[locale];
  const some = 'workingMs' in amount ? amount.workingMs > 0 : amount.workdays > 0;
  const start = wallMoment(calendar, from);
  const due = wallMoment(calendar, dueAt, some);
  const fine = 'workingMs' in amount && some && amount.workingMs < FINE_MS;
  const write = writer(locale, due.day, fine);
  const moment = (at: WallMoment) => `${write.date(at, start.day)} ${write.clock(at)} ${zoneNames[calendar.zone]}`;
  const line = (parts: readonly string[]) => `${words.due(moment(due))}: ${parts.join(', ')}`;

  const today = dueAfter(calendar, from, amount);
  if (today !== dueAt)
    return line([words.started(write.time(start)), words.fixed(moment(wallMoment(calendar, today, some)))]);
  if (!some) return line([words.started(write.time(start)), words.atOnce]);
  const course =
    'workingMs' in amount
      ? courseOfTime(calendar, from, amount.workingMs, due)
      : courseOfDays(calendar, from, due, amount.resumed);
  const parts = told(course, 'workdays' in amount, calendar, locale, write);
  const unknown = provisionalYears(calendar, start.day, due.day);
  const span = [...new Set([unknown.at(0), unknown.at(-1)])].join('–');
  return line(unknown.length === 0 ? parts : [...parts, words.unknown(span)]);
}

type Writer = ReturnType<typeof writer>;

/** Writes days and times as they are read near a due day: a weekday alone if it lies within the week before. */
function writer(locale: Locale, dueDay: DayNumber, fine: boolean) {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const yearOf = (day: DayNumber) => officeDayOf(day).slice(0, 4);
  const short = (day: DayNumber) => {
    const [, month, date] = officeDayOf(day).split('-').map(Number) as [number, number, number];
    const [, name] = months[locale][month - 1] as readonly [string, string];
    return `${date} ${name}`;
  };
  const weekday = (day: DayNumber) => weekdays[locale][weekdayOf(day)];
  const day = (of: DayNumber) => {
    if (dueDay - of < 7) return weekday(of);
    return `${weekday(of)} ${short(of)}${yearOf(of) === yearOf(dueDay) ? '' : ` ${yearOf(of)}`}`;
  };
  const clock = ({ ofDay }: WallMoment) =>
    `${two(ofDay / 3_600_000)}.${two((ofDay / 60_000) % 60)}${fine ? `.${two((ofDay / 1000) % 60)}` : ''}`;
  const range = (of: (day: DayNumber) => string, first: DayNumber, last: DayNumber) =>
    first === last ? of(first) : `${of(first)}–${of(last)}`;
  return {
    clock,
    time: (at: WallMoment) => `${day(at.day)} ${clock(at)}`,
    span: (from: WallMoment, to: WallMoment) => `${clock(from)}–${clock(to)}`,
    day,
    days: (first: DayNumber, last: DayNumber) => range(day, first, last),
    dates: (first: DayNumber, last: DayNumber) => {
      const [from, to] = [short(first), short(last)];
      if (first === last) return to;
      const sameMonth = from.split(' ')[1] === to.split(' ')[1];
      return `${sameMonth ? from.split(' ')[0] : from}–${to}`;
    },
    /** A date, with its year where the other end of the stretch lies in another one. */
    date: (at: WallMoment, other: DayNumber) =>
      `${short(at.day)}${yearOf(at.day) === yearOf(other) ? '' : ` ${yearOf(at.day)}`}`,
  };
}

function told(
  course: readonly Happening[],
  byDays: boolean,
  calendar: Calendar,
  locale: Locale,
  write: Writer,
): string[] {
  const words = explainWords[locale];
  const one = (happening: Happening): string => {
    switch (happening.is) {
      case 'received':
        return byDays ? words.counted(write.time(happening.at)) : words.received(write.time(happening.at));
      case 'started':
        return words.started(write.time(happening.at));
      case 'resumes':
        return words.resumes(write.time(happening.at));
      case 'closes':
        return words.closes[calendar.definition.of](write.clock(happening.at));
      case 'break':
      case 'shut':
        return words[happening.is](write.span(happening.from, happening.to));
      case 'holiday': {
        const { kind, name } = happening.holiday;
        return `${words.holiday[kind]} ${name[locale]} (${write.dates(happening.first, happening.last)})`;
      }
      case 'closed':
      case 'full':
        return words[happening.is](write.days(happening.first, happening.last));
      case 'workday':
        return words.workday(happening.nth, write.day(happening.day));
      case 'hours':
        return happening.period === null ? words.usual : words.period(happening.period.name[locale]);
      case 'weekend':
        return words.weekend;
      case 'throughout':
        return words.throughout;
    }
  };
  if (course.length <= AT_LENGTH) return course.map(one);

  // The first day and the last as they were; of what lies between, the numbers and the names.
  const head = course.findIndex(({ is }) => isInBetween(is));
  const lastBetween = course.findLastIndex(({ is }) => isInBetween(is));
  // The working day on which it is due is named by its number.
  const tail = (course[lastBetween] as Happening).is === 'workday' ? lastBetween : lastBetween + 1;
  const full = course.reduce((sum, each) => sum + (each.is === 'full' ? each.last - each.first + 1 : 0), 0);
  const weekends = course.filter(({ is }) => is === 'weekend').length;
  const holidays = course.filter(({ is }) => is === 'holiday');
  const unnamed = holidays.slice(NAMED);
  const named = course.filter((each) => each.is === 'hours' || (each.is === 'holiday' && !unnamed.includes(each)));
  return [
    ...course.slice(0, head).map(one),
    ...(full > 0 ? [words.fullDays(full)] : []),
    ...(weekends > 0 ? [words.weekends(weekends)] : []),
    ...named.map(one),
    ...(unnamed.length > 0 ? [words.more(unnamed.length)] : []),
    ...course.slice(tail).map(one),
  ];
}

const isInBetween = (is: Happening['is']) =>
  is === 'weekend' || is === 'holiday' || is === 'closed' || is === 'full' || is === 'workday' || is === 'hours';
