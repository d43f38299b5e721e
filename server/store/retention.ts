import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { RetentionClass, RetentionRun, RetentionStore } from '../app/ports/retention.ts';
import { type AnonymiseDeps, anonymise, emptyMessages } from './anonymise.ts';
import { AuditEntity } from './entities/people.ts';
import { forgetFiles } from './files.ts';
import { forgetRecordings } from './outside-erasures.ts';
import { type CaseColumns, caseColumns, toCase } from './rows.ts';

const pageRows = 100;

/** What was set aside in no case, such as an automatic answer by e-mail, waits for no end of one; its sender may put any moment on it. */
const dueMessages = `FROM message m LEFT JOIN case_file c ON c.id = m.case_id WHERE m.next_try_at IS NULL
  AND NOT (m.address_masked = '')
  AND CASE WHEN m.case_id IS NULL THEN m.created_at < $1 ELSE m.at < $1 AND c.closed_at IS NOT NULL END`;
const dueUnstored = 'FROM message_set_aside s WHERE s.created_at < $1';

/** What is due: `$1` is the moment before which it must lie. */
const due: Readonly<Record<RetentionClass, string>> = {
  // An erased one has no citizen any more.
  cases: `FROM case_file c LEFT JOIN call k ON k.id = c.call_id WHERE c.closed_at < $1 AND c.task_period IS NULL
    AND c.restricted_at IS NULL AND (c.phone_index IS NOT NULL OR c.caller_id IS NOT NULL OR c.nik_sealed IS NOT NULL
      OR c.state->>'complaint' IS NOT NULL OR c.state->>'callerName' IS NOT NULL)`,
  messages: `FROM (SELECT m.id ${dueMessages} UNION ALL SELECT s.id ${dueUnstored}) AS all_due`,
  files: `FROM file f JOIN case_file c ON c.id = f.case_id WHERE f.at < $1 AND c.closed_at IS NOT NULL`,
  recordings: 'FROM recording r WHERE coalesce(r.started_at, r.created_at) < $1',
  drafts: `FROM case_file c WHERE c.closed_at < $1 AND c.state->'drafts' <> '{}'::jsonb`,
  // A stretch lasts until the next one begins: how an agent stands now is never past its time.
  agent_states: `FROM agent_stretch s WHERE EXISTS (SELECT 1 FROM agent_stretch n
    WHERE n.person_id = s.person_id AND n.began_at > s.began_at AND n.began_at < $1)`,
};

/** What is kept for a time and no longer, in PostgreSQL. */
export function createRetentionStore(dataSource: DataSource, deps: AnonymiseDeps): RetentionStore {
  const query = <Row>(sql: string, values: unknown[]): Promise<Row[]> => dataSource.query(sql, values);
  return {
    countDue: async (of, before) => {
      const [row] = await query<{ count: number }>(`SELECT count(*)::int AS count ${due[of]}`, [new Date(before)]);
      return row?.count ?? 0;
    },
    letGo: async (of, before, progress) => {
      for (;;) {
        const count = await dataSource.transaction((manager) => page(manager, deps, of, new Date(before)));
        if (count === 0 || !(await progress(count))) return;
      }
    },
    begin: async (day, of) => {
      const began = await query(
        `INSERT INTO retention_run (day, class) VALUES ($1, $2) ON CONFLICT (day, class) DO UPDATE
           SET touched_at = clock_timestamp() WHERE retention_run.ended_at IS NULL
             AND retention_run.touched_at < clock_timestamp() - interval '10 minutes' RETURNING day`,
        [day, of],
      );
      if (began.length > 0) return 'ours';
      const done = await query('SELECT 1 FROM retention_run WHERE day = $1 AND class = $2 AND ended_at IS NOT NULL', [
        day,
        of,
      ]);
      return done.length > 0 ? 'done' : 'others';
    },
    went: async (day, of, more) =>
      void (await query(
        'UPDATE retention_run SET done = done + $3, touched_at = clock_timestamp() WHERE day = $1 AND class = $2',
        [day, of, more],
      )),
    end: async (day, of, fault) =>
      void (await query(
        `UPDATE retention_run SET fault = $3, ended_at = CASE WHEN $3::text IS NULL THEN clock_timestamp() END
         WHERE day = $1 AND class = $2`,
        [day, of, fault],
      )),
    runs: async (atMost) => {
      const rows = await query<Omit<RetentionRun, 'beganAt' | 'endedAt'> & { began: Date; ended: Date | null }>(
        `SELECT day, class AS of, began_at AS began, ended_at AS ended, done, fault FROM retention_run
         ORDER BY day DESC, began_at DESC LIMIT $1`,
        [atMost],
      );
      return rows.map(({ began, ended, ...rest }) => ({
        ...rest,
        beganAt: began.getTime(),
        endedAt: ended?.getTime() ?? null,
      }));
    },
  };
}

async function page(manager: EntityManager, deps: AnonymiseDeps, of: RetentionClass, before: Date): Promise<number> {
  const count = await pages[of](manager, deps, before);
  if (count > 0)
    await manager.insert(AuditEntity, {
      ...{ id: randomUUID(), personId: null, action: 'retention.done', subject: `${of} ${count}` },
      reason: before.toISOString().slice(0, 10),
    });
  return count;
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
      `SELECT m.id ${dueMessages} LIMIT ${pageRows} FOR UPDATE OF m SKIP LOCKED`,
      [before],
    );
    await emptyMessages(manager, sealer, 'm.id = ANY($1)', [rows.map(({ id }) => id)]);
    const [unstored]: [unknown[], number] = await manager.query(
      `DELETE FROM message_set_aside WHERE id IN (SELECT s.id ${dueUnstored} LIMIT ${pageRows}) RETURNING id`,
      [before],
    );
    return rows.length + unstored.length;
  },
  files: (manager, _, before) => forgetFiles(manager, `f.id IN (SELECT f.id ${due.files} LIMIT ${pageRows})`, [before]),
  recordings: (manager, _, before) =>
    forgetRecordings(
      manager,
      `(r.exchange, r.reference) IN (SELECT r.exchange, r.reference ${due.recordings} LIMIT ${pageRows})`,
      [before],
    ),
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
  agent_states: async (manager, _, before) => {
    const [rows]: [unknown[], number] = await manager.query(
      `DELETE FROM agent_stretch WHERE id IN (SELECT s.id ${due.agent_states} LIMIT ${pageRows}) RETURNING id`,
      [before],
    );
    return rows.length;
  },
};
