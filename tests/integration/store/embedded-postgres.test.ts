import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { isAlive } from '../../../server/store/embedded/control.ts';
import { startEmbeddedPostgres } from '../../../server/store/embedded/postgres.ts';
import { type Compiled, compile } from '../../support/compiled.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const root = process.getuid?.() === 0;
/** Only root can give a folder to somebody else. The gate is root, so there it is no skip but a failure if it is not. */
const asRoot = root || process.env.CI ? it : it.skip;
if (asRoot === it.skip) console.warn('Skipped: what root does with folders that are not its own needs root.');
const nobody = 65_534;

// Each starts and stops real servers, on a machine that may be busy.
jest.setTimeout(60_000);

let compiled: Compiled;
let base: string;
let dataDir: string;
/** A data folder that tests share if they leave it as it was: creating a cluster is most of their time. */
let sharedBase: string;
/** Folders of clusters seen, which may lie outside `base`. */
const clusters = new Set<string>();
const children: ChildProcess[] = [];

beforeAll(() => {
  compiled = compile('server/store/embedded/postgres.ts');
  const script = `
    import { startEmbeddedPostgres } from './server/store/embedded/postgres.js';
    const log = { info() {}, warn() {}, error: (facts, message) => console.error(message, facts) };
    const server = await startEmbeddedPostgres({ dataDir: process.argv[2], log });
    console.log(JSON.stringify({ url: server.url, cluster: server.cluster }));
    const then = process.argv[3];
    if (then === 'exit') process.exit(0);
    if (then === 'throw') setTimeout(() => { throw new Error('crash'); });
    if (then === 'wait') setInterval(() => {}, 1_000);
  `;
  writeFileSync(join(compiled.folder, 'child.js'), script);
  sharedBase = mkdtempSync(join(tmpdir(), 'sigap-embedded-'));
  chmodSync(sharedBase, 0o711);
});
afterAll(() => {
  compiled.remove();
  rmSync(sharedBase, { recursive: true, force: true });
});

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sigap-embedded-'));
  chmodSync(base, 0o711);
  dataDir = join(sharedBase, 'data');
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit');
  }
  for (const cluster of clusters) {
    const pid = postmasterOf(cluster);
    if (pid) process.kill(pid, 'SIGKILL');
    if (pid) await until(() => !isAlive(pid));
    if (!cluster.startsWith(sharedBase)) rmSync(dirname(cluster), { recursive: true, force: true });
  }
  clusters.clear();
  rmSync(base, { recursive: true, force: true });
});

async function start(folder = dataDir) {
  const server = await startEmbeddedPostgres({ dataDir: folder, log });
  clusters.add(server.cluster);
  return server;
}

type Then = 'exit' | 'throw' | 'wait' | 'drain';

