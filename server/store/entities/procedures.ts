import { EntitySchema } from 'typeorm';
import { createdNow, moment, optionalMoment, optionalText, optionalUuid, orderedJson, text } from './columns.ts';

/** How far the office has come with a recurring task of a procedure. */
export interface TaskMarkRow {
  sopId: string;
  step: string;
  /** For what it is owed: each day, each month, or once. */
  scope: string;
  /** Since when the office works by it. */
  since: Date;
  /** The last period that was dealt with. */
  through: string | null;
  /** Since when no service works by the procedure; null: one does. */
  restedAt: Date | null;
}

export const TaskMarkEntity = new EntitySchema<TaskMarkRow>({
  name: 'recurring_task',
  columns: {
    sopId: { ...text, name: 'sop_id', primary: true },
    step: { ...text, primary: true },
    scope: { ...text, primary: true },
    since: moment,
    through: optionalText,
    restedAt: { ...optionalMoment, name: 'rested_at' },
  },
});

/** An SOP version: what cases ran under stays as it was, whatever becomes of the file. */
export interface SopRow {
  id: string;
  version: string;
  body: object;
  loadedAt: Date;
  /** `draft`, `published` or `retired`. */
  status: string;
  /** A file `shipped` or of the office's `own`, the `console`, the `command` line. */
  origin: string;
  /** The YAML as written, and its SHA-256; null of those kept before the text was. */
  source: string | null;
  digest: string | null;
  savedBy: string | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  /** Null of a published one: since there were cases. */
  inForceFrom: Date | null;
  retiredAt: Date | null;
  retiredBy: string | null;
}

export const SopEntity = new EntitySchema<SopRow>({
  name: 'sop_version',
  columns: {
    id: { ...text, primary: true },
    version: { ...text, primary: true },
    body: orderedJson,
    loadedAt: { ...createdNow, name: 'loaded_at' },
    status: text,
    origin: text,
    source: optionalText,
    digest: optionalText,
    savedBy: { ...optionalUuid, name: 'saved_by' },
    publishedAt: { ...optionalMoment, name: 'published_at' },
    publishedBy: { ...optionalUuid, name: 'published_by' },
    inForceFrom: { ...optionalMoment, name: 'in_force_from' },
    retiredAt: { ...optionalMoment, name: 'retired_at' },
    retiredBy: { ...optionalUuid, name: 'retired_by' },
  },
});
