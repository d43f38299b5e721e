import type { Store } from '../ports/ports.ts';

export interface Person {
  readonly userId: string;
  readonly displayName: string;
  readonly role: string;
  readonly extension: string | null;
}

/** Who is who in the office, at hand without a query: every card shows names. */
export interface Directory {
  refresh(): Promise<void>;
  all(): readonly Person[];
  byId(userId: string | null): Person | null;
  byExtension(extension: string): Person | null;
  nameOf(userId: string | null): string | null;
}

/** Empty until the first `refresh`. */
export function createDirectory(store: Pick<Store, 'people' | 'agents'>): Directory {
  let byId = new Map<string, Person>();
  let byExtension = new Map<string, Person>();
  return {
    refresh: async () => {
      const [people, agents] = await Promise.all([store.people(), store.agents()]);
      const extensions = new Map(agents.map((agent) => [agent.userId, agent.extension]));
      const all = people.map((person) => ({ ...person, extension: extensions.get(person.userId) ?? null }));
      byId = new Map(all.map((person) => [person.userId, person]));
      byExtension = new Map(all.flatMap((person) => (person.extension ? [[person.extension, person]] : [])));
    },
    all: () => [...byId.values()],
    byId: (userId) => (userId === null ? null : (byId.get(userId) ?? null)),
    byExtension: (extension) => byExtension.get(extension) ?? null,
    nameOf: (userId) => (userId === null ? null : (byId.get(userId)?.displayName ?? null)),
  };
}
