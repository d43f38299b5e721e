/**
 * Runs Stryker over all that is to be judged, or over a part of it, and holds what came of it against what is known.
 * Usage: npm run mutants [-- NAME…]; NAME is a folder of `server/domain` (`case`), or a file with or without its folder
 * (`case/actions`, `actions`).
 */
import { spawnSync } from 'node:child_process';
import { Stryker } from '@stryker-mutator/core';
import { judgedFiles } from './judged-files.mjs';

const names = process.argv.slice(2);
const matches = (name) => (file) => `/${file}`.includes(`/${name}/`) || `/${file}`.endsWith(`/${name}.ts`);

const unknown = names.filter((name) => !judgedFiles().some(matches(name)));
if (unknown.length > 0) {
  console.error(`Neither a folder nor a file that is judged: ${unknown.join(', ')}. There are:`);
  console.error(judgedFiles().join('\n'));
  process.exit(2);
}
const mutate = judgedFiles().filter((file) => names.length === 0 || names.some((name) => matches(name)(file)));
// Parts that run side by side have a report each.
const fileName = `dist/mutants/${names.length === 0 ? 'all' : names.join('+').replaceAll('/', '-')}.json`;

const configFile = 'tests/mutation/stryker.config.mjs';
await new Stryker({ configFile, mutate, jsonReporter: { fileName } }).runMutationTest();
const { status } = spawnSync(process.execPath, ['tests/mutation/check.mjs', fileName], { stdio: 'inherit' });
process.exitCode = status ?? 1;
