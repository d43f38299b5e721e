import type { DataSource, EntityManager } from 'typeorm';
import type { CallState } from '../../domain/call/call.ts';
import { caseFacts } from '../../domain/fact/case-facts.ts';
import type { Told } from '../../domain/fact/told.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { Timekeeper } from '../../domain/sop/timekeeper.ts';
import { type CaseColumns, caseColumns, type HistoryColumns, historyColumns, toCase, toLogged } from '../rows.ts';
import { caseFactParts, caseFactValues, saveCallFacts } from './write.ts';

export interface RebuildDeps {
  /** As a case of this version and service is judged. */
  readonly sopOf: (sopId: string, sopVersion: string) => SopDefinition;
  readonly timeOf: (serviceId: string) => Timekeeper;
}

/** How far it has come. */
export interface Rebuilt {
  readonly of: 'cases' | 'calls';
  readonly done: number;
  readonly total: number;
}

const pageRows = 200;

/**
 * Makes all facts anew from the histories, page by page, while the office works: what is being changed is waited for, and
 * what is read is not changed until its facts are stored. Broken off, it leaves facts of before and new ones, none of
 * them wrong; begun again it does all of it once more.
 * @param progress hears of each page
 */
export async function rebuildFacts(
  dataSource: DataSource,
  deps: RebuildDeps,
  progress: (so: Rebuilt) => void,
): Promise<void> {
  for (const kind of ['cases', 'calls'] as const) {
    const [row]: { total: number }[] = await dataSource.query(`SELECT count(*)::int AS total FROM ${tables[kind]}`);
    let last: string | null = null;
    let done = 0;
    for (;;) {
      const ids: string[] = await dataSource.transaction((manager) => pages[kind](manager, deps, last));
      done += ids.length;
      progress({ of: kind, done, total: row?.total ?? 0 });
      if (ids.length < pageRows) break;
      last = ids.at(-1) ?? null;
    }
  }
}

const tables = { cases: 'case_file', calls: 'call WHERE ended_at IS NOT NULL' } as const;

type Page = (manager: EntityManager, deps: RebuildDeps, after: string | null) => Promise<string[]>;
const pages: Readonly<Record<Rebuilt['of'], Page>> = {
  cases: async (manager, { sopOf, timeOf }, after) => {
    const rows: CaseColumns[] = await manager.query(
      `SELECT ${caseColumns} FROM case_file c LEFT JOIN call k ON k.id = c.call_id
       WHERE $1::uuid IS NULL OR c.id > $1 ORDER BY c.id LIMIT ${pageRows} FOR NO KEY UPDATE OF c`,
      [after],
    );
    const ids = rows.map(({ id }) => id);
    const events: (HistoryColumns & { case_id: string })[] = await manager.query(
      `SELECT case_id, ${historyColumns} FROM case_event WHERE case_id = ANY($1) ORDER BY case_id, seq`,
      [ids],
    );
    const told = new Map<string, Told[]>(ids.map((id) => [id, []]));
    for (const row of events) told.get(row.case_id)?.push(toLogged(row));
    const facts = rows.map((row) => {
      const record = toCase(row);
      const sop = sopOf(record.sopId, record.sopVersion);
      return caseFacts(record, sop, told.get(row.id) ?? [], timeOf(record.serviceId));
    });
    await manager.query('DELETE FROM step_fact WHERE case_id = ANY($1)', [ids]);
    await manager.query('DELETE FROM case_fact WHERE case_id = ANY($1)', [ids]);
    await manager.query(`WITH ${caseFactParts(1)} SELECT 1`, caseFactValues(facts));
    return ids;
  },
  calls: async (manager, _, after) => {
    const rows: { id: string; state: CallState; agent_id: string | null }[] = await manager.query(
      `SELECT id, state, agent_id FROM call WHERE ended_at IS NOT NULL AND ($1::text IS NULL OR id > $1)
       ORDER BY id LIMIT ${pageRows} FOR NO KEY UPDATE`,
      [after],
    );
    await saveCallFacts(
      manager,
      rows.map(({ state, agent_id }) => ({ call: state, agentId: agent_id })),
    );
    return rows.map(({ id }) => id);
  },
};
