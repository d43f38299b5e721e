import type { DataSource } from 'typeorm';
import type { Tallies, Tally } from '../app/ports/tallies.ts';

/** What is older counts for nothing by any rule. */
const keptMs = 6 * 60 * 60_000;
/** Somebody may invent keys without end: the oldest go. */
const keptAtMost = 100_000;
const pruneEveryMs = 10 * 60_000;

const epochMs = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/**
 * Tallies in PostgreSQL, so that they hold over a restart and over several servers.
 * @param fingerprint of a key: what guessers type in the place of a name may be a password
 * @param elapsed what is counted by, in ms; absent: the database's clock, which is the same for all servers
 */
export function createTallies(
  dataSource: DataSource,
  fingerprint: (key: string) => string,
  onError: (error: unknown) => void,
  elapsed?: () => number,
): Tallies {
  const prune = () =>
    dataSource
      .query(
        `DELETE FROM tally WHERE at < clock_timestamp() - $1 * interval '1 ms'
           OR at < (SELECT at FROM tally ORDER BY at DESC OFFSET $2 LIMIT 1)`,
        [keptMs, keptAtMost],
      )
      .catch(onError);
  setInterval(prune, pruneEveryMs).unref();

  return {
    change: (keys, change) =>
      dataSource.transaction(async (manager) => {
        const prints = keys.map(fingerprint);
        const moment = elapsed?.() ?? null;
        // In one order everywhere, so that two who want the same keys wait for each other and not crosswise.
        await manager.query(
          `INSERT INTO tally (key, amount, at, free_at)
             SELECT key, 0, t, t FROM unnest($1::text[]) AS key,
               COALESCE(to_timestamp($2::float8 / 1000), clock_timestamp()) AS t ORDER BY key
           ON CONFLICT DO NOTHING`,
          [prints, moment],
        );
        const rows: (Tally & { key: string; now: number })[] = await manager.query(
          `SELECT key, amount, ${epochMs('at')} AS at, ${epochMs('free_at')} AS "freeAt",
             COALESCE($2::float8, ${epochMs('clock_timestamp()')}) AS now
           FROM tally WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
          [prints, moment],
        );
        const found = new Map(rows.map((row) => [row.key, row]));
        const now = Math.max(...rows.map((row) => row.now));
        const unknown: Tally = { amount: 0, at: now, freeAt: now };
        const { become, result } = change(
          prints.map((print) => found.get(print) ?? unknown),
          now,
        );
        await manager.query(
          `UPDATE tally SET amount = one.amount, at = to_timestamp(one.at / 1000), free_at = to_timestamp(one.free_at / 1000)
           FROM unnest($1::text[], $2::float8[], $3::float8[], $4::float8[]) AS one (key, amount, at, free_at)
           WHERE tally.key = one.key`,
          [prints, become.map(({ amount }) => amount), become.map(({ at }) => at), become.map(({ freeAt }) => freeAt)],
        );
        return result;
      }),
  };
}
