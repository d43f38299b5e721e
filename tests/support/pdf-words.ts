import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Everything that a PDF says, its runs of letters parted by a space. */
export async function wordsOfPdf(bytes: Uint8Array): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : [])).join(' '));
  }
  await document.destroy();
  return pages.join(' ');
}

/** The lines of the first page on which the letter stands, by how high they lie. */
export async function placesOf(bytes: Uint8Array, letter: string): Promise<ReadonlySet<number>> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  await document.destroy();
  return new Set(
    items.flatMap((item) => ('str' in item && item.str.includes(letter) ? [Math.round(item.transform[5])] : [])),
  );
}
