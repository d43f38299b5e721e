import { takenBack } from '../../domain/people/changes.ts';
import type { KnownPerson, PersonFields } from '../../domain/people/person.ts';
import type { ChangedBy, PeopleStore, PersonChange } from '../ports/people.ts';
import type { Refused } from './decided.ts';

export interface PersonHistoryDeps {
  readonly store: Pick<PeopleStore, 'all' | 'changesOf'>;
  /** Writes what is wanted of somebody, as long as that can be said. */
  readonly change: (
    personId: string,
    wantedOf: (person: KnownPerson) => Partial<PersonFields> | null,
    by: ChangedBy,
  ) => Promise<Refused | null>;
}

/** What was done to entries of the list of people, and taking it back. */
export const createPersonHistory = ({ store, change }: PersonHistoryDeps) => ({
  /** What was done to somebody, the newest first, and whether it can be taken back. */
  changesOf: async (personId: string): Promise<readonly (PersonChange & { readonly undoable: boolean })[] | null> => {
    const [people, changes] = await Promise.all([store.all(), store.changesOf(personId)]);
    const person = people.find(({ id }) => id === personId);
    return person ? changes.map((one) => ({ ...one, undoable: takenBack(one, person) !== null })) : null;
  },
  /** Writes the values from before a change as a change of their own. */
  undo: async (personId: string, changeId: string, by: ChangedBy): Promise<Refused | null> => {
    const undone = (await store.changesOf(personId)).find((one) => one.changeId === changeId);
    return undone ? change(personId, (person) => takenBack(undone, person), by) : { refusal: 'not_found' };
  },
});
