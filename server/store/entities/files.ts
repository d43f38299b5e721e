import { EntitySchema } from 'typeorm';
import {
  createdNow,
  integer,
  moment,
  optionalMoment,
  optionalText,
  optionalUuid,
  text,
  uuid,
  uuidKey,
} from './columns.ts';

/** A file of a case; its bytes lie sealed in a store of files. */
interface FileRow {
  id: string;
  caseId: string;
  messageId: string | null;
  source: string;
  personId: string | null;
  state: string;
  kind: string | null;
  mediaType: string | null;
  nameSealed: string;
  bytes: number;
  sha256: string | null;
  pages: number | null;
  active: boolean;
  preview: boolean;
  scanned: boolean;
  personal: boolean;
  /** The key of its bytes; null until there are any. */
  keySealed: string | null;
  store: string | null;
  blob: string | null;
  /** Where a gateway has it; null once it is kept. */
  gateway: string | null;
  urlSealed: string | null;
  fault: string | null;
  tries: number;
  nextTryAt: Date | null;
  at: Date;
  createdAt: Date;
}

const yesNo = { type: 'boolean', default: false } as const;
export const FileEntity = new EntitySchema<FileRow>({
  name: 'file',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'file_pkey' },
    caseId: {
      ...uuid,
      name: 'case_id',
      foreignKey: { target: 'case_file', name: 'file_case' },
    },
    messageId: { ...optionalText, name: 'message_id' },
    source: text,
    personId: { ...optionalUuid, name: 'person_id', foreignKey: { target: 'person', name: 'file_person' } },
    state: text,
    kind: optionalText,
    mediaType: { ...optionalText, name: 'media_type' },
    nameSealed: { ...text, name: 'name_sealed' },
    bytes: { ...integer, default: 0 },
    sha256: optionalText,
    pages: { ...integer, nullable: true },
    active: yesNo,
    preview: yesNo,
    scanned: yesNo,
    personal: { type: 'boolean', default: true },
    keySealed: { ...optionalText, name: 'key_sealed' },
    store: optionalText,
    blob: optionalText,
    gateway: optionalText,
    urlSealed: { ...optionalText, name: 'url_sealed' },
    fault: optionalText,
    tries: { ...integer, default: 0 },
    nextTryAt: { ...optionalMoment, name: 'next_try_at' },
    at: moment,
    createdAt: { ...createdNow, name: 'created_at' },
  },
  indices: [
    { name: 'file_case_at', columns: ['caseId', 'at'] },
    { name: 'file_due', columns: ['nextTryAt'], where: 'next_try_at IS NOT NULL' },
  ],
});
