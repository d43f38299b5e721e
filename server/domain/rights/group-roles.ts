/** Who is in the group of the office's provider or directory works here as this. */
export interface GroupRole {
  readonly role: string;
  /** As the provider names it, or a distinguished name of the directory. */
  readonly group: string;
}

const key = (group: string) => group.trim().toLowerCase();

/**
 * What somebody works as. Pure.
 * @param mapping the first that fits counts
 * @returns null: in none of the groups, so nothing
 */
export function roleByGroups(mapping: readonly GroupRole[], groups: readonly string[]): string | null {
  const theirs = new Set(groups.map(key));
  return mapping.find(({ group }) => theirs.has(key(group)))?.role ?? null;
}
