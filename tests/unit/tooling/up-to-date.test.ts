import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// @ts-expect-error It runs before anything is compiled, so it is no TypeScript.
import { bringUpToDate } from '../../../bin/up-to-date.mjs';

let root: string;
let runs: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sigap-up-to-date-'));
  mkdirSync(join(root, 'sources/deep'), { recursive: true });
  write('sources/deep/a.ts', 'a');
  write('sources/b.ts', 'b');
  write('settings.json', '{}');
  runs = 0;
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => writeFileSync(join(root, path), text);
const bring = (
  run: () => void = () => write('made', readFileSync(join(root, 'settings.json'), 'utf8')),
): Promise<boolean> =>
  bringUpToDate(root, {
    inputs: ['sources', 'settings.json', 'not-there.json'],
    outputs: ['made'],
    stamp: 'made-of',
    run: () => {
      runs++;
      run();
    },
  });

describe('a step of the build', () => {
  it('is run once for what it is made of', async () => {
    expect([await bring(), await bring(), await bring()]).toEqual([true, false, false]);
    expect(runs).toBe(1);
  });

  it.each<[string, () => void]>([
    ['is changed', () => write('sources/deep/a.ts', 'aa')],
    ['is new', () => write('sources/deep/c.ts', '')],
    ['is gone', () => rmSync(join(root, 'sources/deep/a.ts'))],
    ['has another name', () => renameSync(join(root, 'sources/b.ts'), join(root, 'sources/deep/b.ts'))],
    ['that was missing is there', () => write('not-there.json', '1')],
    ['that was made is gone', () => rmSync(join(root, 'made'))],
  ])('is run again when a file %s', async (_, change) => {
    await bring();
    change();
    expect(await bring()).toBe(true);
    expect(await bring()).toBe(false);
  });

  it('is not run again because a checkout or a copy has touched its files', async () => {
    await bring();
    utimesSync(join(root, 'sources/b.ts'), new Date(), new Date(Date.now() + 60_000));
    expect(await bring()).toBe(false);
  });

  it('that failed, or was changed back after it had failed, is not taken for done', async () => {
    await bring();
    write('sources/b.ts', 'faulty');
    const fails = () => {
      throw new Error('does not compile');
    };
    await expect(bring(fails)).rejects.toThrow('does not compile');
    write('sources/b.ts', 'b');
    expect(await bring()).toBe(true);
  });
});
