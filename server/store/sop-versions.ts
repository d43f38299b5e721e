import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { AuditEntry } from '../app/ports/audit.ts';
import type { SopOrigin, SopVersionRecord, SopVersionStore, StoredSop } from '../app/procedures/store.ts';
import type { SopDefinition } from '../domain/sop/definition.ts';
import type { Bilingual } from '../domain/sop/terms.ts';
import type { SopVersionStatus } from '../domain/sop-life/versions.ts';
import { AuditEntity } from './entities/people.ts';
import { SopEntity, type SopRow } from './entities/procedures.ts';

/** Versions of procedures in PostgreSQL. */
export function createSopVersionStore(dataSource: DataSource): SopVersionStore {
  return {
    list: async () => {
      const rows: RecordColumns[] = await dataSource.query(
        `SELECT id, version, status, origin, digest, body->'title' AS title, loaded_at, saved_by, published_at,
           published_by, in_force_from, retired_at, retired_by FROM sop_version ORDER BY id, loaded_at, version`,
      );
      return rows.map(toRecord);
    },
    bodies: async (versions) => {
      const rows: { body: SopDefinition }[] = await dataSource.query(
        `SELECT s.body FROM sop_version s
         JOIN jsonb_to_recordset($1::jsonb) AS w(id text, version text) ON w.id = s.id AND w.version = s.version`,
        [JSON.stringify(versions.map(({ id, version }) => ({ id, version })))],
      );
      return rows.map(({ body }) => body);
    },
    one: async (id, version) => {
      const row = await dataSource.getRepository(SopEntity).findOneBy({ id, version });
      return row && toStored(row);
    },
    change: (work) =>
      dataSource.transaction(async (manager) => {
        await manager.query(`SELECT pg_advisory_xact_lock(hashtext('sop_version'))`);
        return work(inChange(manager));
      }),
  };
}

const inChange = (manager: EntityManager) => ({
  all: async () => (await manager.find(SopEntity)).map(toStored),
  put: async (version: StoredSop) => void (await manager.save(SopEntity, toRow(version))),
  audit: async (entry: AuditEntry) => void (await manager.insert(AuditEntity, { id: randomUUID(), ...entry })),
});

interface RecordColumns {
  id: string;
  version: string;
  status: SopVersionStatus;
  origin: SopOrigin;
  digest: string | null;
  title: Bilingual;
  loaded_at: Date;
  saved_by: string | null;
  published_at: Date | null;
  published_by: string | null;
  in_force_from: Date | null;
  retired_at: Date | null;
  retired_by: string | null;
}

const msOf = (at: Date | null): number | null => at?.getTime() ?? null;
const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

function toRecord(row: RecordColumns): SopVersionRecord {
  const { id, version, status, origin, title, digest } = row;
  return {
    id,
    version,
    status,
    origin,
    title,
    digest,
    loadedAt: row.loaded_at.getTime(),
    savedBy: row.saved_by,
    publishedAt: msOf(row.published_at),
    publishedBy: row.published_by,
    inForceFrom: msOf(row.in_force_from),
    retiredAt: msOf(row.retired_at),
    retiredBy: row.retired_by,
  };
}

function toStored(row: SopRow): StoredSop {
  return {
    ...row,
    status: row.status as SopVersionStatus,
    origin: row.origin as SopOrigin,
    body: row.body as SopDefinition,
    loadedAt: row.loadedAt.getTime(),
    publishedAt: msOf(row.publishedAt),
    inForceFrom: msOf(row.inForceFrom),
    retiredAt: msOf(row.retiredAt),
  };
}

const toRow = (stored: StoredSop): SopRow => ({
  ...stored,
  loadedAt: new Date(stored.loadedAt),
  publishedAt: dateOf(stored.publishedAt),
  inForceFrom: dateOf(stored.inForceFrom),
  retiredAt: dateOf(stored.retiredAt),
});
