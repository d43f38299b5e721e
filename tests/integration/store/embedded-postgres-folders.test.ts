import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEmbeddedBench, type EmbeddedBench, keep, kept, query } from '../../support/embedded-postgres.ts';

let bench: EmbeddedBench;
beforeAll(() => {
  bench = createEmbeddedBench();
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

const root = process.getuid?.() === 0;
/** Only root can give a folder to somebody else. The gate is root, so there it is no skip but a failure if it is not. */
const asRoot = root || process.env.CI ? it : it.skip;
if (asRoot === it.skip) console.warn('Skipped: what root does with folders that are not its own needs root.');
const nobody = 65_534;

describe('the embedded database', () => {
  it('lives in a folder of any name', async () => {
    const { url, stop } = await bench.start(join(bench.newFolder(), 'Kantor "Kita" $HOME `id` \'x\' № 1 😀'));
    expect(await query(url, 'select 1')).toEqual([1]);
    await stop();
  });

  it('is not taken in by a creation that was interrupted', async () => {
    const dataDir = join(bench.newFolder(), 'data');
    mkdirSync(join(dataDir, 'postgres.part-0123'), { recursive: true, mode: 0o711 });
    writeFileSync(join(dataDir, 'postgres.part-0123', 'PG_VERSION'), '18\n');
    const { url, stop } = await bench.start(dataDir);
    expect(await query(url, 'select 1')).toEqual([1]);
    await stop();
  });

  asRoot('keeps the database elsewhere when root has a closed data folder, and finds it again', async () => {
    const folder = bench.newFolder();
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    const first = await bench.start(dataDir);
    expect(first.cluster.startsWith(folder)).toBe(false);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    await keep(first.url);
    await first.stop();
    const second = await bench.start(dataDir);
    expect(second.cluster).toBe(first.cluster);
    expect(await kept(second.url)).toBe(true);
    await second.stop();
  });

  asRoot('runs for an ordinary user, and for root in that user’s folder', async () => {
    const folder = bench.newFolder();
    const dataDir = join(folder, 'data');
    chmodSync(folder, 0o700);
    chownSync(folder, nobody, nobody);
    const { child, url, cluster } = await bench.startInChild('wait', { dataDir, uid: nobody });
    expect(statSync(cluster)).toMatchObject({ uid: nobody });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    await keep(url);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await bench.start(dataDir);
    expect(await kept(next.url)).toBe(true);
    await next.stop();
    const again = await bench.start(dataDir);
    expect(statSync(join(cluster, 'postmaster.pid'))).toMatchObject({ uid: nobody });
    await again.stop();
  });
});
