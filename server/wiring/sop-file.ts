import { readFile } from 'node:fs/promises';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { parseSop } from '../domain/sop/parse.ts';

/** Reads `server/sops/<name>.yaml`. @throws SopFault naming every fault of the file. */
export async function readSop(name: string): Promise<SopDefinition> {
  return parseSop(await readFile(new URL(`../sops/${name}.yaml`, import.meta.url), 'utf8'));
}
