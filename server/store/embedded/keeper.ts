import { createHmac } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readPassword, SUPERUSER } from './cluster.ts';

const KEEPER_NAME = 'sigap-keeper';
const DATABASE = 'sigap';

/**
 * One idle connection that says "a Sigap process uses this server". It is how a process knows, when it stops,
 * whether another one (a second server, a command line tool) still needs the database, and how it notices at once
 * that the database went away.
 */
export type Keeper = {
  /** How many other processes keep a connection like this one and are not leaving. */
  others(): Promise<number>;
  /**
   * Says that this process no longer needs the server; returns how many others still do. Of several that leave at
   * the same moment the last sees none, perhaps more than one of them: then each stops the server, which is harmless.
   */
  leave(): Promise<number>;
  /** Called once, if the connection ends without `close`. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
};

/** Under which the application works: it owns nothing, see `migrateAsOwner`. */
const APP_ROLE = 'sigap_app';

/** What a socket's name may be long, in bytes, on every system: 104 with its end on some. */
const socketNameBytes = 103;

/**
 * As {@link databaseUrl}, for the application itself: no superuser. By the socket in the cluster's folder where there is
 * one, which costs a statement less processor time than the loopback address does.
 */
export function appUrl(cluster: string, port: number): string {
  const url = new URL(`postgres://${APP_ROLE}:${appPassword(cluster)}@127.0.0.1:${port}/${DATABASE}?sslmode=disable`);
  const socket = join(cluster, `.s.PGSQL.${port}`);
  // An earlier version's server that still runs has none.
  if (Buffer.byteLength(socket) <= socketNameBytes && existsSync(socket)) url.searchParams.set('host', cluster);
  return url.href;
}

/** Of its own, and so that no second secret has to be kept. */
const appPassword = (cluster: string): string =>
  createHmac('sha256', readPassword(cluster)).update(APP_ROLE).digest('base64url');

/** Connection string of the superuser to the application's own database; says what PGSSLMODE and its like must not change. */
export function databaseUrl(cluster: string, port: number): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(readPassword(cluster))}@127.0.0.1:${port}/${DATABASE}?sslmode=disable`;
}

/**
 * Connects to the server on `port`, if that really is the one of this cluster, and makes sure that our database exists.
 * @throws what `pg` throws, or an Error when another server answers there
 */
export async function connectKeeper(cluster: string, port: number): Promise<Keeper> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password: readPassword(cluster),
    database: 'postgres',
    application_name: KEEPER_NAME,
    ssl: false,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  let lost = false;
  let closing = false;
  let listener = () => {};
  client.on('error', () => {});
  client.on('end', () => {
    lost = true;
    if (!closing) listener();
  });
  try {
    await client.connect();
    const shown = await client.query<{ data_directory: string }>('show data_directory');
    const answered = shown.rows[0]?.data_directory ?? '';
    if (realpathSync(answered) !== realpathSync(cluster)) throw new Error(`port ${port}: ${answered}`);
    await ensureDatabase(client);
    await ensureAppRole(client, cluster, port);
  } catch (error) {
    closing = true;
    await client.end().catch(() => {});
    throw error;
  }
  // An idle connection must not keep a process alive that has nothing else to do.
  const held = client as pg.Client & { ref(): void; unref(): void };
  held.unref();
  /** While somebody waits for an answer the connection does keep it alive. */
  const awaited = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    held.ref();
    try {
      return await ask();
    } finally {
      held.unref();
    }
  };
  const others = () =>
    awaited(async () => {
      const counted = await client.query<{ n: number }>(
        'select count(*)::int as n from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
        [KEEPER_NAME],
      );
      return counted.rows[0]?.n ?? 0;
    });
  return {
    others,
    async leave() {
      await awaited(() => client.query(`set application_name = '${KEEPER_NAME}-leaving'`));
      return others();
    },
    onLost(call) {
      listener = call;
      if (lost && !closing) call();
    },
    async close() {
      closing = true;
      await awaited(() => client.end().catch(() => {}));
    },
  };
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (found.rowCount) return;
  try {
    await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // Another process starting at the same moment made it.
    const code = (error as { code?: string }).code;
    if (code !== '42P04' && code !== '23505') throw error;
  }
}

/**
 * The superuser owns the database and what is in it, what an earlier version made as the application too; the migrations
 * run under it and say what the application may. Of several processes one does it at a time.
 */
async function ensureAppRole(client: pg.Client, cluster: string, port: number): Promise<void> {
  await client.query("select pg_advisory_lock(hashtext('sigap-app-role'))");
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE]);
    // The password is of letters, digits, "-" and "_".
    const password = appPassword(cluster);
    await client.query(
      `${role.rowCount ? 'alter' : 'create'} role ${APP_ROLE} login nosuperuser password '${password}'`,
    );
    const inside = new pg.Client({ connectionString: databaseUrl(cluster, port) });
    inside.on('error', () => {});
    await inside.connect();
    try {
      await inside.query(`reassign owned by ${APP_ROLE} to ${SUPERUSER}`);
    } finally {
      await inside.end();
    }
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('sigap-app-role'))");
  }
}
