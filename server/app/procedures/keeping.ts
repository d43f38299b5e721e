import { createHash } from 'node:crypto';
import { type Fault, FileFault } from '../../domain/shared/file-fault.ts';
import { readYaml } from '../../domain/shared/located-yaml.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { parseSop } from '../../domain/sop/parse.ts';
import type { RefusedFile, SopFile, StoredSop } from './store.ts';

export interface Keeping {
  /** To be stored: new ones, and those that have become something else. */
  readonly put: readonly StoredSop[];
  readonly refused: readonly RefusedFile[];
}

/**
 * What becomes of the files found at a start. A file whose version is stored with other contents is refused: cases ran
 * under it. Of a procedure that never was in force the file is published; a later version waits as a draft for somebody
 * to publish it. Of several the office's own goes before a shipped one, and the last by name before the others. Pure.
 * @param files in the order of their names
 * @param at epoch ms
 */
export function keepFiles(stored: readonly StoredSop[], files: readonly SopFile[], at: number): Keeping {
  const refused: RefusedFile[] = [];
  const changed: StoredSop[] = [];
  const fresh: StoredSop[] = [];
  const ordered = [...files].sort((a, b) => Number(a.origin === 'own') - Number(b.origin === 'own'));
  for (const file of ordered) {
    const { sop } = file;
    if (!sop) {
      refused.push({ file: file.file, faults: file.faults });
      continue;
    }
    const same = (one: StoredSop) => one.id === sop.id && one.version === sop.version;
    const known = stored.find(same);
    if (!known && !fresh.some(same)) fresh.push(draftOf(file, sop, at));
    else if (known?.source === null) {
      // Kept before texts were: until then the file was what cases ran under.
      changed.push({ ...known, body: sop, source: file.text, digest: digestOf(file.text) });
    } else if (known && sameContents(known, file, sop)) continue;
    else if (known?.status === 'draft' && known.savedBy === null) changed.push(draftOf(file, sop, at));
    else refused.push({ file: file.file, faults: [changedFault(file, sop)] });
  }
  const begun = new Set(stored.filter(({ status }) => status !== 'draft').map(({ id }) => id));
  const chosen = new Map(fresh.filter(({ id }) => !begun.has(id)).map((one) => [one.id, one]));
  const published = { status: 'published', publishedAt: at } as const;
  const put = [...changed, ...fresh.map((one) => (chosen.get(one.id) === one ? { ...one, ...published } : one))];
  return { put, refused };
}

/**
 * The versions whose text this server reads otherwise than the one that stored them, such as with a field that
 * procedures did not have then, or in the order of the text. One that cannot be read any more stays as it was
 * understood. Pure.
 * @param files read just now, most of which are stored: a long text is not read twice at a start
 */
export function readAnew(stored: readonly StoredSop[], files: readonly SopFile[]): readonly StoredSop[] {
  const read = new Map(files.map(({ text, sop }) => [text, sop]));
  return stored.flatMap((one) => {
    const body = one.source === null ? null : (read.get(one.source) ?? readOrNull(one.source));
    return body === null || JSON.stringify(body) === JSON.stringify(one.body) ? [] : [{ ...one, body }];
  });
}

/** SHA-256 of the text, whichever way its lines end. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n').trimEnd()).digest('hex');
}

/** A comment or an empty line more is no other procedure. */
function sameContents(known: StoredSop, { text }: SopFile, sop: SopDefinition): boolean {
  return known.digest === digestOf(text) || canonical(known.body) === canonical(sop);
}

const draftOf = ({ origin, text }: SopFile, body: SopDefinition, at: number): StoredSop => ({
  id: body.id,
  version: body.version,
  status: 'draft',
  origin,
  body,
  source: text,
  digest: digestOf(text),
  loadedAt: at,
  savedBy: null,
  publishedAt: null,
  publishedBy: null,
  inForceFrom: null,
  retiredAt: null,
  retiredBy: null,
});

const changedFault = ({ file, text }: SopFile, { id, version }: SopDefinition): Fault => ({
  line: readYaml(text, file).lineOf(['version']),
  place: 'version',
  id: `Versi ${version} dari SOP ${id} sudah tersimpan dengan isi lain, dan itu tetap berlaku. Beri versi baru.`,
  en: `Version ${version} of SOP ${id} is stored with other contents, and those stay in force. Give it a new version.`,
});

function readOrNull(source: string): SopDefinition | null {
  try {
    return parseSop(source);
  } catch (error) {
    if (error instanceof FileFault) return null;
    throw error;
  }
}

/** JSON in which the order of fields says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
