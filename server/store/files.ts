import type { DataSource, EntityManager } from 'typeorm';
import type { CaseFile, FilePlace, FileReads, FileSource, FileWrites } from '../app/ports/files.ts';
import type { FileKind } from '../domain/files/kinds.ts';
import type { Channel } from '../domain/sop/terms.ts';
import { iso } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

interface FileColumns {
  readonly id: string;
  readonly case_id: string;
  readonly message_id: string | null;
  readonly source: FileSource;
  readonly person_id: string | null;
  readonly state: CaseFile['state'];
  readonly kind: FileKind | null;
  readonly media_type: string | null;
  readonly name_sealed: string;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly pages: number | null;
  readonly active: boolean;
  readonly preview: boolean;
  readonly scanned: boolean;
  readonly personal: boolean;
  readonly key_sealed: string | null;
  readonly store: string | null;
  readonly blob: string | null;
  readonly fault: string | null;
  readonly at: Date;
}

type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

const useOf = async (select: Select, caseId: string) => {
  const [row] = await select<{ files: number; bytes: number }>(
    `SELECT count(*)::int AS files, coalesce(sum(bytes), 0)::float8 AS bytes FROM file WHERE case_id = $1 AND state = 'kept'`,
    [caseId],
  );
  return row ?? { files: 0, bytes: 0 };
};

/** What is read of files. */
export function createFileReads(dataSource: DataSource, sealer: Sealer): FileReads {
  const select: Select = (sql, values) => dataSource.query(sql, values);
  return {
    filesOf: (caseId) => filesOf(select, sealer, caseId),
    fileById: async (fileId) => {
      const [row] = await select<FileColumns>('SELECT * FROM file WHERE id = $1', [fileId]);
      return row ? { ...toFile(sealer, row), place: placeOf(sealer, row) } : null;
    },
    filesUse: (caseId) => useOf(select, caseId),
    promiseBlob: async (store, blob) =>
      void (await select(
        `INSERT INTO outside_erasure (kind, holder, reference, next_try_at)
         VALUES ('file', $1, $2, clock_timestamp() + interval '1 hour') ON CONFLICT DO NOTHING`,
        [store, blob],
      )),
    claimWanted: async (atMost) => {
      const rows = await select<{
        id: string;
        case_id: string;
        message_id: string;
        channel: Channel | null;
        gateway: string;
        url_sealed: string;
        at: Date;
        tries: number;
      }>(
        `WITH due AS (SELECT id FROM file WHERE next_try_at <= clock_timestamp() ORDER BY next_try_at LIMIT $1
           FOR UPDATE SKIP LOCKED),
         claimed AS (UPDATE file f SET next_try_at = clock_timestamp() + interval '5 minutes' FROM due WHERE f.id = due.id
           RETURNING f.id, f.case_id, f.message_id, f.gateway, f.url_sealed, f.at, f.tries)
         SELECT c.*, m.channel FROM claimed c LEFT JOIN message m ON m.id = c.message_id ORDER BY c.at`,
        [atMost],
      );
      return rows.map((row) => ({
        ...{ id: row.id, caseId: row.case_id, messageId: row.message_id, gateway: row.gateway, tries: row.tries },
        ...{ channel: row.channel, url: sealer.open(row.url_sealed), at: row.at.getTime() },
      }));
    },
  };
}