/** A process that starts the database, says where it is, and then does what `then` says. */
async function startInChild(then: Then, uid?: number): Promise<{ child: ChildProcess; url: string; cluster: string }> {
  const child = spawn(process.execPath, [join(compiled.folder, 'child.js'), dataDir, then], {
    cwd: '/',
    stdio: ['ignore', 'pipe', then === 'throw' ? 'ignore' : 'inherit'],
    ...(uid && { uid, gid: uid }),
  });
  children.push(child);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the child ended with ${code} before it started the database`);
  });
  const [line] = (await Promise.race([once(child.stdout as Readable, 'data'), failed])) as [Buffer];
  failed.catch(() => {});
  const place = JSON.parse(line.toString()) as { url: string; cluster: string };
  clusters.add(place.cluster);
  return { child, ...place };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.map((row: unknown[]) => row[0]);
  } finally {
    await client.end();
  }
}

function postmasterOf(cluster: string): number | undefined {
  try {
    return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

async function until(holds: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const startedAt = performance.now();
  while (!(await holds())) {
    if (performance.now() - startedAt > limitMs) throw new Error(`not so after ${limitMs} ms: ${holds}`);
    await sleep(25);
  }
}

describe('the embedded database', () => {
  it('keeps data and address over a restart, and runs no longer than asked', async () => {
    const first = await start();
    await query(first.url, 'create table if not exists kept as select 42 as n');
    const pid = postmasterOf(first.cluster) ?? 0;
    await first.stop();
    await until(() => !isAlive(pid), 1_000);
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select n from kept')).toEqual([42]);
    await second.stop();
    await second.stop();
  });

  it('writes durably, in UTF-8, ordered by code point, and listens on the loopback address only', async () => {
    const { url, stop } = await start();
    const shown = async (name: string) => (await query(url, `show ${name}`))[0];
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await shown('listen_addresses')).toBe('127.0.0.1');
    expect(await shown('unix_socket_directories')).toBe('');
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'])
      expect(await shown(name)).toBe('on');
    expect(await shown('server_encoding')).toBe('UTF8');
    expect(await query(url, "select word from unnest(array['b','A','a','é']) word order by word")).toEqual([
      'A',
      'a',
      'b',
      'é',
    ]);
    await stop();
  });

  it('lets nobody else read the folder or the password, and asks for the password', async () => {
    const { url, cluster, stop } = await start();
    const mode = (path: string) => statSync(path).mode & 0o777;
    expect(mode(cluster)).toBe(0o700);
    expect(mode(join(cluster, 'sigap.password'))).toBe(0o600);
    const guess = new URL(url);
    guess.password = 'postgres';
    await expect(query(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await stop();
  });

  it('keeps statements and values out of its own log', async () => {
    const { url, cluster, stop } = await start();
    await query(url, 'create table if not exists callers (phone text primary key)');
    await query(url, "insert into callers values ('+6281234567890')");
    await expect(query(url, "insert into callers values ('+6281234567890')")).rejects.toMatchObject({ code: '23505' });
    await expect(query(url, "select '+6281234567890'::date")).rejects.toThrow();
    await stop();
    expect(readFileSync(join(cluster, 'server.log'), 'utf8')).toContain('shutting down');
    expect(readFileSync(join(cluster, 'server.log'), 'utf8')).not.toContain('81234567890');
  });

  it('is joined by a second process, and stopped by the last one only', async () => {
    const first = await start();
    const second = await start();
    expect(second.url).toBe(first.url);
    await first.stop();
    expect(await query(second.url, 'select 1')).toEqual([1]);
    await second.stop();
    await expect(query(second.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is made once when two processes start on an empty folder together', async () => {
    dataDir = join(base, 'data');
    const [one, two] = await Promise.all([start(), start()]);
    expect(two.url).toBe(one.url);
    expect(readdirSync(dirname(one.cluster))).toEqual(['postgres']);
    await Promise.all([one.stop(), two.stop()]);
    expect(postmasterOf(one.cluster)).toBeUndefined();
  });

  it('is joined again after its owner was killed', async () => {
    const { child, url } = await startInChild('wait');
    await query(url, 'create table if not exists kept as select 42 as n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await query(url, 'select n from kept')).toEqual([42]);
    const next = await start();
    expect(next.url).toBe(url);
    expect(await query(next.url, 'select n from kept')).toEqual([42]);
    await next.stop();
    await expect(query(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each(['exit', 'throw', 'drain'] as const)(
    'leaves no server behind when its owner ends by "%s" without a stop',
    async (then) => {
      const { child, cluster } = await startInChild(then);
      const pid = postmasterOf(cluster) ?? 0;
      if (child.exitCode === null) await once(child, 'exit');
      await until(() => !existsSync(join(cluster, 'postmaster.pid')));
      await until(() => !isAlive(pid));
      expect(pid).toBeGreaterThan(0);
    },
  );

  it('comes back on the same address when the server itself is killed', async () => {
    const { url, cluster, stop } = await start();
    await query(url, 'create table if not exists kept as select 42 as n');
    const pid = postmasterOf(cluster) ?? 0;
    process.kill(pid, 'SIGKILL');
    await until(() =>
      query(url, 'select n from kept').then(
        (rows) => rows[0] === 42,
        () => false,
      ),
    );
    expect(postmasterOf(cluster)).not.toBe(pid);
    await stop();
  });

  it('starts beside a postmaster.pid whose number belongs to another program now', async () => {
    const first = await start();
    await first.stop();
    const stale = [process.pid, first.cluster, 1, new URL(first.url).port, '', '127.0.0.1', '1 1', 'ready', ''];
    writeFileSync(join(first.cluster, 'postmaster.pid'), stale.join('\n'));
    const second = await start();
    expect(await query(second.url, 'select 1')).toEqual([1]);
    await second.stop();
  });

  it('takes another port when its own is taken', async () => {
    const first = await start();
    await first.stop();
    const thief = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    await once(thief, 'listening');
    const second = await start();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, 'select 1')).toEqual([1]);
    await second.stop();
    thief.close();
  });

  it('lives in a folder of any name', async () => {
    const { url, stop } = await start(join(base, 'Kantor "Kita" $HOME `id` \'x\' № 1 😀'));
    expect(await query(url, 'select 1')).toEqual([1]);
    await stop();
  });

  it('is not taken in by a creation that was interrupted', async () => {
    dataDir = join(base, 'data');
    mkdirSync(join(dataDir, 'postgres.part-0123'), { recursive: true, mode: 0o711 });
    writeFileSync(join(dataDir, 'postgres.part-0123', 'PG_VERSION'), '18\n');
    const { url, stop } = await start();
    expect(await query(url, 'select 1')).toEqual([1]);
    await stop();
  });

  it('says in both languages that it cannot start, with the words of the server', async () => {
    dataDir = join(base, 'data');
    const first = await start();
    await first.stop();
    appendFileSync(join(first.cluster, 'postgresql.conf'), "\nno_such_setting = 'x'\n");
    const failure = await start().then(
      () => undefined,
      (error: Error & { code: string }) => error,
    );
    expect(failure).toMatchObject({ name: 'EmbeddedPostgresError', code: 'start-failed' });
    expect(failure?.message).toMatch(/tidak dapat dijalankan.*\n.*could not be started/);
    expect(failure?.message).toContain('no_such_setting');
  });

  asRoot('keeps the database elsewhere when root has a closed data folder, and finds it again', async () => {
    dataDir = join(base, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    const first = await start();
    expect(first.cluster.startsWith(base)).toBe(false);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    await query(first.url, 'create table if not exists kept as select 42 as n');
    await first.stop();
    const second = await start();
    expect(second.cluster).toBe(first.cluster);
    expect(await query(second.url, 'select n from kept')).toEqual([42]);
    await second.stop();
  });

  asRoot('runs for an ordinary user, and for root in that user’s folder', async () => {
    dataDir = join(base, 'data');
    chmodSync(base, 0o700);
    chownSync(base, nobody, nobody);
    const { child, url, cluster } = await startInChild('wait', nobody);
    expect(statSync(cluster)).toMatchObject({ uid: nobody });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    await query(url, 'create table if not exists kept as select 42 as n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await start();
    expect(await query(next.url, 'select n from kept')).toEqual([42]);
    await next.stop();
    const again = await start();
    expect(statSync(join(cluster, 'postmaster.pid'))).toMatchObject({ uid: nobody });
    await again.stop();
  });
});
