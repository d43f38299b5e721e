import { randomBytes } from 'node:crypto';
import { startTemporaryPostgres } from '../../server/store/embedded/temporary.ts';
import { RUN_VARIABLE, SERVER_VARIABLE } from './database.ts';

declare global {
  // The teardown runs in the same process as the setup, but not in the same module.
  var stopTestServer: (() => Promise<void>) | undefined;
}

/**
 * One PostgreSQL for the whole run: the one of TEST_DATABASE_URL (its user must be allowed to create databases),
 * else an embedded one in a temporary folder. It does not wait for the disk, since nothing in it needs to last.
 */
export default async function setup(): Promise<void> {
  process.env[RUN_VARIABLE] = randomBytes(4).toString('hex');
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    process.env[SERVER_VARIABLE] = given;
    return;
  }
  const server = await startTemporaryPostgres({ info: () => {}, warn: console.warn, error: console.error });
  globalThis.stopTestServer = server.stop;
  // Jest dies of these without a word; an exit stops the server, and the next run removes its folder.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  process.env[SERVER_VARIABLE] = server.url;
}
