import type { Browser } from 'playwright-core';
import sharp from 'sharp';

/** A letter as a scanner of an office makes it: one page of PDF that is a picture, a little askew, and has no words in it. */
export async function scannedLetter(browser: Browser, lines: readonly string[]): Promise<Buffer> {
  // A4 at 96 dots an inch.
  const page = await browser.newPage({ viewport: { width: 794, height: 1_123 } });
  await page.setContent(
    `<body style="margin:90px;background:#f4f1e8;font:20px serif">${lines.map((line) => `<p>${line}</p>`).join('')}</body>`,
  );
  const sheet = await page.screenshot();
  await page.close();
  const { data, info } = await sharp(sheet)
    .rotate(0.6, { background: '#f4f1e8' })
    .flatten({ background: '#f4f1e8' })
    .jpeg({ quality: 70 })
    .toBuffer({ resolveWithObject: true });
  const shown = 'q 595 0 0 842 0 0 cm /Scan Do Q';
  const picture = `/Type /XObject /Subtype /Image /Width ${info.width} /Height ${info.height} /BitsPerComponent 8`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Scan 5 0 R >> >> >>',
    `<< /Length ${shown.length} >>\nstream\n${shown}\nendstream`,
    `<< ${picture} /ColorSpace /DeviceRGB /Filter /DCTDecode /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}${end}`, 'latin1');
}
