/**
 * Adds up Jest's own results and prints them as `N passed, N failed`. Fails when a run failed, tested nothing, left a
 * test out, or has no result. Says at the end which tests failed, and of what: a long log is kept by its end. A test that
 * passed on its second try alone is told there too, as UNSTEADY.
 * Usage: node .ci/checks/count.mjs RESULT.json…
 */
import { relative } from 'node:path';
import { afterSecondTry, readRun, secondTry } from './results.mjs';

let passed = 0;
let failed = 0;
const faults = [];
const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const beginning = (message) => message.replace(ansi, '').trim().split('\n').slice(0, 12).join('\n    ');

/** Says what failed in a run. */
function tell(word, { testResults = [] }) {
  for (const { name, message, assertionResults } of testResults) {
    const failures = assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failures)
      console.log(`${word} ${relative('.', name)} › ${fullName}\n    ${beginning(failureMessages[0] ?? '')}`);
    if (failures.length === 0 && message) console.log(`${word} ${relative('.', name)}\n    ${beginning(message)}`);
  }
}

for (const file of process.argv.slice(2)) {
  const first = readRun(file);
  if (!first) {
    faults.push(`${file}: no result was written`);
    continue;
  }
  const run = afterSecondTry(first, readRun(secondTry(file)));
  passed += run.numPassedTests;
  // A file that could not run, or that left something open, has no test to count: it counts as one.
  failed += run.numFailedTests + run.numRuntimeErrorTestSuites;
  if (run !== first) tell('UNSTEADY', first);
  tell('FAILED', run);
  if (!run.success) faults.push(`${file}: the run failed`);
  if (run.numPassedTests === 0) faults.push(`${file}: no test passed`);
  if (run.numPendingTests + run.numTodoTests > 0) {
    faults.push(`${file}: ${run.numPendingTests} skipped, ${run.numTodoTests} to do`);
  }
}
if (process.argv.length < 3) faults.push('no run was named');
for (const fault of faults) console.error(fault);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = faults.length > 0 || failed > 0 ? 1 : 0;
