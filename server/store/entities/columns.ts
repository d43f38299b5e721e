import type { EntitySchemaColumnOptions } from 'typeorm';
import { hidePersonalNumbers } from '../../domain/identity/personal-numbers.ts';

/** Column shapes used by every table, so that a moment or an id looks the same everywhere. */
export const uuidKey: EntitySchemaColumnOptions = { type: 'uuid', primary: true };
export const uuid: EntitySchemaColumnOptions = { type: 'uuid' };
export const optionalUuid: EntitySchemaColumnOptions = { type: 'uuid', nullable: true };
export const text: EntitySchemaColumnOptions = { type: 'text' };
export const optionalText: EntitySchemaColumnOptions = { type: 'text', nullable: true };
/** Words of people in which no number of a person stays, for what is never changed or erased again. */
export const wordsWithoutNumbers: EntitySchemaColumnOptions = {
  ...optionalText,
  transformer: {
    to: (words) => (typeof words === 'string' ? hidePersonalNumbers(words) : words),
    from: (words) => words,
  },
};
export const json: EntitySchemaColumnOptions = { type: 'jsonb' };
/** As it was written, in its order: for what is read as a whole and never looked into. */
export const orderedJson: EntitySchemaColumnOptions = { type: 'json' };
export const integer: EntitySchemaColumnOptions = { type: 'integer' };
/** Milliseconds are what a moment is measured in; PostgreSQL would keep microseconds. */
export const moment: EntitySchemaColumnOptions = { type: 'timestamp with time zone', precision: 3 };
export const optionalMoment: EntitySchemaColumnOptions = { ...moment, nullable: true };
export const createdNow: EntitySchemaColumnOptions = { ...moment, default: () => 'clock_timestamp()' };
