import { createHash } from 'node:crypto';
import { manifestPath, sumsIn, sumsPath } from '../../domain/archive/manifest.ts';
import type { CaseAccess } from '../cases/case-access.ts';
import { collected, measured } from '../files/incoming.ts';
import type { Actor } from '../people/policies.ts';
import type { ArchiveEntry, ArchiveFormat, ArchiveReads, Bundle } from '../ports/archive.ts';
import type { AuditStore } from '../ports/audit.ts';
import { FilesFault, type FileVault } from '../ports/files.ts';
import type { Store } from '../ports/ports.ts';

export interface ArchiveDeps {
  readonly store: Pick<Store, 'casesByIds' | 'isTied'> & ArchiveReads;
  readonly access: Pick<CaseAccess, 'read'>;
  readonly vault: FileVault;
  readonly format: ArchiveFormat;
  readonly note: AuditStore['note'];
}

/** Whether a bundle is what its manifest says. */
export interface Checked {
  readonly ok: boolean;
  /** As a whole, by the digest that was kept when it was closed. */
  readonly whole: boolean;
  readonly entries: readonly { readonly path: string; readonly ok: boolean }[];
  /** What the manifest names and the bundle has not. */
  readonly missing: readonly string[];
}

/** More in a year would be no list that somebody reads. */
const mostOfYear = 20_000;

/** Bundles, when they are closed: read, checked anew, and taken out. Nothing here changes one. */
export function createArchive(deps: ArchiveDeps) {
  const { store, access, vault, format, note } = deps;

  const opened = async (caseId: string) => {
    const found = await store.bundleOf(caseId);
    const place = found?.place;
    const body = place && place.store === vault.store ? await vault.open(place.blob, place.key) : null;
    return found && body ? { bundle: found, body } : null;
  };

  return {
    /** Null: there is none, or its bytes are gone. @throws FilesFault */
    take: async ({ userId }: Actor, caseId: string) => {
      const found = await opened(caseId);
      if (found) await note({ personId: userId, action: 'archive.taken', subject: caseId, reason: null });
      return found;
    },

    /** Reads all of it. Null as of `take`. @throws FilesFault `away` */
    check: async ({ userId }: Actor, caseId: string): Promise<Checked | null> => {
      const found = await opened(caseId);
      if (!found) return null;
      const checked = await checkedBundle(format, found.bundle, found.body);
      const reason = checked.ok ? null : 'damaged';
      await note({ personId: userId, action: 'archive.checked', subject: caseId, reason });
      return checked;
    },

    /**
     * All bundles of files that were closed in a year, in one file, with a list of them; those of cases that the asker may
     * not read stand in the list alone. Null: there is none.
     */
    year: async (actor: Actor, year: number): Promise<AsyncIterable<Uint8Array> | null> => {
      const asked = { from: `${year}-01-01`, until: `${year}-12-31`, ticket: '', limit: mostOfYear };
      const all = await store.bundles(asked);
      if (all.length === 0) return null;
      const records = new Map(
        (await store.casesByIds(all.map(({ caseId }) => caseId))).map((one) => [one.caseId, one]),
      );
      const readable = new Set<string>();
      for (const { caseId, goneAt } of all) {
        const record = records.get(caseId);
        if (goneAt === null && record && (await access.read(actor, record, store)) === 'open') readable.add(caseId);
      }
      const subject = `${year} ${readable.size}`;
      await note({ personId: actor.userId, action: 'archive.exported', subject, reason: null });
      const list = Buffer.from(listOf(all, readable));
      const at = Date.UTC(year, 11, 31);
      return format.pack(
        (async function* (): AsyncGenerator<ArchiveEntry> {
          yield {
            path: 'daftar-arsip.csv',
            at,
            bytes: list.length,
            body: (async function* () {
              yield list;
            })(),
          };
          for (const { caseId, ticketNumber, bytes, madeAt } of all) {
            const found = readable.has(caseId) ? await opened(caseId) : null;
            if (found) yield { path: `${ticketNumber}.tar`, at: madeAt, bytes, body: found.body };
          }
        })(),
      );
    },
  };
}
export type Archive = ReturnType<typeof createArchive>;

async function checkedBundle(
  format: ArchiveFormat,
  { sha256 }: Bundle,
  body: AsyncIterable<Uint8Array>,
): Promise<Checked> {
  const passing = measured(body);
  const found = new Map<string, string>();
  let sums: ReadonlyMap<string, string> = new Map();
  try {
    for await (const { path, body: content } of format.entries(passing.bytes)) {
      const bytes = path === sumsPath ? await collected(content) : null;
      if (bytes) {
        sums = sumsIn(bytes.toString('utf8'));
        continue;
      }
      const hash = createHash('sha256');
      for await (const piece of content) hash.update(piece);
      found.set(path, hash.digest('hex'));
    }
  } catch (error) {
    // Where its store is away nobody knows; anything else is about the bundle, and whatever came before it was read.
    if (error instanceof FilesFault && error.code === 'away') throw error;
  }
  const whole = passing.came().sha256 === sha256;
  const entries = [...found].map(([path, digest]) => ({ path, ok: sums.get(path) === digest }));
  const missing = [...sums.keys()].filter((path) => !found.has(path));
  const ok = whole && sums.has(manifestPath) && missing.length === 0 && entries.every((one) => one.ok);
  return { ok, whole, entries, missing };
}

/** What a spreadsheet would run stands in none of it: numbers, days and words of the schedule. */
function listOf(bundles: readonly Bundle[], readable: ReadonlySet<string>): string {
  const head =
    'tiket,ditutup,kode,kelas,aktif_sampai,retensi_sampai,nasib_akhir,berkas,byte,sha256,keadaan,berita_acara';
  const rows = bundles.map((one) => {
    const { ticketNumber, closedOn, code, classId, activeUntil, overOn, fate, entries, bytes, sha256 } = one;
    const gone = one.minutes === null ? 'dihapus' : 'musnah';
    const state = one.goneAt !== null ? gone : readable.has(one.caseId) ? 'ada' : 'tidak terbaca';
    return [
      ticketNumber,
      closedOn,
      code,
      classId,
      activeUntil,
      overOn ?? '',
      fate,
      entries,
      bytes,
      sha256,
      state,
      one.minutes ?? '',
    ];
  });
  return `${[head, ...rows.map((row) => row.join(','))].join('\r\n')}\r\n`;
}
