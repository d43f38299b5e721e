import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { isAlive } from '../../server/store/embedded/control.ts';
import { startEmbeddedPostgres } from '../../server/store/embedded/postgres.ts';
import { type Compiled, compile } from './compiled.ts';
import { until } from './until.ts';

type EmbeddedPostgres = Awaited<ReturnType<typeof startEmbeddedPostgres>>;
type Then = 'exit' | 'throw' | 'wait' | 'drain';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const childScript = `
  import { readFileSync } from 'node:fs';
  import { startEmbeddedPostgres } from './server/store/embedded/postgres.js';
  const log = { info() {}, warn() {}, error: (facts, message) => console.error(message, facts) };
  const server = await startEmbeddedPostgres({ dataDir: process.argv[2], log });
  // Said by the child itself: when it ends at once, the server's file may be gone before anybody else reads it.
  const pid = Number(readFileSync(server.cluster + '/postmaster.pid', 'utf8').split('\\n')[0]);
  console.log(JSON.stringify({ url: server.url, cluster: server.cluster, pid }));
  const then = process.argv[3];
  if (then === 'exit') process.exit(0);
  if (then === 'throw') setTimeout(() => { throw new Error('crash'); });
  if (then === 'wait') setInterval(() => {}, 1_000);
`;

/** Embedded databases of a test file, and processes that start one. */
export interface EmbeddedBench {
  /** An empty folder until {@link clear}. */
  newFolder(): string;
  /** @param dataDir the one that tests share when absent; they leave it as it was. */
  start(dataDir?: string): Promise<EmbeddedPostgres>;
  /** A process that starts the database, says where it is and the number of its process, and then does what `then` says. */
  startInChild(
    then: Then,
    about?: { readonly dataDir?: string; readonly uid?: number },
  ): Promise<{ readonly child: ChildProcess; readonly url: string; readonly cluster: string; readonly pid: number }>;
  /** After each test: whatever it left is ended. */
  clear(): Promise<void>;
  /** After the last one. */
  close(): void;
}

export function createEmbeddedBench(): EmbeddedBench {
  // Creating a cluster is most of a test's time.
  const sharedBase = makeFolder();
  const sharedDir = join(sharedBase, 'data');
  const folders: string[] = [];
  /** Of clusters seen, which may lie outside of the folders. */
  const clusters = new Set<string>();
  const children: ChildProcess[] = [];
  let compiled: Compiled | undefined;
  const compiledFolder = () => {
    if (!compiled) {
      compiled = compile('server/store/embedded/postgres.ts');
      writeFileSync(join(compiled.folder, 'child.js'), childScript);
    }
    return compiled.folder;
  };
  return {
    newFolder() {
      const folder = makeFolder();
      folders.push(folder);
      return folder;
    },
    async start(dataDir = sharedDir) {
      const server = await startEmbeddedPostgres({ dataDir, log });
      clusters.add(server.cluster);
      return server;
    },
    async startInChild(then, { dataDir = sharedDir, uid } = {}) {
      const child = spawn(process.execPath, [join(compiledFolder(), 'child.js'), dataDir, then], {
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
      const place = JSON.parse(line.toString()) as { url: string; cluster: string; pid: number };
      clusters.add(place.cluster);
      return { child, ...place };
    },
    async clear() {
      for (const child of children.splice(0)) {
        if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit');
      }
      for (const cluster of clusters) {
        const pid = postmasterOf(cluster);
        if (pid) process.kill(pid, 'SIGKILL');
        if (pid) await until('the killed server is gone', () => !isAlive(pid), 20_000);
        if (!cluster.startsWith(sharedBase)) rmSync(dirname(cluster), { recursive: true, force: true });
      }
      clusters.clear();
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
    close() {
      compiled?.remove();
      rmSync(sharedBase, { recursive: true, force: true });
    },
  };
}

/** That other users may pass through, not look into. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sigap-embedded-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** The number of the server's first process, or of what its file says that it was. */
export function postmasterOf(cluster: string): number | undefined {
  try {
    return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** The first column of the rows, on a connection of its own. */
export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.map((row: unknown[]) => row[0]);
  } finally {
    await client.end();
  }
}

/** Leaves something in a database that {@link kept} finds again. */
export async function keep(url: string): Promise<void> {
  await query(url, 'create table if not exists kept as select 42 as n');
}

/** Whether it is the database in which something was left. */
export async function kept(url: string): Promise<boolean> {
  return (await query(url, 'select n from kept'))[0] === 42;
}
