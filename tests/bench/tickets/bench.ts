import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStore } from '../../../server/store/store.ts';
import { shipped } from '../../support/sops.ts';
import { cpuStopwatch } from '../support/cpu.ts';
import { openBenchDatabase } from '../support/database.ts';
import { ensureEarlierCallers } from '../support/earlier.ts';
import { median, table, times } from '../support/figures.ts';
import type { BenchOptions } from '../support/options.ts';
import { sealer } from '../support/sealer.ts';
import { alternatives } from './alternatives.ts';
import { ours } from './ours.ts';
import { gaplessBy, prepare } from './verify.ts';
import type { Way } from './way.ts';

const callers = 64;
const rounds = 5;
/** Connections as in production: the server's default pool. */
const poolSize = 20;
const officeCode = 'SBY';

/** Tickets a second of callers who come as fast as they are served, ours beside the usual ways. */
export async function benchTickets({ earlier, dataDir, quick }: BenchOptions): Promise<void> {
  const database = await openBenchDatabase(dataDir, poolSize);
  try {
    const { dataSource } = database;
    await ensureEarlierCallers(dataSource, sealer, earlier);
    await prepare(dataSource);
    const store = createStore({ dataSource, sealer, officeCode });
    const run = randomBytes(4).toString('hex');
    const mine = ours({ store, dataSource, sop: shipped('surabaya'), run });
    const others = await alternatives({ url: database.url, callers, sample: await mine.sample(), run });
    const ways: Way[] = [...mine.ways, ...others.ways];

    const outcomes = new Map<Way, Served[]>(ways.map((way) => [way, []]));
    const roundMs = quick ? 600 : 3_000;
    for (const way of ways) await serve(way, 500, database.cluster);
    // One way after the other in every round, so that a slow minute of the machine is shared.
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ways) {
        await dataSource.query('CHECKPOINT');
        outcomes.get(way)?.push(await serve(way, roundMs, database.cluster));
      }
    }
    await others.close();
    console.log(
      `\n## Tickets a second, ${callers} callers at once, ${rounds} rounds of ${roundMs / 1000} s each\n${earlier} earlier cases; ${database.settings}; pool of ${poolSize} for ours, ${callers} connections for the others\n`,
    );
    const speeds = (way: Way) => (outcomes.get(way) ?? []).map(({ perSecond: speed }) => speed);
    for (const kind of ['ticket', 'number'] as const) {
      const rows = ways.filter((way) => way.kind === kind);
      const base = median(speeds(rows.find(({ name }) => name.startsWith('sequence')) as Way));
      const lines = rows.map((way) => {
        const found = speeds(way);
        const whole = (value: number) => String(Math.round(value));
        const spread = `${whole(Math.min(...found))}–${whole(Math.max(...found))}`;
        return [way.name, whole(median(found)), spread, times(median(found) / base), cpuOf(outcomes.get(way) ?? [])];
      });
      const what =
        kind === 'ticket' ? 'call, case and first events stored, with number' : 'the number alone (for information)';
      console.log(`${table([what, 'median/s', 'rounds', '÷ sequence', 'CPU µs each'], lines)}\n`);
    }
    console.log(await gaplessBy(dataSource, mine.served()));
  } finally {
    await database.close();
  }
}

interface Served {
  readonly perSecond: number;
  /** Microseconds of processor time for each ticket, server and database together; null where it cannot be read. */
  readonly cpu: number | null;
}

const cpuOf = (rounds: readonly Served[]): string => {
  const known = rounds.flatMap(({ cpu }) => (cpu === null ? [] : [cpu]));
  return known.length === 0 ? 'unknown' : String(Math.round(median(known)));
};

async function serve(way: Way, forMs: number, cluster: string): Promise<Served> {
  const cpu = cpuStopwatch(cluster);
  const from = performance.now();
  let made = 0;
  const caller = async () => {
    while (performance.now() - from < forMs) {
      await way.ticket();
      made += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const took = performance.now() - from;
  const used = cpu();
  await sleep(100);
  return { perSecond: (made / took) * 1000, cpu: used === null ? null : used / made };
}
