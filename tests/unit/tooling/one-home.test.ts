import { runCheckOn } from './planted.ts';

const check = (files: Record<string, string>, ...more: string[]) => runCheckOn('one-home.mjs', files, ...more);

const sound = {
  'server/config.ts': 'export const port = process.env.PORT;\n',
  'server/clock.ts': 'export const clock = { now: () => Date.now(), random: () => Math.random() };\n',
  'server/app/due.ts': '// not Date.now()\nexport const due = (now: number) => "new Date()" + new Date(now);\n',
  'agent-console/src/wire/clock.ts': 'export const stopwatch = () => performance.now();\n',
};

const plants: [rule: string, text: string][] = [
  ['settings', 'export const port = process.env.PORT;'],
  ['settings', "export const port = process['env'].PORT;"],
  ['settings', 'const { env } = process; export { env };'],
  ['settings', "import { env } from 'node:process'; export { env };"],
  ['settings', 'export const all = globalThis.process.env;'],
  ['wall clock', 'export const at = Date.now();'],
  ['wall clock', 'export const at = Date.now;'],
  ['wall clock', 'export const at = () => ({ at: new Date() });'],
  ['wall clock', 'export const at = Date();'],
  ['stopwatch', 'export const at = globalThis.performance.now();'],
  ['stopwatch', 'export const at = process.hrtime.bigint();'],
  ['chance', 'export const dice = Math.random();'],
];

describe('settings, time and chance', () => {
  it('may be asked for at home, and named in comments and texts', () => {
    expect(check(sound, '--floor=1')).toEqual({ code: 0, said: '4 files, 0 questions asked away from home\n' });
  });

  it.each(plants)('%s away from home is found: %s', (rule, text) => {
    const { code, said } = check({ ...sound, 'server/app/planted.tsx': `${text}\n` }, '--floor=1');
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`${rule}: .*\\n {2}server/app/planted\\.tsx\\n`));
  });

  it('are not said to be at home when nothing was looked at', () => {
    expect(check({}).code).toBe(1);
  });
});
