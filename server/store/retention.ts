import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { type AnonymiseDeps, anonymise } from './anonymise.ts';
import { AuditEntity } from './entities/people.ts';
import { type CaseColumns, caseColumns, toCase } from './rows.ts';

/** What is kept for a time and no longer, each with its own. */
export const retentionClasses = ['cases', 'messages', 'recordings', 'drafts'] as const;
export type RetentionClass = (typeof retentionClasses)[number];

const pageRows = 100;
const emptied = `address_masked = ''`;

/** What is due: `$1` is the moment before which it must lie. */
const due: Readonly<Record<RetentionClass, string>> = {
  // An erased one has no citizen any more.
  cases: `FROM case_file c LEFT JOIN call k ON k.id = c.call_id WHERE c.closed_at < $1 AND c.task_period IS NULL
    AND c.restricted_at IS NULL AND (c.phone_index IS NOT NULL OR c.caller_id IS NOT NULL OR c.nik_sealed IS NOT NULL
      OR c.state->>'complaint' IS NOT NULL OR c.state->>'callerName' IS NOT NULL)`,
  messages: `FROM message m JOIN case_file c ON c.id = m.case_id WHERE m.at < $1 AND c.closed_at IS NOT NULL
    AND m.next_try_at IS NULL AND NOT (m.${emptied})`,
  recordings: 'FROM recording r WHERE coalesce(r.started_at, r.created_at) < $1',
  drafts: `FROM case_file c WHERE c.closed_at < $1 AND c.state->'drafts' <> '{}'::jsonb`,
};

/** How much of a class lies before the moment, epoch ms. Reads only. */
export async function countDue(dataSource: DataSource, of: RetentionClass, before: number): Promise<number> {
  const [row]: { count: number }[] = await dataSource.query(`SELECT count(*)::int AS count ${due[of]}`, [
    new Date(before),
  ]);
  return row?.count ?? 0;
}

/**
 * Lets go of it, page by page, each a transaction with its entry of the audit; broken off, it is gone on with.
 * @param progress hears how much is done
 */
export async function letGo(
  dataSource: DataSource,
  deps: AnonymiseDeps,
  of: RetentionClass,
  before: number,
  progress: (done: number) => void,
): Promise<number> {
  for (let done = 0; ; ) {
    const page = await dataSource.transaction(async (manager) => {
      const count = await pages[of](manager, deps, new Date(before));
      if (count > 0)
        await manager.insert(AuditEntity, {
          ...{ id: randomUUID(), personId: null, action: 'retention.done', subject: `${of} ${count}` },
          reason: new Date(before).toISOString().slice(0, 10),
        });
      return count;
    });
    if (page === 0) return done;
    done += page;
    progress(done);
  }
}

type Page = (manager: EntityManager, deps: AnonymiseDeps, before: Date) => Promise<number>;
const pages: Readonly<Record<RetentionClass, Page>> = {
  cases: async (manager, deps, before) => {
    const rows: (CaseColumns & { caller_id: string | null })[] = await manager.query(
      `SELECT ${caseColumns}, c.caller_id ${due.cases} ORDER BY c.closed_at LIMIT ${pageRows} FOR UPDATE OF c SKIP LOCKED`,
      [before],
    );
    await anonymise(
      manager,
      deps,
      rows.map((row) => ({ ...toCase(row), callerId: row.caller_id })),
    );
    return rows.length;
  },
  messages: async (manager, { sealer }, before) => {
    const rows: { id: string }[] = await manager.query(
      `SELECT m.id ${due.messages} LIMIT ${pageRows} FOR UPDATE OF m SKIP LOCKED`,
      [before],
    );
    await manager.query(
      `UPDATE message SET body_sealed = $2, address_sealed = $3, address_index = '', ${emptied} WHERE id = ANY($1)`,
      [rows.map(({ id }) => id), sealer.seal(JSON.stringify({ text: '', media: [], template: null })), sealer.seal('')],
    );
    return rows.length;
  },
  recordings: async (manager, _, before) => {
    const rows: unknown[] = await manager.query(
      `WITH old AS (SELECT r.exchange, r.reference ${due.recordings} LIMIT ${pageRows}), gone AS (
         DELETE FROM recording r USING old WHERE r.exchange = old.exchange AND r.reference = old.reference RETURNING 1)
       SELECT * FROM gone`,
      [before],
    );
    return rows.length;
  },
  drafts: async (manager, _, before) => {
    const rows: { id: string }[] = await manager.query(
      `SELECT c.id ${due.drafts} LIMIT ${pageRows} FOR UPDATE OF c SKIP LOCKED`,
      [before],
    );
    const ids = rows.map(({ id }) => id);
    await manager.query(`UPDATE case_file SET state = state || '{"drafts": {}}' WHERE id = ANY($1)`, [ids]);
    await manager.query(`DELETE FROM hidden_words WHERE case_id = ANY($1) AND id LIKE 'draft:%'`, [ids]);
    return rows.length;
  },
};
