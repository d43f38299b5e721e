import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SopFile } from '../app/procedures/store.ts';
import { FileFault } from '../domain/shared/file-fault.ts';
import { parseSop } from '../domain/sop/parse.ts';

const shipped = fileURLToPath(new URL('../sops/', import.meta.url));

/**
 * Reads the procedures of `server/sops` and the office's own; one of the same file name goes before a shipped one. A
 * file with faults is found too, with its faults.
 * @param own a folder that need not be there
 */
export function readSopFiles(own: string): readonly SopFile[] {
  const mine = existsSync(own) ? namesIn(own) : [];
  return [
    ...namesIn(shipped)
      .filter((name) => !mine.includes(name))
      .map((name) => readSopFile(join(shipped, name), `server/sops/${name}`, 'shipped')),
    ...mine.map((name) => readSopFile(join(own, name), `sops/${name}`, 'own')),
  ];
}

const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();

function readSopFile(path: string, file: string, origin: SopFile['origin']): SopFile {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
    return { file, origin, text, sop: parseSop(text, file), faults: [] };
  } catch (error) {
    const faults = error instanceof FileFault ? error.faults : [unreadable(error)];
    return { file, origin, text, sop: null, faults };
  }
}

const unreadable = (error: unknown) => ({
  line: null,
  id: `Berkas ini tidak dapat dibaca (${String(error)}).`,
  en: `This file cannot be read (${String(error)}).`,
});
