import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import { apartMs, farMs, parts, type System } from './systems.ts';

export const queue = 'deadline';
/** The shortest interval it takes, and batches that hold all that can have come due meanwhile. */
export const work = { pollingIntervalSeconds: 0.5, batchSize: 2_000, priority: false } as const;

export async function pgBoss(url: string): Promise<System> {
  const boss = new PgBoss({ connectionString: url, schedule: false });
  boss.on('error', console.error);
  await boss.start();
  await boss.createQueue(queue);
  let filled = 0;
  let added: string[] = [];
  const insert = async (moments: readonly number[]) => {
    const ids: string[] = [];
    for (const part of parts(moments, 10_000)) {
      const jobs = part.map((at) => ({ id: randomUUID(), name: queue, data: {}, startAfter: new Date(at) }));
      await boss.insert(jobs);
      ids.push(...jobs.map(({ id }) => id));
    }
    return ids;
  };
  return {
    name: 'pg-boss 10',
    settings: Object.entries(work)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    server: 'tests/bench/timers/pg-boss-server.js',
    pending: async (count) => {
      const from = Date.now() + farMs;
      await insert(Array.from({ length: Math.max(0, count - filled) }, (_, n) => from + (filled + n) * apartMs));
      filled = Math.max(filled, count);
    },
    add: async (moments) => {
      added = await insert(moments);
      return added;
    },
    clear: () => boss.deleteJob(queue, added),
    close: () => boss.stop({ graceful: false }),
  };
}
