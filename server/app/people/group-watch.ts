import type { Log } from '../ports/ports.ts';
import { createEvery, type Every } from '../shared/every.ts';
import type { Grouped, GroupRoles } from './group-roles.ts';

export interface GroupWatchDeps {
  /** Whose sessions live. */
  readonly people: () => Promise<readonly string[]>;
  readonly byId: (id: string) => Promise<(Grouped & { readonly username: string }) | null>;
  readonly isEmergency: (person: { readonly username: string }) => boolean;
  /** Null: nobody of the name is there. A word: it cannot be asked now. */
  readonly groupsOf: (username: string) => Promise<readonly string[] | null | string>;
  readonly groupRoles: GroupRoles;
  readonly log: Log;
}

/** A directory tells nobody who left it, or its groups, while being logged in: it is asked so often. */
const everyMs = 60_000;

export function createGroupWatch(deps: GroupWatchDeps): Every & { readonly look: () => Promise<void> } {
  const { groupRoles, log } = deps;
  const look = async (): Promise<void> => {
    for (const id of await deps.people()) {
      const person = await deps.byId(id);
      if (!person || deps.isEmergency(person)) continue;
      const groups = await deps.groupsOf(person.username);
      // Nobody is put out because the directory is away.
      if (typeof groups === 'string') return;
      await groupRoles.settle(person, groups);
    }
  };
  const every = createEvery(everyMs, () =>
    look().catch((error: unknown) => log.warn({ err: error }, 'groups of the directory could not be looked at')),
  );
  return { ...every, look };
}
