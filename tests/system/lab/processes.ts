import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';

/** A process of the lab, its output so far, and its end. */
export interface LabProcess {
  readonly child: ChildProcess;
  /** Everything written to stdout and stderr so far; the last 200,000 characters. */
  output(): string;
  /** The exit code, null after a signal. Never rejects. */
  readonly done: Promise<number | null>;
  /** Sends the signal, waits for the end, and sends SIGKILL when it does not come in `graceMs`. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

/** Starts a process and remembers what it writes. */
export function startProcess(command: string, args: readonly string[], options: SpawnOptions = {}): LabProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let text = '';
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-200_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const done = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      text += String(error);
      resolve(-1);
    });
  });
  return {
    child,
    output: () => text,
    done,
    async stop(signal = 'SIGTERM', graceMs = 5000) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await done;
      clearTimeout(timer);
    },
  };
}

/** Runs a command to its end. Rejects, with its output in the message, when it fails or takes more than `timeoutMs`. */
export function run(command: string, args: readonly string[], timeoutMs = 20_000): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(' ')}: ${error.message}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

/** Waits until `check` gives something truthy; asks every 50 ms. Rejects after `timeoutMs` naming what was awaited. */
export async function until<T>(what: string, check: () => Promise<T> | T, timeoutMs = 30_000): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A wait that ends, so that the evidence is of the moment and not of the end of the test's time. */
export async function within<T>(promise: Promise<T>, limitMs = 30_000): Promise<T | 'too late'> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'too late'>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'too late');
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
