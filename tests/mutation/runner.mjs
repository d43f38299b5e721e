/**
 * Runs the pure tests for Stryker, one mutant after another in fractions of a second: Jest would take seconds for each,
 * most of them spent on starting. The first test that fails ends a mutant.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { collectTests } from './harness.mjs';
import { createModules } from './modules.mjs';

/** Judges by the unit tests alone, in a tenth of the time: no walks through procedures, no laws. */
const quick = process.env.MUTANTS === 'quick';

/** Cheap ones first. */
const folders = ['shared', 'fields', 'case', 'sop', 'sop-life', 'calendar'].map((name) => `unit/server/domain/${name}`);
const courses = [
  ...['scenarios/scenarios', 'scenarios/sop/sop-scenarios'],
  ...['laws/calendar.laws', 'laws/sop.laws', 'laws/case.laws', 'laws/actions.laws'],
];
const files = quick ? [] : courses;

/** Goes every way of every procedure, half a minute long: what a cheaper test notices need not wait for it. */
const walks = 'offered.test.ts';

/** Draws thousands of courses until the last branch has been gone: what it alone would notice lives here. */
const tooLong = /› it goes every way that the document draws and people choose #/;

/** Instrumented code looks here for the mutant that is to be active, and counts what it runs through. */
const state = {};
globalThis.__stryker__ = state;

// The laws draw the same examples against every mutant: one that is killed today is killed tomorrow. What is wrong is
// enough to know; the smallest example of it is not looked for.
fc.configureGlobal({ seed: 20_260_101, endOnFailure: true });

const unitTests = folders.flatMap((folder) =>
  readdirSync(join('tests', folder))
    .filter((name) => name.endsWith('.test.ts') && name !== walks)
    .sort()
    .map((name) => join('tests', folder, name)),
);

/** How little a test file has to do with the mutated one: it is named after it, or beside it, or neither. */
function distance(test, mutated) {
  if (basename(test).startsWith(basename(mutated, '.ts'))) return 0;
  return basename(dirname(test)) === basename(dirname(mutated)) ? 1 : 2;
}

/** Those that know most of the mutated file first: one failure is enough. */
const testFiles = (mutated) => [
  ...(mutated ? [...unitTests].sort((a, b) => distance(a, mutated) - distance(b, mutated)) : unitTests),
  ...(quick ? [] : [join('tests/unit/server/domain/case', walks)]),
  ...files.map((name) => join('tests', `${name}.test.ts`)),
];

/**
 * Runs what `wanted` asks for. Loading a file counts as a test of its own: it fails when the file cannot be loaded, and
 * when it ran through a mutant, every test of the file may have to do with it.
 * @param mutated the file with the mutant; undefined: there is none
 * @returns the results, up to the first failure where `bail` is set
 */
async function runTests(wanted, bail, mutated) {
  const results = [];
  /** @returns whether to go on */
  const attempt = async (id, run) => {
    const began = performance.now();
    state.currentTestId = id;
    let failure;
    try {
      await run();
    } catch (error) {
      failure = String(error?.message ?? error);
    }
    state.currentTestId = undefined;
    const result = { id, name: id, timeSpentMs: performance.now() - began };
    results.push(failure === undefined ? { ...result, status: 0 } : { ...result, status: 1, failureMessage: failure });
    return failure === undefined || !bail;
  };
  for (const file of testFiles(mutated)) {
    const all = wanted === undefined || wanted.has(file);
    if (!all && ![...wanted].some((id) => id.startsWith(`${file} › `))) continue;
    const tests = [];
    const load = createModules(mutated);
    const loaded = await attempt(file, () => {
      tests.push(...collectTests(() => load(resolve(file))));
    });
    if (!loaded) return results;
    for (const { name, run } of tests) {
      const id = `${file} › ${name}`;
      if (tooLong.test(id)) continue;
      if ((all || wanted.has(id)) && !(await attempt(id, run))) return results;
    }
  }
  return results;
}

const runner = {
  capabilities: () => ({ reloadEnvironment: true }),
  async dryRun() {
    state.mutantCoverage = { static: {}, perTest: {} };
    const tests = await runTests(undefined, false);
    const { mutantCoverage } = state;
    state.mutantCoverage = undefined;
    return { status: 'complete', tests, mutantCoverage };
  },
  async mutantRun({ activeMutant, testFilter, hitLimit, sandboxFileName }) {
    Object.assign(state, { activeMutant: activeMutant.id, hitCount: 0, hitLimit: hitLimit ?? Infinity });
    const tests = await runTests(testFilter && new Set(testFilter), true, resolve(sandboxFileName));
    state.activeMutant = undefined;
    if (state.hitCount > state.hitLimit) return { status: 'timeout', reason: 'it goes round and round' };
    const failed = tests.find(({ status }) => status === 1);
    if (failed === undefined) return { status: 'survived', nrOfTests: tests.length };
    const { id, failureMessage } = failed;
    return { status: 'killed', killedBy: [id], failureMessage, nrOfTests: tests.length };
  },
};

export const strykerPlugins = [{ kind: 'TestRunner', name: 'pure', factory: () => runner }];
