import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { project, runNodeIn } from './planted.ts';

/** Put together here, since the check reads this file too. */
const pieces = (...parts: string[]) => parts.join('');

function leaks(text: string, floor = 1) {
  return runNodeIn({ '.gitignore': 'node_modules\n', 'notes.md': `${text}\n` }, (root) => {
    execFileSync('git', ['init', '-q', root]);
    return [join(project, '.ci/checks/leaks.mjs'), root, `--floor=${floor}`];
  });
}

describe('the leak check', () => {
  it.each([
    ['a path of one machine', pieces('cd /ho', 'me/siti/sigap/server')],
    ['a path of one machine', pieces('see /wo', 'rk/main/README.md')],
    ['a path of one machine', pieces('log in "/ro', 'ot/.npm"')],
    ['the address of a package registry or mirror', pieces('https://registry', '.example.org/zod')],
    ['the address of a package registry or mirror', pieces('"resolved": "htt', 'ps://example.org/zod.tgz"')],
    ['a user and password in an address', pieces('https://siti:secret', '@example.org/')],
  ])('finds %s in "%s"', (name, text) => {
    const { code, said } = leaks(text);
    expect(code).toBe(1);
    expect(said).toContain(`notes.md:1: ${name}: `);
  });

  it('lets an ordinary address and an ordinary path pass', () => {
    expect(leaks('http://localhost:3000/api/cases, /etc/asterisk/manager.conf, dist/server/main.js').code).toBe(0);
  });

  it('fails when it looked at too little', () => {
    expect(leaks('nothing', 50).code).toBe(1);
  });
});

describe('the count of tests', () => {
  const good = {
    success: true,
    numPassedTests: 3,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 0,
    numTodoTests: 0,
  };
  const count = (...runs: object[]) =>
    runNodeIn(Object.fromEntries(runs.map((run, index) => [`${index}.json`, JSON.stringify(run)])), () => [
      join(project, '.ci/checks/count.mjs'),
      ...runs.map((_, index) => `${index}.json`),
    ]);

  it('adds up the runs', () => {
    expect(count(good, good)).toEqual({ code: 0, said: '6 passed, 0 failed\n' });
  });

  it.each([
    ['a test failed', { numFailedTests: 1, success: false }],
    ['a file could not run', { numRuntimeErrorTestSuites: 1, success: false }],
    ['nothing was tested', { numPassedTests: 0 }],
    ['a test was skipped', { numPendingTests: 1 }],
    ['a test is still to be written', { numTodoTests: 1 }],
  ])('fails when %s', (_, fault) => {
    expect(count(good, { ...good, ...fault }).code).toBe(1);
  });

  it('says which tests failed and of what, and which files could not run', () => {
    const failed = {
      status: 'failed',
      fullName: 'a caller is lost',
      failureMessages: ['\u001b[31mExpected: 1\u001b[39m'],
    };
    const testResults = [
      { name: join(project, 'a.test.ts'), message: '', assertionResults: [{ status: 'passed' }, failed] },
      { name: join(project, 'b.test.ts'), message: 'No such module', assertionResults: [] },
    ];
    const { said } = count({ ...good, numFailedTests: 1, numRuntimeErrorTestSuites: 1, success: false, testResults });
    expect(said).toMatch(
      /^FAILED .*a\.test\.ts › a caller is lost\n {4}Expected: 1\nFAILED .*b\.test\.ts\n {4}No such module\n/,
    );
  });

  it('fails when no run is named, and when a run left no result', () => {
    expect(count().code).toBe(1);
    expect(runNodeIn({}, () => [join(project, '.ci/checks/count.mjs'), 'none.json']).code).toBe(1);
  });
});
