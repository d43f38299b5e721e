import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { type Compiled, compile } from '../support/compiled.ts';
import type { TestDatabase } from '../support/database.ts';
import { insertDueCases } from '../support/due-cases.ts';
import { startDatabaseProxy } from '../support/proxy.ts';
import { createServerDatabase } from '../support/server-people.ts';
import { shipped } from '../support/sops.ts';
import { createTestClock } from '../support/test-clock.ts';
import { startTimers } from '../support/timers.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let sql: pg.Pool;
let sop: SopDefinition;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  database = await createServerDatabase();
  sql = new pg.Pool({ connectionString: database.url, max: 3 });
  sop = shipped('surabaya');
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await sql.end();
  await database.drop();
});

const dueAt = (moments: readonly number[]) => insertDueCases((text, values) => sql.query(text, values), sop, moments);
const spread = (count: number, from: number, overMs: number) =>
  Array.from({ length: count }, (_, n) => Math.floor(from + (n * overMs) / count));

async function timers(options: Partial<Parameters<typeof startTimers>[0]> = {}) {
  const started = await startTimers({ databaseUrl: database.url, ...options });
  closing.push(started.stop);
  return started;
}

interface Alert {
  readonly case_id: string;
  /** From when it could fire to when it did, ms. */
  readonly lateness: number;
  readonly late: boolean;
}
/** A breach may fire one millisecond after what was promised. */
const alerts = async (): Promise<Alert[]> => {
  const lateness = '(extract(epoch FROM fired_at - due_at) * 1000)::float8 - 1 AS lateness';
  return (await sql.query(`SELECT case_id, ${lateness}, late FROM alert`)).rows;
};
const allRaised = (ids: readonly string[], limitMs = 30_000) =>
  until(
    'every deadline has fired',
    async () => {
      const found = await alerts();
      return found.length >= ids.length && found;
    },
    limitMs,
  );

/** Each once, none before its moment, and nothing left to do. */
async function expectOnce(ids: readonly string[]): Promise<void> {
  const found = await alerts();
  expect(found.map((alert) => alert.case_id).sort()).toEqual([...ids].sort());
  expect(Math.min(...found.map((alert) => alert.lateness))).toBeGreaterThanOrEqual(0);
  const { rows } = await sql.query(`SELECT count(*) FILTER (WHERE next_deadline IS NOT NULL)::int AS pending,
    count(*) FILTER (WHERE version <> 2)::int AS odd FROM case_file`);
  expect(rows).toEqual([{ pending: 0, odd: 0 }]);
}

describe('the deadlines of two servers on one database', () => {
  it('fire once each, shared between them', async () => {
    // Both start before it, on a machine that may run other tests.
    const at = Date.now() + 8_000;
    const ids = await dueAt([...Array<number>(1_000).fill(at), ...spread(1_000, at, 2_000)]);
    const [one, two] = [await timers(), await timers()];
    await allRaised(ids);
    await expectOnce(ids);
    expect(one.raised.length + two.raised.length).toBe(2_000);
    expect(Math.min(one.raised.length, two.raised.length)).toBeGreaterThan(0);
  });

  it('are not held up by a case that another transaction has locked, and that one fires when it is free', async () => {
    const at = Date.now() + 500;
    const ids = await dueAt(Array<number>(50).fill(at));
    const holder = await sql.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM case_file WHERE id = $1 FOR UPDATE', [ids[7]]);
    await timers();
    const others = ids.filter((_, n) => n !== 7);
    await allRaised(others);
    expect((await alerts()).map((alert) => alert.case_id)).not.toContain(ids[7]);
    await holder.query('COMMIT');
    holder.release();
    await allRaised(ids);
    await expectOnce(ids);
  });
});

