/**
 * Adds up Jest's own results and prints them as `N passed, N failed`. Fails when a run failed, tested nothing, left a
 * test out, or has no result.
 * Usage: node .ci/checks/count.mjs RESULT.json…
 */
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
const faults = [];
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    faults.push(`${file}: no result was written`);
    continue;
  }
  const run = JSON.parse(readFileSync(file, 'utf8'));
  passed += run.numPassedTests;
  // A file that could not run, or that left something open, has no test to count: it counts as one.
  failed += run.numFailedTests + run.numRuntimeErrorTestSuites;
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
