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
