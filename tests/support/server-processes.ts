import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './compiled.ts';
import { until } from './until.ts';

/** The compiled server, to be run as processes of its own. */
export interface ServerProcesses {
  /** A folder in which they run and may keep data. */
  readonly base: string;
  /** Where the compiled modules lie, by the paths of their sources. */
  readonly folder: string;
  /** Starts the server as `npm start` does, with nothing in its environment but what is given. */
  run(env: Record<string, string>): ServerProcess;
  /** As `run`, and where it is, as soon as it says so. @throws with what it said when it ends instead */
  up(env: Record<string, string>): Promise<ServerProcess & { readonly url: string }>;
  /** Runs a program of `server/cli` to its end. */
  cli(
    name: string,
    args: readonly string[],
    env: Record<string, string>,
  ): { stdout: string; stderr: string; status: number | null };
  /** Ends what still runs. */
  end(): Promise<void>;
  remove(): void;
}

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly said: { readonly out: string; readonly err: string };
  readonly exited: Promise<number | null>;
}

/** @param programs of `server/cli`, besides the server */
export function compileServer(...programs: string[]): ServerProcesses {
  const cli = programs.map((name) => `server/cli/${name}.ts`);
  const started = [
    'server/wiring/sop-reader-worker.ts',
    'server/papers/press-process.ts',
    'server/files/workshop-process.ts',
  ];
  const compiled = compile('server/main.ts', ...started, ...cli, 'telephony/asterisk/asterisk-manager.d.ts');
  const base = mkdtempSync(join(tmpdir(), 'sigap-process-'));
  chmodSync(base, 0o711);
  const running: ServerProcess[] = [];
  const clean = (env: Record<string, string>) => ({ PATH: process.env.PATH ?? '', ...env });

  const run = (env: Record<string, string>): ServerProcess => {
    const program = join(compiled.folder, 'server/main.js');
    const child = spawn(process.execPath, [program], { cwd: base, env: clean(env), stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString('utf8');
    });
    const exited = once(child, 'close').then(([code]) => code as number | null);
    running.push({ child, said, exited });
    return { child, said, exited };
  };
  return {
    base,
    folder: compiled.folder,
    run,
    up: async (env) => {
      const started = run(env);
      const { child, said } = started;
      const url = await until(
        'it says where it is',
        () => {
          if (child.exitCode !== null) return 'nowhere';
          return /http:\/\/127\.0\.0\.1:\d+/.exec(said.out)?.[0];
        },
        60_000,
      );
      if (url === 'nowhere') throw new Error(said.err);
      return { ...started, url };
    },
    cli: (name, args, env) => {
      const program = join(compiled.folder, `server/cli/${name}.js`);
      const done = spawnSync(process.execPath, [program, ...args], { cwd: base, env: clean(env), encoding: 'utf8' });
      return { stdout: done.stdout, stderr: done.stderr, status: done.status };
    },
    end: async () => {
      for (const { child } of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await Promise.all(running.splice(0).map(({ exited }) => exited));
    },
    remove: () => {
      compiled.remove();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
