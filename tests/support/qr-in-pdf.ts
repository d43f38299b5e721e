import sharp from 'sharp';
import { readDocument, readPage } from '../../server/files/documents.ts';

/** The dark modules of a QR code, row by row. */
type QrModules = readonly (readonly boolean[])[];

/** The three squares by which a QR code is found are seven modules wide: 1 dark, 1 light, 3 dark, 1 light, 1 dark. */
const finder = [1, 1, 3, 1, 1];

/** Reads the QR code of a paper as a camera sees it: off the pictures of its pages. Null: it has none. */
export async function qrInPdf(pdf: Uint8Array): Promise<QrModules | null> {
  const { pages } = await readDocument(pdf);
  for (let page = 1; page <= pages; page += 1) {
    const { picture } = await readPage(pdf, page);
    const found = await qrIn(picture.bytes);
    if (found !== null) return found;
  }
  return null;
}

async function qrIn(picture: Uint8Array): Promise<QrModules | null> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const dark = (x: number, y: number) => (data[Math.round(y) * info.width + Math.round(x)] ?? 255) < 128;
  const found: { x: number; y: number; module: number }[] = [];
  for (let y = 0; y < info.height; y += 1)
    for (const { middle: x } of findersIn(info.width, (at) => dark(at, y)))
      for (const { middle, module } of findersIn(info.height, (at) => dark(x, at)))
        if (Math.abs(middle - y) < module / 2) found.push({ x, y, module });
  if (found.length === 0) return null;
  const module = mean(found.map((one) => one.module));
  const [left, right] = [Math.min(...found.map(({ x }) => x)), Math.max(...found.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...found.map(({ y }) => y)), Math.max(...found.map(({ y }) => y))];
  const near = (x: number, y: number) =>
    found.filter((one) => Math.abs(one.x - x) < 2 * module && Math.abs(one.y - y) < 2 * module);
  const [first, across, down] = [near(left, top), near(right, top), near(left, bottom)];
  if ([first, across, down].some(({ length }) => length === 0)) return null;
  const [x0, y0] = [mean(first.map(({ x }) => x)), mean(first.map(({ y }) => y))];
  const [x1, y1] = [mean(across.map(({ x }) => x)), mean(down.map(({ y }) => y))];
  // A version has four modules more on each side than the one before; between the middles of two squares are all but seven.
  const size = 17 + 4 * Math.round(((x1 - x0) / module + 7 - 17) / 4);
  const at = (from: number, to: number, index: number) => from + ((index - 3) * (to - from)) / (size - 7);
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => dark(at(x0, x1, column), at(y0, y1, row))),
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Where in a line of a picture a finder is cut, and how wide its modules are. */
function findersIn(length: number, dark: (at: number) => boolean): { middle: number; module: number }[] {
  const runs: { from: number; length: number }[] = [];
  let from = 0;
  for (let at = 1; at <= length; at += 1)
    if (at === length || dark(at) !== dark(from)) {
      runs.push({ from, length: at - from });
      from = at;
    }
  return runs.flatMap((run, index) => {
    const five = runs.slice(index, index + 5);
    const module = five.reduce((sum, one) => sum + one.length, 0) / 7;
    if (five.length < 5 || module < 3 || !dark(run.from)) return [];
    const fits = five.every((one, at) => Math.abs(one.length - (finder[at] ?? 0) * module) < module * 0.7);
    return fits ? [{ middle: run.from + (7 * module) / 2, module }] : [];
  });
}
