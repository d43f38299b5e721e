import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Help, HelpStore } from '../app/ports/supervision.ts';
import type { AuditActionOf } from '../contract/audit.ts';
import { AuditEntity } from './entities/people.ts';

interface HelpColumns {
  readonly call_id: string;
  readonly agent_id: string;
  readonly asked_at: Date;
  readonly taken_by: string | null;
}

const columns = 'call_id, agent_id, asked_at, taken_by';

const toHelp = (row: HelpColumns): Help => ({
  callId: row.call_id,
  agentId: row.agent_id,
  askedAt: row.asked_at.getTime(),
  takenBy: row.taken_by,
});

/** Agents who ask for help, in PostgreSQL, with the audit of it. */
export function createHelpStore(dataSource: DataSource): HelpStore {
  const note = (manager: EntityManager, action: AuditActionOf<'help'>, personId: string | null, row: HelpColumns) =>
    manager.getRepository(AuditEntity).insert({
      ...{ id: randomUUID(), personId, action: `help.${action}` },
      ...{ subject: `${row.call_id} ${row.agent_id}`, reason: null },
    });
  /** A statement that gives back the row that it touched. */
  const touched = async (manager: EntityManager, sql: string, values: readonly unknown[]) => {
    const [row]: HelpColumns[] = await manager.query(`WITH touched AS (${sql}) SELECT * FROM touched`, [...values]);
    return row;
  };
  const now = async (manager: EntityManager, callId: string) => {
    const [row]: HelpColumns[] = await manager.query(`SELECT ${columns} FROM help_call WHERE call_id = $1`, [callId]);
    return row ? toHelp(row) : null;
  };

  return {
    openHelps: async () => {
      const rows: HelpColumns[] = await dataSource.query(`SELECT ${columns} FROM help_call ORDER BY asked_at`);
      return rows.map(toHelp);
    },
    askHelp: (callId, agentId) =>
      dataSource.transaction(async (manager) => {
        const sql = `INSERT INTO help_call (call_id, agent_id) VALUES ($1, $2)
          ON CONFLICT (call_id) DO NOTHING RETURNING ${columns}`;
        const row = await touched(manager, sql, [callId, agentId]);
        if (row) await note(manager, 'asked', agentId, row);
        return (row && toHelp(row)) ?? ((await now(manager, callId)) as Help);
      }),
    takeHelp: (callId, supervisorId) =>
      dataSource.transaction(async (manager) => {
        const sql = `UPDATE help_call SET taken_by = $2 WHERE call_id = $1 AND taken_by IS NULL RETURNING ${columns}`;
        const row = await touched(manager, sql, [callId, supervisorId]);
        if (row) await note(manager, 'taken', supervisorId, row);
        return row ? toHelp(row) : now(manager, callId);
      }),
    endHelp: async (callId, how) =>
      dataSource.transaction(async (manager) => {
        const row = await touched(manager, `DELETE FROM help_call WHERE call_id = $1 RETURNING ${columns}`, [callId]);
        // Nobody ended what ended with its conversation.
        if (row) await note(manager, how, how === 'withdrawn' ? row.agent_id : null, row);
      }),
  };
}
