import sharp from 'sharp';
import { type IncomingDeps, takeIncoming } from '../../../../server/app/files/incoming.ts';
import { fileKindOf } from '../../../../server/domain/files/kinds.ts';
import { fileName } from '../../../../server/domain/files/name.ts';
import { readPage } from '../../../../server/files/documents.ts';
import { headBytes, mediaTypeOf } from '../../../../server/files/media-type.ts';
import { inPieces, pdf, photo, pictureBomb, programOfPdf, refusedFiles, whole } from '../../../support/sample-files.ts';
import { workshopHere } from '../../../support/workshop-here.ts';

const limits = {
  bytes: { picture: 5_000_000, document: 5_000_000, sound: 100_000, film: 100_000 },
  perCase: { files: 10, bytes: 10_000_000 },
};
const deps: IncomingDeps = { workshop: workshopHere, mediaTypeOf, headBytes, scan: null, limits };
const take = (bytes: Uint8Array, room = 10_000_000) => takeIncoming(deps, inPieces(bytes), room);
const why = (bytes: Uint8Array) =>
  take(bytes).then(
    () => 'taken',
    (error: { why?: string }) => error.why,
  );

describe('what strangers send', () => {
  it.each(Object.keys(refusedFiles))('%s is no file of ours, whatever it is called', async (what) => {
    expect(await why(refusedFiles[what] as Buffer)).toBe('file_kind');
  });

  it('nothing is nothing, and what is cut off or broken is unreadable', async () => {
    const whole = await photo();
    expect(await why(Buffer.alloc(0))).toBe('file_empty');
    expect(await why(whole.subarray(0, whole.length / 2))).toBe('file_unreadable');
    expect(await why(Buffer.concat([whole.subarray(0, 100), Buffer.alloc(5_000, 7)]))).toBe('file_unreadable');
    expect(await why(pdf(1).subarray(0, 120))).toBe('file_unreadable');
    expect(await why(Buffer.from('%PDF-1.7\nnothing of the kind'))).toBe('file_unreadable');
  });

  it('a picture that says it has billions of pixels is not decoded', async () => {
    const bomb = pictureBomb(60_000);
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().rss;
    expect(await why(bomb)).toBe('file_unreadable');
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });

  it('where and by whom a photo was taken is gone, and it stands upright', async () => {
    const taken = await sharp(await photo(640, 480))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const kept = await whole((await take(taken)).content);
    const { exif, orientation, width, height, format } = await sharp(kept).metadata();
    expect({ exif, orientation, width, height, format }).toEqual({
      ...{ exif: undefined, orientation: undefined, width: 480, height: 640, format: 'jpeg' },
    });
    expect((await sharp(await photo()).metadata()).exif?.includes('Siti')).toBe(true);
    expect(kept.includes('Siti')).toBe(false);
  });

  it('what hangs behind a picture, or hides in it, does not come along', async () => {
    const page = '<script>alert(1)</script>';
    const archive = refusedFiles['an archive'] as Buffer;
    const commented = await sharp(await photo())
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${page}</x:xmpmeta>`)
      .toBuffer();
    const kept = await whole((await take(Buffer.concat([commented, Buffer.from(page), archive]))).content);
    expect(kept.includes('script')).toBe(false);
    expect(kept.includes('PK')).toBe(false);
    expect((await sharp(kept).metadata()).width).toBe(640);
  });

  it('of a moving picture the first frame is kept, and a clear one stays clear', async () => {
    const gif = await sharp({ create: { width: 20, height: 10, channels: 4, background: '#ff000080' } })
      .gif()
      .toBuffer();
    const { mediaType, content } = await take(gif);
    expect(mediaType).toBe('image/png');
    expect((await sharp(await whole(content)).metadata()).format).toBe('png');
  });

  it('a PDF says how many pages it has and whether it holds a program; it is shown as pictures', async () => {
    const plain = await take(pdf(3));
    expect(plain).toMatchObject({ kind: 'document', mediaType: 'application/pdf', pages: 3, active: false });
    expect(await take(pdf(2, programOfPdf))).toMatchObject({ pages: 2, active: true });
    expect(await take(pdf(1, '/Names << /EmbeddedFiles << /Names [] >> >>'))).toMatchObject({ active: true });
    const { picture } = await readPage(pdf(3), 2);
    const { width, height, format } = await sharp(picture.bytes).metadata();
    expect({ format, width: (width ?? 0) <= 1_400, height: (height ?? 0) <= 2_000 }).toEqual({
      ...{ format: 'jpeg', width: true, height: true },
    });
    await expect(readPage(pdf(3), 4)).rejects.toThrow();
  });

  it('a PDF of ten thousand pages is counted, and its last page drawn', async () => {
    const long = pdf(10_000);
    expect(await take(long)).toMatchObject({ pages: 10_000 });
    expect((await readPage(long, 10_000)).picture.bytes.length).toBeGreaterThan(500);
  });

  it('a sound goes through in pieces, no further than its limit or the room of its case', async () => {
    const ogg = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('\x01vorbis'), Buffer.alloc(90_000)]);
    const { kind, content } = await take(ogg);
    expect([kind, (await whole(content)).length]).toEqual(['sound', ogg.length]);
    const longer = Buffer.concat([ogg, Buffer.alloc(20_000)]);
    await expect(take(longer).then((taken) => whole(taken.content))).rejects.toMatchObject({ why: 'file_too_large' });
    await expect(take(ogg, 50_000).then((taken) => whole(taken.content))).rejects.toMatchObject({ why: 'case_full' });
  });

  it('what a scanner finds is not kept, and nothing is while it cannot be asked', async () => {
    const scanned = (scan: IncomingDeps['scan']) => takeIncoming({ ...deps, scan }, inPieces(pdf(1)), 1_000_000);
    await expect(scanned(async () => 'infected')).rejects.toMatchObject({ why: 'file_infected' });
    await expect(scanned(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await scanned(async () => 'clean')).toMatchObject({ scanned: true });
  });
});

describe('a name', () => {
  it.each([
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\siti\\foto.exe', 'foto.jpg'],
    ['foto\u202Egpj.exe', 'foto gpj.jpg'],
    ['a\r\nSet-Cookie: x=1.png', 'a Set-Cookie x=1.jpg'],
    ['<img src=x>.jpg', 'img src=x.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['laporan.pdf.jpg', 'laporan.jpg'],
    ['', 'picture.jpg'],
    ['...', 'picture.jpg'],
    [`${'a'.repeat(500)}.jpg`, `${'a'.repeat(80)}.jpg`],
    ['foto rumah 😀.heic', 'foto rumah 😀.jpg'],
    ['3578014507900001.jpg', 'picture.jpg'],
    ['KTP_3578014507900001_Siti.jpeg', 'KTP_[hidden]_Siti.jpg'],
    ['KK 3578 0145 0790 0001.png', 'KK [hidden].jpg'],
    ['WA 0812-3456-7890 foto.jpg', 'WA [hidden] foto.jpg'],
    ['IMG-20261130-WA0012.jpg', 'IMG-20261130-WA0012.jpg'],
    [`${'b'.repeat(70)} 081234567890.jpg`, `${'b'.repeat(70)} [hidden].jpg`],
  ])('%j is told as %j', (given, shown) => {
    expect(fileName(given, 'image/jpeg', 'picture')).toBe(shown);
  });

  it('has the ending of what the file is', () => {
    expect(fileName('surat.docx', 'application/pdf', 'document')).toBe('surat.pdf');
    expect(fileKindOf('audio/ogg; codecs=opus')).toBe('sound');
    for (const none of ['image/svg+xml', 'text/html', 'application/zip', 'constructor', '', null])
      expect(fileKindOf(none)).toBeNull();
  });
});
