import { createDataSource } from '../../server/store/data-source.ts';
import { type Client, logIn } from './client.ts';
import { password, type Username } from './server-people.ts';
import type { ServerProcesses } from './server-processes.ts';
import { until } from './until.ts';

/** A statement of a transaction at which its server is killed; `commit`: it is the commit itself, which the database carries out. */
export type Moment = readonly [table: string, when: string];
export const commitOf = (table: string, what: string): Moment => ['commit', `${what} ON ${table}`];

/** Servers of processes of their own, each killed (SIGKILL) in the midst of what it is asked for. */
export interface KilledServers {
  /** Asks a server, and kills it at that moment; what the database had begun for it then ends by itself. */
  killedAt(moment: Moment, who: Username, ask: (client: Client) => Promise<unknown>): Promise<void>;
  /** From now on rows of the table do this first, in PL/pgSQL. */
  obstruct(moment: Moment, does: string): Promise<void>;
  /** Nothing is obstructed any more. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Whoever holds it keeps the obstructed statements waiting. */
const latch = 4_711;

/** @param env of the servers, besides what each of them needs */
export async function createKilledServers(
  processes: ServerProcesses,
  databaseUrl: string,
  env: Readonly<Record<string, string>>,
): Promise<KilledServers> {
  // A connection of its own: what one session holds only that session lets go.
  const database = await createDataSource(databaseUrl, 1).initialize();
  const sql = (text: string): Promise<unknown[]> => database.query(text);
  const clear = async () => void (await sql('DROP FUNCTION IF EXISTS obstruct() CASCADE'));

  const obstruct = async ([table, when]: Moment, does: string) => {
    await sql(`CREATE FUNCTION obstruct() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN ${does}; RETURN coalesce(NEW, OLD); END $$`);
    const each = 'FOR EACH ROW';
    await sql(
      table === 'commit'
        ? `CREATE CONSTRAINT TRIGGER obstruct AFTER ${when} DEFERRABLE INITIALLY DEFERRED ${each} EXECUTE FUNCTION obstruct()`
        : `CREATE TRIGGER obstruct BEFORE ${when.replace(/( WHEN|$)/, ` ON ${table} ${each}$1`)} EXECUTE FUNCTION obstruct()`,
    );
  };
  const waiting = async () =>
    (
      await sql(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = ${latch} AND mode = 'ShareLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
    ).length > 0;

  return {
    obstruct,
    clear,
    killedAt: async (moment, who, ask) => {
      const { child, exited, url } = await processes.up({
        ...{ DATABASE_URL: databaseUrl, PORT: '0', SIMULATOR_SCENARIO: 'empty' },
        ...env,
      });
      const client = await logIn(url, who, password);
      await sql(`SELECT pg_advisory_lock(${latch})`);
      await obstruct(moment, `PERFORM pg_advisory_xact_lock_shared(${latch})`);
      let answered: unknown = null;
      const asked = ask(client).then(
        (answer) => {
          answered = answer;
        },
        () => {},
      );
      await until(
        'it is in the midst of it, or has answered',
        async () => answered !== null || (await waiting()),
        90_000,
      );
      child.kill('SIGKILL');
      await asked;
      expect(answered).toBeNull();
      await exited;
      client.close();
      await sql(`SELECT pg_advisory_unlock(${latch})`);
      await until('the database has ended what it had begun', async () => !(await waiting()), 30_000);
      await clear();
    },
    close: async () => {
      await clear();
      await database.destroy();
    },
  };
}
