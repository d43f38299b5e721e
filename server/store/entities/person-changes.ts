import { EntitySchema } from 'typeorm';
import type { ChangeKind, ChangeWay } from '../../domain/people/changes.ts';
import type { PersonFields } from '../../domain/people/person.ts';
import { createdNow, text, uuid, uuidKey } from './columns.ts';

/** What was done to somebody's entry in the list of people. */
interface PersonChangeRow {
  id: string;
  personId: string;
  at: Date;
  byId: string | null;
  way: ChangeWay;
  kind: ChangeKind;
  before: Partial<PersonFields> | null;
  after: Partial<PersonFields> | null;
}

export const PersonChangeEntity = new EntitySchema<PersonChangeRow>({
  name: 'person_change',
  columns: {
    id: uuidKey,
    personId: { ...uuid, name: 'person_id', foreignKey: { target: 'person', name: 'person_change_person' } },
    at: createdNow,
    byId: {
      ...{ type: 'uuid', nullable: true, name: 'by_id' },
      foreignKey: { target: 'person', name: 'person_change_by' },
    },
    way: text,
    kind: text,
    before: { type: 'jsonb', nullable: true },
    after: { type: 'jsonb', nullable: true },
  },
  indices: [{ name: 'person_change_of', columns: ['personId', 'at'] }],
});
