import pg from 'pg';
import type { DataSource } from 'typeorm';
import { shipped } from '../../support/sops.ts';
import { openBenchDatabase } from '../support/database.ts';
import { ms, percentile, seeded, table } from '../support/figures.ts';
import type { BenchOptions } from '../support/options.ts';
import { graphile } from './graphile.ts';
import { measure, type Run } from './measure.ts';
import { startUp } from './memory.ts';
import { ours } from './ours.ts';
import { pgBoss } from './pg-boss.ts';
import { faultsOf, lateness, type Measured, tableOf, verdict } from './report.ts';
import { serverStart } from './server-start.ts';

const sizes = [1_000, 10_000, 100_000, 1_000_000];
const perSecond = 200;
const burst = 2_000;
const sweepMs = 250;

/** From a deadline to a browser's socket, beside two job queues on the same PostgreSQL. */
export async function benchTimers({ dataDir, quick }: BenchOptions): Promise<void> {
  const database = await openBenchDatabase(dataDir, 4);
  const { dataSource, url } = database;
  const mine = ours(dataSource, shipped('surabaya'));
  const systems = [mine, await pgBoss(url), await graphile(url)];
  const closing: (() => Promise<void>)[] = systems.map(({ close }) => close);
  try {
    console.log(`\n## Timers: ms from a deadline to a browser's socket\n${database.settings}`);
    for (const { name, settings } of systems) console.log(`${name}: ${settings}`);
    const random = seeded(3);
    const windowMs = quick ? 4_000 : 10_000;
    const measured: Measured[] = [];
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    closing.push(() => admin.end());

    const starts: string[][] = [];
    const noteStart = async (what: string) => {
      const { held, ms: took, bytes } = await startUp(dataSource);
      starts.push([
        what,
        String(held),
        took.toFixed(0),
        (bytes / 1e6).toFixed(1),
        held ? (bytes / held).toFixed(0) : '',
      ]);
    };

    // The code is compiled by its engine before it counts.
    await startUp(dataSource);
    for (const size of sizes) {
      for (const system of systems) await system.pending(size);
      await admin.query('VACUUM (ANALYZE)');
      const due = Math.min(size, (perSecond * windowMs) / 1_000);
      for (const system of systems) {
        await admin.query('CHECKPOINT');
        const moments = [...warming(random), ...atRandom(random, 0, due)];
        const run = await measure({ system, url, moments });
        measured.push({ system: system.name, what: String(size), run });
        await system.clear();
      }
      if (size !== 100_000) continue;
      for (const system of systems) {
        await admin.query('CHECKPOINT');
        const run = await measure({ system, url, moments: [...warming(random), ...Array(burst).fill(0)] });
        measured.push({ system: system.name, what: `${size}, burst`, run });
        await system.clear();
      }
      const { megabytes } = await serverStart(url);
      // The second time the code is compiled by its engine.
      const { ms: took } = await serverStart(url);
      console.log(
        `\n### Start of the server with ${size} open cases\n${(took / 1_000).toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
      );
    }
    console.log(`\n${tableOf(measured, 'pg-boss 10')}\n${verdict(measured, 'pg-boss 10')}`);

    const moments = [...warming(random), ...atRandom(random, 0, burst)];
    const shared = await measure({ system: mine, url, moments, servers: 2 });
    console.log(`\n### Two servers, ${perSecond}/s, 1,000,000 pending\n${sharedReport(shared.said)}`);
    console.log(outcome('both alive', shared));
    await mine.clear();
    const killed = await measure({ system: mine, url, moments, servers: 2, killAfter: 5_000 });
    console.log(outcome('kill -9 of one in the middle', killed, await storedOf(dataSource, killed)));
    await mine.clear();
    // What the killed one alone had in memory: here all of it, which is the worst.
    const orphans = await measure({ system: mine, url, moments, servers: 2, unheld: true, killAfter: 5_000 });
    const stored = await storedOf(dataSource, orphans);
    console.log(outcome(`the same, found by the sweep of ${sweepMs} ms only`, orphans, stored));
    await mine.clear();

    console.log('\n### Start and memory of the timers');
    await noteStart('1,000,000, 200/s');
    await mine.add(Array.from({ length: 100_000 }, () => Date.now() + 5_000 + random() * 50_000));
    await noteStart('1,000,000 and 100,000 within the minute');
    await mine.clear();
    console.log(table(['pending', 'held', 'start ms', 'MB', 'bytes each'], starts));
  } finally {
    for (const close of closing.reverse()) await close();
    await database.close();
  }
}

/** Whole ms from `from` on, 5 ms apart on average, as calls come: at random. */
const atRandom = (random: () => number, from: number, count: number): number[] =>
  Array.from({ length: count }, () => Math.floor(from + (random() * count * 1_000) / perSecond));

/** Ten seconds at the rate to come: until then the engine compiles our code and the queues' beside them. */
const warming = (random: () => number): number[] => atRandom(random, -10_500, 2_000);

/** Those told to nobody whose alert is stored: the killed server had not come to telling it. */
async function storedOf(dataSource: DataSource, { told }: Run): Promise<ReadonlySet<string>> {
  const untold = told.filter(({ told: times }) => times.length === 0).map(({ id }) => id);
  const rows: { id: string }[] = await dataSource.query(
    'SELECT DISTINCT case_id AS id FROM alert WHERE case_id = ANY($1)',
    [untold],
  );
  return new Set(rows.map(({ id }) => id));
}

function outcome(what: string, run: Run, stored: ReadonlySet<string> = new Set()): string {
  const late = lateness(run, 'received');
  const faults = faultsOf(run, stored);
  const untold = stored.size > 0 ? ` (${stored.size} stored but not told before the kill: shown at reconnection)` : '';
  const figures = `p50 ${ms(percentile(late, 0.5))}, p99 ${ms(percentile(late, 0.99))}, max ${ms(Math.max(...late))}`;
  return `${what}: ${late.length} due, received ${figures}; ${faults.length === 0 ? `each once${untold}` : `FAILED: ${faults.join(', ')}`}`;
}

const sharedReport = (said: readonly string[]): string =>
  said.map((text, n) => `server ${n + 1}: ${/\{.*\}/.exec(text)?.[0] ?? 'said nothing'}`).join('\n');
