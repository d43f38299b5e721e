import { readdirSync, readFileSync } from 'node:fs';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { parseSop } from '../domain/sop/parse.ts';

const shipped = new URL('../sops/', import.meta.url);

/**
 * Reads every procedure of `server/sops`.
 * @throws FileFault naming every fault of the first file that has one
 */
export function readSops(): readonly SopDefinition[] {
  return readdirSync(shipped)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => parseSop(readFileSync(new URL(name, shipped), 'utf8'), name));
}
