import PgBoss from 'pg-boss';
import { firedServer } from './fired-server.ts';
import { queue, work } from './pg-boss.ts';

/** `node pg-boss-server.js DATABASE_URL`; prints its port. */
const boss = new PgBoss({ connectionString: process.argv[2] as string, schedule: false });
boss.on('error', console.error);
await boss.start();
const fired = firedServer(() => boss.stop({ graceful: false }));
await boss.work(queue, work, async (jobs) => {
  for (const { id } of jobs) fired(id);
});
