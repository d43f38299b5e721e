import { readdirSync } from 'node:fs';

/** Whose mutants are looked at: the engine of the procedures, the calendars, the cases and their fields. */
export const judgedFiles = () =>
  ['sop', 'calendar', 'case', 'fields'].flatMap((folder) =>
    readdirSync(`server/domain/${folder}`)
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => `server/domain/${folder}/${name}`),
  );
