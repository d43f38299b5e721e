import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive } from '../../../server/store/embedded/control.ts';
import {
  createEmbeddedBench,
  type EmbeddedBench,
  keep,
  kept,
  postmasterOf,
  query,
} from '../../support/embedded-postgres.ts';
import { until } from '../../support/until.ts';

let bench: EmbeddedBench;
beforeAll(() => {
  bench = createEmbeddedBench();
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

describe('the embedded database', () => {
  it('is joined by a second process, and stopped by the last one only', async () => {
    const first = await bench.start();
    const second = await bench.start();
    expect(second.url).toBe(first.url);
    await first.stop();
    expect(await query(second.url, 'select 1')).toEqual([1]);
    await second.stop();
    await expect(query(second.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is made once when two processes start on an empty folder together', async () => {
    const dataDir = join(bench.newFolder(), 'data');
    const [one, two] = await Promise.all([bench.start(dataDir), bench.start(dataDir)]);
    expect(two.url).toBe(one.url);
    expect(readdirSync(dirname(one.cluster))).toEqual(['postgres']);
    await Promise.all([one.stop(), two.stop()]);
    expect(postmasterOf(one.cluster)).toBeUndefined();
  });

  it('is joined again after its owner was killed', async () => {
    const { child, url } = await bench.startInChild('wait');
    await keep(url);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await kept(url)).toBe(true);
    const next = await bench.start();
    expect(next.url).toBe(url);
    expect(await kept(next.url)).toBe(true);
    await next.stop();
    await expect(query(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each(['exit', 'throw', 'drain'] as const)(
    'leaves no server behind when its owner ends by "%s" without a stop',
    async (then) => {
      const { child, cluster, pid } = await bench.startInChild(then);
      expect(pid).toBeGreaterThan(0);
      if (child.exitCode === null) await once(child, 'exit');
      await until('the server has ended', () => !existsSync(join(cluster, 'postmaster.pid')), 20_000);
      await until('its process is gone', () => !isAlive(pid), 20_000);
    },
  );

  it('comes back on the same address when the server itself is killed', async () => {
    const { url, cluster, stop } = await bench.start();
    await keep(url);
    const pid = postmasterOf(cluster) ?? 0;
    process.kill(pid, 'SIGKILL');
    await until('it answers again', () => kept(url), 20_000);
    expect(postmasterOf(cluster)).not.toBe(pid);
    await stop();
  });

  it('starts beside a postmaster.pid whose number belongs to another program now', async () => {
    const first = await bench.start();
    await first.stop();
    const stale = [process.pid, first.cluster, 1, new URL(first.url).port, '', '127.0.0.1', '1 1', 'ready', ''];
    writeFileSync(join(first.cluster, 'postmaster.pid'), stale.join('\n'));
    const second = await bench.start();
    expect(await query(second.url, 'select 1')).toEqual([1]);
    await second.stop();
  });
});
