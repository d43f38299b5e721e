/** A PDF with a signature field at its end that is still empty. */
interface Unsigned {
  readonly pdf: Buffer;
  /** From where to where, brackets included, the signature is to be. */
  readonly hole: readonly [from: number, until: number];
}

interface FieldWords {
  readonly name: string;
  readonly reason: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Not a file that we can add to. */
class UnfitPdf extends Error {}

/** Room for a signature with the certificates that vouch for it, in bytes. */
const room = 16_384;

/**
 * Adds a signature field to a PDF as an incremental update (ISO 32000-1, 7.5.6): every byte that was there stays, and what is
 * added says where. The field is not seen on a page, as PDF/A-2 allows for one without an area (ISO 19005-2, 6.3).
 * @throws UnfitPdf
 */
export function withSignatureField(pdf: Uint8Array, words: FieldWords): Unsigned {
  const file = openFile(Buffer.from(pdf));
  const root = file.number('Root');
  const catalog = file.object(root);
  const page = firstPage(file, catalog);
  const size = file.number('Size');
  const [value, widget] = [size, size + 1];
  const changed = new Map<number, string>();
  changed.set(
    widget,
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Tanda tangan ${widget}) /V ${value} 0 R /F 132 /Rect [0 0 0 0] /P ${page.number} 0 R >>`,
  );
  changed.set(page.number, listed(page.text, 'Annots', widget));
  const form = /\/AcroForm\s+(\d+)\s+0\s+R/.exec(catalog);
  if (form) changed.set(Number(form[1]), listed(file.object(Number(form[1])), 'Fields', widget));
  else if (catalog.includes('/AcroForm')) changed.set(root, listed(catalog, 'Fields', widget));
  else changed.set(root, added(catalog, `/AcroForm << /Fields [${widget} 0 R] /SigFlags 3 >>`));

  const parts: Buffer[] = [file.bytes, Buffer.from(file.bytes.at(-1) === 0x0a ? '' : '\n')];
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  const offsets = new Map<number, number>();
  const add = (text: string) => {
    const bytes = Buffer.from(text, 'latin1');
    parts.push(bytes);
    length += bytes.length;
  };
  const signature = [
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
    `/M (D:${new Date(words.at).toISOString().replaceAll(/[-:T]|\.\d+/g, '')}) /Name ${textOf(words.name)} /Reason ${textOf(words.reason)}`,
    `/ByteRange ${' '.repeat(rangeWidth)}`,
    `/Contents <${'0'.repeat(room * 2)}> >>`,
  ].join('\n');
  offsets.set(value, length);
  const opening = `${value} 0 obj\n`;
  const from = length + opening.length + signature.indexOf('/Contents <') + '/Contents '.length;
  const rangeAt = length + opening.length + signature.indexOf('/ByteRange ') + '/ByteRange '.length;
  add(`${opening}${signature}\nendobj\n`);
  for (const [number, text] of changed) {
    offsets.set(number, length);
    add(`${number} 0 obj\n${text}\nendobj\n`);
  }
  const begins = length;
  const entries = [...offsets].sort(([a], [b]) => a - b);
  add(
    `xref\n${entries.map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`,
  );
  const more = ['Info', 'ID'].map((name) => file.entry(name)).join('');
  add(
    `trailer\n<< /Size ${size + 2} /Root ${root} 0 R${more} /Prev ${file.startxref} >>\nstartxref\n${begins}\n%%EOF\n`,
  );

  const whole = Buffer.concat(parts);
  const until = from + room * 2 + 2;
  whole.write(`[0 ${from} ${until} ${whole.length - until}]`.padEnd(rangeWidth), rangeAt, 'latin1');
  return { pdf: whole, hole: [from, until] };
}

const rangeWidth = 44;

/** The file with the signature in its place. @throws UnfitPdf where it has not room enough */
export function filledIn({ pdf, hole: [from] }: Unsigned, signature: Uint8Array): Buffer {
  if (signature.length > room) throw new UnfitPdf('the certificates are too large');
  const filled = Buffer.from(pdf);
  filled.write(Buffer.from(signature).toString('hex'), from + 1, 'latin1');
  return filled;
}

/** What a signature that lies there is of: everything but itself. */
export const signedParts = (pdf: Buffer, [from, until]: Unsigned['hole']): readonly Buffer[] => [
  pdf.subarray(0, from),
  pdf.subarray(until),
];

/** Any text as a string of PDF. */
const textOf = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

const added = (dictionary: string, entry: string): string => dictionary.replace(/\s*>>\s*$/, ` ${entry} >>`);

/** The dictionary with one more in that list of it. */
function listed(dictionary: string, name: string, number: number): string {
  const list = new RegExp(`/${name}\\s*\\[`).exec(dictionary);
  if (list) {
    const at = list.index + list[0].length;
    return `${dictionary.slice(0, at)}${number} 0 R ${dictionary.slice(at)}`;
  }
  if (new RegExp(`/${name}\\b`).test(dictionary)) throw new UnfitPdf(`/${name} lies elsewhere`);
  return added(dictionary, `/${name} [${number} 0 R]`);
}

interface PdfFile {
  readonly bytes: Buffer;
  readonly startxref: number;
  /** The number that stands in the trailer. */
  number(name: 'Root' | 'Size'): number;
  /** An entry of the trailer as it stands; empty: there is none. */
  entry(name: string): string;
  /** What an object is, as it stands. */
  object(number: number): string;
}

function openFile(bytes: Buffer): PdfFile {
  const text = bytes.toString('latin1');
  const startxref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN);
  const offsets = new Map<number, number>();
  let last: string | null = null;
  const seen = new Set<number>();
  for (let at = startxref; !seen.has(at); ) {
    seen.add(at);
    const table = /^xref\s+((?:\d+ \d+\s+(?:\d{10} \d{5} [fn]\s+)*)*)trailer\s+([\s\S]*?)startxref/.exec(
      text.slice(at),
    );
    if (Number.isNaN(at) || !table) throw new UnfitPdf('it has no table of cross-references');
    read(table[1] ?? '', offsets);
    last ??= table[2] ?? '';
    const before = /\/Prev\s+(\d+)/.exec(table[2] ?? '');
    if (!before) break;
    at = Number(before[1]);
  }
  const trailer = last ?? '';
  if (/\/Encrypt\b/.test(trailer)) throw new UnfitPdf('it is encrypted');
  const entry = (name: string) =>
    new RegExp(`/${name}\\s*(?:\\d+\\s+0\\s+R|\\d+|\\[(?:\\((?:\\\\.|[^\\\\)])*\\)|<[0-9A-Fa-f]*>|\\s)*\\])`).exec(
      trailer,
    )?.[0] ?? '';
  return {
    bytes,
    startxref,
    entry: (name) => (entry(name) === '' ? '' : ` ${entry(name)}`),
    number: (name) => {
      const found = /\d+/.exec(entry(name));
      if (!found) throw new UnfitPdf(`its trailer has no /${name}`);
      return Number(found[0]);
    },
    object: (number) => {
      const offset = offsets.get(number);
      const found = offset === undefined ? null : /^(\d+) 0 obj\s+([\s\S]*?)\s+endobj/.exec(text.slice(offset));
      if (!found || Number(found[1]) !== number) throw new UnfitPdf(`object ${number} is not where it should be`);
      return found[2] ?? '';
    },
  };
}

/** Sections of a table; what was read before is newer. */
function read(table: string, offsets: Map<number, number>): void {
  let next = 0;
  for (const line of table.split(/[\r\n]+/)) {
    const section = /^(\d+) (\d+)\s*$/.exec(line);
    const offset = /^(\d{10}) \d{5} n/.exec(line);
    if (section) next = Number(section[1]);
    else if (line.trim() !== '') {
      if (offset && !offsets.has(next)) offsets.set(next, Number(offset[1]));
      next += 1;
    }
  }
}

function firstPage(file: PdfFile, catalog: string): { readonly number: number; readonly text: string } {
  let number = Number(/\/Pages\s+(\d+)\s+0\s+R/.exec(catalog)?.[1] ?? Number.NaN);
  for (let depth = 0; depth < 32; depth += 1) {
    const text = file.object(number);
    if (/\/Type\s*\/Page\b/.test(text)) return { number, text };
    number = Number(/\/Kids\s*\[\s*(\d+)\s+0\s+R/.exec(text)?.[1] ?? Number.NaN);
  }
  throw new UnfitPdf('it has no page');
}
