import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import type { createWorkshop as Create } from '../../../server/files/workshop.ts';
import { type Compiled, compile } from '../../support/compiled.ts';
import { pdf, photo, pictureBomb } from '../../support/sample-files.ts';

let built: Compiled;
let createWorkshop: typeof Create;
beforeAll(async () => {
  built = compile('server/files/workshop.ts', 'server/files/workshop-process.ts');
  const module = (await import(pathToFileURL(join(built.folder, 'server/files/workshop.js')).href)) as {
    createWorkshop: typeof Create;
  };
  ({ createWorkshop } = module);
});
afterAll(() => built.remove());

describe('the workshop of files, a process of its own', () => {
  it('reads pictures and documents one after another, and ends when it is closed', async () => {
    const workshop = createWorkshop();
    const image = await photo();
    const [picture, document, page, broken] = await Promise.all([
      workshop.picture(image),
      workshop.document(pdf(2)),
      workshop.page(pdf(2), 2),
      workshop.picture(image.subarray(0, image.length / 2)),
    ]);
    expect(picture.ok && (await sharp(picture.picture.bytes).metadata()).width).toBe(640);
    expect(document).toMatchObject({ ok: true, pages: 2 });
    expect(page.ok).toBe(true);
    expect(broken).toEqual({ ok: false, why: 'unreadable' });
    await workshop.close();
  });

  it('is ended by what takes too long or too much, and the next piece is done by another', async () => {
    const hasty = createWorkshop({ limitMs: 1 });
    expect(await hasty.document(pdf(2_000))).toEqual({ ok: false, why: 'unreadable' });
    await hasty.close();
    const small = createWorkshop({ megabytes: 90 });
    // Its pixels are as many as may be: decoded they take more than it has.
    const wide = await sharp({ create: { width: 9_000, height: 9_000, channels: 4, background: '#10203040' } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    expect(await small.picture(wide)).toEqual({ ok: false, why: 'unreadable' });
    expect(await small.picture(pictureBomb(60_000))).toEqual({ ok: false, why: 'unreadable' });
    await small.close();
  });

  it('takes no more than may wait', async () => {
    const workshop = createWorkshop({ waiting: 1 });
    const image = await photo();
    const all = await Promise.all(Array.from({ length: 5 }, () => workshop.picture(image)));
    expect(all.map((made) => made.ok)).toEqual([true, true, false, false, false]);
    expect(all.at(-1)).toEqual({ ok: false, why: 'away' });
    await workshop.close();
  });
});
