import type { Words } from '../shared/words.ts';
import type { OfficeDay, OfficeZone } from './office-day.ts';

/** A part of a day in minutes after midnight, half-open: `from` belongs to it, `to` does not. 24.00 is 1440. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One day's hours. Time counts while it is open and no break. Several open spans are a split shift; none: closed. */
export interface DayHours {
  readonly open: readonly Span[];
  readonly breaks: readonly Span[];
}

/** Seven days' hours; index 0 is Sunday. */
export type WeeklyHours = readonly DayHours[];

/** Other hours between two dates, both included. */
export interface Period {
  readonly kind: 'ramadan' | 'special';
  readonly name: Words;
  readonly from: OfficeDay;
  readonly to: OfficeDay;
  readonly hours: WeeklyHours;
  /** Why the office has to look at these dates before it relies on them; null once it has. */
  readonly confirm: Words | null;
}

/** `national`: libur nasional. `joint_leave`: cuti bersama. `local`: of this region or office alone. */
export const holidayKinds = ['national', 'joint_leave', 'local'] as const;
export type HolidayKind = (typeof holidayKinds)[number];

export interface Holiday {
  readonly day: OfficeDay;
  readonly kind: HolidayKind;
  readonly name: Words;
}

/** The holidays of one year, such as a joint decree of the three ministers announces. */
export interface HolidayTable {
  readonly year: number;
  /** In the order of their dates. */
  readonly holidays: readonly Holiday[];
}

/** The hours of an office or of a service, as its file says. See `server/calendars/`. */
export interface CalendarDefinition {
  readonly id: string;
  readonly title: Words;
  /** Whether people say of it that the office closes, or the service. */
  readonly of: 'office' | 'service';
  /** Null: the zone of the office that uses it. */
  readonly zone: OfficeZone | null;
  /** The rule it was read from, and our reading of it. */
  readonly source: string;
  /** The kinds of holidays on which it is closed. */
  readonly closedOn: readonly HolidayKind[];
  readonly hours: WeeklyHours;
  /** In the order of their dates; they do not overlap. */
  readonly periods: readonly Period[];
}
