import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaperKinds } from '../app/papers/kinds.ts';
import { samplePaper } from '../app/papers/sample.ts';
import type { PaperTemplateStore } from '../app/ports/case-papers.ts';
import type { MakePaper } from '../app/ports/papers.ts';
import type { Log } from '../app/ports/ports.ts';
import type { PaperKind } from '../domain/papers/kind.ts';
import { noOffice, type PaperOffice, parsePaperOffice } from '../domain/papers/office.ts';
import { parsePaperKind } from '../domain/papers/parse.ts';
import { type Fault, FileFault, faultLine } from '../domain/shared/file-fault.ts';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { digestOf, officeFile, type PaperFile, readOwnKinds, readShippedKinds } from './paper-files.ts';

/** Whose bytes a template has faults in, in the words of the typesetter. */
export async function templateFaults(
  makePaper: MakePaper,
  kind: PaperKind,
  template: string | null,
): Promise<readonly Fault[]> {
  const made = await makePaper(samplePaper(kind, template ?? undefined));
  if (made.ok) return [];
  if (made.why !== 'template') return [{ line: null, ...unmade(made.why) }];
  return made.faults.map(({ file, line, message }) => ({
    line,
    place: file.replace('.office.typ', '.typ'),
    id: `perbaiki templat: ${message}`,
    en: `correct the template: ${message}`,
  }));
}
const unmade = (why: string) => ({
  id: `surat contoh tidak dapat dibuat (${why}): sederhanakan templatnya`,
  en: `a sample could not be made (${why}): simplify the template`,
});

export interface PaperKindsDeps {
  readonly dataDir: string;
  readonly store: PaperTemplateStore;
  readonly makePaper: MakePaper;
  readonly log: Log;
  /** Who signs where the office names nobody: on a system that is tried out. */
  readonly otherwise: PaperOffice;
}

export interface OpenedKinds extends PaperKinds {
  /** What is wrong with the office's files, for whoever looks after the system. */
  readonly warnings: readonly string[];
  /** Something else that they have to look after. */
  warn(what: Readonly<Record<string, string>>, words: string): void;
}

/**
 * The kinds of papers of this office: those that are shipped, and its own, which go before them. A file or a template with
 * a fault is told by its line, and the last one that was good stays.
 */
export async function openPaperKinds({
  dataDir,
  store,
  makePaper,
  log,
  otherwise,
}: PaperKindsDeps): Promise<OpenedKinds> {
  const folder = join(dataDir, 'papers');
  const warnings: string[] = [];
  const refuse = (file: string, faults: readonly Fault[]) => {
    for (const fault of faults) {
      warnings.push(faultLine(fault, file, 'en'));
      log.error({ id: faultLine(fault, file, 'id') }, `refused, the last good one stays: ${warnings.at(-1)}`);
    }
  };
  const kinds = new Map<string, { readonly kind: PaperKind; readonly source: string | undefined }>();
  for (const { kind } of readShippedKinds()) if (kind) kinds.set(kind.id, { kind, source: undefined });
  for (const one of readOwnKinds(folder)) {
    const { kind, template } = one;
    const faults = kind ? await templateFaults(makePaper, kind, template) : one.faults;
    if (kind && faults.length === 0) {
      await store.keep(kind.id, digestOf(one), one.text, template);
      kinds.set(kind.id, { kind, source: template ?? undefined });
      continue;
    }
    refuse(one.file, faults);
    const last = await store.latest(idOf(one));
    if (last)
      kinds.set(idOf(one), { kind: parsePaperKind(last.definition, one.file), source: last.template ?? undefined });
  }
  const office = readOffice(folder, refuse, otherwise);
  return {
    ...{ office, warnings },
    warn: (what, words) => {
      warnings.push(`${Object.values(what).join(' ')}: ${words}`);
      log.warn(what, words);
    },
    all: [...kinds.values()].map(({ kind }) => kind),
    byId: (id) => kinds.get(id)?.kind,
    sourceOf: (id) => kinds.get(id)?.source,
  };
}

/** Steps that end by papers which there are not: nobody could end them. */
export const unknownStepPapers = (sops: readonly SopDefinition[], kinds: Pick<PaperKinds, 'byId'>) =>
  sops.flatMap(({ id: sop, steps }) =>
    steps.flatMap(({ id: step, papers = [] }) =>
      papers.filter(({ paper }) => !kinds.byId(paper)).map(({ paper }) => ({ sop, step, paper })),
    ),
  );

/** Steps that end by papers which nobody may sign: they would wait for ever. */
export const unsignedStepPapers = (
  sops: readonly SopDefinition[],
  { byId, office }: Pick<PaperKinds, 'byId' | 'office'>,
) =>
  sops.flatMap(({ id: sop, steps }) =>
    steps.flatMap(({ id: step, papers = [] }) =>
      papers.flatMap(({ paper }) =>
        (byId(paper)?.signers ?? [])
          .filter(({ role }) => !office.officials.some((one) => one.role === role && (one.sops?.includes(sop) ?? true)))
          .map(({ role }) => ({ sop, step, paper, role })),
      ),
    ),
  );

/** Of a file that cannot be read its name has to do. */
const idOf = ({ kind, file }: PaperFile): string => kind?.id ?? file.replace(/^.*\/|\.yaml$/g, '');

function readOffice(
  folder: string,
  refuse: (file: string, faults: readonly Fault[]) => void,
  otherwise: PaperOffice,
): PaperOffice {
  const path = join(folder, officeFile);
  if (!existsSync(path)) return otherwise;
  try {
    return parsePaperOffice(readFileSync(path, 'utf8'), `papers/${officeFile}`);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    // Nobody signs as somebody whom a faulty file may have named.
    refuse(`papers/${officeFile}`, error.faults);
    return noOffice;
  }
}
