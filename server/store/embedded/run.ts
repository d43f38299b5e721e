import { spawn, spawnSync } from 'node:child_process';

/** The account the database runs under; absent means: as ourselves. */
export type Account = { uid: number; gid: number; name: string };

export type RunResult = { ok: boolean; output: string };

/**
 * PostgreSQL listens to many variables (PGPORT, PGOPTIONS, LC_ALL…): it gets none of the caller's.
 * Windows programs do not start without SystemRoot, so there the environment is inherited.
 */
const childEnvironment = process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

/**
 * Runs one program of PostgreSQL to its end, as `account` when given. Never rejects:
 * a program that cannot be started is a failed result whose output says so.
 */
export function run(program: string, args: string[], cwd: string, account?: Account): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: childEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-8_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: `${program}: ${error.message}` }));
    child.on('close', (code, signal) => {
      const ok = code === 0;
      resolve({ ok, output: ok || output.trim() ? output : `${program}: exit ${code ?? signal}` });
    });
  });
}

/** Whether `account` may pass through the folder. Asked of the kernel: modes alone do not tell (ACLs, mounts). */
export function canEnter(folder: string, account: Account): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], {
    cwd: '/',
    uid: account.uid,
    gid: account.gid,
    stdio: 'ignore',
  });
  return asked.status === 0;
}
