import { EntitySchema } from 'typeorm';
import { integer, json, moment, optionalMoment, optionalText, text, uuid, uuidKey } from './columns.ts';

/** A report that goes out by e-mail by itself. */
interface ReportScheduleRow {
  id: string;
  /** Who made or last changed it. */
  ownerId: string;
  /** Which report, of which days, when, and to whom. */
  settings: object;
  active: boolean;
  /** Null: it rests. */
  nextAt: Date | null;
  changedAt: Date;
}

export const ReportScheduleEntity = new EntitySchema<ReportScheduleRow>({
  name: 'report_schedule',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'report_schedule_pkey' },
    ownerId: { ...uuid, name: 'owner_id', foreignKey: { target: 'person', name: 'report_schedule_owner' } },
    settings: json,
    active: { type: 'boolean' },
    nextAt: { ...optionalMoment, name: 'next_at' },
    changedAt: { ...moment, name: 'changed_at' },
  },
});

/** One turn of it, with the days it tells of. */
interface ReportRunRow {
  id: string;
  scheduleId: string;
  dueAt: Date;
  fromDay: string;
  toDay: string;
  /** `pending`, `sent` or `failed`. */
  state: string;
  reason: string | null;
  attempts: number;
  /** Turns before it for which no server ran. */
  missed: number;
  /** By the recipient's id: what became of it for them. */
  told: object;
  nextTryAt: Date | null;
  sentAt: Date | null;
}

export const ReportRunEntity = new EntitySchema<ReportRunRow>({
  name: 'report_run',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'report_run_pkey' },
    scheduleId: {
      ...uuid,
      name: 'schedule_id',
      foreignKey: { target: 'report_schedule', name: 'report_run_schedule', onDelete: 'CASCADE' },
    },
    dueAt: { ...moment, name: 'due_at' },
    fromDay: { ...text, name: 'from_day' },
    toDay: { ...text, name: 'to_day' },
    state: text,
    reason: optionalText,
    attempts: integer,
    missed: integer,
    told: json,
    nextTryAt: { ...optionalMoment, name: 'next_try_at' },
    sentAt: { ...optionalMoment, name: 'sent_at' },
  },
  uniques: [{ name: 'report_run_due', columns: ['scheduleId', 'dueAt'] }],
  indices: [{ name: 'report_run_next_try', columns: ['nextTryAt'], where: "state = 'pending'" }],
});
