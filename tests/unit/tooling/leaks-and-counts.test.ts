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

  describe('of what failed at first', () => {
    const file = (name: string, ...statuses: string[]) => ({
      name: join(project, name),
      message: '',
      status: statuses.includes('failed') ? 'failed' : 'passed',
      assertionResults: statuses.map((status, at) => ({ status, fullName: `it ${at}`, failureMessages: ['late'] })),
    });
    const run = (...testResults: ReturnType<typeof file>[]) => {
      const numberOf = (status: string) =>
        testResults.flatMap((one) => one.assertionResults).filter((one) => one.status === status).length;
      const numbers = { numPassedTests: numberOf('passed'), numFailedTests: numberOf('failed') };
      return {
        ...good,
        ...numbers,
        numPendingTests: numberOf('pending'),
        success: numberOf('failed') === 0,
        testResults,
      };
    };
    const first = run(file('a.test.ts', 'passed'), file('b.test.ts', 'passed', 'failed'));
    const tried = (again: object, before = first) =>
      runNodeIn({ '0.json': JSON.stringify(before), '0.again.json': JSON.stringify(again) }, () => [
        join(project, '.ci/checks/count.mjs'),
        '0.json',
      ]);
    const toTry = (of: object) =>
      runNodeIn({ '0.json': JSON.stringify(of) }, () => [join(project, '.ci/checks/unsteady.mjs'), '0.json']).said;

    it('passes when it passed the second time, and says which was unsteady', () => {
      const { code, said } = tried(run(file('b.test.ts', 'passed', 'passed')));
      expect(code).toBe(0);
      expect(said).toMatch(/^UNSTEADY .*b\.test\.ts › it 1\n {4}late\n3 passed, 0 failed\n$/);
    });

    it.each([
      ['it failed twice', run(file('b.test.ts', 'passed', 'failed')), first],
      ['it was left out the second time', run(file('b.test.ts', 'passed', 'pending')), first],
      ['nothing was tried the second time', run(), first],
      [
        'another failed and was not tried',
        run(file('b.test.ts', 'passed')),
        run(...first.testResults, file('c', 'failed')),
      ],
    ])('fails when %s', (_, again, before) => {
      expect(tried(again, before).code).toBe(1);
    });

    it('tries no more than three files again', () => {
      const of = (count: number) => run(...Array.from({ length: count }, (_, at) => file(`${at}.test.ts`, 'failed')));
      expect(toTry(first).trim().split('\n')).toEqual([join(project, 'b.test.ts')]);
      expect([toTry(of(3)).split('\n').length - 1, toTry(of(4)), toTry(run(file('a', 'passed')))]).toEqual([3, '', '']);
    });
  });

  it('fails when no run is named, and when a run left no result', () => {
    expect(count().code).toBe(1);
    expect(runNodeIn({}, () => [join(project, '.ci/checks/count.mjs'), 'none.json']).code).toBe(1);
  });
});
