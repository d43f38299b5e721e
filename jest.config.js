/** Jest in ESM mode: some dependencies are ESM only. `npm test` sets the Node flag this needs. */
export default {
  // Node's environment, and a test file that leaves a socket, timer or server behind fails.
  testEnvironment: '<rootDir>/tests/support/guards/environment.ts',
  // Ends a test that hangs, on a slow machine too; no test says by it how fast something is.
  testTimeout: 120_000,
  // A file waits for the database about as long as it computes: one worker less, which is Jest's default, leaves half of
  // a small machine idle.
  maxWorkers: '100%',
  // The modules of a file are never quite let go of: workers grew to 4 GB, and spent a fifth of their time on collecting.
  workerIdleMemoryLimit: '1500MB',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/tests/{unit,laws,scenarios,integration}/**/*.test.ts'],
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
};