/** The writes of files in one transaction. */
export function fileWrites(manager: EntityManager, sealer: Sealer): FileWrites {
  const run: Select = (sql, values) => manager.query(sql, values);
  return {
    use: (caseId) => useOf(run, caseId),
    keep: async (file, { key, store, blob }) => {
      const kept = await run(
        `INSERT INTO file AS f (id, case_id, message_id, source, person_id, state, kind, media_type, name_sealed, bytes,
           sha256, pages, active, preview, scanned, personal, key_sealed, store, blob, at)
         VALUES ($1, $2, $3, $4, $5, 'kept', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         ON CONFLICT (id) DO UPDATE SET state = 'kept', kind = excluded.kind, media_type = excluded.media_type,
           name_sealed = excluded.name_sealed, bytes = excluded.bytes, sha256 = excluded.sha256, pages = excluded.pages,
           active = excluded.active, preview = excluded.preview, scanned = excluded.scanned,
           key_sealed = excluded.key_sealed, store = excluded.store, blob = excluded.blob, url_sealed = NULL,
           fault = NULL, next_try_at = NULL
         WHERE f.state <> 'kept' RETURNING id`,
        [
          ...[file.id, file.caseId, file.messageId, file.source, file.personId, file.kind, file.mediaType],
          ...[sealer.seal(file.name), file.bytes, file.sha256, file.pages, file.active, file.preview, file.scanned],
          ...[file.personal, sealer.seal(key.toString('base64')), store, blob, iso(file.at)],
        ],
      );
      if (kept.length === 0) return false;
      // Known from now on: it goes when its file does.
      await run(`DELETE FROM outside_erasure WHERE kind = 'file' AND holder = $1 AND reference = $2`, [store, blob]);
      return true;
    },
    want: async (files) => {
      for (const { id, caseId, messageId, gateway, url, at } of files)
        await run(
          `INSERT INTO file (id, case_id, message_id, source, state, name_sealed, gateway, url_sealed, at, next_try_at)
           VALUES ($1, $2, $3, 'message', 'waiting', $4, $5, $6, $7, clock_timestamp()) ON CONFLICT DO NOTHING`,
          [id, caseId, messageId, sealer.seal(''), gateway, sealer.seal(url), iso(at)],
        );
    },
    refuse: async (fileId, fault) =>
      void (await run(
        `UPDATE file SET state = 'refused', fault = $2, next_try_at = NULL, url_sealed = NULL, tries = tries + 1
         WHERE id = $1 AND state = 'waiting'`,
        [fileId, fault],
      )),
    later: async (fileId, fault, afterMs) =>
      void (await run(
        `UPDATE file SET fault = $2, tries = tries + 1, next_try_at = clock_timestamp() + $3 * interval '1 ms'
         WHERE id = $1 AND state = 'waiting'`,
        [fileId, fault, afterMs],
      )),
  };
}

export const filesOf = async (select: Select, sealer: Sealer, caseId: string): Promise<readonly CaseFile[]> =>
  (await select<FileColumns>('SELECT * FROM file WHERE case_id = $1 ORDER BY at, created_at, id', [caseId])).map(
    (row) => toFile(sealer, row),
  );

/**
 * Lets go of the files (`f`) that the condition names: their rows go, with them the keys of their bytes, and the bytes are
 * deleted where they lie as soon as may be.
 */
export async function forgetFiles(manager: EntityManager, condition: string, values: unknown[]): Promise<number> {
  const gone: unknown[] = await manager.query(
    `WITH gone AS (DELETE FROM file f WHERE ${condition} RETURNING f.store, f.blob),
       asked AS (INSERT INTO outside_erasure (kind, holder, reference) SELECT 'file', store, blob FROM gone
         WHERE blob IS NOT NULL ON CONFLICT DO NOTHING)
     SELECT 1 FROM gone`,
    values,
  );
  return gone.length;
}

const placeOf = (sealer: Sealer, { key_sealed, store, blob }: FileColumns): FilePlace | null =>
  key_sealed === null || store === null || blob === null
    ? null
    : { key: Buffer.from(sealer.open(key_sealed), 'base64'), store, blob };

const toFile = (sealer: Sealer, row: FileColumns): CaseFile => ({
  id: row.id,
  caseId: row.case_id,
  messageId: row.message_id,
  source: row.source,
  personId: row.person_id,
  state: row.state,
  kind: row.kind,
  mediaType: row.media_type,
  name: sealer.open(row.name_sealed),
  bytes: row.bytes,
  sha256: row.sha256,
  pages: row.pages,
  active: row.active,
  preview: row.preview,
  scanned: row.scanned,
  personal: row.personal,
  fault: row.fault,
  at: row.at.getTime(),
});
