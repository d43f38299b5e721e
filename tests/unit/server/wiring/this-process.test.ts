import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { hasEnded, thisProcess } from '../../../../server/wiring/this-process.ts';

const own = thisProcess('sigap test');
/** As `thisProcess` would say it in that process. */
const holderOf = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return { ...own, pid, began: fields[19] ?? '' };
};

it('knows a process that runs, and that it has ended when it was killed', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const holder = holderOf(child.pid ?? 0);
  expect([hasEnded(own), hasEnded(holder)]).toEqual([false, false]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(hasEnded(holder)).toBe(true);
});

it('an id that was given again is another process', () => {
  expect(hasEnded({ ...own, began: '1' })).toBe(true);
});

it('judges no process that it does not see: on another machine, in another container, or where nothing tells', () => {
  for (const sees of ['another machine', '']) expect(hasEnded({ ...own, sees, began: '1' })).toBe(false);
});
