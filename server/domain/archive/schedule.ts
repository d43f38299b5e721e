/** What becomes of a bundle when its years are over: it goes, stays for ever, or somebody looks whether it may go. */
export const fates = ['destroyed', 'permanent', 'reviewed'] as const;
export type Fate = (typeof fates)[number];

/** A row of the office's schedule of retention (jadwal retensi arsip). */
export interface ArchiveClass {
  /** By which kinds of papers name it. */
  readonly id: string;
  /** The code of classification, Permendagri 83/2022. */
  readonly code: string;
  readonly title: string;
  /** Years from the closing of the file, and after them; none of either is no time at all. */
  readonly active: number;
  readonly inactive: number;
  readonly fate: Fate;
}

/**
 * Where the office has no schedule of its own. No published one that we know has a row for complaints (Pekalongan 63/2024
 * has none): 2 and 3 years as of agendas there, and nothing goes that nobody has looked at.
 */
export const usualSchedule: readonly ArchiveClass[] = [
  {
    ...{ id: 'pengaduan-masyarakat', code: '700.1.2.4', title: 'Penanganan pengaduan masyarakat' },
    ...{ active: 2, inactive: 3, fate: 'reviewed' },
  },
];

/** The years of a bundle as days, `YYYY-MM-DD`. */
export interface ArchiveTimes {
  readonly activeUntil: string;
  /** From this day on it may go; null: it stays for ever. */
  readonly overOn: string | null;
}

/** Years count from the day on which the file was closed. Pure. */
export function timesOf(closedOn: string, { active, inactive, fate }: ArchiveClass): ArchiveTimes {
  return {
    activeUntil: yearsAfter(closedOn, active),
    overOn: fate === 'permanent' ? null : yearsAfter(closedOn, active + inactive),
  };
}

/** The same day so many years on; of 29 February the 28th, where there is none. */
function yearsAfter(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, last))).toISOString().slice(0, 10);
}
