import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { WallboardRecord, WallboardStore } from '../app/ports/wallboards.ts';
import type { Tile } from '../contract/wallboard-tiles.ts';
import { hashOfToken, newToken } from './secrets/tokens.ts';

/** Seen is written down no more often than this. */
const seenEvery = "(seen_at IS NULL OR seen_at < clock_timestamp() - interval '1 minute')";

/** The screens on walls in PostgreSQL: of a token its hash alone. */
export function createWallboards(dataSource: DataSource): WallboardStore {
  const query = <Row>(sql: string, values: readonly unknown[]): Promise<Row[]> => dataSource.query(sql, [...values]);
  const seen = (ids: readonly string[]) =>
    query(`UPDATE wallboard SET seen_at = clock_timestamp() WHERE id = ANY($1) AND ${seenEvery}`, [ids]);
  return {
    add: async ({ name, pages, limits }, addedBy, atMost) => {
      const [wallboardId, token] = [randomUUID(), newToken()];
      const rows = await query(
        `INSERT INTO wallboard (id, name, token_hash, added_by, pages, limits) SELECT $1, $2, $3, $4, $5, $6
         WHERE (SELECT count(*) FROM wallboard) < $7 RETURNING id`,
        [wallboardId, name, hashOfToken(token), addedBy, JSON.stringify(pages), JSON.stringify(limits), atMost],
      );
      return rows.length === 0 ? null : { wallboardId, token };
    },
    change: async (wallboardId, { pages, limits }) => {
      const sql = `WITH changed AS (UPDATE wallboard SET pages = $2, limits = $3 WHERE id = $1 RETURNING id)
        SELECT id FROM changed`;
      return (await query(sql, [wallboardId, JSON.stringify(pages), JSON.stringify(limits)])).length > 0;
    },
    list: async () => {
      const rows = await query<WallboardRecord & { addedByName: string; added: Date; seen: Date | null }>(
        `SELECT w.id AS "wallboardId", w.name, w.pages, w.limits, p.display_name AS "addedByName", w.added_at AS added, w.seen_at AS seen
         FROM wallboard w JOIN person p ON p.id = w.added_by ORDER BY w.added_at DESC`,
        [],
      );
      return rows.map(({ added, seen: at, ...rest }) => ({
        ...rest,
        addedAt: added.getTime(),
        seenAt: at?.getTime() ?? null,
      }));
    },
    tiles: async () => {
      const rows = await query<{ tile: Tile }>(
        `SELECT DISTINCT jsonb_array_elements_text(page->'tiles') AS tile FROM wallboard, jsonb_array_elements(pages) AS page`,
        [],
      );
      return rows.map(({ tile }) => tile);
    },
    byToken: async (token) => {
      const [row] = await query<WallboardRecord>(
        'SELECT id AS "wallboardId", name, pages, limits FROM wallboard WHERE token_hash = $1',
        [hashOfToken(token)],
      );
      if (row) await seen([row.wallboardId]);
      return row ?? null;
    },
    live: async (ids) => {
      const rows = await query<{ id: string }>('SELECT id FROM wallboard WHERE id = ANY($1)', [ids]);
      await seen(rows.map(({ id }) => id));
      return new Set(rows.map(({ id }) => id));
    },
    revoke: async (wallboardId) => {
      const [row] = await query<{ name: string }>(
        'WITH gone AS (DELETE FROM wallboard WHERE id = $1 RETURNING name) SELECT name FROM gone',
        [wallboardId],
      );
      return row?.name ?? null;
    },
  };
}
