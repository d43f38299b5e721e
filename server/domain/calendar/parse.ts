import { z } from 'zod';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import type { Words } from '../shared/words.ts';
import { isOfficeDay, officeDayOf } from './day-number.ts';
import { type CalendarDefinition, holidayKinds, type WeeklyHours } from './definition.ts';
import { type HoursEntry, type HoursFault, readHours } from './hours.ts';
import { officeZones } from './office-day.ts';

const Names = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const Spans = z.union([z.string(), z.array(z.string())]);
const Hours = z.record(z.string(), z.strictObject({ open: Spans, break: Spans.optional() }));
/** Years beyond these are slips of the pen, and each year costs memory. */
const isNear = (year: number) => year >= 2000 && year <= 2100;
const Day = z.string().refine((text) => isOfficeDay(text) && isNear(Number(text.slice(0, 4))), 'day');

const Document = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'slug'),
  of: z.enum(['office', 'service']),
  title: Names,
  zone: z.enum(officeZones).optional(),
  source: z.string().min(1),
  closed_on: z.array(z.enum(holidayKinds)),
  hours: Hours,
  periods: z
    .array(
      z.strictObject({
        kind: z.enum(['ramadan', 'special']),
        name: Names,
        from: Day,
        to: Day,
        confirm: Names.optional(),
        hours: Hours,
      }),
    )
    .default([]),
});
type Document = z.infer<typeof Document>;

/**
 * Reads a calendar file (YAML): see `server/calendars/office.yaml` for its form.
 * @throws FileFault with every fault, each with its line
 */
export function parseCalendar(text: string, file: string): CalendarDefinition {
  const yaml = readYaml(text, file);
  const faultAt = (path: readonly PropertyKey[], { id, en }: Words): Fault => ({ line: yaml.lineOf(path), id, en });
  const parsed = Document.safeParse(yaml.value);
  if (!parsed.success) {
    throw new FileFault(
      file,
      parsed.error.issues.flatMap((issue) => {
        const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
        if (keys.length === 0) return [faultAt(issue.path, inWords(issue))];
        return keys.map((key) => faultAt([...issue.path, key], unknownKey(key)));
      }),
    );
  }
  const faults: Fault[] = [];
  const hoursAt = (path: readonly PropertyKey[], entries: Readonly<Record<string, HoursEntry>>): WeeklyHours => {
    const found: HoursFault[] = [];
    const hours = readHours(entries, found);
    faults.push(...found.map((fault) => faultAt([...path, ...fault.path], fault)));
    return hours;
  };
  const { of, id, title, zone, source, closed_on, hours, periods } = parsed.data;
  const definition: CalendarDefinition = {
    id,
    of,
    title,
    zone: zone ?? null,
    source,
    closedOn: closed_on,
    hours: hoursAt(['hours'], hours),
    periods: periods
      .map((period, index) => ({
        ...period,
        confirm: period.confirm ?? null,
        hours: hoursAt(['periods', index, 'hours'], period.hours),
      }))
      .sort((a, b) => a.from.localeCompare(b.from)),
  };
  if (faults.length === 0 && definition.hours.every((day) => !counts(day))) faults.push(faultAt(['hours'], neverOpen));
  periods.forEach((period, index) => {
    faults.push(
      ...periodFaults(period, periods.slice(0, index)).map((fault) => faultAt(['periods', index, 'from'], fault)),
    );
  });
  if (faults.length > 0) throw new FileFault(file, faults);
  return definition;
}

const counts = ({ open, breaks }: WeeklyHours[number]) => {
  const length = (spans: typeof open) => spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return length(open) > length(breaks);
};

function periodFaults(period: Document['periods'][number], before: Document['periods']): Words[] {
  const { from, to } = period;
  if (from > to) {
    return [{ id: `${from} sesudah ${to}: tukar from dan to`, en: `${from} is after ${to}: exchange from and to` }];
  }
  const other = before.find((each) => each.from <= to && from <= each.to);
  if (other === undefined) return [];
  return [
    {
      id: `bertumpang tindih dengan ${other.name.id} (${other.from} sampai ${other.to}): pisahkan tanggalnya`,
      en: `it overlaps with ${other.name.en} (${other.from} to ${other.to}): keep their dates apart`,
    },
  ];
}

const neverOpen: Words = {
  id: 'tidak pernah buka: sebut setidaknya satu hari dengan jam buka',
  en: 'it is never open: name at least one day with hours',
};

const unknownKey = (key: string): Words => ({
  id: `"${key}" tidak dikenal: hapus atau perbaiki ejaannya`,
  en: `"${key}" is not known: remove it or correct its spelling`,
});

function inWords(issue: z.core.$ZodIssue): Words {
  const name = issue.path.join('.') || 'file';
  if (issue.message === 'day') {
    return {
      id: `${name} bukan tanggal: tulis seperti ${officeDayOf(20_503)}, tahun 2000 sampai 2100`,
      en: `${name} is no date: write it like ${officeDayOf(20_503)}, in the years 2000 to 2100`,
    };
  }
  if (issue.message === 'slug') {
    return {
      id: `${name} hanya boleh memuat huruf kecil, angka dan tanda hubung, seperti jam-kantor`,
      en: `${name} may hold only small letters, digits and hyphens, such as office-hours`,
    };
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String).join(', ');
    return { id: `${name} harus salah satu dari ${allowed}`, en: `${name} must be one of ${allowed}` };
  }
  // The only place where it says that there was nothing.
  const missing = issue.message.endsWith('received undefined');
  return {
    id: missing ? `${name} tidak ada: tambahkan` : `${name} salah bentuk: bandingkan dengan office.yaml`,
    en: missing ? `${name} is missing: add it` : `${name} has the wrong form: compare it with office.yaml`,
  };
}
