import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Command line of a check: an optional root to look at instead of the project, and `--floor=N`. */
export function options({ floor }) {
  const words = process.argv.slice(2);
  const given = words.find((word) => word.startsWith('--floor='));
  const root = words.find((word) => !word.startsWith('--'));
  return { root: resolve(root ?? join(import.meta.dirname, '../..')), floor: given ? Number(given.slice(8)) : floor };
}

/** Every TypeScript source below the folders, relative to the current one, sorted. A missing folder has none. */
export function sourceFiles(folders) {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(node_modules|dist|fixtures)\//.test(file))
    .sort();
}
