import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDisk } from '../../../../server/files/disk.ts';
import { opened, sealed } from '../../../../server/files/sealing.ts';
import { createVault } from '../../../../server/files/vault.ts';
import { compile } from '../../../support/compiled.ts';
import { inPieces, whole } from '../../../support/sample-files.ts';

const key = randomBytes(32);
const seal = (bytes: Uint8Array, length?: number) => whole(sealed(key, inPieces(bytes, length)));
const open = (bytes: Uint8Array, length?: number, by = key) => whole(opened(by, inPieces(bytes, length)));
const piece = 64 * 1024;

describe('a sealed file', () => {
  it.each([0, 1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 77])(
    'of %i bytes opens as it was',
    async (size) => {
      const plain = randomBytes(size);
      const closed = await seal(plain, 7_001);
      expect(closed.includes(plain.subarray(0, 40)) && size > 40).toBe(false);
      expect((await open(closed, 999)).equals(plain)).toBe(true);
      expect((await open(closed, 10_000_000)).equals(plain)).toBe(true);
    },
  );

  it('never looks the same twice', async () => {
    const plain = Buffer.from('Air mati');
    expect((await seal(plain)).equals(await seal(plain))).toBe(false);
  });

  it('opens under no other key, and under none when it was touched', async () => {
    const plain = randomBytes(3 * piece + 10);
    const closed = await seal(plain);
    const head = 24;
    const part = piece + 16;
    const parts = [0, 1, 2].map((at) => closed.subarray(head + at * part, head + (at + 1) * part));
    const end = closed.subarray(head + 3 * part);
    const start = closed.subarray(0, head);
    const flipped = Buffer.from(closed);
    flipped.writeUInt8(flipped.readUInt8(head + part + 5) ^ 1, head + part + 5);
    const [first, second, third] = parts as [Buffer, Buffer, Buffer];
    const touched = {
      'a bit was flipped': flipped,
      'the end is missing': Buffer.concat([start, ...parts]),
      'cut off in the midst of a piece': closed.subarray(0, closed.length - 3),
      'two pieces were swapped': Buffer.concat([start, second, first, third, end]),
      'a piece was left out': Buffer.concat([start, first, third, end]),
      'a piece came twice': Buffer.concat([start, first, first, second, third, end]),
      'something was added': Buffer.concat([closed, Buffer.from('x')]),
      'of another salt': Buffer.concat([start.subarray(0, 8), randomBytes(16), closed.subarray(head)]),
      'nothing is there': Buffer.alloc(0),
      'none of ours': randomBytes(500),
    };
    for (const [what, bytes] of Object.entries(touched))
      await expect([what, await open(bytes).catch(({ code }) => code)]).toEqual([what, 'damaged']);
    await expect(open(closed, 1_000, randomBytes(32))).rejects.toMatchObject({ code: 'damaged' });
  });

  it('goes by in pieces: of a quarter of a gigabyte no more than a few are held', () => {
    const mega = 1024 * 1024;
    const { folder, remove } = compile('tests/support/sealing-process.ts');
    const program = join(folder, 'tests/support/sealing-process.js');
    const said = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8' });
    remove();
    const { passed, kept } = JSON.parse(said) as Record<'passed' | 'kept', { size: number; looks: number[] }>;
    for (const { size, looks } of [passed, kept]) expect([size, looks.length]).toEqual([256 * mega, 16]);
    expect(Math.max(...passed.looks)).toBeLessThan(32 * mega);
    // The measure itself: whoever keeps them is found out.
    expect(Math.max(...kept.looks)).toBeGreaterThan(200 * mega);
  });
});

describe('the folder of files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sigap-files-'));
  const name = '0a8d2f4e-1111-4222-8333-444455556666';
  const path = join(folder, 'files', name.slice(0, 2), name);
  afterAll(() => rmSync(folder, { recursive: true }));
  const disk = (reserveBytes = 0) => createDisk({ folder: join(folder, 'files'), reserveBytes });

  it('keeps them sealed, for nobody else to read, under a name that says nothing', async () => {
    const vault = createVault(disk());
    const plain = Buffer.from('foto rumah Siti '.repeat(100));
    await vault.put(name, key, inPieces(plain));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'files', name.slice(0, 2))).mode & 0o777).toBe(0o700);
    expect(readFileSync(path).includes('foto rumah')).toBe(false);
    expect((await whole((await vault.open(name, key)) ?? inPieces(Buffer.alloc(0)))).equals(plain)).toBe(true);
    await vault.delete(name);
    await vault.delete(name);
    expect(await vault.open(name, key)).toBeNull();
  });

  it('takes none while hardly any room is left, and leaves nothing of one that broke off', async () => {
    await expect(disk(Number.MAX_SAFE_INTEGER).put(name, inPieces(Buffer.from('x')))).rejects.toMatchObject({
      code: 'full',
    });
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('the line broke');
    }
    await expect(disk().put(name, broken())).rejects.toThrow('the line broke');
    expect(readdirSync(join(folder, 'files', name.slice(0, 2)))).toEqual([]);
  });

  it('knows no other names, wherever they lead', async () => {
    writeFileSync(join(folder, 'secrets.json'), 'x');
    for (const other of ['../secrets.json', `${name}/../../secrets.json`, '', 'x'])
      await expect(disk().get(other)).rejects.toThrow('no name of a file');
  });
});
