/** What Jest wrote of a run (`--json`), and which of its files are to be tried once more. */
import { existsSync, readFileSync } from 'node:fs';

/** More than these are no accident of a busy machine. */
const filesTriedAgain = 3;

/** Where the second try of a run is written, beside the first. */
export const secondTry = (file) => file.replace(/\.json$/, '.again.json');

/** @returns null when the run left none, or half of one */
export function readRun(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

const isFailed = ({ status }) => status === 'failed';
const passedIn = (files) =>
  files.flatMap((file) => file.assertionResults).filter(({ status }) => status === 'passed').length;

/** The files to be tried once more, none when nothing failed, and none when too much did. */
export function triedAgain(run) {
  const failed = (run?.testResults ?? []).filter(isFailed).map(({ name }) => name);
  return failed.length <= filesTriedAgain ? failed : [];
}

/** The run as it stands after the second try of what failed in it. */
export function afterSecondTry(run, again) {
  if (!again) return run;
  const tried = new Set(again.testResults.map(({ name }) => name));
  const before = run.testResults.filter(({ name }) => tried.has(name));
  const rest = run.testResults.filter(({ name }) => !tried.has(name));
  return {
    ...again,
    success: again.success && !rest.some(isFailed),
    numPassedTests: run.numPassedTests - passedIn(before) + again.numPassedTests,
    numPendingTests: run.numPendingTests + again.numPendingTests,
    numTodoTests: run.numTodoTests + again.numTodoTests,
    testResults: [...rest, ...again.testResults],
  };
}
