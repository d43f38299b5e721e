import type { Words } from '../shared/words.ts';
import type { DayHours, Span, WeeklyHours } from './definition.ts';

/** What a file says of a day or of several: `open: 07:30-16:00`, or a list of such spans; `break` likewise. */
export interface HoursEntry {
  readonly open: string | readonly string[];
  readonly break?: string | readonly string[] | undefined;
}

/** A fault of hours and the keys that lead to it. */
export interface HoursFault extends Words {
  readonly path: readonly string[];
}

const dayKeys = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const closed: DayHours = { open: [], breaks: [] };

/**
 * Reads a week's hours: keys are `daily`, a weekday (`mon`) or several (`mon-thu`); what is not named is closed.
 * Faults are added to `faults`; with any of them the hours are not to be used.
 */
export function readHours(entries: Readonly<Record<string, HoursEntry>>, faults: HoursFault[]): WeeklyHours {
  const week: DayHours[] = dayKeys.map(() => closed);
  const taken = new Map<number, string>();
  for (const [key, entry] of Object.entries(entries)) {
    const days = daysOf(key);
    if (days.length === 0) {
      faults.push({
        path: [key],
        id: `"${key}" bukan hari: tulis daily, satu hari (${dayKeys.join(', ')}) atau rentang seperti mon-thu`,
        en: `"${key}" is no day: write daily, one day (${dayKeys.join(', ')}) or several such as mon-thu`,
      });
    }
    const hours = dayOf(key, entry, faults);
    for (const day of days) {
      const other = taken.get(day);
      if (other !== undefined) {
        faults.push({
          path: [key],
          id: `${dayKeys[day]} sudah termasuk dalam ${other}: sebut setiap hari satu kali`,
          en: `${dayKeys[day]} is part of ${other} already: name each day once`,
        });
      }
      taken.set(day, key);
      week[day] = hours;
    }
  }
  return week;
}

function daysOf(key: string): number[] {
  if (key === 'daily') return [0, 1, 2, 3, 4, 5, 6];
  const [first, last, ...more] = key.split('-').map((name) => dayKeys.indexOf(name)) as [number, ...number[]];
  if (first < 0 || more.length > 0) return [];
  if (last === undefined) return [first];
  if (last < 0) return [];
  // A week may be named across its end: sat-sun.
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

function dayOf(key: string, entry: HoursEntry, faults: HoursFault[]): DayHours {
  const before = faults.length;
  const open = spansOf([key, 'open'], entry.open, faults);
  const breaks = spansOf([key, 'break'], entry.break ?? [], faults);
  if (faults.length > before) return closed;
  for (const { from, to } of breaks) {
    if (open.some((span) => span.from <= from && to <= span.to)) continue;
    faults.push({
      path: [key, 'break'],
      id: `istirahat ${clock(from)}-${clock(to)} di luar jam buka: letakkan di dalam salah satu rentang open`,
      en: `the break ${clock(from)}-${clock(to)} is outside the hours: put it inside one of the open spans`,
    });
  }
  return { open, breaks };
}

function spansOf(path: string[], texts: string | readonly string[], faults: HoursFault[]): Span[] {
  const spans: Span[] = [];
  for (const text of [texts].flat()) {
    const parts = /^(\d\d)[:.](\d\d)\s*-\s*(\d\d)[:.](\d\d)$/.exec(text)?.slice(1).map(Number);
    const [from, to] = parts ? [minutes(parts[0], parts[1]), minutes(parts[2], parts[3])] : [null, null];
    const previous = spans.at(-1);
    if (from === null || to === null || from === 1440) {
      faults.push({
        path,
        id: `"${text}" bukan jam: tulis seperti 07:30-16:00, dari 00:00 sampai 24:00`,
        en: `"${text}" is no span of hours: write it like 07:30-16:00, from 00:00 to 24:00`,
      });
    } else if (from >= to) {
      faults.push({
        path,
        id: `${text} berakhir sebelum mulai: giliran malam ditulis dua, sampai 24:00 dan dari 00:00 hari berikutnya`,
        en: `${text} ends before it begins: write a night shift as two, until 24:00 and from 00:00 of the next day`,
      });
    } else if (previous !== undefined && from < previous.to) {
      faults.push({
        path,
        id: `${text} mulai sebelum rentang sebelumnya berakhir: urutkan dan pisahkan`,
        en: `${text} begins before the one before it ends: put them in order and apart`,
      });
    } else spans.push({ from, to });
  }
  return spans;
}

function minutes(hours = 0, rest = 0): number | null {
  const total = hours * 60 + rest;
  return rest < 60 && total <= 1440 ? total : null;
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
