import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Set by `global-setup.ts` for all workers: the server of this run, and the run's name in database names. */
export const SERVER_VARIABLE = 'SIGAP_TEST_SERVER_URL';
export const RUN_VARIABLE = 'SIGAP_TEST_RUN';

export type TestDatabase = {
  url: string;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
};

/** A database made once in a test run, for example with the migrations run, and then copied for every test file. */
export type Template = { name: string; prepare(url: string): Promise<void> };

/**
 * Gives a test file a database of its own on the run's PostgreSQL: empty, or a copy of `template`.
 * Call `drop` in `afterAll`.
 */
export async function createTestDatabase(options: { template?: Template } = {}): Promise<TestDatabase> {
  const name = `${prefix()}${randomBytes(6).toString('hex')}`;
  const source = options.template ? await ensureTemplate(options.template) : 'template0';
  await asAdmin((client) => client.query(`create database ${name} template ${source}`));
  return {
    url: urlOf(name),
    drop: () =>
      asAdmin(async (client) => {
        await connectionsEnded(client, name);
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/**
 * A pool has ended when it has said goodbye; to end the connection before the server has heard it would be an error to a
 * pool that nobody listens to any more. What a test left open is not waited for long.
 */
async function connectionsEnded(client: pg.Client, database: string): Promise<void> {
  const open = "select from pg_stat_activity where datname = $1 and backend_type = 'client backend'";
  const until = performance.now() + 2_000;
  while ((await client.query(open, [database])).rowCount !== 0 && performance.now() < until) await sleep(5);
}

/** Removes every database of this run; part of the global teardown. */
export async function dropTestDatabases(): Promise<void> {
  await asAdmin(async (client) => {
    const found = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix()],
    );
    for (const { datname } of found.rows) {
      await client.query(`alter database ${datname} is_template false`);
      await client.query(`drop database if exists ${datname} with (force)`);
    }
  });
}

/** Test files run in parallel workers: the lock lets one of them prepare the template while the others wait. */
async function ensureTemplate(template: Template): Promise<string> {
  const name = `${prefix()}template_${template.name.replaceAll(/[^a-z0-9_]/g, '_')}`;
  await asAdmin(async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const found = await client.query<{ datistemplate: boolean }>(
      'select datistemplate from pg_database where datname = $1',
      [name],
    );
    if (found.rows[0]?.datistemplate) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template template0`);
    await template.prepare(urlOf(name));
    await client.query(`alter database ${name} is_template true`);
  });
  return name;
}

async function asAdmin<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function prefix(): string {
  return `sigap_test_${fromRun(RUN_VARIABLE)}_`;
}

function serverUrl(): string {
  return fromRun(SERVER_VARIABLE);
}

function fromRun(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run tests through jest, whose global setup starts PostgreSQL`);
  return value;
}
