import { EntitySchema } from 'typeorm';
import { json, moment, text, uuid, uuidKey } from './columns.ts';

/** Filters of the list of tickets that somebody saved: what was typed is sealed, what was chosen is not. */
interface CaseViewRow {
  id: string;
  ownerId: string;
  /** Fingerprint of the name: one's own have each another. */
  nameIndex: string;
  wordsSealed: string;
  chosen: Record<string, string>;
  shared: boolean;
  changedAt: Date;
}

export const CaseViewEntity = new EntitySchema<CaseViewRow>({
  name: 'case_view',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'case_view_pkey' },
    ownerId: { ...uuid, name: 'owner_id', foreignKey: { target: 'person', name: 'case_view_owner' } },
    nameIndex: { ...text, name: 'name_index' },
    wordsSealed: { ...text, name: 'words_sealed' },
    chosen: json,
    shared: { type: 'boolean' },
    changedAt: { ...moment, name: 'changed_at' },
  },
  uniques: [{ name: 'case_view_name', columns: ['ownerId', 'nameIndex'] }],
});
