import sharp from 'sharp';
import type { Picture } from '../app/ports/files.ts';

/** As many as the largest telephone's camera takes; a bomb says more. */
const mostPixels = 220_000_000;
const largestSide = 4_096;
const previewSide = 480;

// What is let in is named: libvips would read SVG and more besides.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((one) => `VipsForeignLoad${one}Buffer`),
});
sharp.cache(false);
sharp.concurrency(1);

/**
 * A picture, decoded and written anew: upright, no larger than is looked at, and without position, maker, comments, or
 * whatever else was hung on or hidden behind it. Of a moving one the first frame.
 * @throws when it is broken, cut off, or larger than {@link mostPixels}
 */
export async function readPicture(bytes: Uint8Array): Promise<{ picture: Picture; preview: Picture }> {
  const options = { limitInputPixels: mostPixels, failOn: 'truncated', sequentialRead: true, pages: 1 } as const;
  const { hasAlpha, format } = await sharp(bytes, options).metadata();
  const image = sharp(bytes, options).rotate().toColourspace('srgb');
  const sized = image.resize({ width: largestSide, height: largestSide, fit: 'inside', withoutEnlargement: true });
  // Letters of a screenshot stay sharp as PNG; photographs are small as JPEG.
  const asPng = hasAlpha || format === 'png' || format === 'gif';
  const written = await (asPng ? sized.png() : sized.jpeg({ quality: 85 })).toBuffer();
  const small = await sharp(written)
    .resize({ width: previewSide, height: previewSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 75 })
    .toBuffer();
  return {
    picture: { bytes: written, mediaType: asPng ? 'image/png' : 'image/jpeg' },
    preview: { bytes: small, mediaType: 'image/jpeg' },
  };
}
