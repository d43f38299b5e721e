import { EntitySchema } from 'typeorm';
import {
  createdNow,
  integer,
  json,
  moment,
  optionalMoment,
  optionalText,
  optionalUuid,
  text,
  uuid,
  uuidKey,
} from './columns.ts';

interface RegisterRow {
  register: string;
  year: number;
  lastNumber: number;
}
/** How far the office's registers have come, by year. */
export const PaperRegisterEntity = new EntitySchema<RegisterRow>({
  name: 'paper_register',
  columns: {
    register: { ...text, primary: true, primaryKeyConstraintName: 'paper_register_pkey' },
    year: { ...integer, primary: true, primaryKeyConstraintName: 'paper_register_pkey' },
    lastNumber: { ...integer, name: 'last_number' },
  },
});

interface PaperRow {
  id: string;
  caseId: string;
  kind: string;
  state: string;
  title: object;
  fieldsSealed: string | null;
  signers: object;
  register: string | null;
  year: number | null;
  seq: number | null;
  number: string | null;
  office: string;
  edition: number;
  fileId: string | null;
  sha256: string | null;
  code: string | null;
  retention: string;
  madeAt: Date | null;
  madeBy: string | null;
  certifies: string | null;
  endedStep: string | null;
  endedStage: string | null;
  figures: object | null;
  createdAt: Date;
}
const optionalInteger = { ...integer, nullable: true };
/** A paper of a case. Its bytes are a file of the case; what was written in it is sealed. */
export const PaperEntity = new EntitySchema<PaperRow>({
  name: 'paper',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'paper_pkey' },
    caseId: { ...uuid, name: 'case_id', foreignKey: { target: 'case_file', name: 'paper_case' } },
    kind: text,
    state: text,
    title: json,
    fieldsSealed: { ...optionalText, name: 'fields_sealed' },
    signers: json,
    register: optionalText,
    year: optionalInteger,
    seq: optionalInteger,
    number: optionalText,
    office: text,
    edition: { ...integer, default: 0 },
    fileId: { ...optionalUuid, name: 'file_id' },
    sha256: optionalText,
    code: optionalText,
    retention: text,
    madeAt: { ...optionalMoment, name: 'made_at' },
    madeBy: { ...optionalUuid, name: 'made_by', foreignKey: { target: 'person', name: 'paper_maker' } },
    certifies: optionalText,
    endedStep: { ...optionalText, name: 'ended_step' },
    endedStage: { ...optionalText, name: 'ended_stage' },
    figures: { ...json, nullable: true },
    createdAt: { ...createdNow, name: 'created_at' },
  },
  indices: [
    { name: 'paper_number', columns: ['register', 'year', 'seq'], unique: true },
    { name: 'paper_code', columns: ['code'], unique: true },
    { name: 'paper_case_at', columns: ['caseId', 'createdAt'] },
    { name: 'paper_unsigned', columns: ['madeAt'], where: "state = 'made'" },
    { name: 'paper_report', columns: ['kind', 'madeAt'], where: 'figures IS NOT NULL' },
  ],
});

interface ActRow {
  id: string;
  paperId: string;
  edition: number;
  act: string;
  personId: string;
  name: string;
  title: string | null;
  nip: string | null;
  sha256: string;
  certificate: string | null;
  saidSealed: string | null;
  at: Date;
}
/** Who did what to exactly which bytes of a paper. */
export const PaperActEntity = new EntitySchema<ActRow>({
  name: 'paper_act',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'paper_act_pkey' },
    paperId: { ...uuid, name: 'paper_id', foreignKey: { target: 'paper', name: 'paper_act_paper' } },
    edition: integer,
    act: text,
    personId: { ...uuid, name: 'person_id', foreignKey: { target: 'person', name: 'paper_act_person' } },
    name: text,
    title: optionalText,
    nip: optionalText,
    sha256: text,
    certificate: optionalText,
    saidSealed: { ...optionalText, name: 'said_sealed' },
    at: moment,
  },
  indices: [{ name: 'paper_act_at', columns: ['paperId', 'at'] }],
});

interface TemplateRow {
  kind: string;
  digest: string;
  definition: string;
  template: string | null;
  usedAt: Date;
}
/** Kinds of papers and their templates as they were in use, of the office's own. */
export const PaperTemplateEntity = new EntitySchema<TemplateRow>({
  name: 'paper_template',
  columns: {
    kind: { ...text, primary: true, primaryKeyConstraintName: 'paper_template_pkey' },
    digest: { ...text, primary: true, primaryKeyConstraintName: 'paper_template_pkey' },
    definition: text,
    template: optionalText,
    usedAt: { ...createdNow, name: 'used_at' },
  },
});
