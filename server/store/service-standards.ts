import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { StandardPaper, StandardPaperStore } from '../app/ports/service-standards.ts';
import type { StandardReport } from '../domain/reports/standard-figures.ts';
import { AuditEntity } from './entities/people.ts';
import { StandardPaperEntity } from './entities/service-standards.ts';

interface PaperColumns {
  readonly id: string;
  readonly number: string;
  readonly report: StandardReport;
  readonly sha256: string;
  readonly made_at: Date;
  readonly made_by: string;
}
const columns = 'id, number, report, sha256, made_at, made_by';
const toPaper = ({ made_at, made_by, ...of }: PaperColumns): StandardPaper => ({
  ...of,
  ...{ madeAt: made_at.getTime(), madeBy: made_by },
});

/** Numbers of two at once: each waits here until the other has its own. */
const lock = "SELECT pg_advisory_xact_lock(hashtext('standard_paper'))";
const next = 'SELECT coalesce(max(seq), 0)::int + 1 AS seq FROM standard_paper WHERE year = $1';

/** Reports on service standards, in PostgreSQL. */
export function createStandardPapers(dataSource: DataSource): StandardPaperStore {
  const select = async (rest: string, values: unknown[]): Promise<readonly StandardPaper[]> => {
    const rows: PaperColumns[] = await dataSource.query(`SELECT ${columns} FROM standard_paper ${rest}`, values);
    return rows.map(toPaper);
  };
  return {
    list: (limit) => select('ORDER BY year DESC, seq DESC LIMIT $1', [limit]),
    latest: async (procedure) => {
      const newest = 'WHERE procedure IS NOT DISTINCT FROM $1 ORDER BY year DESC, seq DESC LIMIT 1';
      return (await select(newest, [procedure]))[0] ?? null;
    },
    byId: async (id) => (await select('WHERE id = $1', [id]))[0] ?? null,
    bytesOf: async (id) => {
      const [row]: { bytes: Buffer }[] = await dataSource.query('SELECT bytes FROM standard_paper WHERE id = $1', [id]);
      return row?.bytes ?? null;
    },
    nextNumber: async (year) => {
      const [row]: { seq: number }[] = await dataSource.query(next, [year]);
      return row?.seq ?? 1;
    },
    keep: ({ id, number, report, sha256, madeAt, madeBy, year, seq, bytes }) =>
      dataSource.transaction(async (manager) => {
        await manager.query(lock);
        const [row]: { seq: number }[] = await manager.query(next, [year]);
        // The same one, asked for twice at once, may have got another number meanwhile.
        const same: unknown[] = await manager.query('SELECT 1 FROM standard_paper WHERE id = $1', [id]);
        if (row?.seq !== seq || same.length > 0) return 'drawn';
        await manager.insert(StandardPaperEntity, {
          ...{ id, number, report, sha256, year, seq, madeBy, procedure: report.procedure },
          ...{ bytes: Buffer.from(bytes), madeAt: new Date(madeAt) },
        });
        const told = { id: randomUUID(), personId: madeBy, subject: number, reason: null };
        await manager.insert(AuditEntity, { ...told, action: 'paper.made' });
        return 'kept';
      }),
  };
}
