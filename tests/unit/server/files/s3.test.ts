import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { createS3 } from '../../../../server/files/s3.ts';
import { createVault } from '../../../../server/files/vault.ts';
import { inPieces, whole } from '../../../support/sample-files.ts';

const directory = mkdtempSync(join(tmpdir(), 'sigap-s3-'));
/** A server that speaks S3, from the registry; it keeps its objects in a folder. */
let server: S3rver;
let endpoint: string;
beforeAll(async () => {
  const buckets = [{ name: 'sigap-files' }];
  server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: buckets });
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
});
afterAll(() => rmSync(directory, { recursive: true }));

const store = (bucket = 'sigap-files') =>
  createS3({ endpoint, bucket, region: 'us-east-1', accessKey: 'S3RVER', secretKey: 'S3RVER', timeoutMs: 3_000 });
const name = '0a8d2f4e-1111-4222-8333-444455556666';

describe('a store that speaks S3', () => {
  it('keeps files sealed, large ones in parts, and lets go of them', async () => {
    const vault = createVault(store());
    const key = vault.newKey();
    const film = randomBytes(12_000_000);
    const words = Buffer.from('foto rumah Siti');
    await vault.put(name, key, inPieces(film, 70_000));
    await vault.put(`${name}.p`, key, inPieces(words));
    const kept = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    // All of the words: any four letters stand somewhere in twelve million random bytes once in some 360 runs.
    expect(kept.some((one) => readFileSync(join(one.parentPath, one.name)).includes(words))).toBe(false);
    const back = async (of: string) => whole((await vault.open(of, key)) ?? inPieces(Buffer.alloc(0)));
    expect((await back(name)).equals(film)).toBe(true);
    expect((await back(`${name}.p`)).equals(words)).toBe(true);
    await vault.delete(name);
    await vault.delete(name);
    expect(await vault.open(name, key)).toBeNull();
  });

  it('leaves nothing of a file that broke off', async () => {
    async function* broken() {
      yield randomBytes(6_000_000);
      throw new Error('the line broke');
    }
    await expect(store().put('0a8d2f4e-1111-4222-8333-444455550000', broken())).rejects.toThrow('the line broke');
    expect(await store().get('0a8d2f4e-1111-4222-8333-444455550000')).toBeNull();
  });

  it('is away when the bucket is not there, or nobody answers', async () => {
    await expect(store('other').get(name)).rejects.toMatchObject({ code: 'away' });
    await expect(store('other').put(name, inPieces(Buffer.from('x')))).rejects.toMatchObject({ code: 'away' });
    await server.close();
    await expect(store().get(name)).rejects.toMatchObject({ code: 'away' });
    await expect(store().delete(name)).rejects.toMatchObject({ code: 'away' });
  });
});