describe('the deadlines of a server that is killed', () => {
  let compiled: Compiled;
  beforeAll(() => {
    compiled = compile('tests/support/timers-process.ts');
    cpSync('server/sops', join(compiled.folder, 'server/sops'), { recursive: true });
  });
  afterAll(() => compiled.remove());

  async function run(): Promise<ChildProcess> {
    const path = join(compiled.folder, 'tests/support/timers-process.js');
    const child = spawn(process.execPath, [path, database.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    closing.push(() => {
      child.kill();
      return exited;
    });
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    return child;
  }

  it('are raised by the other one, none lost and none twice', async () => {
    // Two processes start before it, on a machine that may run other tests.
    const start = Date.now() + 20_000;
    const held = await dueAt(spread(1_000, start, 3_000));
    const [one] = [await run(), await run()];
    // These neither of them is told of, as the survivor is not told of what the other one's calls made.
    const ids = [...held, ...(await dueAt(spread(1_000, start, 3_000)))];
    expect(Date.now()).toBeLessThan(start);
    await until('they are at it', async () => (await alerts()).length > 300);
    one.kill('SIGKILL');
    const found = await allRaised(ids);
    await expectOnce(ids);
    // The sweep finds them within 250 ms; the rest is for a machine that runs other tests at the same time.
    expect(Math.max(...found.map((alert) => alert.lateness))).toBeLessThan(10_000);
  });
});

describe('the deadlines of a server whose clock is set', () => {
  it('an hour forward fire once, within the sweep, and say that they are late', async () => {
    const clock = createTestClock();
    const ids = await dueAt(spread(500, clock.now() + 60_000, 30 * 60_000));
    await timers({ clock });
    clock.move(60 * 60_000);
    const found = await allRaised(ids);
    expect(found.every((alert) => alert.late)).toBe(true);
    await expectOnce(ids);
    const [later] = await dueAt([clock.now() + 400]);
    await allRaised([...ids, later as string]);
    await expectOnce([...ids, later as string]);
  });

  it('an hour back wait for their moment, and fire once when it comes again', async () => {
    const clock = createTestClock();
    const at = clock.now() + 6_000;
    const ids = await dueAt(spread(500, at, 1_000));
    const { deadlines } = await timers({ clock });
    clock.move(-60 * 60_000);
    await sleep(at + 1_200 - Date.now());
    expect(await alerts()).toEqual([]);
    expect(deadlines.running).toBe(true);
    clock.move(60 * 60_000);
    await allRaised(ids);
    await expectOnce(ids);
  });
});

describe('the deadlines of a server whose database is away when 2,000 fall due', () => {
  it.each(['cut', 'stall'] as const)('fire once when it is back, and say that they are late (%s)', async (how) => {
    const proxy = await startDatabaseProxy(database.url);
    closing.push(proxy.close);
    const at = Date.now() + 6_000;
    const ids = await dueAt(Array<number>(2_000).fill(at));
    const { deadlines } = await timers({ databaseUrl: proxy.url });
    // Else a test that fails while it is away waits for it for ever.
    closing.push(proxy.restore);
    // In the middle of the first transactions.
    await sleep(at + 10 - Date.now());
    await proxy[how]();
    await sleep(3_000);
    if (how === 'cut') await until('they say that they do not run', () => !deadlines.running);
    await proxy.restore();
    const found = await allRaised(ids);
    await expectOnce(ids);
    expect(found.filter((alert) => alert.late).length).toBeGreaterThan(0);
    await until('the sweep came through', () => deadlines.running);
  });
});

describe('the column of deadlines', () => {
  it('is read in pages that lose and repeat none, also of one moment', async () => {
    const now = Date.now();
    const ids = await dueAt([...Array<number>(1_500).fill(now + 60_000), ...spread(500, now + 59_000, 3_000)]);
    const { store } = await timers();
    const read: string[] = [];
    for (let last: { caseId: string; at: number } | null = null; ; ) {
      const page = await store.deadlines({ after: now, until: now + 100_000, last, limit: 300 });
      read.push(...page.map(({ caseId }) => caseId));
      expect(page.map(({ at }) => at)).toEqual(page.map(({ at }) => at).sort((a, b) => a - b));
      if (page.length < 300) break;
      last = page.at(-1) ?? null;
    }
    expect([...read].sort()).toEqual([...ids].sort());
    const none = await store.deadlines({ after: now + 62_000, until: now + 100_000, last: null, limit: 300 });
    expect(none).toEqual([]);
  });
});
