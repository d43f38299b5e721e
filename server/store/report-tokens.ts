import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { ReportTokenRecord, ReportTokenStore, TokenEnd } from '../app/ports/report-tokens.ts';
import { hashOfToken, newToken } from './secrets/tokens.ts';

const begins = 'sgp_';
/** So much of one may be read in the list: 36 of its 256 bits. */
const prefixLength = begins.length + 6;

/** Use is written down no more often than this. */
const usedEvery = "(used_at IS NULL OR used_at < clock_timestamp() - interval '1 minute')";
const live = '(revoked_at IS NULL AND expires_at > clock_timestamp())';
/** What became of one is told for so long; the audit keeps it for ever. */
const overLong = "least(revoked_at, expires_at) < clock_timestamp() - interval '90 days'";
const record = 'id AS "tokenId", name, prefix, reports';

type Listed = Omit<
  Awaited<ReturnType<ReportTokenStore['list']>>[number],
  'addedAt' | 'expiresAt' | 'usedAt' | 'revokedAt'
>;

/** API tokens in PostgreSQL: of each its hash alone, and how it begins. */
export function createReportTokens(dataSource: DataSource): ReportTokenStore {
  const query = <Row>(sql: string, values: readonly unknown[]): Promise<Row[]> => dataSource.query(sql, [...values]);
  return {
    add: async ({ name, reports }, { days, addedBy, atMost }) => {
      await query(`DELETE FROM report_token WHERE ${overLong}`, []);
      const [tokenId, token] = [randomUUID(), newToken(begins)];
      const prefix = token.slice(0, prefixLength);
      const [row] = await query<{ expires: Date }>(
        `INSERT INTO report_token (id, name, prefix, token_hash, reports, added_by, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(days => $7)
         WHERE (SELECT count(*) FROM report_token WHERE ${live}) < $8 RETURNING expires_at AS expires`,
        [tokenId, name, prefix, hashOfToken(token), JSON.stringify(reports), addedBy, days, atMost],
      );
      return row ? { tokenId, token, prefix, expiresAt: row.expires.getTime() } : null;
    },
    list: async () => {
      const rows = await query<Listed & { added: Date; expires: Date; used: Date | null; revoked: Date | null }>(
        `SELECT t.id AS "tokenId", t.name, t.prefix, t.reports, p.display_name AS "addedByName", ${live} AS live,
           t.added_at AS added, t.expires_at AS expires, t.used_at AS used, t.revoked_at AS revoked
         FROM report_token t JOIN person p ON p.id = t.added_by WHERE NOT (${overLong}) ORDER BY t.added_at DESC, t.id`,
        [],
      );
      return rows.map(({ added, expires, used, revoked, ...rest }) => ({
        ...rest,
        addedAt: added.getTime(),
        expiresAt: expires.getTime(),
        usedAt: used?.getTime() ?? null,
        revokedAt: revoked?.getTime() ?? null,
      }));
    },
    byToken: async (token) => {
      const [row] = await query<ReportTokenRecord & { end: TokenEnd | null }>(
        `SELECT ${record}, CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN NOT ${live} THEN 'expired' END AS "end"
         FROM report_token WHERE token_hash = $1`,
        [hashOfToken(token)],
      );
      return row ?? null;
    },
    used: async (tokenId, timeZone) => {
      // The row is locked before its former moment is read: of two requests at once one is the first of the day.
      const [row] = await query<{ first: boolean }>(
        `WITH before AS (SELECT id, used_at FROM report_token WHERE id = $1 AND ${usedEvery} FOR UPDATE),
         now_used AS (UPDATE report_token t SET used_at = clock_timestamp() FROM before WHERE t.id = before.id
           RETURNING before.used_at AS former, t.used_at AS at)
         SELECT former IS NULL OR (former AT TIME ZONE $2)::date < (at AT TIME ZONE $2)::date AS first FROM now_used`,
        [tokenId, timeZone],
      );
      return row?.first ?? false;
    },
    revoke: async (tokenId) => {
      const [row] = await query<Pick<ReportTokenRecord, 'name' | 'prefix'>>(
        `WITH gone AS (UPDATE report_token SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL
           RETURNING name, prefix) SELECT name, prefix FROM gone`,
        [tokenId],
      );
      return row ?? null;
    },
  };
}
