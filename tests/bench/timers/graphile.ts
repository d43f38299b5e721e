import { randomUUID } from 'node:crypto';
import { makeWorkerUtils } from 'graphile-worker';
import { apartMs, farMs, parts, type System } from './systems.ts';

export const task = 'deadline';
/** Its documentation advises against polling more often than this; a burst is fetched in batches, not job by job. */
export const worker = {
  pollInterval: 100,
  concurrentJobs: 50,
  maxPoolSize: 20,
  localQueue: { size: 500 },
  completeJobBatchDelay: 0,
} as const;

export async function graphile(url: string): Promise<System> {
  const utils = await makeWorkerUtils({ connectionString: url });
  await utils.migrate();
  let filled = 0;
  let added: string[] = [];
  const insert = async (moments: readonly number[], name: string) => {
    const ids: string[] = [];
    for (const part of parts(moments, 10_000)) {
      const jobs = part.map((at) => ({ identifier: name, payload: { id: randomUUID() }, runAt: new Date(at) }));
      await utils.addJobs(jobs);
      ids.push(...jobs.map(({ payload }) => payload.id));
    }
    return ids;
  };
  return {
    name: 'graphile-worker 0.17',
    settings: JSON.stringify(worker).replaceAll('"', '').replaceAll(',', ', '),
    server: 'tests/bench/timers/graphile-server.js',
    pending: async (count) => {
      const from = Date.now() + farMs;
      await insert(
        Array.from({ length: Math.max(0, count - filled) }, (_, n) => from + (filled + n) * apartMs),
        task,
      );
      filled = Math.max(filled, count);
    },
    add: async (moments) => {
      added = await insert(moments, task);
      return added;
    },
    // Done jobs are deleted by itself; those of the run that did not come are.
    clear: async () => {
      await utils.withPgClient((client) =>
        client.query(
          "DELETE FROM graphile_worker._private_jobs WHERE run_at < now() + interval '10 minutes' AND payload->>'id' = ANY($1)",
          [added],
        ),
      );
    },
    close: async () => void (await utils.release()),
  };
}
