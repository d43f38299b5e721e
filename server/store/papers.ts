import type { DataSource, EntityManager } from 'typeorm';
import type {
  CasePaper,
  PaperAct,
  PaperActName,
  PaperReads,
  PaperTemplateStore,
  PaperWrites,
} from '../app/ports/case-papers.ts';
import type { NamedSigner, PaperState } from '../domain/papers/life.ts';
import type { OfficeReport } from '../domain/reports/office-report.ts';
import type { Words } from '../domain/shared/words.ts';
import type { PaperStage } from '../domain/sop/terms.ts';
import { iso, isoOrNull } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

interface PaperColumns {
  readonly id: string;
  readonly case_id: string;
  readonly kind: string;
  readonly state: PaperState;
  readonly title: Words;
  readonly fields_sealed: string | null;
  readonly signers: readonly NamedSigner[];
  readonly register: string | null;
  readonly year: number | null;
  readonly seq: number | null;
  readonly number: string | null;
  readonly office: string;
  readonly edition: number;
  readonly file_id: string | null;
  readonly sha256: string | null;
  readonly code: string | null;
  readonly retention: string;
  readonly made_at: Date | null;
  readonly made_by: string | null;
  readonly certifies: string | null;
  readonly ended_step: string | null;
  readonly ended_stage: PaperStage | null;
  readonly figures: OfficeReport | null;
}
interface ActColumns {
  readonly id: string;
  readonly paper_id: string;
  readonly edition: number;
  readonly act: PaperActName;
  readonly person_id: string;
  readonly name: string;
  readonly title: string | null;
  readonly nip: string | null;
  readonly sha256: string;
  readonly certificate: string | null;
  readonly said_sealed: string | null;
  readonly at: Date;
}
type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** What is read of papers. */
export function createPaperReads(dataSource: DataSource, sealer: Sealer): PaperReads {
  const select: Select = (sql, values) => dataSource.query(sql, values);
  const one = async (where: string, value: string) => {
    const [row] = await select<PaperColumns>(`SELECT * FROM paper WHERE ${where}`, [value]);
    return row ? toPaper(sealer, row) : null;
  };
  return {
    papersOf: (caseId) => papersOf(select, sealer, caseId),
    paperById: (id) => one('id = $1', id),
    paperByCode: (code) => one('code = $1', code),
    paperActsOf: async (ids) => {
      if (ids.length === 0) return [];
      const sql = 'SELECT * FROM paper_act WHERE paper_id = ANY($1) ORDER BY at, id';
      return (await select<ActColumns>(sql, [ids])).map((row) => toAct(sealer, row));
    },
    unsignedPapers: async () =>
      (await select<PaperColumns>("SELECT * FROM paper WHERE state = 'made' ORDER BY made_at LIMIT 500")).map((row) =>
        toPaper(sealer, row),
      ),
    papersInRegister: async (register, from, until, limit) => {
      const sql = `SELECT * FROM paper WHERE register = $1 AND made_at >= $2 AND made_at < $3 ORDER BY year, seq LIMIT $4`;
      const rows = await select<PaperColumns>(sql, [register, iso(from), iso(until), limit]);
      return rows.map((row) => toPaper(sealer, row));
    },
    reportsOf: async (sopId, kinds, from, to) => {
      const sql = `SELECT p.* FROM paper p JOIN case_file c ON c.id = p.case_id
        WHERE p.kind = ANY($2) AND p.figures IS NOT NULL AND p.state IN ('signed', 'sent') AND c.sop_id = $1
          AND c.task_period BETWEEN $3 AND $4 ORDER BY c.task_period, p.made_at`;
      return (await select<PaperColumns>(sql, [sopId, kinds, from, to])).map((row) => toPaper(sealer, row));
    },
    nextPaperNumber: async (register, year) => {
      const sql = 'SELECT last_number FROM paper_register WHERE register = $1 AND year = $2';
      const [row] = await select<{ last_number: number }>(sql, [register, year]);
      return (row?.last_number ?? 0) + 1;
    },
  };
}

