import { EntitySchema } from 'typeorm';
import { integer, json, moment, optionalMoment, optionalText, optionalUuid, text, uuid, uuidKey } from './columns.ts';

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
  destructionId: string | null;
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
    destructionId: {
      ...optionalUuid,
      name: 'destruction_id',
      foreignKey: { target: 'archive_destruction', name: 'archive_bundle_destruction_id' },
    },
  },
  indices: [
    { name: 'archive_bundle_closed', columns: ['closedOn'] },
    { name: 'archive_bundle_over', columns: ['overOn'], where: 'gone_at IS NULL' },
  ],
});

interface DestructionRow {
  id: string;
  caseIds: object;
  reason: string;
  proposedBy: string;
  proposedAt: Date;
  firstBy: string | null;
  firstRole: string | null;
  firstAt: Date | null;
  secondBy: string | null;
  secondRole: string | null;
  secondAt: Date | null;
  refusedBy: string | null;
  refusedAt: Date | null;
  refusal: string | null;
  year: number | null;
  seq: number | null;
  number: string | null;
  sha256: string | null;
  keySealed: string | null;
  store: string | null;
  blob: string | null;
}
const person = (name: string) => ({ name, foreignKey: { target: 'person', name: `archive_destruction_${name}` } });
const optionalInteger = { ...integer, nullable: true };
/** A list of bundles whose time is over: who proposed it, who signed it, and the minutes of its execution. */
export const ArchiveDestructionEntity = new EntitySchema<DestructionRow>({
  name: 'archive_destruction',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'archive_destruction_pkey' },
    caseIds: { ...json, name: 'case_ids' },
    reason: text,
    proposedBy: { ...uuid, ...person('proposed_by') },
    proposedAt: { ...moment, name: 'proposed_at' },
    firstBy: { ...optionalUuid, ...person('first_by') },
    firstRole: { ...optionalText, name: 'first_role' },
    firstAt: { ...optionalMoment, name: 'first_at' },
    secondBy: { ...optionalUuid, ...person('second_by') },
    secondRole: { ...optionalText, name: 'second_role' },
    secondAt: { ...optionalMoment, name: 'second_at' },
    refusedBy: { ...optionalUuid, ...person('refused_by') },
    refusedAt: { ...optionalMoment, name: 'refused_at' },
    refusal: optionalText,
    year: optionalInteger,
    seq: optionalInteger,
    number: optionalText,
    sha256: optionalText,
    keySealed: { ...optionalText, name: 'key_sealed' },
    store: optionalText,
    blob: optionalText,
  },
  indices: [{ name: 'archive_destruction_number', columns: ['year', 'seq'], unique: true }],
});
