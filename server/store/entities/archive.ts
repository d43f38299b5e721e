import { EntitySchema } from 'typeorm';
import { integer, moment, optionalMoment, optionalText, text, uuid, uuidKey } from './columns.ts';

interface BundleRow {
  caseId: string;
  closedOn: string;
  classId: string;
  code: string;
  title: string;
  active: number;
  inactive: number;
  fate: string;
  activeUntil: string;
  overOn: string | null;
  entries: number;
  bytes: string;
  sha256: string;
  keySealed: string | null;
  store: string;
  blob: string;
  madeAt: Date;
  madeBy: string;
  goneAt: Date | null;
}
/** A case's bundle in the archive: its bytes lie sealed where files do, and change no more. Days are text, `YYYY-MM-DD`. */
export const ArchiveBundleEntity = new EntitySchema<BundleRow>({
  name: 'archive_bundle',
  columns: {
    caseId: {
      ...uuidKey,
      name: 'case_id',
      primaryKeyConstraintName: 'archive_bundle_pkey',
      foreignKey: { target: 'case_file', name: 'archive_bundle_case' },
    },
    closedOn: { ...text, name: 'closed_on' },
    classId: { ...text, name: 'class_id' },
    code: text,
    title: text,
    active: integer,
    inactive: integer,
    fate: text,
    activeUntil: { ...text, name: 'active_until' },
    overOn: { ...optionalText, name: 'over_on' },
    entries: integer,
    bytes: { type: 'bigint' },
    sha256: text,
    keySealed: { ...optionalText, name: 'key_sealed' },
    store: text,
    blob: text,
    madeAt: { ...moment, name: 'made_at' },
    madeBy: { ...uuid, name: 'made_by', foreignKey: { target: 'person', name: 'archive_bundle_maker' } },
    goneAt: { ...optionalMoment, name: 'gone_at' },
  },
  indices: [
    { name: 'archive_bundle_closed', columns: ['closedOn'] },
    { name: 'archive_bundle_over', columns: ['overOn'], where: 'gone_at IS NULL' },
  ],
});
