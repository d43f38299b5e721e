import type { Means, SopActor } from '../sop/terms.ts';

/** A level of an alert as it fired. */
export interface HeardLevel {
  readonly to: readonly SopActor[];
  /** Of those roles, the people whom the case names: its agent, the official it was forwarded to. */
  readonly people: readonly string[];
  readonly by: readonly Means[];
}

/**
 * Who of the office hears of a level: of each role the person the case names, and everybody in it where it names nobody.
 * @param people everybody in the office.
 */
export function heardBy<P extends { readonly userId: string; readonly role: string }>(
  { to, people: named }: Pick<HeardLevel, 'to' | 'people'>,
  people: readonly P[],
): readonly P[] {
  return to.flatMap((role) => {
    const all = people.filter((person) => person.role === role);
    const meant = all.filter(({ userId }) => named.includes(userId));
    return meant.length > 0 ? meant : all;
  });
}
