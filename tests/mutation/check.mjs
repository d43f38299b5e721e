/**
 * Holds the outcome of a run against `equivalents.json`: a mutant that lived and is not explained there fails, and so
 * does an explanation of a mutant that is killed or no longer made. Then it says which files this run did not judge, and
 * what is known of them. Usage: node tests/mutation/check.mjs [REPORT]; with no report it says what is known of all, and
 * fails while anything is not judged as it stands.
 */
import { readFileSync } from 'node:fs';
import { lacking, record } from './ledger.mjs';

const [place] = process.argv.slice(2);
const explained = JSON.parse(readFileSync(new URL('equivalents.json', import.meta.url), 'utf8'));
const quick = process.env.MUTANTS === 'quick';

/** The mutated text, on one line. */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}
const plain = (text) => text.replace(/\s+/g, ' ');
const same = (a, b) => a.file === b.file && a.code === b.code && a.becomes === b.becomes;

function outcomeOf(file, { source, mutants }) {
  const lived = mutants
    .filter(({ status }) => status !== 'Killed' && status !== 'Timeout')
    .map(({ status, location, replacement }) => ({
      ...{ file, status, line: location.start.line },
      ...{ code: plain(textAt(source, location)), becomes: plain(replacement) },
    }));
  const unexplained = lived.filter((mutant) => !explained.some((entry) => same(entry, mutant)));
  const having = (status) => mutants.filter((mutant) => mutant.status === status).length;
  const counts = {
    ...{ mutants: mutants.length, killed: having('Killed'), timedOut: having('Timeout') },
    ...{ explained: lived.length - unexplained.length, alive: unexplained.length },
  };
  return { source, lived, unexplained, counts };
}

function judge(report) {
  // What has no mutants does not stand among the report's files.
  const none = (file) => ({ source: readFileSync(file, 'utf8'), mutants: [] });
  const outcomes = Object.fromEntries(
    report.config.mutate.map((file) => [file, outcomeOf(file, report.files[file] ?? none(file))]),
  );
  const all = Object.values(outcomes);
  for (const { file, line, code, becomes, status } of all.flatMap(({ unexplained }) => unexplained))
    console.error(`${file}:${line}: ${status}: ${code}  =>  ${becomes}`);
  // A run over some of the files says nothing of the others.
  const obsolete = explained.filter(
    (entry) => entry.file in outcomes && !(entry.why && outcomes[entry.file].lived.some((one) => same(entry, one))),
  );
  for (const { file, code, becomes } of obsolete)
    console.error(`${file}: explained and yet killed, gone, or without a reason: ${code}  =>  ${becomes}`);
  console.table(Object.fromEntries(Object.entries(outcomes).map(([file, { counts }]) => [file, counts])));
  const alive = all.reduce((sum, { counts }) => sum + counts.alive, 0);
  const total = all.reduce((sum, { counts }) => sum + counts.mutants, 0);
  if (total === 0) console.error('There was no mutant: nothing was checked.');
  // What the unit tests alone kill is killed; what they leave alive, others may still kill.
  record(Object.fromEntries(Object.entries(outcomes).filter(([, { counts }]) => !quick || counts.alive === 0)), quick);
  if (quick && alive > 0) console.log('By the unit tests alone: what lives here need not live.');
  return { looked: Object.keys(outcomes), passed: alive === 0 && obsolete.length === 0 && total > 0 };
}

const { looked, passed } = place ? judge(JSON.parse(readFileSync(place, 'utf8'))) : { looked: [], passed: true };
const lacks = lacking(looked);
if (lacks.length > 0) console.log(`Not judged ${place ? 'in this run, nor before' : ''} as they stand now:`);
for (const lack of lacks) console.log(`  ${lack}`);
process.exitCode = passed && (place || lacks.length === 0) ? 0 : 1;
