import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringUpToDate } from './up-to-date.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Said beside what a command writes, never into it: `npm run --silent sop -- print FILE > table.md` stays a table. */
export const say = (id, en) => process.stderr.write(`  ${id} / ${en}\n`);

/** Runs one of our own or a package's programs to its end. @throws when it fails; it has said why */
export const runNode = (script, ...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${script}: exit ${code}`))));
  });

/** The server and the commands, where their sources have changed. */
export const compile = () =>
  bringUpToDate(root, {
    inputs: [
      'server',
      'telephony',
      'migrations',
      'tsconfig.json',
      'tsconfig.build.json',
      '.ci/copy-data.mjs',
      'package-lock.json',
    ],
    outputs: ['dist/server/main.js'],
    stamp: 'dist/.server-built-of',
    run: async () => {
      say('Mengompilasi server…', 'Compiling the server…');
      await runNode('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
      await runNode('.ci/copy-data.mjs');
    },
  });

/** The console in the browser, where its sources or the contract have changed. */
export const buildConsole = () =>
  bringUpToDate(root, {
    inputs: [
      'agent-console',
      'server/contract',
      'telephony/messaging/segments.ts',
      'tsconfig.json',
      'package-lock.json',
    ],
    outputs: ['dist/agent-console/index.html'],
    stamp: 'dist/.console-built-of',
    run: async () => {
      say('Membangun konsol…', 'Building the console…');
      await runNode('node_modules/vite/bin/vite.js', 'build', 'agent-console', '--logLevel', 'warn');
    },
  });
