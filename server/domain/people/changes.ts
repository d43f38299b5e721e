import { changeable, differenceOf, type KnownPerson, type PersonFields } from './person.ts';

/** What was done to somebody's entry in the list of people. */
export const changeKinds = ['added', 'changed', 'activated', 'deactivated', 'password'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Where it was done. */
export type ChangeWay = 'console' | 'import' | 'undo' | 'command line' | 'first start';

/** Values as they were and as they became; null: the change has none. */
export interface ChangedValues {
  readonly kind: ChangeKind;
  readonly before: Partial<PersonFields> | null;
  readonly after: Partial<PersonFields> | null;
}

/**
 * What a change would be taken back with: its earlier values, as long as the later ones still stand. Whoever was added,
 * came back or left is dealt with by name, and a password that was made anew is gone. Pure.
 * @returns null: it cannot be taken back
 */
export function takenBack({ kind, before, after }: ChangedValues, person: KnownPerson): Partial<PersonFields> | null {
  if (kind !== 'changed' || before === null || after === null) return null;
  const stands = changeable.every((field) => after[field] === undefined || after[field] === person[field]);
  return stands ? (differenceOf(person, before)?.after ?? null) : null;
}
