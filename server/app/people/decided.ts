import type { KnownPerson, PersonFault } from '../../domain/people/person.ts';
import type { ChangedBy, PeopleStore, PersonWrite } from '../ports/people.ts';

/**
 * Why nothing was done: nobody is like that, or not any more; nobody could administer without this person; what was changed
 * has been changed again; the agent has a call or its recap; the exchange does not say that the old telephone left the queues.
 */
export type PersonRefusal = 'not_found' | 'last_administrator' | 'person_changed' | 'agent_in_call' | 'exchange_away';
export type Refused =
  | { readonly refusal: PersonRefusal }
  /** By row of what was to be added; of one who is changed, of the first. */
  | { readonly faults: readonly (readonly PersonFault[])[] };

export type Decide = (people: readonly KnownPerson[]) => Refused | readonly PersonWrite[];

/** Decides with who is there at that moment, and stores what comes of it. */
export async function decided(
  store: Pick<PeopleStore, 'write'>,
  by: ChangedBy,
  decide: Decide,
): Promise<Refused | readonly PersonWrite[]> {
  let result: Refused | readonly PersonWrite[] = [];
  await store.write((people) => {
    result = decide(people);
    return 'length' in result ? result : null;
  }, by);
  return result;
}
