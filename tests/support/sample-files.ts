import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
// It forbids all kinds of pictures and lets some in again, for the whole process: not while one of ours is being made.
import '../../server/files/pictures.ts';

/** A photograph of two colours, with where and by what it was taken. */
export async function photo(width = 640, height = 480): Promise<Buffer> {
  const half = { create: { width, height: Math.ceil(height / 2), channels: 3, background: '#c03020' } } as const;
  return sharp({ create: { width, height, channels: 3, background: '#2050c0' } })
    .composite([{ input: await sharp(half).png().toBuffer(), gravity: 'north' }])
    .withExif({
      IFD0: { Make: 'Telepon Siti', ImageDescription: 'rumah Siti' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 24/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '106/1 49/1 7/1' },
    })
    .jpeg()
    .toBuffer();
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG of one grey that says it has so many pixels, and has them: a few bytes of file, gigabytes of picture. */
export function pictureBomb(side: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.writeUInt8(8, 8);
  const row = deflateSync(Buffer.alloc(Math.min(side * (side + 1), 40_000_000)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    ...[chunk('IHDR', head), chunk('IDAT', row), chunk('IEND', Buffer.alloc(0))],
  ]);
}

/** @param more entries of the catalogue, such as a program that is run at the opening */
export function pdf(pages: number, more = ''): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 4} 0 R`);
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${more} >>`,
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages} >>`,
    '<< /Length 44 >>\nstream\n1 0 0 rg 20 20 100 100 re f 0 0 1 rg 90 90 re \nendstream',
    ...kids.map(() => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Contents 3 0 R >>'),
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

export const programOfPdf = '/OpenAction << /S /JavaScript /JS (app.alert\\("halo"\\)) >>';

/** What strangers send, under an innocent name; each is refused by what it is. */
export const refusedFiles: Readonly<Record<string, Buffer>> = {
  'an SVG with a script': Buffer.from(
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  ),
  'a page': Buffer.from('<!doctype html><script>alert(1)</script>'),
  'an archive': Buffer.concat([
    Buffer.from('504b0304140000000800', 'hex'),
    deflateSync(Buffer.alloc(10_000_000)),
    Buffer.from('504b0506', 'hex'),
    Buffer.alloc(18),
  ]),
  'a packed bomb': Buffer.concat([Buffer.from('1f8b0800000000000003', 'hex'), deflateSync(Buffer.alloc(10_000_000))]),
  'a program': Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(200)]),
  'a program of Windows': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
  words: Buffer.from('Air mati sejak kemarin'),
};

/** Bytes as they come from a line: in pieces. */
export async function* inPieces(bytes: Uint8Array, length = 1_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += length) yield bytes.subarray(from, from + length);
}

export async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const one of bytes) all.push(one);
  return Buffer.concat(all);
}
