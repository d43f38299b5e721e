import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PaperKind } from '../domain/papers/kind.ts';
import { parsePaperKind } from '../domain/papers/parse.ts';
import { type Fault, FileFault } from '../domain/shared/file-fault.ts';

const shippedKinds = fileURLToPath(new URL('../papers/kinds/', import.meta.url));
const shippedTemplates = fileURLToPath(new URL('../papers/templates/', import.meta.url));
/** Not a kind of paper. */
export const officeFile = 'office.yaml';

/** A file that says what a kind of paper is, with the office's own template, where it has one. */
export interface PaperFile {
  readonly file: string;
  readonly text: string;
  /** Null: it has faults. */
  readonly kind: PaperKind | null;
  /** Null: one of ours. */
  readonly template: string | null;
  readonly faults: readonly Fault[];
}

export const digestOf = ({ text, template }: Pick<PaperFile, 'text' | 'template'>): string =>
  createHash('sha256')
    .update(JSON.stringify([text, template]))
    .digest('hex');

/** The kinds that are shipped. */
export const readShippedKinds = (): readonly PaperFile[] =>
  namesIn(shippedKinds).map((name) => readPaperFile(join(shippedKinds, name), `server/papers/kinds/${name}`));

/** The office's own kinds. @param folder need not be there */
export const readOwnKinds = (folder: string): readonly PaperFile[] =>
  existsSync(folder)
    ? namesIn(folder)
        .filter((name) => name !== officeFile)
        .map((name) => readPaperFile(join(folder, name), `papers/${name}`))
    : [];

/** What papers the office has, by their names: those that are shipped, and its own. */
export const paperNames = (dataDir: string): readonly string[] => [
  ...new Set(
    [...readShippedKinds(), ...readOwnKinds(join(dataDir, 'papers'))].flatMap(({ kind }) => (kind ? [kind.id] : [])),
  ),
];

const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();

/** @param file its name, for the faults */
export function readPaperFile(path: string, file: string): PaperFile {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
    const kind = parsePaperKind(text, file);
    const own = join(path, '..', `${kind.template}.typ`);
    if (existsSync(own)) return { file, text, kind, template: readFileSync(own, 'utf8'), faults: [] };
    if (existsSync(join(shippedTemplates, `${kind.template}.typ`)))
      return { file, text, kind, template: null, faults: [] };
    return { file, text, kind: null, template: null, faults: [noTemplate(kind.template)] };
  } catch (error) {
    const faults = error instanceof FileFault ? error.faults : [unreadable(error)];
    return { file, text, kind: null, template: null, faults };
  }
}

const noTemplate = (name: string): Fault => ({
  line: null,
  place: 'template',
  id: `templat ${name}.typ tidak ada: letakkan di samping berkas ini, atau pakai official-letter atau record`,
  en: `there is no template ${name}.typ: put it beside this file, or use official-letter or record`,
});
const unreadable = (error: unknown): Fault => ({
  line: null,
  id: `Berkas ini tidak dapat dibaca (${String(error)}).`,
  en: `This file cannot be read (${String(error)}).`,
});
