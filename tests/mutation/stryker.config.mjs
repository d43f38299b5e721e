/** See README.md beside this. */
export default {
  plugins: ['./tests/mutation/runner.mjs'],
  testRunner: 'pure',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 15_000,
  // The laws take minutes on a busy machine.
  dryRunTimeoutMinutes: 30,
  mutate: ['sop', 'calendar', 'case', 'fields'].map((name) => `server/domain/${name}/*.ts`),
  ignorePatterns: ['agent-console', 'dist', 'data', 'tests/system', 'tests/integration'],
  // Stryker would rewrite it with the programming interface that TypeScript 7 does not have.
  tsconfigFile: 'none.json',
  tempDirName: 'dist/mutants/sandbox',
  reporters: ['json', 'dots'],
  jsonReporter: { fileName: 'dist/mutants/report.json' },
  // `check.mjs` judges.
  thresholds: { high: 100, low: 99, break: null },
};
