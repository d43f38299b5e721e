import { z } from 'zod';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import type { Choice } from './field.ts';

/** The lists of one kind of office, such as a civil registry's subjects, by their names. */
export type Catalogue = ReadonlyMap<string, readonly Choice[]>;

/** A catalogue with where its lists stand in its file. */
export interface CatalogueFile {
  readonly file: string;
  readonly lists: Catalogue;
  /** The line of a list; null: it has none of the name. */
  lineOf(list: string): number | null;
}

const words = z.string().trim().min(1).max(120);
const Entry = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  id: words,
  en: words,
  retired: z.literal(true).optional(),
});
const File = z.record(z.string().regex(/^[a-z][a-z_-]{0,39}$/), z.array(Entry).min(1));

/**
 * Reads a catalogue: lists of choices, each with its code and its name in both languages.
 * @param file its name, for the faults
 * @throws FileFault with every fault, its line and what to do
 */
export function parseCatalogue(text: string, file: string): CatalogueFile {
  const yaml = readYaml(text, file);
  const parsed = File.safeParse(yaml.value);
  if (!parsed.success)
    throw new FileFault(
      file,
      parsed.error.issues.map(({ path, message }) =>
        wrongEntry(yaml.lineOf(path), path.map(String).join('.'), message),
      ),
    );
  const faults = Object.entries(parsed.data).flatMap(([name, entries]) =>
    entries.flatMap(({ code }, index) =>
      entries.findIndex((other) => other.code === code) === index ? [] : [twice(yaml.lineOf([name, index]), code)],
    ),
  );
  if (faults.length > 0) throw new FileFault(file, faults);
  const lists = new Map(
    Object.entries(parsed.data).map(([name, entries]) => [
      name,
      entries.map(({ code, id, en, retired }) => ({ code, name: { id, en }, ...(retired && { retired }) })),
    ]),
  );
  return { file, lists, lineOf: (list) => (lists.has(list) ? yaml.lineOf([list]) : null) };
}

const wrongEntry = (line: number, place: string, message: string): Fault => ({
  line,
  id: `${place || 'berkas'}: tulis daftar pilihan seperti "- { code: lampu_jalan, id: Lampu jalan, en: Street lamp }" (${message})`,
  en: `${place || 'file'}: write a list of choices such as "- { code: street_lamp, id: Lampu jalan, en: Street lamp }" (${message})`,
});
const twice = (line: number, code: string): Fault => ({
  line,
  id: `kode ${code} tertulis dua kali: ganti salah satunya`,
  en: `the code ${code} is written twice: change one of them`,
});

/** The choice of this code; one that the list has lost is shown by its code, so that an old case still reads. */
export const choiceOf = (choices: readonly Choice[], code: string): Choice =>
  choices.find((choice) => choice.code === code) ?? { code, name: { id: code, en: code } };
