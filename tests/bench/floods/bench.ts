import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashPassword } from '../../../server/store/passwords.ts';
import { createPeople } from '../../../server/store/people.ts';
import { type Client, logIn, send } from '../../support/client.ts';
import { run } from '../screen-pop/processes.ts';
import { openBenchDatabase } from '../support/database.ts';
import { ms, percentile, table } from '../support/figures.ts';
import type { BenchOptions } from '../support/options.ts';
import { key } from '../support/sealer.ts';

/** `nothing` first: what a colleague waits on this machine anyway. */
const means = ['nothing', 'opens', 'sockets', 'requests', 'log-ins', 'half-open', 'texts'] as const;
const goalMs = 100;
/** Its password alone costs 20 ms of a core, and a wait of one of each who log in beside. */
const logInGoalMs = 500;
/** One log-in after the other, from another address than the flood's. */
const elsewhere = '127.0.0.2';
/** Fewer than one person may ask in one go. */
const openCases = 250;
const everyMs = 40;

/**
 * How long a colleague waits for a look at a list of cases, and how much memory the server takes, while one person floods
 * it by each means. Server, flooder and colleague are processes of their own.
 */
export async function benchFloods({ dataDir, quick }: BenchOptions): Promise<void> {
  const database = await openBenchDatabase(dataDir, 2);
  const folder = mkdtempSync(join(tmpdir(), 'sigap-bench-floods-'));
  const password = randomBytes(12).toString('hex');
  try {
    const people = createPeople(database.dataSource);
    const passwordHash = await hashPassword(password);
    const suffix = randomBytes(3).toString('hex');
    const add = async (role: string, extension: string | null = null) => {
      const username = `${role}-${suffix}${extension ?? ''}`;
      await people.insert({
        ...{ id: randomUUID(), username, displayName: username, role, passwordHash, extension },
        ...{ phone: 'desk', sipSecretSealed: null, locale: 'id', active: true },
      });
      return username;
    };
    const names = {
      colleague: await add('agent', '901'),
      clerk: await add('agent', '903'),
      flooder: await add('agent', '902'),
      admin: await add('admin'),
    };
    const server = await run(
      'server/main.js',
      [],
      {
        NODE_ENV: 'test',
        PORT: '0',
        LOG_LEVEL: 'silent',
        DATABASE_URL: database.appUrl,
        SIGAP_DATA_DIR: folder,
        SIGAP_SECRET_KEY: key.toString('base64'),
        SESSION_SECRET: randomBytes(24).toString('hex'),
        EXCHANGE: 'simulator',
        SIMULATOR_SCENARIO: 'empty',
      },
      /Sigap: (http:\S+)/,
    );
    const url = server.found;
    const colleague = await logIn(url, names.colleague, password);
    const clerk = await logIn(url, names.clerk, password);
    const flooder = await logIn(url, names.flooder, password);
    const admin = await logIn(url, names.admin, password);
    for (let n = 0; n < openCases; n += 1) {
      await clerk.call('takeIntake', { body: { serviceId: 'desk', complaint: `Jalan berlubang di gang ${n}` } });
    }
    const lines: string[][] = [];
    for (const by of means) {
      const cookie = by === 'texts' ? admin.cookie : flooder.cookie;
      const flood =
        by === 'nothing'
          ? null
          : await run('tests/bench/floods/flooder-server.js', [url, cookie, by], {}, /(floods \S+)/);
      await sleep(quick ? 500 : 2_000);
      const forMs = quick ? 2_000 : 15_000;
      const [{ waits, memory }, logIns] = await Promise.all([
        watch(url, colleague, forMs),
        watchLogIns(url, { username: names.clerk, password }, forMs),
      ]);
      await flood?.kill();
      const p99 = percentile(waits, 0.99);
      lines.push([
        by,
        String(waits.length),
        ms(percentile(waits, 0.5)),
        ms(p99),
        ms(Math.max(...waits)),
        String(Math.round(memory / 1_000_000)),
        p99 <= goalMs ? 'met' : 'missed',
        ms(percentile(logIns.waits, 0.5)),
        ms(Math.max(...logIns.waits)),
        `${logIns.waits.length}/${logIns.tried}`,
        logIns.waits.length === logIns.tried && Math.max(...logIns.waits) <= logInGoalMs ? 'met' : 'missed',
      ]);
      await sleep(quick ? 500 : 3_000);
    }
    console.log(
      `\n## A colleague’s wait while one person floods\n${openCases} open cases; goal: p99 ≤ ${goalMs} ms; log-ins from another address: each let in, within ${logInGoalMs} ms\n`,
    );
    const heads = ['flood', 'looks', 'p50 ms', 'p99 ms', 'most ms', 'server MB at most', 'goal'];
    console.log(`${table([...heads, 'log-in p50 ms', 'most ms', 'let in', 'goal'], lines)}\n`);
    for (const client of [colleague, clerk, flooder, admin]) client.close();
    await server.stop();
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Looks at moments that do not depend on how long the look before took. */
async function watch(url: string, colleague: Client, forMs: number) {
  const waits: number[] = [];
  const looks: Promise<unknown>[] = [];
  let memory = 0;
  const from = performance.now();
  for (let next = from; next < from + forMs; next += everyMs) {
    await sleep(Math.max(0, next - performance.now()));
    const asked = performance.now();
    const look = colleague.call('services').then(({ status }) => {
      // Colleagues have a limit of their own, which a look each 40 ms may reach: that is no wait.
      if (status === 200) waits.push(performance.now() - asked);
    });
    looks.push(look);
    if (looks.length % 25 === 0) memory = Math.max(memory, await residentOf(url));
  }
  await Promise.all(looks);
  return { waits, memory };
}

/** On a browser that nobody knows, from another address: what the flood must not make slow. */
async function watchLogIns(
  url: string,
  person: { readonly username: string; readonly password: string },
  forMs: number,
) {
  const waits: number[] = [];
  let tried = 0;
  for (const until = performance.now() + forMs; performance.now() < until; tried += 1) {
    const asked = performance.now();
    if ((await logInFrom(url, person)) === 200) waits.push(performance.now() - asked);
    await sleep(100);
  }
  return { waits, tried };
}

function logInFrom(url: string, person: object): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-sigap': '1', connection: 'close' };
    const asked = request(`${url}/api/session`, { method: 'POST', localAddress: elsewhere, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(person));
  });
}

async function residentOf(url: string): Promise<number> {
  const { body } = await send(url, { method: 'GET', path: '/metrics' });
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(String(body))?.[1] ?? 0);
}
