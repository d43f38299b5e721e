import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { compile, root, say } from './build.mjs';

/** An editor writes a file in several steps, and a checkout many files. */
const settleMs = 200;

/**
 * For those who work on Sigap: the server, compiled and started anew whenever its sources, procedures or calendars
 * change, and the console's own server beside it, whose pages change in place. What does not compile leaves the server
 * as it was. Ends with Ctrl+C.
 */
export async function develop() {
  let server = null;
  let stopping = false;

  const stopServer = async () => {
    const running = server;
    server = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
  };
  const startServer = () => {
    if (stopping) return;
    server = spawn(process.execPath, ['--v8-pool-size=0', '--enable-source-maps', join(root, 'dist/server/main.js')], {
      cwd: root,
      stdio: 'inherit',
    });
  };

  /** One round after another; what changes meanwhile is in the next one. */
  let rounds = Promise.resolve();
  const round = async () => {
    const compiled = await compile().catch(() => {
      say(
        'Belum bisa dikompilasi; server tetap seperti sebelumnya.',
        'It does not compile; the server stays as it was.',
      );
      return false;
    });
    if (!compiled || stopping) return;
    if (server !== null) say('Menyalakan ulang server…', 'Restarting the server…');
    await stopServer();
    startServer();
  };

  await compile();
  startServer();
  const vite = spawn(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'agent-console', '--clearScreen=false'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  let timer;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      rounds = rounds.then(round);
    }, settleMs);
  };
  const watchers = ['server', 'telephony', 'migrations'].map((folder) =>
    watch(join(root, folder), { recursive: true }, changed),
  );

  const end = async () => {
    if (stopping) return;
    stopping = true;
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    vite.kill('SIGTERM');
    await rounds;
    await stopServer();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end());
  vite.once('exit', () => void end());
}
