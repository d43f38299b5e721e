import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Picture } from '../app/ports/files.ts';

const pdfjs = import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs');
const folder = join(dirname(fileURLToPath(pdfjs)), '..', '..');
/** What a page is drawn to at most, in pixels. */
const mostWidth = 1_400;
const mostHeight = 2_000;
const previewSide = 480;
/** Programs hang on pages too; so many are looked through. */
const pagesLookedThrough = 50;
/** What a reader of PDF runs, opens or unpacks, as it stands in a file that hides nothing. */
const activeWords = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b/;

interface Canvas {
  readonly toBuffer: (type: 'image/jpeg', quality: number) => Buffer;
}

async function open(bytes: Uint8Array) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // It takes the bytes for itself.
  return getDocument({
    data: new Uint8Array(bytes),
    enableXfa: false,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
    verbosity: 0,
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    cMapUrl: join(folder, 'cmaps/'),
    cMapPacked: true,
    wasmUrl: join(folder, 'wasm/'),
  }).promise;
}
type Document = Awaited<ReturnType<typeof open>>;

async function draw(document: Document, number: number, width: number, height: number): Promise<Picture> {
  const page = await document.getPage(number);
  const whole = page.getViewport({ scale: 1 });
  const scale = Math.min(width / whole.width, height / whole.height);
  const viewport = page.getViewport({ scale });
  const factory = document.canvasFactory as { create(width: number, height: number): { canvas: Canvas } };
  const { canvas } = factory.create(Math.max(1, Math.ceil(viewport.width)), Math.max(1, Math.ceil(viewport.height)));
  await page.render({ canvas: canvas as never, viewport, background: '#fff' }).promise;
  page.cleanup();
  return { bytes: canvas.toBuffer('image/jpeg', 80), mediaType: 'image/jpeg' };
}

/** Whether it holds what a reader would run: its own program, another's, or a file within. */
async function isActive(document: Document, bytes: Uint8Array): Promise<boolean> {
  if (activeWords.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))) return true;
  if ((await document.hasJSActions()) || (await document.getAttachments())) return true;
  for (let number = 1; number <= Math.min(document.numPages, pagesLookedThrough); number += 1) {
    if (await (await document.getPage(number)).getJSActions()) return true;
  }
  return false;
}

/** @throws when it is broken, locked by a password, or has no page */
export async function readDocument(bytes: Uint8Array): Promise<{ pages: number; active: boolean; preview: Picture }> {
  const document = await open(bytes);
  try {
    const preview = await draw(document, 1, previewSide, previewSide);
    return { pages: document.numPages, active: await isActive(document, bytes), preview };
  } finally {
    await document.destroy();
  }
}

/** @throws as {@link readDocument}, and where there is no such page */
export async function readPage(bytes: Uint8Array, number: number): Promise<{ picture: Picture }> {
  const document = await open(bytes);
  try {
    return { picture: await draw(document, number, mostWidth, mostHeight) };
  } finally {
    await document.destroy();
  }
}
