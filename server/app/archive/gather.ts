import { createHash } from 'node:crypto';
import { type Lacking, lackingIn } from '../../domain/archive/lacking.ts';
import { type ManifestEntry, manifestPath, manifestText, sumsPath, sumsText } from '../../domain/archive/manifest.ts';
import { type ArchiveClass, timesOf, usualSchedule } from '../../domain/archive/schedule.ts';
import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import type { PaperKind } from '../../domain/papers/kind.ts';
import type { PaperOffice } from '../../domain/papers/office.ts';
import { once } from '../files/incoming.ts';
import type { DossierOf } from '../papers/dossier.ts';
import type { Papers } from '../papers/papers.ts';
import type { Directory } from '../people/directory.ts';
import type { ArchiveEntry, Bundle } from '../ports/archive.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import { type CaseFile, type FileReads, FilesFault, type FileVault } from '../ports/files.ts';
import type { PaperMade } from '../ports/papers.ts';
import type { Clock, Store } from '../ports/ports.ts';

export interface GatherDeps {
  readonly store: Pick<Store & PaperReads & FileReads, 'papersOf' | 'filesOf' | 'fileById' | 'messages'>;
  readonly vault: FileVault;
  readonly kinds: { readonly office: PaperOffice; byId(id: string): PaperKind | undefined };
  readonly papers: Pick<Papers, 'asItStands'>;
  readonly dossierOf: DossierOf;
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly clock: Clock;
  readonly zone: OfficeZone;
  readonly office: string;
}

/** What a bundle will hold, and what is said of it. */
export interface Gathered {
  readonly about: Omit<Bundle, 'ticketNumber' | 'goneAt' | 'minutes' | 'bytes' | 'sha256'>;
  entries(): AsyncIterable<ArchiveEntry>;
  /** A file of the case that turned out not to be there, or not to be what it was; null: none so far. */
  lost(): Lacking | null;
}

export type GatheredCase =
  | { readonly ok: true; readonly gathered: Gathered }
  | { readonly ok: false; readonly why: 'unmade'; readonly made: Exclude<PaperMade, { ok: true }> }
  | { readonly ok: false; readonly why: 'lacking'; readonly lacking: readonly Lacking[] };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const two = (index: number): string => String(index + 1).padStart(3, '0');

/** The class of the office's schedule in which its dossiers are kept. */
function classOf({ kinds }: Pick<GatherDeps, 'kinds'>): ArchiveClass {
  const id = kinds.byId('dossier')?.retention;
  const { schedule } = kinds.office;
  return schedule.find((one) => one.id === id) ?? (usualSchedule[0] as ArchiveClass);
}

/** What keeps a case from being archived as it stands. */
export async function lackingOf({ store }: Pick<GatherDeps, 'store'>, caseId: string): Promise<readonly Lacking[]> {
  const [papers, files, messages] = await Promise.all([
    store.papersOf(caseId),
    store.filesOf(caseId),
    store.messages.messagesOf(caseId),
  ]);
  return lackingIn({ papers, files, messages });
}

/**
 * Gathers what a bundle holds: the dossier as PDF/A, contents, history and messages as the case page shows them, and every
 * paper and file of the case byte for byte, with a manifest of all of it.
 */