/** The writes of papers in one transaction. */
export function paperWrites(manager: EntityManager, sealer: Sealer): PaperWrites {
  const run: Select = (sql, values) => manager.query(sql, values);
  return {
    of: (caseId) => papersOf(run, sealer, caseId),
    lock: async (id) => {
      const [row] = await run<PaperColumns>('SELECT * FROM paper WHERE id = $1 FOR UPDATE', [id]);
      return row ? toPaper(sealer, row) : null;
    },
    actSeen: async (id) => {
      const [row] = await run<ActColumns>('SELECT * FROM paper_act WHERE id = $1', [id]);
      return row ? toAct(sealer, row) : null;
    },
    draw: async (register, year) => {
      const [row] = await run<{ last_number: number }>(
        `INSERT INTO paper_register AS r (register, year, last_number) VALUES ($1, $2, 1)
         ON CONFLICT (register, year) DO UPDATE SET last_number = r.last_number + 1 RETURNING last_number`,
        [register, year],
      );
      return row?.last_number ?? 1;
    },
    save: async (paper) => {
      const { id, caseId, kind, state, title, fields, signers, place, number, office, edition } = paper;
      await run(
        `INSERT INTO paper (id, case_id, kind, state, title, fields_sealed, signers, register, year, seq, number, office,
           edition, file_id, sha256, code, retention, made_at, made_by, ended_step, certifies, ended_stage, figures)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, title = excluded.title,
           fields_sealed = excluded.fields_sealed, signers = excluded.signers, register = excluded.register,
           year = excluded.year, seq = excluded.seq, number = excluded.number, office = excluded.office,
           edition = excluded.edition, file_id = excluded.file_id, sha256 = excluded.sha256, code = excluded.code,
           retention = excluded.retention, made_at = excluded.made_at, made_by = excluded.made_by,
           ended_step = excluded.ended_step, certifies = excluded.certifies, ended_stage = excluded.ended_stage,
           figures = excluded.figures`,
        [
          ...[id, caseId, kind, state, JSON.stringify(title), sealer.seal(JSON.stringify(fields))],
          ...[
            JSON.stringify(signers),
            place?.register ?? null,
            place?.year ?? null,
            place?.seq ?? null,
            number,
            office,
          ],
          ...[edition, paper.fileId, paper.sha256, paper.code, paper.retention, isoOrNull(paper.madeAt)],
          ...[paper.madeBy, paper.endedStep, paper.certifies, paper.endedStage],
          paper.figures === null ? null : JSON.stringify(paper.figures),
        ],
      );
    },
    act: async ({ id, paperId, edition, act, personId, name, title, nip, sha256, certificate, said, at }) => {
      await run(
        `INSERT INTO paper_act (id, paper_id, edition, act, person_id, name, title, nip, sha256, certificate, said_sealed, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          ...[id, paperId, edition, act, personId, name, title, nip, sha256, certificate],
          ...[said === null ? null : sealer.seal(said), iso(at)],
        ],
      );
    },
  };
}

/** What an office wrote of its papers, and used. */
export function createPaperTemplates(dataSource: DataSource): PaperTemplateStore {
  return {
    keep: async (kind, digest, definition, template) =>
      void (await dataSource.query(
        `INSERT INTO paper_template (kind, digest, definition, template) VALUES ($1, $2, $3, $4)
         ON CONFLICT (kind, digest) DO UPDATE SET used_at = clock_timestamp()`,
        [kind, digest, definition, template],
      )),
    latest: async (kind) => {
      const [row]: { definition: string; template: string | null }[] = await dataSource.query(
        'SELECT definition, template FROM paper_template WHERE kind = $1 ORDER BY used_at DESC LIMIT 1',
        [kind],
      );
      return row ?? null;
    },
  };
}

/** Takes out of the papers of cases what says who somebody is; their numbers, moments and digests stay in the register. */
export async function forgetPapers(manager: EntityManager, caseIds: readonly string[]): Promise<void> {
  await manager.query('UPDATE paper SET fields_sealed = NULL WHERE case_id = ANY($1)', [caseIds]);
  await manager.query(
    `UPDATE paper_act SET said_sealed = NULL WHERE paper_id IN (SELECT id FROM paper WHERE case_id = ANY($1))`,
    [caseIds],
  );
}

const papersOf = async (select: Select, sealer: Sealer, caseId: string): Promise<readonly CasePaper[]> =>
  (await select<PaperColumns>('SELECT * FROM paper WHERE case_id = $1 ORDER BY created_at, id', [caseId])).map((row) =>
    toPaper(sealer, row),
  );

const toPaper = (sealer: Sealer, row: PaperColumns): CasePaper => ({
  id: row.id,
  caseId: row.case_id,
  kind: row.kind,
  state: row.state,
  title: row.title,
  fields: row.fields_sealed === null ? {} : JSON.parse(sealer.open(row.fields_sealed)),
  signers: row.signers,
  place:
    row.register === null || row.year === null || row.seq === null
      ? null
      : { register: row.register, year: row.year, seq: row.seq },
  number: row.number,
  office: row.office,
  edition: row.edition,
  fileId: row.file_id,
  sha256: row.sha256,
  code: row.code,
  retention: row.retention,
  madeAt: row.made_at?.getTime() ?? null,
  madeBy: row.made_by,
  certifies: row.certifies,
  endedStep: row.ended_step,
  endedStage: row.ended_stage,
  figures: row.figures,
});

const toAct = (sealer: Sealer, row: ActColumns): PaperAct => ({
  id: row.id,
  paperId: row.paper_id,
  edition: row.edition,
  act: row.act,
  personId: row.person_id,
  name: row.name,
  title: row.title,
  nip: row.nip,
  sha256: row.sha256,
  certificate: row.certificate,
  said: row.said_sealed === null ? null : sealer.open(row.said_sealed),
  at: row.at.getTime(),
});
