import { Logger, run } from 'graphile-worker';
import { firedServer } from './fired-server.ts';
import { task, worker } from './graphile.ts';

/** `node graphile-server.js DATABASE_URL`; prints its port. */
const logger = new Logger(() => (level, message) => {
  if (level === 'error') console.error(message);
});
const runner = await run({
  preset: { worker: { ...worker, connectionString: process.argv[2] as string } },
  logger,
  noHandleSignals: true,
  taskList: { [task]: async (payload) => fired((payload as { id: string }).id) },
});
const fired = firedServer(() => runner.stop());
