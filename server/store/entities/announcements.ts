import { EntitySchema } from 'typeorm';
import { moment, text, uuid } from './columns.ts';

/** What every caller is told before the queue: one row, or none. */
interface AnnouncementRow {
  name: string;
  turnsAway: boolean;
  until: Date;
  setBy: string;
  setAt: Date;
}

export const AnnouncementEntity = new EntitySchema<AnnouncementRow>({
  name: 'announcement',
  columns: {
    name: { ...text, primary: true, primaryKeyConstraintName: 'announcement_pkey' },
    turnsAway: { type: 'boolean', name: 'turns_away' },
    until: moment,
    setBy: { ...uuid, name: 'set_by', foreignKey: { target: 'person', name: 'announcement_set_by' } },
    setAt: { ...moment, name: 'set_at' },
  },
});
