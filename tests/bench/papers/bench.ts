import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { samplePaper } from '../../../server/app/papers/sample.ts';
import type { Paper, PaperMade } from '../../../server/app/ports/papers.ts';
import { type RegisterEntry, registerBook, registersOf } from '../../../server/domain/papers/register.ts';
import { openFonts } from '../../../server/papers/fonts.ts';
import { createPress } from '../../../server/papers/press.ts';
import { qrOf } from '../../../server/papers/qr.ts';
import { readShippedKinds } from '../../../server/wiring/paper-files.ts';
import { median, ms, percentile, table, times } from '../support/figures.ts';
import type { BenchOptions } from '../support/options.ts';

const rows = 2_000;
const complaint =
  'Antrean di loket terlalu lama, satu petugas melayani semua, dan nomor antrean tidak dipanggil berurutan.';

/** Papers a second beside the bare compiler, and a day's register as PDF and XLSX. */
export async function benchPapers({ quick }: BenchOptions): Promise<void> {
  const kinds = readShippedKinds().flatMap(({ kind }) => kind ?? []);
  const press = createPress({ limitMs: 300_000 });
  try {
    await benchLetters(kinds, press.make, quick);
    await benchRegister(kinds, press, quick);
  } finally {
    await press.close();
  }
}

type Kinds = Parameters<typeof registersOf>[0];

async function benchLetters(kinds: Kinds, make: ReturnType<typeof createPress>['make'], quick: boolean) {
  const notice = kinds.find(({ id }) => id === 'notice');
  if (!notice) throw new Error('there is no letter of notice');
  const bare = bareCompiler();
  /** Each letter says something of its own, so that nobody finds it made already. */
  const letter = (n: number): Paper => {
    const sample = samplePaper(notice, undefined);
    const data = sample.data as { readonly fields: object };
    return { ...sample, data: { ...data, fields: { ...data.fields, notice: `Surat ke-${n}. ${complaint}` } } };
  };
  const ways = [
    { name: 'Sigap: in a process of its own', samples: [] as number[], make },
    { name: 'the bare compiler, in this thread', samples: [] as number[], make: async (paper: Paper) => bare(paper) },
  ];
  const each = quick ? 20 : 100;
  let n = 0;
  for (let round = 0; round < 6; round += 1)
    for (const way of ways)
      for (let at = 0; at < each / 5; at += 1) {
        n += 1;
        const paper = letter(n);
        const began = performance.now();
        bytesOf(await way.make(paper));
        // The first round is to get warm.
        if (round > 0) way.samples.push(performance.now() - began);
      }
  const floor = median(ways[1]?.samples ?? []);
  const line = ({ name, samples }: (typeof ways)[number]) => {
    const total = samples.reduce((sum, one) => sum + one, 0);
    const each = [ms(median(samples)), ms(percentile(samples, 0.99)), times(median(samples) / floor)];
    return [name, String(samples.length), ((samples.length * 1_000) / total).toFixed(1), ...each];
  };
  console.log(table(['letters of notice, one page', 'made', 'a second', 'p50 ms', 'p99 ms', '÷ bare'], ways.map(line)));
}

/** Typst and nothing of ours but templates and fonts. */
function bareCompiler(): (paper: Paper) => PaperMade {
  const templates = fileURLToPath(new URL('../../../server/papers/templates', import.meta.url));
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: [...openFonts().blobs] }] });
  return ({ template, data, link, at }) => {
    const inputs = { data: JSON.stringify({ ...(data as object), qr: qrOf(link ?? '') }) };
    const { result } = compiler.compile({ mainFilePath: `${templates}/${template}.typ`, inputs });
    if (!result) throw new Error(`${template} was not compiled`);
    const creationTimestamp = Math.floor(at / 1_000);
    return { ok: true, bytes: compiler.pdf(result, { pdfStandard: 'a-2b', creationTimestamp }) };
  };
}

async function benchRegister(kinds: Kinds, press: ReturnType<typeof createPress>, quick: boolean) {
  const entries = Array.from({ length: rows }, (_, at): RegisterEntry => {
    const [seq, fields] = [at + 1, { callerName: 'Siti Aminah', address: 'Bandungan', complaint }];
    const place = { seq, number: `${seq}/KEC-BDG/2026`, day: '2026-11-23', ticket: `KEC-20261123-${seq}` };
    return { ...place, kind: 'register-entry', state: 'signed', fields };
  });
  const book = registerBook(registersOf(kinds).get('buku-register') ?? [], entries);
  const head = { lines: ['Kecamatan Bandungan'], address: null, place: 'Bandungan', unit: 'KEC-BDG' };
  const columns = book.columns.map(({ label, width }) => ({ label: label.id, width }));
  const cells = book.rows.map((row) => row.map(String));
  const data = {
    head,
    title: book.title.id,
    period: '23 November 2026',
    date: '23 November 2026',
    columns,
    rows: cells,
  };
  const ways = [
    { name: 'PDF/A', make: () => press.make({ template: 'register', at: 0, data }) },
    { name: 'XLSX', make: () => press.workbook({ title: book.title.id, columns, rows: book.rows }) },
  ];
  const made: string[][] = [];
  for (const { name, make } of ways) {
    const samples: number[] = [];
    let bytes = 0;
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      const began = performance.now();
      bytes = bytesOf(await make()).length;
      samples.push(performance.now() - began);
    }
    made.push([
      name,
      (median(samples) / 1_000).toFixed(1),
      (Math.max(...samples) / 1_000).toFixed(1),
      `${Math.round(bytes / 1_024)}`,
    ]);
  }
  console.log(table([`a day's register, ${rows} rows`, 'median s', 'longest s', 'KB'], made));
}

function bytesOf(made: PaperMade): Uint8Array {
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made.bytes;
}
