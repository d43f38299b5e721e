import session from 'express-session';
import type { DataSource } from 'typeorm';
import type { Role } from '../contract/people.ts';

/** How long a log-in lasts. */
export interface SessionLimits {
  /** Without a request, and without a socket that lives. */
  readonly idleMs: number;
  /** In all, however much it is used. */
  readonly absoluteMs: number;
  /** So long the person need not show again who it is before what is grave. */
  readonly provenMs: number;
}

/** A session that is there, not over, and of somebody who works here. */
export interface LiveSession {
  readonly userId: string;
  /** As the office's list of people says now, not as it was at log-in. */
  readonly role: string;
  readonly locked: boolean;
}

/** A living session, as its owner knows it again. Moments in epoch ms. */
export interface OwnSession {
  readonly sid: string;
  readonly logIn: string;
  /** Made from it, for whoever may not know it. */
  readonly sessionId: string;
  readonly begunAt: number;
  readonly usedAt: number;
  readonly source: string | null;
  readonly browser: string | null;
}

export interface SessionStore extends session.Store {
  /** Those of the log-ins that live and owe nothing but to be unlocked, by `logIn`; each is counted as in use. Throws when the database is away. */
  live(logIns: readonly string[]): Promise<ReadonlyMap<string, LiveSession>>;
  /** The living ones of a person, the newest first. Throws when the database is away. */
  of(userId: string): Promise<readonly OwnSession[]>;
  /** Gives a session another token. False: it is over. @param proven its person has shown again who it is. Throws when the database is away. */
  renew(sid: string, next: string, proven: boolean): Promise<boolean>;
  /** The session of a log-in of somebody's under its token of now; null: it is over. Throws when the database is away. */
  byLogIn(logIn: string, userId: string): Promise<{ readonly sid: string; readonly data: session.SessionData } | null>;
  /** Those that the provider began for somebody are over. @returns them by `logIn`. Throws when the database is away. */
  endOfProvider(subject: string): Promise<readonly string[]>;
  /** Whose sessions live. Throws when the database is away. */
  people(): Promise<readonly string[]>;
  /** Throws when the database is away. */
  end(sids: readonly string[]): Promise<void>;
}

/** A use is written down no more often than this: every request would cost a write. */
const useEveryMs = 60_000;
const pruneEveryMs = 15 * 60_000;

const living = `FROM session s JOIN person p ON p.id = (s.sess->>'userId')::uuid AND p.active
  WHERE s.expire > clock_timestamp()
    AND s.begun_at > clock_timestamp() - $2 * interval '1 ms'`;
/**
 * What the person has to do before anything else.
 * @param roles those who may not work without a second factor
 * @param ownPassword the only one whose password is kept here; null: all are
 */
const owedBy = (roles: readonly Role[], ownPassword: string | null): string => `CASE
  WHEN (s.sess->>'locked')::boolean THEN 'unlock'
  WHEN s.sess->>'provider' IS NOT NULL THEN NULL
  WHEN p.password_expires_at IS NOT NULL${ownPassword === null ? '' : ` AND p.username = '${ownPassword}'`} THEN 'password'
  WHEN p.role = ANY('{${roles.join(',')}}') AND NOT EXISTS
    (SELECT 1 FROM second_factor f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = p.id) THEN 'second_factor' END`;
