import type { PersonCard, PersonChangeCard } from '../../../server/contract/people-list.ts';

/** What is looked for in the list of people; empty role: all. */
export interface PeopleSearch {
  readonly words: string;
  readonly role: string;
  readonly status: 'active' | 'left' | 'all';
}

export const everybodyActive: PeopleSearch = { words: '', role: '', status: 'active' };

/** Every word typed is somewhere in name, user name or extension, whatever its capitals. */
export function foundPeople(people: readonly PersonCard[], { words, role, status }: PeopleSearch): PersonCard[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    const text = `${person.displayName} ${person.username} ${person.extension ?? ''}`.toLowerCase();
    const wanted = status === 'all' || person.active === (status === 'active');
    return wanted && (role === '' || person.role === role) && parts.every((part) => text.includes(part));
  });
}

/** As typed. `extension` empty: none. */
export interface PersonForm {
  readonly username: string;
  readonly displayName: string;
  readonly role: PersonCard['role'];
  readonly extension: string;
  readonly phone: PersonCard['phone'];
  readonly locale: PersonCard['locale'];
}

export const newPerson: PersonForm = {
  ...{ username: '', displayName: '', role: 'agent', extension: '', phone: 'browser', locale: 'id' },
};

export const formOf = ({ username, displayName, role, extension, phone, locale }: PersonCard): PersonForm => ({
  ...{ username, displayName, role, extension: extension ?? '', phone, locale },
});

/** Whether saving ends every log-in of the person, so that it is said before. */
export const logsOut = (person: PersonCard, { role, extension, phone }: PersonForm): boolean =>
  role !== person.role || extension.trim() !== (person.extension ?? '') || phone !== person.phone;

export const changedFields = ['displayName', 'role', 'extension', 'phone', 'locale'] as const;
export type ChangedField = (typeof changedFields)[number];

/** The fields of a change in the order of the form, with the values before and after as stored. */
export const linesOf = ({ before, after }: Pick<PersonChangeCard, 'before' | 'after'>) =>
  changedFields.flatMap((field) => {
    const value = after?.[field];
    return value === undefined ? [] : [{ field, before: before?.[field], after: value }];
  });
