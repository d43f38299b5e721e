import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Listening, SupervisionStore } from '../app/ports/supervision.ts';
import type { AuditActionOf } from '../contract/audit.ts';
import { AuditEntity } from './entities/people.ts';
import { createHelpStore } from './helps.ts';
import { iso } from './rows.ts';

interface ListeningColumns {
  readonly id: string;
  readonly call_id: string;
  readonly agent_id: string;
  readonly supervisor_id: string;
  readonly mode: Listening['mode'];
  readonly heard_since: Date | null;
}

const columns = 'id, call_id, agent_id, supervisor_id, mode, heard_since';

const toListening = (row: ListeningColumns): Listening => ({
  listenId: row.id,
  callId: row.call_id,
  agentId: row.agent_id,
  supervisorId: row.supervisor_id,
  mode: row.mode,
  since: row.heard_since?.getTime() ?? null,
});

/** Who did it, and to whose conversation: the call and its agent. */
const note = (
  manager: EntityManager,
  action: AuditActionOf<'supervise'>,
  { call_id: call, agent_id: agent, ...row }: ListeningColumns,
) =>
  manager.getRepository(AuditEntity).insert({
    ...{ id: randomUUID(), personId: row.supervisor_id, action: `supervise.${action}` },
    ...{ subject: `${call} ${agent}`, reason: null },
  });

/** Who listens to whom, in PostgreSQL, with its audit. */
export function createSupervisionStore(dataSource: DataSource): SupervisionStore {
  /** A statement that gives back the row that it touched, and what the audit says of it. */
  const touched = (
    sql: string,
    values: readonly unknown[],
    action: (row: ListeningColumns) => AuditActionOf<'supervise'> | null,
  ) =>
    dataSource.transaction(async (manager) => {
      const [row]: ListeningColumns[] = await manager.query(`WITH touched AS (${sql}) SELECT * FROM touched`, [
        ...values,
      ]);
      const said = row && action(row);
      if (said) await note(manager, said, row);
      return row !== undefined;
    });

  return {
    ...createHelpStore(dataSource),
    openListenings: async () => {
      const rows: ListeningColumns[] = await dataSource.query(`SELECT ${columns} FROM listening ORDER BY asked_at`);
      return rows.map(toListening);
    },
    listening: async (listenId) => {
      const [row]: ListeningColumns[] = await dataSource.query(`SELECT ${columns} FROM listening WHERE id = $1`, [
        listenId,
      ]);
      return row ? toListening(row) : null;
    },
    beginListening: ({ listenId, callId, agentId, supervisorId, mode }) =>
      touched(
        `INSERT INTO listening (id, call_id, agent_id, supervisor_id, mode) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING RETURNING ${columns}`,
        [listenId, callId, agentId, supervisorId, mode],
        (row) => row.mode,
      ),
    changeListening: async (listenId, mode) =>
      void (await touched(
        `UPDATE listening SET mode = $2 WHERE id = $1 RETURNING ${columns}`,
        [listenId, mode],
        (row) => row.mode,
      )),
    heardListening: async (listenId, since, mode) =>
      void (await touched(
        `UPDATE listening SET heard_since = coalesce(heard_since, $2), mode = $3 WHERE id = $1 RETURNING ${columns}`,
        [listenId, iso(since), mode],
        () => null,
      )),
    endListening: async (listenId) =>
      void (await touched(`DELETE FROM listening WHERE id = $1 RETURNING ${columns}`, [listenId], (row) =>
        row.heard_since === null ? 'unheard' : 'ended',
      )),
  };
}
