import { EntitySchema } from 'typeorm';
import type { AnswerContent } from '../../domain/answer/answer.ts';
import { integer, json, moment, optionalText, text, uuid, uuidKey } from './columns.ts';

/** An answer at hand; what it is found by is set while it is offered. */
interface AnswerRow {
  id: string;
  version: number;
  published: AnswerContent | null;
  draft: AnswerContent | null;
  stage: string | null;
  writers: string[];
  returned: string | null;
  ownerId: string;
  solved: number;
  revision: number;
  expiresOn: string | null;
  words: string | null;
  stems: string | null;
  /** In small letters, to be compared letter by letter. */
  plain: string | null;
  changedAt: Date;
}

export const AnswerEntity = new EntitySchema<AnswerRow>({
  name: 'answer',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'answer_pkey' },
    version: integer,
    published: { ...json, nullable: true },
    draft: { ...json, nullable: true },
    stage: optionalText,
    writers: json,
    returned: optionalText,
    ownerId: { ...uuid, name: 'owner_id', foreignKey: { target: 'person', name: 'answer_owner' } },
    solved: { ...integer, default: 0 },
    revision: integer,
    expiresOn: { type: 'date', name: 'expires_on', nullable: true },
    words: { type: 'tsvector', nullable: true },
    stems: { type: 'tsvector', nullable: true },
    plain: optionalText,
    changedAt: { ...moment, name: 'changed_at' },
  },
  // GIN, which the schema builder does not know.
  indices: [
    { name: 'answer_words', columns: ['words'], synchronize: false },
    { name: 'answer_stems', columns: ['stems'], synchronize: false },
    { name: 'answer_plain', columns: ['plain'], synchronize: false },
  ],
});

/** What somebody did to an answer, with what was offered or being written before and after. */
interface AnswerEventRow {
  answerId: string;
  revision: number;
  what: string;
  personId: string;
  reason: string | null;
  before: AnswerContent | null;
  after: AnswerContent | null;
  at: Date;
}

export const AnswerEventEntity = new EntitySchema<AnswerEventRow>({
  name: 'answer_event',
  columns: {
    answerId: {
      ...{ ...uuid, name: 'answer_id', primary: true, primaryKeyConstraintName: 'answer_event_pkey' },
      foreignKey: { target: 'answer', name: 'answer_event_answer' },
    },
    revision: { ...integer, primary: true, primaryKeyConstraintName: 'answer_event_pkey' },
    what: text,
    personId: { ...uuid, name: 'person_id', foreignKey: { target: 'person', name: 'answer_event_person' } },
    reason: optionalText,
    before: { ...json, nullable: true },
    after: { ...json, nullable: true },
    at: moment,
  },
});

/** Words that somebody looked for and for which there was no answer. */
export const AnswerMissingEntity = new EntitySchema<{
  words: string;
  asked: number;
  serviceId: string | null;
  firstAt: Date;
  lastAt: Date;
}>({
  name: 'answer_missing',
  columns: {
    words: { ...text, primary: true, primaryKeyConstraintName: 'answer_missing_pkey' },
    asked: { ...integer, default: 1 },
    serviceId: { ...optionalText, name: 'service_id' },
    firstAt: { ...moment, name: 'first_at' },
    lastAt: { ...moment, name: 'last_at' },
  },
});

/** Words and phrases that mean the same in this office. */
export const SynonymEntity = new EntitySchema<{ id: number; words: string[] }>({
  name: 'search_synonym',
  columns: {
    id: { ...integer, primary: true, primaryKeyConstraintName: 'search_synonym_pkey' },
    words: json,
  },
});
