import { join } from 'node:path';
import { project, runNodeIn } from './planted.ts';

/** Runs these test files in a Jest of their own, set up as ours is. Returns what it said of each file, by its name. */
function outcomes(files: Readonly<Record<string, string>>) {
  const config = `import ours from '${join(project, 'jest.config.js')}';
    export default {
      testEnvironment: ours.testEnvironment.replace('<rootDir>', '${project}'),
      transform: ours.transform,
      extensionsToTreatAsEsm: ours.extensionsToTreatAsEsm,
    };`;
  const tests = Object.entries(files).map(([name, body]) => [
    `tests/${name}.test.ts`,
    `import { createServer } from 'node:net';
     it('passes', async () => { ${body}; expect(1).toBe(1); });`,
  ]);
  const jest = join(project, 'node_modules/jest/bin/jest.js');
  const { said } = runNodeIn({ 'jest.config.js': config, ...Object.fromEntries(tests) }, (root) => [
    '--experimental-vm-modules',
    jest,
    `--rootDir=${root}`,
    '--runInBand',
    '--forceExit',
  ]);
  const parts = said.split(/^(?=PASS|FAIL)/m);
  return Object.fromEntries(
    Object.keys(files).map((name) => {
      const part = parts.find((each) => each.includes(`tests/${name}.test.ts`)) ?? '';
      return [name, /left open: (.*)/.exec(part)?.[1] ?? part.slice(0, 4)];
    }),
  );
}

describe('a test file', () => {
  it('fails when it leaves something open, and only then', () => {
    expect(
      outcomes({
        timer: 'setInterval(() => {}, 1000)',
        server: "await new Promise<void>((up) => createServer().listen(0, '127.0.0.1', up))",
        closed: `const server = createServer();
          await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
          server.close();
          clearTimeout(setTimeout(() => {}, 60_000))`,
        unreferenced: 'setInterval(() => {}, 1000).unref()',
      }),
    ).toEqual({ timer: 'Timeout', server: 'TCPServerWrap', closed: 'PASS', unreferenced: 'PASS' });
  });
});
