#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildConsole, compile, root } from './build.mjs';
import { develop } from './develop.mjs';

/** What `npm run` calls: builds what is not up to date, says so, and does what was asked. */
const usage =
  'sigap build | compile | start | dev | user … | sop … | papers … | calendar … | agents-file | audit verify | keys rotate | breach … | retention … | facts rebuild | doctor | backup … | restore … | drift';
const [command = '', ...args] = process.argv.slice(2);

/** Becomes the program, as far as Node lets us: its input and output are ours, signals reach it, its exit code is ours. */
function become(path, nodeOptions = []) {
  const script = join(root, 'dist/server', path);
  const child = spawn(process.execPath, [...nodeOptions, '--enable-source-maps', script, ...args], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(error));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}

function fail(error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

try {
  switch (command) {
    case 'compile':
      await compile();
      break;
    case 'build':
      await compile();
      await buildConsole();
      break;
    case 'start':
      await compile();
      await buildConsole();
      become('main.js', ['--v8-pool-size=0']);
      break;
    case 'dev':
      await develop();
      break;
    case 'user':
    case 'sop':
    case 'papers':
    case 'calendar':
    case 'agents-file':
    case 'audit':
    case 'keys':
    case 'breach':
    case 'retention':
    case 'facts':
    case 'doctor':
    case 'backup':
    case 'restore':
    case 'drift':
      await compile();
      become(`cli/${command}.js`);
      break;
    default:
      process.stderr.write(`${usage}\n`);
      process.exitCode = 2;
  }
} catch (error) {
  fail(error);
}
