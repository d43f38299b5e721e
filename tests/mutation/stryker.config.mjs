/** See README.md beside this; `run.mjs` says what is mutated, and where the report goes. */
export default {
  plugins: ['./tests/mutation/runner.mjs'],
  testRunner: 'pure',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // What goes round and round is noticed by counting; this is for what the counting does not see, on a busy machine.
  timeoutMS: 60_000,
  // The laws take minutes on a busy machine.
  dryRunTimeoutMinutes: 30,
  ignorePatterns: ['agent-console', 'dist', 'data', 'tests/system', 'tests/integration'],
  // Stryker would rewrite it with the programming interface that TypeScript 7 does not have.
  tsconfigFile: 'none.json',
  tempDirName: 'dist/mutants/sandbox',
  reporters: ['json', 'dots'],
  // `check.mjs` judges.
  thresholds: { high: 100, low: 99, break: null },
};
