import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { generatePassword, hashPassword } from '../../../server/store/passwords.ts';
import { createPeople } from '../../../server/store/people.ts';
import { run } from '../screen-pop/processes.ts';
import { type BenchDatabase, openBenchDatabase } from '../support/database.ts';
import { ensureEarlierCallers } from '../support/earlier.ts';
import { median, ms, table, times } from '../support/figures.ts';
import type { BenchOptions } from '../support/options.ts';
import { key, sealer } from '../support/sealer.ts';
import { type Asked, bareQuestions, counted } from './bare.ts';
import { ensureFacts, factsEach } from './fill.ts';

const reports = Object.keys(bareQuestions) as Asked[];
const zone = 'Asia/Jakarta';

/** Days of the last whole month of earlier callers, of whom a thousand come a day. */
interface Month {
  readonly from: string;
  readonly to: string;
  /** The day after, and as many days before it: every report tells of the period before too. */
  readonly until: string;
  readonly before: string;
}

function lastMonth(earlier: number): Month {
  const dayAt = (month: number, day: number) => new Date(Date.UTC(2015, month, day)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(2015, 0, 1 + Math.floor(earlier / 1_000)));
  const month = (last.getUTCFullYear() - 2015) * 12 + last.getUTCMonth() - 1;
  const days = Number(dayAt(month + 1, 0).slice(8));
  return { from: dayAt(month, 1), to: dayAt(month + 1, 0), until: dayAt(month + 1, 1), before: dayAt(month, 1 - days) };
}

interface Way {
  /** Milliseconds until the answer was there whole, and what the whole of the month counts. */
  ask(report: Asked): Promise<{ took: number; counts: number }>;
  close(): Promise<unknown>;
}

/**
 * A month's report over HTTP, as the page asks for it, beside the same question in bare SQL: cold, as the first question after
 * the database was started, and warm.
 */
