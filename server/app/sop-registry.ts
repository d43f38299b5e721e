import type { SopDefinition } from '../domain/sop/definition.ts';
import { type Timekeeper, wallClock } from '../domain/sop/timekeeper.ts';

/** The procedures in force and those under which open cases began. */
export interface SopRegistry {
  /** The one a new call runs under. */
  readonly current: SopDefinition;
  /** @throws when a case names a version nobody stored. */
  get(id: string, version: string): SopDefinition;
  /** The hours of the service. */
  readonly time: Timekeeper;
}

/** @param stored every version ever loaded; the current one need not be among them. */
export function createSopRegistry(
  current: SopDefinition,
  stored: readonly SopDefinition[],
  time: Timekeeper = wallClock,
): SopRegistry {
  const all = new Map([...stored, current].map((sop) => [`${sop.id} ${sop.version}`, sop]));
  return {
    current,
    time,
    get: (id, version) => {
      const sop = all.get(`${id} ${version}`);
      if (!sop) throw new Error(`SOP ${id} ${version} is not stored`);
      return sop;
    },
  };
}
