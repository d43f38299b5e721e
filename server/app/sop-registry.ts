import type { SopDefinition } from '../domain/sop/definition.ts';

/** The procedures in force and those under which open cases began. */
export interface SopRegistry {
  /** The one a new call runs under. */
  readonly current: SopDefinition;
  /** @throws when a case names a version nobody stored. */
  get(id: string, version: string): SopDefinition;
}

/** @param stored every version ever loaded; the current one need not be among them. */
export function createSopRegistry(current: SopDefinition, stored: readonly SopDefinition[]): SopRegistry {
  const all = new Map([...stored, current].map((sop) => [`${sop.id} ${sop.version}`, sop]));
  return {
    current,
    get: (id, version) => {
      const sop = all.get(`${id} ${version}`);
      if (!sop) throw new Error(`SOP ${id} ${version} is not stored`);
      return sop;
    },
  };
}