export async function benchFigures({ earlier, dataDir, quick }: BenchOptions): Promise<void> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'sigap-bench-figures-'));
  // As root the database runs under another account, which must pass through.
  chmodSync(folder, 0o711);
  try {
    const [password, settings] = await filled(folder, earlier);
    const month = lastMonth(earlier);
    const ways = {
      ours: (of: BenchDatabase) => openOurs(of, password, month),
      bare: (of: BenchDatabase) => openBare(of, month),
    };
    const took = (): Record<Asked, number[]> => ({ calls: [], cases: [], steps: [], agents: [] });
    const cold = { ours: took(), bare: took() };
    const warm = { ours: took(), bare: took() };
    const counts = { ours: new Set<string>(), bare: new Set<string>() };
    const ask = async (name: keyof typeof ways, way: Way, report: Asked, into: Record<Asked, number[]>) => {
      const { took: after, counts: found } = await way.ask(report);
      into[report].push(after);
      counts[name].add(`${report}: ${found}`);
    };
    for (let round = 0; round < (quick ? 1 : 3); round += 1)
      for (const report of reports)
        for (const name of ['ours', 'bare'] as const) {
          const database = await openBenchDatabase(folder, 2);
          const way = await ways[name](database);
          await ask(name, way, report, cold[name]);
          await way.close();
          await database.close();
        }
    const database = await openBenchDatabase(folder, 2);
    const both = { ours: await ways.ours(database), bare: await ways.bare(database) };
    for (let round = -2; round < (quick ? 5 : 25); round += 1)
      for (const report of reports)
        for (const name of ['ours', 'bare'] as const)
          await ask(name, both[name], report, round < 0 ? took() : warm[name]);
    await Promise.all([both.ours.close(), both.bare.close()]);
    await database.close();

    console.log(
      `\n## A month's report, ${earlier} cases and ${earlier * factsEach} facts\n${settings}; median of ${warm.ours.calls.length} warm and ${cold.ours.calls.length} cold\n`,
    );
    const row = (report: Asked) =>
      [cold, warm].flatMap(({ ours, bare }) => {
        const [mine, theirs] = [median(ours[report]), median(bare[report])];
        return [ms(mine), ms(theirs), times(mine / theirs)];
      });
    const head = ['report', 'cold ms', 'bare SQL', 'ratio', 'warm ms', 'bare SQL', 'ratio'];
    console.log(
      table(
        head,
        reports.map((report) => [report, ...row(report)]),
      ),
    );
    const [mine, theirs] = [counts.ours, counts.bare].map((all) => [...all].sort().join(', '));
    console.log(`\nCounted: ${mine}.${mine === theirs ? '' : ` FAILED: by bare SQL ${theirs}`}`);
  } finally {
    if (!dataDir) rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns the password of the supervisor who asks, and what the database's durability rests on. */
async function filled(folder: string, earlier: number): Promise<[password: string, settings: string]> {
  const database = await openBenchDatabase(folder, 2);
  await ensureEarlierCallers(database.dataSource, sealer, earlier);
  await ensureFacts(database.dataSource, earlier);
  const people = createPeople(database.dataSource);
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const known = await people.byUsername(username);
  if (known) await people.setPassword(known.id, passwordHash, null);
  else
    await people.insert({
      ...{ id: randomUUID(), username, displayName: 'Bench', role: 'supervisor', passwordHash, extension: null },
      ...{ phone: 'none', sipSecretSealed: null, locale: 'id', active: true },
    });
  await database.close();
  return [password, database.settings];
}

const username = 'bench-figures';

/** The built server, asked by a supervisor. */
async function openOurs({ appUrl }: BenchDatabase, password: string, month: Month): Promise<Way> {
  const folder = mkdtempSync(join(tmpdir(), 'sigap-bench-server-'));
  const server = await run(
    'server/main.js',
    [],
    {
      ...{ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: appUrl, SIGAP_DATA_DIR: folder },
      ...{ SIGAP_SECRET_KEY: key.toString('base64'), SESSION_SECRET: randomBytes(24).toString('hex') },
      ...{ EXCHANGE: 'simulator', SIMULATOR_SCENARIO: 'empty' },
    },
    /Sigap: (http:\S+)/,
  );
  const headers = { 'content-type': 'application/json', 'x-sigap': '1' };
  const body = JSON.stringify({ username, password });
  const entered = await fetch(`${server.found}/api/session`, { method: 'POST', headers, body });
  if (!entered.ok) throw new Error(`log-in: ${entered.status} ${await entered.text()}`);
  const cookie = entered.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return {
    ask: async (report) => {
      const before = performance.now();
      const asked = `from=${month.from}&to=${month.to}&zone=${zone}`;
      const answer = await fetch(`${server.found}/api/reports/${report}?${asked}`, {
        headers: { cookie: cookie.join('; ') },
      });
      if (!answer.ok) throw new Error(`${report}: ${answer.status} ${await answer.text()}`);
      const { whole } = (await answer.json()) as { whole: Record<string, number> };
      return { took: performance.now() - before, counts: whole[counted[report]] ?? Number.NaN };
    },
    close: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Both periods at once, as the server asks for them. */
async function openBare({ url }: BenchDatabase, month: Month): Promise<Way> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  await Promise.all([pool.query('SELECT pg_sleep(0.1)'), pool.query('SELECT pg_sleep(0.1)')]);
  return {
    ask: async (report) => {
      const before = performance.now();
      const periods = [
        [month.from, month.until],
        [month.before, month.from],
      ].map((days) => days.map((day) => new Date(`${day}T00:00:00+07:00`)));
      const [now] = await Promise.all(periods.map((bounds) => pool.query(bareQuestions[report], [...bounds, zone])));
      const whole = now?.rows.find((row: { whole: boolean }) => row.whole) as { n: number } | undefined;
      return { took: performance.now() - before, counts: whole?.n ?? Number.NaN };
    },
    close: () => pool.end(),
  };
}
