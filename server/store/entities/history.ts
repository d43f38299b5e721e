import { EntitySchema } from 'typeorm';
import { createdNow, integer, json, moment, optionalUuid, text, uuid } from './columns.ts';

/** A sealed field of a procedure's own, beside its case. */
export interface CaseSecretRow {
  caseId: string;
  field: string;
  sealed: string;
}

export const CaseSecretEntity = new EntitySchema<CaseSecretRow>({
  name: 'case_secret',
  columns: {
    caseId: { ...uuid, name: 'case_id', primary: true, foreignKey: { target: 'case_file' } },
    field: { ...text, primary: true },
    sealed: text,
  },
});

/** The words of what is written in a case, to find it by. */
export interface CaseSearchRow {
  caseId: string;
  /** As in its case: the newest are read without it. */
  openedAt: Date;
  words: string;
}

export const CaseSearchEntity = new EntitySchema<CaseSearchRow>({
  name: 'case_search',
  columns: {
    caseId: { ...uuid, name: 'case_id', primary: true, foreignKey: { target: 'case_file' } },
    openedAt: { ...moment, name: 'opened_at' },
    words: { type: 'tsvector' },
  },
  indices: [
    // GIN, which the schema builder does not know.
    { name: 'case_search_words', columns: ['words'], synchronize: false },
    { name: 'case_search_opened', columns: ['openedAt'] },
  ],
});

/** A case's history: everything that happened to it, in order. Replaying it gives the case's procedure again. */
export interface CaseEventRow {
  caseId: string;
  id: string;
  seq: number;
  type: string;
  at: Date;
  recordedAt: Date;
  personId: string | null;
  data: object;
}

export const CaseEventEntity = new EntitySchema<CaseEventRow>({
  name: 'case_event',
  columns: {
    caseId: { ...uuid, name: 'case_id', primary: true, foreignKey: { target: 'case_file' } },
    // An event counts once: its id is made from what happened.
    id: { ...text, primary: true },
    seq: integer,
    type: text,
    at: moment,
    recordedAt: { ...moment, name: 'recorded_at' },
    personId: { ...optionalUuid, name: 'person_id' },
    data: json,
  },
  uniques: [{ name: 'case_event_order', columns: ['caseId', 'seq'] }],
});

/** What was written about a case before the numbers in it were hidden. */
export interface HiddenWordsRow {
  caseId: string;
  /** Of the writing and its field. */
  id: string;
  field: string;
  wordsSealed: string;
  /** Null: the citizen's own. */
  personId: string | null;
  at: Date;
}

export const HiddenWordsEntity = new EntitySchema<HiddenWordsRow>({
  name: 'hidden_words',
  columns: {
    caseId: { ...uuid, name: 'case_id', primary: true, foreignKey: { target: 'case_file' } },
    id: { ...text, primary: true },
    field: text,
    wordsSealed: { ...text, name: 'words_sealed' },
    personId: { ...optionalUuid, name: 'person_id', foreignKey: { target: 'person' } },
    at: createdNow,
  },
});
