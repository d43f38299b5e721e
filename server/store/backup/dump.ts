import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where Debian's packages put each version's programs. */
const versions = '/usr/lib/postgresql';

/**
 * PostgreSQL's program of at least that major version: the one in the PATH, else the newest of Debian's.
 * @returns its path, or null with the newest version that was found (0: none)
 */
export function findProgram(name: 'pg_dump' | 'pg_restore', major: number): { path: string | null; newest: number } {
  const found = ['', ...foldersOf(versions)].map((folder) => {
    const path = folder === '' ? name : join(folder, 'bin', name);
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    return { path, version: Number(/\s(\d+)/.exec(stdout ?? '')?.[1] ?? 0) };
  });
  const newest = Math.max(...found.map(({ version }) => version));
  return { path: found.find(({ version }) => version >= major)?.path ?? null, newest };
}

const foldersOf = (folder: string): string[] => {
  try {
    return readdirSync(folder).map((one) => join(folder, one));
  } catch {
    return [];
  }
};

/** A dump in PostgreSQL's own format, of the moment of a snapshot. @throws Error with what the program says */
export const dump = (program: string, url: string, snapshot: string, to: string): Promise<void> =>
  run(program, url, dirname(to), (at) => [
    '--format=custom',
    `--snapshot=${snapshot}`,
    `--file=${to}`,
    `--dbname=${at}`,
  ]);

/**
 * Brings a dump back into an empty database, all of it or nothing. Who owns what and who may what is left to the migrations.
 * @throws Error with what the program says
 */
export const restoreDump = (program: string, url: string, from: string, secretsIn: string): Promise<void> =>
  run(program, url, secretsIn, (at) => [
    ...['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction', `--dbname=${at}`, from],
  ]);

/** The password goes by a file, as everybody on the machine sees the arguments of programs. */
async function run(program: string, text: string, folder: string, args: (url: string) => string[]): Promise<void> {
  const url = new URL(text);
  const passfile = join(folder, '.pgpass');
  const password = decodeURIComponent(url.password).replace(/[\\:]/g, '\\$&');
  writeFileSync(passfile, `*:*:*:*:${password}\n`, { mode: 0o600, flag: 'wx' });
  url.password = '';
  url.searchParams.set('passfile', passfile);
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(program, args(url.href), { stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString('utf8')).slice(-4_000);
      });
      child.once('error', reject);
      child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program}: ${said.trim() || code}`))));
    });
  } finally {
    rmSync(passfile, { force: true });
  }
}
