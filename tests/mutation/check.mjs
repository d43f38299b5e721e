/**
 * Holds the outcome of a run against `equivalents.json`: a mutant that lived and is not explained there fails, and so
 * does an explanation of a mutant that is killed or no longer made. Usage: node tests/mutation/check.mjs
 */
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync('dist/mutants/report.json', 'utf8'));
const explained = JSON.parse(readFileSync(new URL('equivalents.json', import.meta.url), 'utf8'));

/** The mutated text, on one line. */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}
const plain = (text) => text.replace(/\s+/g, ' ');

const counts = {};
const lived = [];
for (const [file, { source, mutants }] of Object.entries(report.files)) {
  for (const { status, location, replacement } of mutants) {
    counts[status] = (counts[status] ?? 0) + 1;
    if (status === 'Killed' || status === 'Timeout') continue;
    const code = plain(textAt(source, location));
    lived.push({ file, code, becomes: plain(replacement), line: location.start.line, status });
  }
}
const same = (a, b) => a.file === b.file && a.code === b.code && a.becomes === b.becomes;
const unexplained = lived.filter((mutant) => !explained.some((entry) => same(entry, mutant)));
// A run over some of the files says nothing of the others.
const looked = explained.filter(({ file }) => file in report.files);
const obsolete = looked.filter((entry) => !lived.some((mutant) => same(entry, mutant)) || !entry.why);

for (const { file, line, code, becomes, status } of unexplained) {
  console.error(`${file}:${line}: ${status}: ${code}  =>  ${becomes}`);
}
for (const { file, code, becomes } of obsolete) {
  console.error(`${file}: explained and yet killed, gone, or without a reason: ${code}  =>  ${becomes}`);
}
const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
const told = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
console.log(`${total} mutants: ${told.join(', ')}; ${lived.length - unexplained.length} explained`);
if (total === 0) console.error('There was no mutant: nothing was checked.');
process.exitCode = unexplained.length > 0 || obsolete.length > 0 || total === 0 ? 1 : 0;
