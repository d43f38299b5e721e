import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { cpuOf } from '../support/cpu.ts';

export interface Running {
  /** What `ready` found in the output. */
  readonly found: string;
  /** The last it wrote to standard output. */
  output(): string;
  /** Microseconds of processor time so far; null where it cannot be read. */
  cpu(): number | null;
  stop(): Promise<void>;
  /** At once, without a word. */
  kill(): Promise<void>;
}

/**
 * Runs a compiled module of this build in a process of its own.
 * @param module path from this build's root.
 * @param ready its first group is what to wait for on standard output.
 * @throws when it ends before that.
 */
export function run(module: string, args: string[], env: Record<string, string>, ready: RegExp): Promise<Running> {
  const path = fileURLToPath(new URL(`../../../${module}`, import.meta.url));
  const inherited = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
  const child = spawn(process.execPath, [...process.execArgv, path, ...args], {
    env: { ...inherited, ...env },
    // Not where somebody's .env lies.
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A bench that fails leaves nothing running.
  const end = () => void child.kill();
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => reject(new Error(`${module} ended with ${code}\n${output}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-10_000);
      const found = ready.exec(output)?.[1];
      if (!found) return;
      const cpu = () => cpuOf(child.pid ?? 0);
      resolve({ found, output: () => output, cpu, stop: () => stop(child), kill: () => kill(child) });
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
