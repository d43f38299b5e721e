import type { DataSource, EntityManager } from 'typeorm';
import type { OutsideErasure, OutsideErasureStore } from '../app/ports/retention.ts';

const ask = (kind: OutsideErasure['kind'], found: string) =>
  `INSERT INTO outside_erasure (kind, holder, reference) SELECT '${kind}', holder, reference FROM (${found}) AS found
   WHERE reference <> '' ON CONFLICT DO NOTHING`;

/**
 * Has deleted where their gateways keep them the messages that the condition (`m`) names; those that are empty already were,
 * and what came by the citizens' page came by none. By what others call them they are not found any more.
 */
export async function forgetMessages(manager: EntityManager, condition: string, values: unknown[]): Promise<void> {
  // A citizen's message has the gateway's name of it in its id.
  const reference = `COALESCE(m.reference, CASE WHEN m.direction = 'in' THEN substr(m.id, length(m.gateway) + 2) END)`;
  const found = `SELECT m.gateway AS holder, ${reference} AS reference FROM message m
    WHERE m.address_masked <> '' AND m.gateway <> '' AND ${condition}`;
  await manager.query(ask('message', found), values);
  await manager.query(
    `DELETE FROM mail_id WHERE message_id IN (SELECT m.id FROM message m WHERE ${condition})`,
    values,
  );
}

/** Lets go of the recordings (`r`) that the condition names, here and where their exchange keeps the sound. */
export async function forgetRecordings(manager: EntityManager, condition: string, values: unknown[]): Promise<number> {
  const gone: unknown[] = await manager.query(
    `WITH gone AS (DELETE FROM recording r WHERE ${condition} RETURNING r.exchange AS holder, r.reference, r.sound_signs),
       asked AS (${ask('recording', 'SELECT holder, reference FROM gone WHERE sound_signs IS NULL')})
     SELECT 1 FROM gone`,
    values,
  );
  return gone.length;
}

const key = 'kind = $1 AND holder = $2 AND reference = $3';
const keyOf = ({ kind, holder, reference }: OutsideErasure) => [kind, holder, reference];

/** What is to be deleted at exchanges and gateways, as rows that wait: kept until they say that it is gone. */
export function createOutsideErasureStore(dataSource: DataSource): OutsideErasureStore {
  return {
    claim: (atMost) =>
      dataSource.query(
        `WITH due AS (SELECT kind, holder, reference FROM outside_erasure WHERE next_try_at <= clock_timestamp()
           ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED),
         claimed AS (UPDATE outside_erasure o SET next_try_at = clock_timestamp() + interval '2 minutes' FROM due
           WHERE (o.kind, o.holder, o.reference) = (due.kind, due.holder, due.reference)
           RETURNING o.kind, o.holder, o.reference, o.tries)
         SELECT * FROM claimed`,
        [atMost],
      ),
    done: async (erasure) => void (await dataSource.query(`DELETE FROM outside_erasure WHERE ${key}`, keyOf(erasure))),
    failed: async (erasure, reason, againMs) =>
      void (await dataSource.query(
        `UPDATE outside_erasure SET tries = tries + 1, fault = $4,
           next_try_at = clock_timestamp() + $5 * interval '1 ms' WHERE ${key}`,
        [...keyOf(erasure), reason.slice(0, 200), againMs],
      )),
    waiting: async () => {
      const rows: {
        kind: OutsideErasure['kind'];
        holder: string;
        waiting: number;
        since: Date;
        fault: string | null;
      }[] = await dataSource.query(
        `SELECT kind, holder, count(*)::int AS waiting, min(asked_at) AS since, max(fault) AS fault
           FROM outside_erasure GROUP BY kind, holder ORDER BY kind, holder`,
      );
      return rows.map(({ since, ...rest }) => ({ ...rest, since: since.getTime() }));
    },
  };
}