export async function gather(deps: GatherDeps, record: CaseRecord, by: string): Promise<GatheredCase> {
  const { store, clock, zone } = deps;
  const { caseId } = record;
  const lacking = await lackingOf(deps, caseId);
  if (lacking.length > 0) return { ok: false, why: 'lacking', lacking };
  const at = clock.now();
  const made = await deps.papers.asItStands(record, 'dossier');
  if (!made?.ok) return { ok: false, why: 'unmade', made: made ?? { ok: false, why: 'away' } };
  const [{ messages, ...told }, papers, files] = await Promise.all([
    deps.dossierOf(record),
    store.papersOf(caseId),
    store.filesOf(caseId),
  ]);
  const ours = [
    { path: 'berkas-kasus.pdf', what: 'dossier', mediaType: 'application/pdf', body: made.bytes },
    { path: 'riwayat.json', what: 'record', mediaType: 'application/json', body: json(told) },
    { path: 'pesan.json', what: 'record', mediaType: 'application/json', body: json({ messages }) },
  ] as const;
  const kept = files.filter(({ state }) => state === 'kept');
  const theirs = kept.map((file, index) => entryOf(file, papers, index));
  const entries: ManifestEntry[] = [
    ...ours.map(({ body, ...entry }) => ({ ...entry, bytes: body.length, sha256: sha256(body) })),
    ...theirs,
  ];
  const of = classOf(deps);
  const closedOn = officeDay(record.state.closedAt ?? at, zone);
  const times = timesOf(closedOn, of);
  const head = {
    ...{ ticket: record.ticketNumber, service: record.serviceId, office: deps.office, closedOn, of, times },
    ...{ procedure: `${record.sopId} ${record.sopVersion}`, archivedBy: deps.directory.nameOf(by) ?? '' },
    archivedAt: new Date(at).toISOString(),
  };
  const manifest = Buffer.from(manifestText(head, entries));
  const sums = Buffer.from(sumsText([...entries, { path: manifestPath, sha256: sha256(manifest) }]));
  const whole = (path: string, body: Uint8Array): ArchiveEntry => ({ path, at, bytes: body.length, body: once(body) });
  let lost: Lacking | null = null;
  const lose = (lacking: Lacking) => {
    lost = lacking;
  };
  return {
    ok: true,
    gathered: {
      lost: () => lost,
      about: {
        ...{ caseId, closedOn, classId: of.id, code: of.code, title: of.title, fate: of.fate, ...times },
        ...{ active: of.active, inactive: of.inactive, entries: entries.length, madeAt: at, madeBy: by },
      },
      async *entries() {
        yield whole(sumsPath, sums);
        yield whole(manifestPath, manifest);
        for (const { path, body } of ours) yield whole(path, body);
        for (const [index, { path, bytes }] of theirs.entries())
          yield { path, at, bytes, body: verified(deps, kept[index] as CaseFile, lose) };
      },
    },
  };
}

const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

function entryOf(file: CaseFile, papers: readonly CasePaper[], index: number): ManifestEntry {
  const { name, bytes, sha256: digest, mediaType } = file;
  const paper = papers.find(({ fileId }) => fileId === file.id);
  const of = { bytes, sha256: digest ?? '', mediaType: mediaType ?? '' };
  if (!paper) return { path: `berkas/${two(index)} ${name}`, what: 'file', ...of };
  const signers = paper.signers.flatMap(({ act, title, name: who, at }) =>
    at === null ? [] : [{ act, title, name: who, at: new Date(at).toISOString() }],
  );
  const told = { title: paper.title.id, number: paper.number, state: paper.state, signers };
  return { path: `surat/${two(index)} ${name}`, what: 'paper', ...of, ...told };
}

/** The bytes of a file, which are as long and as they were when it was kept, or an end in the midst of them. */
async function* verified(
  { store, vault }: GatherDeps,
  file: CaseFile,
  lose: (lacking: Lacking) => void,
): AsyncGenerator<Uint8Array> {
  const { name } = file;
  const place = (await store.fileById(file.id))?.place ?? null;
  const body = place && place.store === vault.store ? await vault.open(place.blob, place.key) : null;
  if (!body) {
    lose({ what: 'file_gone', name });
    throw new FilesFault('damaged', 'a file of the case is not where it was put');
  }
  const hash = createHash('sha256');
  try {
    for await (const piece of body) {
      hash.update(piece);
      yield piece;
    }
  } catch (error) {
    if (error instanceof FilesFault && error.code === 'damaged') lose({ what: 'file_damaged', name });
    throw error;
  }
  if (hash.digest('hex') === file.sha256) return;
  lose({ what: 'file_damaged', name });
  throw new FilesFault('damaged', 'a file of the case is not what it was');
}
