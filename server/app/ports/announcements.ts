import type { AnnouncementName } from '../../../telephony/doors.ts';

/** What every caller is told before the queue. There is one at a time. */
export interface Announcement {
  readonly name: Exclude<AnnouncementName, 'blocked'>;
  /** Nobody is rung for the callers who hear it. */
  readonly turnsAway: boolean;
  /** Epoch ms. */
  readonly until: number;
  readonly setBy: string;
  readonly setAt: number;
}

export interface AnnouncementStore {
  /** The one that was set last, also where its time is over; null: none. */
  announcement(): Promise<Announcement | null>;
}

export interface AnnouncementTransaction {
  /**
   * Sets it in the place of another; null ends it.
   * @returns the name of the one that was there, null: none
   */
  announce(announcement: Announcement | null): Promise<string | null>;
}
