/**
 * When each file was judged last, and what came of it: `judged.json`. It is of the file as it stood then; a file that has
 * changed since is to be judged again.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { judgedFiles } from './judged-files.mjs';

const place = new URL('judged.json', import.meta.url);
const read = () => JSON.parse(readFileSync(place, 'utf8'));
/** Imports of types are nothing that runs: where a type has its home makes no mutant. */
const run = (source) => source.replace(/^import type [^;]*;\n/gm, '');
const digest = (source) => createHash('sha256').update(run(source)).digest('hex').slice(0, 16);

/**
 * @param outcomes of each file: its source and what became of its mutants, by number
 * @param quick by the unit tests alone
 */
export function record(outcomes, quick) {
  const on = new Date().toISOString().slice(0, 10);
  const rows = Object.entries(outcomes).map(([file, { source, counts }]) => [
    file,
    { source: digest(source), on, tests: quick ? 'unit' : 'all', ...counts },
  ]);
  const all = { ...read(), ...Object.fromEntries(rows) };
  const sorted = Object.fromEntries(judgedFiles().flatMap((file) => (all[file] ? [[file, all[file]]] : [])));
  writeFileSync(place, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Why the file's mutants are not known to be killed or explained; null: they are. */
function lackOf(file, row) {
  if (row === undefined) return 'never judged';
  if (row.source !== digest(readFileSync(file, 'utf8'))) return `changed since it was judged on ${row.on}`;
  return row.alive > 0 ? `${row.alive} mutants alive without an explanation on ${row.on}` : null;
}

/** The files whose mutants are not known to be killed or explained, each with why, but for those just looked at. */
export const lacking = (looked = []) =>
  judgedFiles()
    .filter((file) => !looked.includes(file))
    .flatMap((file) => {
      const lack = lackOf(file, read()[file]);
      return lack === null ? [] : [`${file}: ${lack}`];
    });
