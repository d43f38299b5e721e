import { months } from './names.ts';

/** The three zones of Indonesia: WIB, WITA, WIT. */
export const officeZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;
export type OfficeZone = (typeof officeZones)[number];

/** `YYYY-MM-DD` */
export type OfficeDay = string;

const HOUR_MS = 3_600_000;

/** Indonesia has had no daylight saving time, and these offsets, since 1988: no calendar is needed. */
export const zoneOffsetMs: Readonly<Record<OfficeZone, number>> = {
  'Asia/Jakarta': 7 * HOUR_MS,
  'Asia/Makassar': 8 * HOUR_MS,
  'Asia/Jayapura': 9 * HOUR_MS,
};

/** What people call the zones, the same in both languages. */
export const zoneNames: Readonly<Record<OfficeZone, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/**
 * The date on the office's wall at a moment (epoch ms).
 * @throws RangeError if the moment is not a valid one
 */
export function officeDay(at: number, zone: OfficeZone): OfficeDay {
  return new Date(at + zoneOffsetMs[zone]).toISOString().slice(0, 10);
}

/** Midnight at the start of an office day, epoch ms. */
export function startOfOfficeDay(day: OfficeDay, zone: OfficeZone): number {
  return Date.parse(`${day}T00:00:00Z`) - zoneOffsetMs[zone];
}

/** How long it is until the next midnight on the office's wall, ms; a whole day at midnight. */
export function msToMidnight(at: number, zone: OfficeZone): number {
  return 24 * HOUR_MS - ((((at + zoneOffsetMs[zone]) % (24 * HOUR_MS)) + 24 * HOUR_MS) % (24 * HOUR_MS));
}

/** A moment on the office's wall for a line that people of any language read: `2027-01-04 08:30 WIB`. */
export function momentText(at: number, zone: OfficeZone): string {
  const wall = new Date(at + zoneOffsetMs[zone]).toISOString();
  return `${wall.slice(0, 10)} ${wall.slice(11, 16)} ${zoneNames[zone]}`;
}

/** A day as letters have it: `4 Januari 2027`. */
export function dayInWords(day: OfficeDay, language: 'id' | 'en'): string {
  const [year, month, ofMonth] = day.split('-').map(Number) as [number, number, number];
  const [name] = months[language][month - 1] as readonly [string, string];
  return `${ofMonth} ${name} ${year}`;
}

/** A moment as papers have it: `4 Januari 2027 pukul 08.30 WIB`, `4 January 2027 08:30 WIB`. */
export function momentInWords(at: number, zone: OfficeZone, language: 'id' | 'en'): string {
  const clock = new Date(at + zoneOffsetMs[zone]).toISOString().slice(11, 16);
  const time = language === 'id' ? `pukul ${clock.replace(':', '.')}` : clock;
  return `${dayInWords(officeDay(at, zone), language)} ${time} ${zoneNames[zone]}`;
}
