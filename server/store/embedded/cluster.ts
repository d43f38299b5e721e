import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './errors.ts';
import type { Place } from './place.ts';
import type { Programs } from './programs.ts';
import { type Account, run } from './run.ts';

export const SUPERUSER = 'sigap';
export const LOG_FILE = 'server.log';
const SETTINGS_FILE = 'sigap.conf';
const PASSWORD_FILE = 'sigap.password';
const LOG_LIMIT_BYTES = 5_000_000;

/**
 * Creates the cluster if there is none. It is made under a temporary name and renamed when whole, password included,
 * so a start that was interrupted, or a second process starting at the same time, finds all of it or none.
 *
 * @throws EmbeddedPostgresError `init-failed`, `not-our-folder`
 */
export async function ensureCluster(place: Place, programs: Programs, durable: boolean): Promise<void> {
  if (existsSync(place.cluster)) return;
  const id = randomBytes(6).toString('hex');
  const part = join(place.home, `postgres.part-${id}`);
  const passwordFile = join(place.home, `postgres.password-${id}`);
  try {
    writeOwned(passwordFile, `${randomBytes(24).toString('base64url')}\n`, place.account);
    mkdirOwned(part, place.account);
    const made = await run(
      programs.initdb,
      [
        `--pgdata=${part}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        // The same order of text on every machine: Unicode by code point, built into the server.
        '--encoding=UTF8',
        '--no-locale',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      place.home,
      place.account,
    );
    if (!made.ok) throw new EmbeddedPostgresError('init-failed', made.output);
    renameSync(passwordFile, join(part, PASSWORD_FILE));
    // Last in the file: a person's own changes go below this line and win.
    appendFileSync(join(part, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`);
    renameSync(part, place.cluster);
  } catch (error) {
    if (existsSync(place.cluster)) return;
    throw error instanceof EmbeddedPostgresError
      ? error
      : new EmbeddedPostgresError('init-failed', String(error), error);
  } finally {
    rmSync(part, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

/** The password of the superuser. @throws EmbeddedPostgresError `not-our-folder` when it cannot be read */
export function readPassword(cluster: string): string {
  try {
    return readFileSync(join(cluster, PASSWORD_FILE), 'utf8').trim();
  } catch (cause) {
    throw new EmbeddedPostgresError('not-our-folder', String(cause), cause);
  }
}

/**
 * Writes our settings for the next start. `extra` overrides them (tests switch off waiting for the disk).
 * Statements and row values stay out of the server's log, since they hold phone numbers.
 */
export function writeSettings(place: Place, port: number, extra: Readonly<Record<string, string>>): void {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // The server's working folder, which is the cluster: nobody else may enter it.
    unix_socket_directories: process.platform === 'win32' ? '' : '.',
    max_connections: '250',
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    max_wal_size: '512MB',
    huge_pages: 'off',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    ...extra,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  const text = `# Written by Sigap at every start. Your own settings belong at the end of postgresql.conf.\n${lines.join('\n')}\n`;
  writeOwned(join(place.cluster, SETTINGS_FILE), text, place.account);
}

/** The port of the last start if it is still free, else any free one; both on the loopback address. */
export async function choosePort(cluster: string): Promise<number> {
  const remembered = rememberedPort(cluster);
  if (remembered && (await freePort(remembered))) return remembered;
  const port = await freePort(0);
  if (!port) throw new EmbeddedPostgresError('start-failed', '127.0.0.1: no free port');
  return port;
}

/** The end of the database's own log, at most `lines` lines; empty when there is none. */
export function logTail(cluster: string, lines = 15): string {
  try {
    const file = openSync(join(cluster, LOG_FILE), 'r');
    try {
      const size = fstatSync(file).size;
      const buffer = Buffer.alloc(Math.min(size, 16_384));
      readSync(file, buffer, 0, buffer.length, size - buffer.length);
      return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

/** Keeps one older log, so that the folder does not grow without end. Only while the server is down. */
export function rotateLog(cluster: string): void {
  const path = join(cluster, LOG_FILE);
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
}

function rememberedPort(cluster: string): number | undefined {
  try {
    const found = /^port = '(\d+)'$/m.exec(readFileSync(join(cluster, SETTINGS_FILE), 'utf8'));
    return found ? Number(found[1]) : undefined;
  } catch {
    return undefined;
  }
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1' }, () => {
      const address = probe.address();
      const chosen = typeof address === 'object' && address ? address.port : undefined;
      probe.close(() => resolve(chosen));
    });
  });
}

/** A new file put in place by renaming: root never writes through a link that the database's account may have laid. */
function writeOwned(path: string, text: string, account?: Account): void {
  const part = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(part, text, { mode: 0o600, flag: 'wx' });
  if (account) chownSync(part, account.uid, account.gid);
  renameSync(part, path);
}

function mkdirOwned(path: string, account?: Account): void {
  mkdirSync(path, { mode: 0o700 });
  if (account) chownSync(path, account.uid, account.gid);
}
