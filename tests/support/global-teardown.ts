import { dropTestDatabases } from './database.ts';

/** Removes everything the run left: the whole server if it was ours, our databases if it was given. */
export default async function teardown(): Promise<void> {
  if (globalThis.stopTestServer) await globalThis.stopTestServer();
  else await dropTestDatabases();
}
