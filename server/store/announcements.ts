import type { DataSource, EntityManager } from 'typeorm';
import type { Announcement, AnnouncementStore, AnnouncementTransaction } from '../app/ports/announcements.ts';
import { iso } from './rows.ts';

interface AnnouncementColumns {
  name: Announcement['name'];
  turns_away: boolean;
  until: Date;
  set_by: string;
  set_at: Date;
}

/** What callers are told before the queue. */
export const createAnnouncementStore = (dataSource: DataSource): AnnouncementStore => ({
  announcement: async () => {
    const [row]: AnnouncementColumns[] = await dataSource.query(
      'SELECT name, turns_away, until, set_by, set_at FROM announcement',
    );
    if (!row) return null;
    const { name, turns_away: turnsAway, until, set_by: setBy, set_at: setAt } = row;
    return { name, turnsAway, until: until.getTime(), setBy, setAt: setAt.getTime() };
  },
});

export const announcementWrites = (manager: EntityManager): AnnouncementTransaction => ({
  announce: async (announcement) => {
    // Two at once: the second one waits, and finds the first.
    await manager.query('LOCK TABLE announcement IN SHARE ROW EXCLUSIVE MODE');
    const [before]: { name: string }[] = await manager.query('SELECT name FROM announcement');
    await manager.query('DELETE FROM announcement');
    if (announcement) {
      const { name, turnsAway, until, setBy, setAt } = announcement;
      await manager.query(
        'INSERT INTO announcement (name, turns_away, until, set_by, set_at) VALUES ($1, $2, $3, $4, $5)',
        [name, turnsAway, iso(until), setBy, iso(setAt)],
      );
    }
    return before?.name ?? null;
  },
});
