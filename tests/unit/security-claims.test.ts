import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const security = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const asvs = security.slice(security.indexOf('## OWASP ASVS'), security.indexOf('### What is sealed'));
const rows = [...asvs.matchAll(/^\| (\d[^|]*) \| ([^|]+) \| (.+) \|$/gm)].map(
  ([, points = '', state = '', how = '']) => ({
    ...{ points: pointsOf(points), state, how },
  }),
);

/** Of levels 1 and 2, section by section, as version 5.0.0 has them; `2-4` are numbers from to. */
const sections = `1.1: 1-2 · 1.2: 1-9 · 1.3: 1-11 · 1.4: 1-3 · 1.5: 1-2 · 2.1: 1-3 · 2.2: 1-3 · 2.3: 1-4 · 2.4: 1-1 · 3.2: 1-2
3.3: 1-4 · 3.4: 1-6 · 3.5: 1-5 · 3.7: 1-2 · 4.1: 1-3 · 4.2: 1-1 · 4.3: 1-2 · 4.4: 1-4 · 5.1: 1-1 · 5.2: 1-3 · 5.3: 1-2 · 5.4: 1-3
6.1: 1-3 · 6.2: 1-12 · 6.3: 1-4 · 6.4: 1-4 · 6.5: 1-5 · 6.6: 1-3 · 6.8: 1-4 · 7.1: 1-3 · 7.2: 1-4 · 7.3: 1-2 · 7.4: 1-5 · 7.5: 1-2
7.6: 1-2 · 8.1: 1-2 · 8.2: 1-3 · 8.3: 1-1 · 8.4: 1-1 · 9.1: 1-3 · 9.2: 1-4 · 10.1: 1-2 · 10.2: 1-2 · 10.3: 1-4 · 10.4: 1-11
10.5: 1-5 · 10.6: 1-2 · 10.7: 1-3 · 11.1: 1-2 · 11.2: 1-3 · 11.3: 1-3 · 11.4: 1-4 · 11.5: 1-1 · 11.6: 1-1 · 12.1: 1-3 · 12.2: 1-2
12.3: 1-4 · 13.1: 1-1 · 13.2: 1-5 · 13.3: 1-2 · 13.4: 1-5 · 14.1: 1-2 · 14.2: 1-4 · 14.3: 1-3 · 15.1: 1-3 · 15.2: 1-3 · 15.3: 1-7
16.1: 1-1 · 16.2: 1-5 · 16.3: 1-4 · 16.4: 1-3 · 16.5: 1-3 · 17.1: 1-1 · 17.2: 1-4 · 17.3: 1-2`;
const wanted = sections.split(/\s*[·\n]\s*/).flatMap((section) => {
  const [, name = '', from = '', to = ''] = /^([\d.]+): (\d+)-(\d+)$/.exec(section) ?? [];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => `${name}.${Number(from) + n}`);
});

/** `6.2.1–6.2.3, 6.2.5 words` → each of the four. */
function pointsOf(cell: string): string[] {
  return [...cell.matchAll(/(\d+\.\d+)\.(\d+)(?:–\1\.(\d+))?/g)].flatMap(([, section, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, n) => `${section}.${Number(first) + n}`),
  );
}

const folders: Readonly<Record<string, string>> = {
  ...{ i: 'integration/server', m: 'integration/messages', t: 'integration/telephony', store: 'integration/store' },
  ...{ u: 'unit/server', s: 'system' },
};
const named = (text: string) => [...text.matchAll(/`((?:[imtus]|store)\/[\w/-]+)`/g)].map(([, name = '']) => name);
const isThere = (name: string) => {
  const [folder = '', ...rest] = name.split('/');
  const path = join(root, 'tests', folders[folder] as string, rest.join('/'));
  return (
    existsSync(`${path}.test.ts`) || (existsSync(path) && readdirSync(path).some((file) => file.endsWith('.test.ts')))
  );
};

it('every point of ASVS 5.0, level 2, stands in SECURITY.md once', () => {
  const said = rows.flatMap(({ points }) => points);
  expect(wanted.filter((point) => !said.includes(point))).toEqual([]);
  expect(said.filter((point, at) => said.indexOf(point) !== at)).toEqual([]);
  // Together with those of level 3 that were looked at as well.
  expect([wanted.length, said.length >= wanted.length]).toEqual([253, true]);
});

it('what is said to be met names a test, or says that there is none; what is not says why', () => {
  const known = ['met', 'in part', 'not met', 'n/a', 'by setting', 'the office’s', "the office's", "the exchange's"];
  expect(rows.filter(({ state }) => !known.includes(state))).toEqual([]);
  const bare = rows.filter(({ state, how }) => state === 'met' && named(how).length === 0 && !how.includes('no test'));
  expect(bare.map(({ points, how }) => `${points[0]} ${how}`)).toEqual([]);
  expect(rows.filter(({ how }) => how.length < 4)).toEqual([]);
});

it('every test that SECURITY.md names is there', () => {
  const all = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' });
  const names = named(asvs);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !isThere(name))).toEqual([]);
  const files = [...security.matchAll(/`([\w/.-]+\.(?:test\.ts|txt))`/g)].map(([, name = '']) => name);
  expect(files.length).toBeGreaterThan(15);
  const known = new Set(all.map((path) => `tests/${path}`));
  const somewhere = (name: string) => known.has(name) || [...known].some((path) => path.endsWith(`/${name}`));
  expect(files.filter((name) => !somewhere(name))).toEqual([]);
});
