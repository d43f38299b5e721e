import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_FILE, rotateLog } from './cluster.ts';
import type { Place } from './place.ts';
import type { Programs } from './programs.ts';
import { type RunResult, run } from './run.ts';

export type Postmaster = { pid: number; port: number };

/**
 * The server that holds the cluster according to `postmaster.pid`, or undefined when there is none.
 * After a hard kill the file stays behind, and its number may meanwhile belong to another program (likely in
 * containers, whose numbers are small) or to the remains of the server: the file is removed then, since the server
 * would refuse to start beside it. It still refuses while processes of a killed server use the cluster's memory.
 */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const file = join(cluster, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3]);
  if (!Number.isSafeInteger(pid) || pid < 1 || !Number.isSafeInteger(port) || port < 1) return undefined;
  if (isAlive(pid) && (processOf(pid)?.name ?? 'postgres') === 'postgres') return { pid, port };
  // A number that nobody has is left to the server to judge: it knows whether another one is starting just now.
  if (processOf(pid)) rmSync(file, { force: true });
  return undefined;
}

/**
 * Starts the server and waits until it answers. It gets a session of its own, so Ctrl-C in a terminal reaches us
 * and not the database, and it outlives us if we are killed.
 */
export function startServer(place: Place, programs: Programs): Promise<RunResult> {
  rotateLog(place.cluster);
  // Relative names: pg_ctl puts these into a shell line, where a `$` or a quote in a folder's name would bite.
  const args = ['start', '-D', '.', '-l', LOG_FILE, '-w', '-t', '60', '-s'];
  return run(programs.pgCtl, args, place.cluster, place.account);
}

/** Stops the server: sessions are ended, what was committed is on disk. Waits at most 30 s. */
export function stopServer(place: Place, programs: Programs): Promise<RunResult> {
  return run(programs.pgCtl, ['stop', '-D', '.', '-m', 'fast', '-w', '-t', '30', '-s'], place.cluster, place.account);
}

/** Asks the server to stop without waiting: all that is possible while the process exits. */
export function stopServerNow(cluster: string): void {
  const running = readPostmaster(cluster);
  try {
    if (running) process.kill(running.pid, 'SIGINT');
  } catch {
    // Gone already.
  }
}

/**
 * Whether a process with this number runs, whoever's it is. A dead one that its parent has not taken note of does not
 * run: in a container our own process may be the first, which inherits the database and never takes note.
 */
export function isAlive(pid: number): boolean {
  const known = processOf(pid);
  if (known) return known.state !== 'Z' && known.state !== 'X';
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux only; elsewhere the server itself will judge. */
function processOf(pid: number): { name: string; state: string } | undefined {
  try {
    const [, name = '', state = ''] = /\((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, state };
  } catch {
    return undefined;
  }
}
