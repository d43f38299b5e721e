import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmbeddedPostgres } from '../../server/store/embedded/postgres.ts';
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
  const dataDir = mkdtempSync(join(tmpdir(), 'sigap-test-'));
  // As root the database runs under another account, which must pass through.
  chmodSync(dataDir, 0o711);
  const server = await startEmbeddedPostgres({
    dataDir,
    log: { info: () => {}, warn: console.warn, error: console.error },
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  globalThis.stopTestServer = async () => {
    await server.stop();
    rmSync(dirname(server.cluster), { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
  process.env[SERVER_VARIABLE] = server.url;
}
