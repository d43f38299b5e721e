import { existsSync, readFileSync } from 'node:fs';
import { noSuchFile } from '../config/faults.ts';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { parseSop } from '../domain/sop/parse.ts';

/**
 * Reads `server/sops/<name>.yaml`.
 * @throws FileFault naming every fault of the file; ConfigError when there is none of that name
 */
export async function readSop(name: string): Promise<SopDefinition> {
  const path = new URL(`../sops/${name}.yaml`, import.meta.url);
  if (!existsSync(path)) throw noSuchFile('SIGAP_SOP', `sops/${name}.yaml`);
  return parseSop(readFileSync(path, 'utf8'), `${name}.yaml`);
}
