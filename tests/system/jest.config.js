import base from '../../jest.config.js';

/** Run by tests/system/run.sh, inside the lab's network namespace. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/tests/system'],
  testMatch: ['**/tests/system/**/*.test.ts'],
  globalTeardown: '<rootDir>/tests/system/lab/global-teardown.ts',
  testTimeout: 300_000,
};
