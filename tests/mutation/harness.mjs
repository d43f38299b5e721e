/** `describe`, `it` and `expect` as the pure tests use them. Collects tests; who runs them is somebody else's affair. */
import { createRequire } from 'node:module';

/** Jest's own matchers, where Jest itself finds them. */
const { jestExpect } = createRequire(createRequire(import.meta.url).resolve('@jest/globals'))('@jest/expect');

/** The tests of the file that `load` loads, by names that are unique in it. */
export function collectTests(load) {
  const tests = [];
  let path = [];
  const it = (name, run) => void tests.push({ name: `${[...path, name].join(' › ')} #${tests.length}`, run });
  const describe = (name, body) => {
    path = [...path, name];
    body();
    path = path.slice(0, -1);
  };
  const each = (define) => (rows) => (name, body) => {
    for (const row of rows) define(name, () => body(...(Array.isArray(row) ? row : [row])));
  };
  it.each = each(it);
  describe.each = each(describe);
  Object.assign(globalThis, { describe, it, test: it, expect: jestExpect });
  load();
  return tests;
}