const owned = `SELECT s.sid, s.log_in AS "logIn", encode(sha256(convert_to(s.sid, 'UTF8')), 'hex') AS "sessionId", s.begun_at AS begun,
    greatest(s.begun_at, s.expire - $3 * interval '1 ms') AS used, s.sess->>'source' AS source,
    s.sess->>'browser' AS browser
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
  ownPassword: string | null = null,
): SessionStore {
  const owes = owedBy(secondFactorFor, ownPassword);
  const query = <Row>(sql: string, values: unknown[]): Promise<Row[]> => dataSource.query(sql, values);
  const freshMs = idleMs - Math.min(useEveryMs, idleMs / 2);
  const use = (ids: readonly string[]) => query(used, [ids, idleMs, freshMs]);

  class Store extends session.Store implements SessionStore {
    override get(sid: string, done: (error: unknown, found?: session.SessionData | null) => void): void {
      query<{ sess: session.SessionData } & Pick<session.SessionData, 'role' | 'owes' | 'proven' | 'logIn'>>(
        `SELECT s.sess, s.log_in AS "logIn", p.role, ${owes} AS owes, s.proven_at > clock_timestamp() - $3 * interval '1 ms' AS proven
         ${living} AND s.sid = $1`,
        [sid, absoluteMs, provenMs],
      ).then(
        ([row]) => {
          const { sess, ...now } = row ?? {};
          done(
            null,
            sess ? { ...sess, ...(now as Pick<session.SessionData, 'role' | 'owes' | 'proven' | 'logIn'>) } : null,
          );
        },
        (error) => done(error),
      );
    }
    override set(sid: string, data: session.SessionData, done?: (error?: unknown) => void): void {
      // One that was read and is over, or has another token, is not begun anew by what was asked under it.
      const statement = data.logIn
        ? `UPDATE session SET sess = $2, expire = clock_timestamp() + $3 * interval '1 ms' WHERE sid = $1`
        : `INSERT INTO session (sid, sess, expire) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 ms')
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
      const rows = await query<LiveSession & { sid: string; logIn: string; stale: boolean }>(
        `SELECT s.sid, s.log_in AS "logIn", p.id AS "userId", p.role, COALESCE((s.sess->>'locked')::boolean, false) AS locked,
           s.expire < clock_timestamp() + $3 * interval '1 ms' AS stale
         ${living} AND COALESCE(${owes}, 'unlock') = 'unlock' AND s.log_in = ANY($1)`,
        [ids, absoluteMs, freshMs],
      );
      // Asked every second: a statement that would find nothing to write is not sent.
      const stale = rows.filter((row) => row.stale).map(({ sid }) => sid);
      if (stale.length > 0) await use(stale);
      return new Map(rows.map(({ sid: _, stale: __, logIn, ...session }) => [logIn, session]));
    }
    async of(userId: string): Promise<readonly OwnSession[]> {
      const rows = await query<Omit<OwnSession, 'begunAt' | 'usedAt'> & { begun: Date; used: Date }>(owned, [
        userId,
        absoluteMs,
        idleMs,
      ]);
      return rows.map(({ begun, used: at, ...rest }) => ({ ...rest, begunAt: begun.getTime(), usedAt: at.getTime() }));
    }
    async renew(sid: string, next: string, proven: boolean): Promise<boolean> {
      const [, count]: [unknown, number] = await dataSource.query(
        `UPDATE session SET sid = $2, proven_at = CASE WHEN $3 THEN clock_timestamp() ELSE proven_at END WHERE sid = $1`,
        [sid, next, proven],
      );
      return count > 0;
    }
    async byLogIn(logIn: string, userId: string) {
      const [row] = await query<{ sid: string; sess: session.SessionData }>(
        `SELECT s.sid, s.sess ${living} AND s.log_in = $1 AND p.id = $3`,
        [logIn, absoluteMs, userId],
      );
      return row ? { sid: row.sid, data: { ...row.sess, logIn } } : null;
    }
    async endOfProvider(subject: string): Promise<readonly string[]> {
      const [rows]: [{ logIn: string }[]] = await dataSource.query(
        `DELETE FROM session WHERE sess->>'provider' = $1 RETURNING log_in AS "logIn"`,
        [subject],
      );
      return rows.map(({ logIn }) => logIn);
    }
    async people(): Promise<readonly string[]> {
      const rows = await query<{ id: string }>(`SELECT DISTINCT p.id ${living.replace('$2', '$1')}`, [absoluteMs]);
      return rows.map(({ id }) => id);
    }
    async end(sids: readonly string[]): Promise<void> {
      await query('DELETE FROM session WHERE sid = ANY($1)', [sids]);
    }
  }

  const prune = () =>
    query(
      `DELETE FROM session WHERE expire < clock_timestamp() OR begun_at < clock_timestamp() - $1 * interval '1 ms'`,
      [absoluteMs],
    ).catch(onError);
  setInterval(prune, pruneEveryMs).unref();
  return new Store();
}
