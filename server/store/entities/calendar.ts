import { EntitySchema } from 'typeorm';
import type { EntryChange, EntryValue } from '../../domain/calendar/own-entries.ts';
import { json, moment, optionalUuid, text, uuid, uuidKey } from './columns.ts';

/** What the office says of a day or a year otherwise than the files of holidays; see `domain/calendar/own-entries.ts`. */
export const CalendarEntryEntity = new EntitySchema<{ kind: string; key: string; value: EntryValue }>({
  name: 'calendar_entry',
  columns: {
    kind: { ...text, primary: true, primaryKeyConstraintName: 'calendar_entry_pkey' },
    key: { ...text, primary: true, primaryKeyConstraintName: 'calendar_entry_pkey' },
    value: json,
  },
});

interface CalendarChangeRow {
  id: string;
  /** In the order in which they were made. */
  seq: string;
  cause: string;
  entries: EntryChange[];
  /** The change that this one took back. */
  undoes: string | null;
  madeBy: string;
  madeAt: Date;
}

/** One change of such entries, all of them or none. */
export const CalendarChangeEntity = new EntitySchema<CalendarChangeRow>({
  name: 'calendar_change',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'calendar_change_pkey' },
    seq: { type: 'bigint', generated: 'increment' },
    cause: text,
    entries: json,
    undoes: optionalUuid,
    madeBy: { ...uuid, name: 'made_by', foreignKey: { target: 'person', name: 'calendar_change_person' } },
    madeAt: { ...moment, name: 'made_at' },
  },
  indices: [{ name: 'calendar_change_seq', columns: ['seq'], unique: true }],
});
