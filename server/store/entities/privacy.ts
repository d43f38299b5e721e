import { EntitySchema } from 'typeorm';
import { createdNow, integer, optionalMoment, optionalText, optionalUuid, text, uuid, uuidKey } from './columns.ts';

/** By which NIK a case is found, as a keyed fingerprint. */
interface CaseNikRow {
  caseId: string;
  nikIndex: string;
}

export const CaseNikEntity = new EntitySchema<CaseNikRow>({
  name: 'case_nik',
  columns: {
    caseId: {
      ...uuid,
      name: 'case_id',
      primary: true,
      primaryKeyConstraintName: 'case_nik_pkey',
      foreignKey: { target: 'case_file', name: 'case_nik_case' },
    },
    nikIndex: { ...text, name: 'nik_index' },
  },
  indices: [{ name: 'case_nik_index', columns: ['nikIndex'] }],
});

/** That somebody's data are to be erased: one asks, another confirms. */
interface ErasureRow {
  id: string;
  /** `phone` or `nik`, whose fingerprint follows. */
  byWhat: string;
  personIndex: string;
  masked: string;
  /** Of a number that several share: whose. */
  callerId: string | null;
  reason: string;
  askedBy: string;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  /** `done` or `refused`; null: nobody has decided. */
  outcome: string | null;
  /** How many cases it reached. */
  cases: number | null;
}

export const ErasureEntity = new EntitySchema<ErasureRow>({
  name: 'erasure',
  columns: {
    id: uuidKey,
    byWhat: { ...text, name: 'by_what' },
    personIndex: { ...text, name: 'person_index' },
    masked: text,
    callerId: { ...optionalUuid, name: 'caller_id' },
    reason: text,
    askedBy: { ...uuid, name: 'asked_by', foreignKey: { target: 'person', name: 'erasure_asked_by' } },
    askedAt: { ...createdNow, name: 'asked_at' },
    decidedBy: { ...optionalUuid, name: 'decided_by', foreignKey: { target: 'person', name: 'erasure_decided_by' } },
    decidedAt: { ...optionalMoment, name: 'decided_at' },
    outcome: optionalText,
    cases: { ...integer, nullable: true },
  },
  checks: [
    {
      name: 'erasure_four_eyes',
      expression: `"outcome" IS DISTINCT FROM 'done' OR "decided_by" <> "asked_by"`,
    },
  ],
});
