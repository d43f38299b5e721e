import { randomUUID } from 'node:crypto';
import {
  differenceOf,
  endsLogIns,
  faultsOf,
  isLastAdministrator,
  type KnownPerson,
  type PersonDraft,
  type PersonFault,
  type PersonFields,
} from '../../domain/people/person.ts';
import type { ChangedBy, PeopleStore, PersonWrite } from '../ports/people.ts';
import type { Clock } from '../ports/ports.ts';
import { decided, type PersonRefusal, type Refused } from './decided.ts';
import { createFirstPasswords, type MadePassword, type NewPassword } from './first-passwords.ts';
import { createPersonHistory } from './person-history.ts';

export interface AdministrationDeps {
  readonly store: PeopleStore;
  readonly secrets: {
    readonly password: () => string;
    readonly hash: (password: string) => Promise<string>;
    /** Of a telephone, sealed. */
    readonly sip: () => string;
  };
  readonly clock: Pick<Clock, 'now'>;
  /** What a running server does so that it holds at once; a command line leaves it to the server, which sees that log-ins ended. */
  readonly effects: {
    /** Before somebody's telephone is another. */
    leavesTelephone(personId: string): Promise<Extract<PersonRefusal, 'agent_in_call' | 'exchange_away'> | null>;
    /** After it is stored. @param over whose work or telephone is another now, or none */
    changed(personIds: readonly string[], over: boolean): Promise<void>;
    /** Whose log-ins ended; what they work as stays. */
    loggedOut(personId: string): Promise<void>;
  };
}

export type PeopleAdministration = ReturnType<typeof createPeopleAdministration>;

/** Who works here, as what and with which telephone: for the console and the command line. */
export function createPeopleAdministration({ store, secrets, clock, effects }: AdministrationDeps) {
  const handOut = createFirstPasswords({ ...secrets, clock });
  const change = async (
    personId: string,
    wantedOf: (person: KnownPerson) => Partial<PersonFields> | null,
    by: ChangedBy,
  ): Promise<Refused | null> => {
    let hadTelephone = false;
    const decide = (people: readonly KnownPerson[]): Refused | readonly PersonWrite[] => {
      const person = people.find(({ id }) => id === personId);
      if (!person) return { refusal: 'not_found' };
      hadTelephone = person.extension !== null;
      const wanted = wantedOf(person);
      if (!wanted) return { refusal: 'person_changed' };
      const difference = differenceOf(person, wanted);
      if (!difference) return [];
      const faults = faultsOf({ ...person, ...difference.after }, people, person);
      if (faults.length > 0) return { faults: [faults] };
      if ('role' in difference.after && isLastAdministrator(people, personId)) return { refusal: 'last_administrator' };
      const sipSecret = secrets.sip();
      return [{ type: 'change', id: personId, ...difference, endsLogIns: endsLogIns(difference.after), sipSecret }];
    };
    const first = decide(await store.all());
    if (!('length' in first)) return first;
    const [planned] = first;
    if (planned?.type !== 'change') return null;
    const moves = 'extension' in planned.after || 'phone' in planned.after;
    const refusal = moves && hadTelephone ? await effects.leavesTelephone(personId) : null;
    if (refusal) return { refusal };
    const result = await decided(store, by, decide);
    if (!('length' in result)) return result;
    await effects.changed([personId], planned.endsLogIns);
    return null;
  };

  return {
    all: store.all,
    /**
     * Adds all of them or none.
     * @param lasts the passwords last, and may be used as often as one likes
     */
    add: async (
      drafts: readonly PersonDraft[],
      by: ChangedBy,
      lasts = false,
    ): Promise<Refused | { readonly added: readonly NewPassword[] }> => {
      const faulty = (people: readonly KnownPerson[]): Refused | null => {
        const faults = faultsOfAll(drafts, people);
        return faults.some((found) => found.length > 0) ? { faults } : null;
      };
      // Passwords take their time, which is not spent on what is refused.
      const refused = faulty(await store.all());
      if (refused) return refused;
      const rows: { person: PersonDraft; id: string; handed: MadePassword }[] = [];
      // One after the other: whoever logs in meanwhile waits for one of them at most.
      for (const person of drafts) rows.push({ person, id: randomUUID(), handed: await handOut(lasts) });
      const result = await decided(
        store,
        by,
        (people) =>
          faulty(people) ??
          rows.map(({ id, person, handed }) => ({
            ...{ type: 'add' as const, id, person, sipSecret: secrets.sip() },
            ...handed.stored,
          })),
      );
      if (!('length' in result)) return result;
      await effects.changed(
        rows.map(({ id }) => id),
        false,
      );
      return {
        added: rows.map(({ id, person: { username }, handed: { password, expiresAt } }) => ({
          ...{ personId: id, username, password, expiresAt },
        })),
      };
    },
    /** @returns null: it is done, or was so already */
    change: (personId: string, wanted: Partial<PersonFields>, by: ChangedBy) => change(personId, () => wanted, by),
    /** Whoever is deactivated is out at once and cannot log in; whoever comes back logs in with the password of before. */
    setActive: async (personId: string, active: boolean, by: ChangedBy): Promise<Refused | null> => {
      const result = await decided(store, by, (people) => {
        const person = people.find(({ id }) => id === personId);
        if (!person) return { refusal: 'not_found' };
        if (!active && isLastAdministrator(people, personId)) return { refusal: 'last_administrator' };
        const faults = active ? faultsOf(person, people, { id: personId, active }) : [];
        if (faults.length > 0) return { faults: [faults] };
        if (person.active === active) return [];
        return [{ type: active ? 'activate' : 'deactivate', id: personId }];
      });
      if (!('length' in result)) return result;
      await effects.changed([personId], true);
      return null;
    },
    /** A new first password; every log-in ends. */
    resetPassword: async (personId: string, by: ChangedBy, lasts = false): Promise<Refused | NewPassword> => {
      const handed = await handOut(lasts);
      let username = '';
      const result = await decided(store, by, (people) => {
        const person = people.find(({ id, active }) => id === personId && active);
        if (!person) return { refusal: 'not_found' };
        username = person.username;
        return [{ type: 'password', id: personId, ...handed.stored }];
      });
      if (!('length' in result)) return result;
      await effects.loggedOut(personId);
      return { personId, username, password: handed.password, expiresAt: handed.expiresAt };
    },
    ...createPersonHistory({ store, change }),
  };
}

/** Of each: beside everybody who is there, and those before it in the same list. */
function faultsOfAll(drafts: readonly PersonDraft[], people: readonly KnownPerson[]): PersonFault[][] {
  return drafts.map((draft, index) =>
    faultsOf(draft, [
      ...people,
      ...drafts.slice(0, index).map((earlier, at) => ({ ...earlier, id: `row ${at}`, active: true })),
    ]),
  );
}
