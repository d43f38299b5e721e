import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CatalogueFile, parseCatalogue } from '../domain/fields/catalogue.ts';

const shipped = fileURLToPath(new URL('../catalogues/', import.meta.url));

/**
 * Reads every catalogue, by the name of its file. The office's own go before the shipped ones of the same name.
 * @param own a folder that may not be there
 * @throws FileFault naming file, line and what to do
 */
export function readCatalogues(own: string): ReadonlyMap<string, CatalogueFile> {
  const files = [shipped, own].filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [basename(name, '.yaml'), join(folder, name)] as const),
  );
  return new Map(files.map(([name, path]) => [name, parseCatalogue(readFileSync(path, 'utf8'), basename(path))]));
}
