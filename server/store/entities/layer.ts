import { EntitySchema, type ObjectLiteral } from 'typeorm';
import { json, moment, optionalUuid, text, uuid, uuidKey } from './columns.ts';

/** Entries that an administration says before the office's files, each by its kind and key. */
export const layerEntries = (name: string): EntitySchema<ObjectLiteral> =>
  new EntitySchema({
    name,
    columns: {
      kind: { ...text, primary: true, primaryKeyConstraintName: `${name}_pkey` },
      key: { ...text, primary: true, primaryKeyConstraintName: `${name}_pkey` },
      value: json,
    },
  });

/** The changes of such entries, each all of them or none, in the order (`seq`) in which they were made. */
export const layerChanges = (name: string): EntitySchema<ObjectLiteral> =>
  new EntitySchema({
    name,
    columns: {
      id: { ...uuidKey, primaryKeyConstraintName: `${name}_pkey` },
      seq: { type: 'bigint', generated: 'increment' },
      cause: text,
      entries: json,
      // The change that this one took back.
      undoes: optionalUuid,
      madeBy: { ...uuid, name: 'made_by', foreignKey: { target: 'person', name: `${name}_person` } },
      madeAt: { ...moment, name: 'made_at' },
    },
    indices: [{ name: `${name}_seq`, columns: ['seq'], unique: true }],
  });
