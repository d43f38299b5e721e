import type { ArchiveClass, ArchiveTimes } from './schedule.ts';

/** A file of a bundle, as its manifest tells of it. */
export interface ManifestEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly what: 'dossier' | 'record' | 'paper' | 'file';
  /** Of a paper. */
  readonly title?: string;
  readonly number?: string | null;
  readonly state?: string;
  readonly signers?: readonly {
    readonly act: string;
    readonly title: string;
    readonly name: string;
    readonly at: string;
  }[];
}

export interface ManifestHead {
  readonly ticket: string;
  readonly service: string;
  readonly procedure: string;
  readonly office: string;
  readonly closedOn: string;
  /** ISO 8601. */
  readonly archivedAt: string;
  readonly archivedBy: string;
  readonly of: ArchiveClass;
  readonly times: ArchiveTimes;
}

export const manifestPath = 'manifest.json';
export const sumsPath = 'SHA256SUMS';

/** What a bundle holds, in a form that people and programs read without us. Pure. */
export function manifestText(head: ManifestHead, entries: readonly ManifestEntry[]): string {
  const { of, times, ...rest } = head;
  const manifest = {
    format: 'sigap-archive-1',
    ...rest,
    classification: { code: of.code, title: of.title },
    retention: {
      ...{ class: of.id, activeYears: of.active, inactiveYears: of.inactive, fate: of.fate },
      ...times,
    },
    entries,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** As `sha256sum -c` reads it. Pure. */
export const sumsText = (entries: readonly Pick<ManifestEntry, 'path' | 'sha256'>[]): string =>
  entries.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');

/** Digests by path, as {@link sumsText} wrote them. Pure. */
export const sumsIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      return sha256 !== undefined && path !== undefined ? [[path, sha256]] : [];
    }),
  );
