import session from 'express-session';
import type { DataSource } from 'typeorm';
import type { Role } from '../contract/people.ts';

/** How long a log-in lasts. */
export interface SessionLimits {
  /** Without a request, and without a socket that lives. */
  readonly idleMs: number;
  /** In all, however much it is used; not of one that may only watch the floor. */
  readonly absoluteMs: number;
  /** So long the person need not show again who it is before what is grave. */
  readonly provenMs: number;
}

/** A session that is there, not over, and of somebody who works here. */
export interface LiveSession {
  readonly userId: string;
  /** As the office's list of people says now, not as it was at log-in. */
  readonly role: string;
  readonly watches: boolean;
  readonly locked: boolean;
}

/** A living session, as its owner knows it again. Moments in epoch ms. */
export interface OwnSession {
  readonly sid: string;
  /** Made from it, for whoever may not know it. */
  readonly sessionId: string;
  readonly begunAt: number;
  readonly usedAt: number;
  readonly source: string | null;
  readonly browser: string | null;
  readonly watches: boolean;
}

export interface SessionStore extends session.Store {
  /** Those of the sessions that live and owe nothing but to be unlocked, by id; each is counted as in use. Throws when the database is away. */
  live(ids: readonly string[]): Promise<ReadonlyMap<string, LiveSession>>;
  /** The living ones of a person, the newest first. Throws when the database is away. */
  of(userId: string): Promise<readonly OwnSession[]>;
  /** The person of the session has shown again who it is. Throws when the database is away. */
  prove(sid: string): Promise<void>;
  /** Throws when the database is away. */
  end(sids: readonly string[]): Promise<void>;
}

/** A use is written down no more often than this: every request would cost a write. */
const useEveryMs = 60_000;
const pruneEveryMs = 15 * 60_000;

const living = `FROM session s JOIN person p ON p.id = (s.sess->>'userId')::uuid AND p.active
  WHERE s.expire > clock_timestamp()
    AND (s.begun_at > clock_timestamp() - $2 * interval '1 ms' OR (s.sess->>'watches')::boolean)`;
/**
 * What the person has to do before anything else.
 * @param roles those who may not work without a second factor
 */
const owedBy = (roles: readonly Role[]): string => `CASE
  WHEN (s.sess->>'locked')::boolean THEN 'unlock'
  WHEN (s.sess->>'provider')::boolean THEN NULL
  WHEN p.password_expires_at IS NOT NULL THEN 'password'
  WHEN p.role = ANY('{${roles.join(',')}}') AND NOT EXISTS
    (SELECT 1 FROM second_factor f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL) THEN 'second_factor' END`;
const owned = `SELECT s.sid, encode(sha256(convert_to(s.sid, 'UTF8')), 'hex') AS "sessionId", s.begun_at AS begun,
    greatest(s.begun_at, s.expire - $3 * interval '1 ms') AS used, s.sess->>'source' AS source,
    s.sess->>'browser' AS browser, COALESCE((s.sess->>'watches')::boolean, false) AS watches
  ${living} AND p.id = $1 ORDER BY s.begun_at DESC`;
const used = `UPDATE session SET expire = clock_timestamp() + $2 * interval '1 ms'
  WHERE sid = ANY($1) AND expire < clock_timestamp() + $3 * interval '1 ms'`;

/**
 * Log-in sessions in PostgreSQL, read together with the person they are of: whoever leaves or gets another role has it
 * so at the next request, by no query more.
 */
export function createSessionStore(
  dataSource: DataSource,
  { idleMs, absoluteMs, provenMs }: SessionLimits,
  onError: (error: unknown) => void,
  secondFactorFor: readonly Role[],
): SessionStore {
  const owes = owedBy(secondFactorFor);
  const query = <Row>(sql: string, values: unknown[]): Promise<Row[]> => dataSource.query(sql, values);
  const use = (ids: readonly string[]) => query(used, [ids, idleMs, idleMs - Math.min(useEveryMs, idleMs / 2)]);

  class Store extends session.Store implements SessionStore {
    override get(sid: string, done: (error: unknown, found?: session.SessionData | null) => void): void {
      query<{ sess: session.SessionData } & Pick<session.SessionData, 'role' | 'owes' | 'proven'>>(
        `SELECT s.sess, p.role, ${owes} AS owes, s.proven_at > clock_timestamp() - $3 * interval '1 ms' AS proven
         ${living} AND s.sid = $1`,
        [sid, absoluteMs, provenMs],
      ).then(
        ([row]) => {
          const { sess, ...now } = row ?? {};
          done(null, sess ? { ...sess, ...(now as Pick<session.SessionData, 'role' | 'owes' | 'proven'>) } : null);
        },
        (error) => done(error),
      );
    }
    override set(sid: string, data: session.SessionData, done?: (error?: unknown) => void): void {
      const statement = `INSERT INTO session (sid, sess, expire) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 ms')
        ON CONFLICT (sid) DO UPDATE SET sess = EXCLUDED.sess, expire = EXCLUDED.expire`;
      query(statement, [sid, JSON.stringify(data), idleMs]).then(
        () => done?.(),
        (error) => done?.(error),
      );
    }
    override destroy(sid: string, done?: (error?: unknown) => void): void {
      query('DELETE FROM session WHERE sid = $1', [sid]).then(
        () => done?.(),
        (error) => done?.(error),
      );
    }
    override touch(sid: string, _data: session.SessionData, done?: () => void): void {
      use([sid])
        .catch(onError)
        .finally(() => done?.());
    }
    async live(ids: readonly string[]): Promise<ReadonlyMap<string, LiveSession>> {
      const rows = await query<LiveSession & { sid: string }>(
        `SELECT s.sid, p.id AS "userId", p.role, COALESCE((s.sess->>'watches')::boolean, false) AS watches,
           COALESCE((s.sess->>'locked')::boolean, false) AS locked
         ${living} AND COALESCE(${owes}, 'unlock') = 'unlock' AND s.sid = ANY($1)`,
        [ids, absoluteMs],
      );
      await use(rows.map(({ sid }) => sid));
      return new Map(rows.map(({ sid, ...session }) => [sid, session]));
    }
    async of(userId: string): Promise<readonly OwnSession[]> {
      const rows = await query<Omit<OwnSession, 'begunAt' | 'usedAt'> & { begun: Date; used: Date }>(owned, [
        userId,
        absoluteMs,
        idleMs,
      ]);
      return rows.map(({ begun, used: at, ...rest }) => ({ ...rest, begunAt: begun.getTime(), usedAt: at.getTime() }));
    }
    async prove(sid: string): Promise<void> {
      await query('UPDATE session SET proven_at = clock_timestamp() WHERE sid = $1', [sid]);
    }
    async end(sids: readonly string[]): Promise<void> {
      await query('DELETE FROM session WHERE sid = ANY($1)', [sids]);
    }
  }

  const prune = () =>
    query(
      `DELETE FROM session WHERE expire < clock_timestamp()
         OR (begun_at < clock_timestamp() - $1 * interval '1 ms' AND NOT COALESCE((sess->>'watches')::boolean, false))`,
      [absoluteMs],
    ).catch(onError);
  setInterval(prune, pruneEveryMs).unref();
  return new Store();
}
