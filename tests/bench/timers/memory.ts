import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DataSource } from 'typeorm';
import { createDeadlines } from '../../../server/app/deadlines/deadlines.ts';
import { systemClock } from '../../../server/clock.ts';
import { createStore } from '../../../server/store/store.ts';
import { sealer } from '../support/sealer.ts';

/** What it costs to hold the column's next minute: a start of the timers over the database as it is. */
export async function startUp(dataSource: DataSource): Promise<{ held: number; ms: number; bytes: number }> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const used = async () => {
    // What the first round lets go of, the second frees.
    for (let round = 0; round < 3; round += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const deadlines = createDeadlines({
    store: createStore({ dataSource, sealer, officeCode: 'SBY' }),
    clock: systemClock,
    log: { info: () => {}, warn: console.error, error: console.error },
    raise: async () => {},
    readAhead: async () => {},
  });
  const before = await used();
  const from = performance.now();
  await deadlines.start();
  const ms = performance.now() - from;
  const bytes = (await used()) - before;
  const held = deadlines.pending;
  await deadlines.stop();
  return { held, ms, bytes };
}
