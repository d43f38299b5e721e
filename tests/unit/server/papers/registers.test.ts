import { strFromU8, unzipSync } from 'fflate';
import { type RegisterEntry, registerBook, registersOf } from '../../../../server/domain/papers/register.ts';
import { FileFault } from '../../../../server/domain/shared/file-fault.ts';
import { parseSop } from '../../../../server/domain/sop/parse.ts';
import { createTypesetter } from '../../../../server/papers/typesetter.ts';
import { makeWorkbook } from '../../../../server/papers/workbook.ts';
import { readShippedKinds } from '../../../../server/wiring/paper-files.ts';
import { placesOf, wordsOfPdf } from '../../../support/pdf-words.ts';
import { sopText } from '../../../support/sops.ts';

const kinds = readShippedKinds().flatMap(({ kind }) => kind ?? []);
const of = (register: string) => registersOf(kinds).get(register) ?? [];
const entry = (seq: number, more: Partial<RegisterEntry> = {}): RegisterEntry => ({
  ...{ kind: 'register-entry', seq, number: `${seq}/KEC-BDG/2026`, day: '2026-11-23', ticket: `KEC-20261123-${seq}` },
  ...{ state: 'signed', fields: { callerName: 'Siti Aminah', complaint: 'Antrean lama' }, ...more },
});
const head = { lines: ['Kecamatan Bandungan'], address: null, place: 'Bandungan', unit: 'KEC-BDG' };

describe('a register', () => {
  it('of one kind of paper shows what is written in each, also of what counts for nothing, and no word of what is withheld', () => {
    const entries = [entry(1), entry(2, { state: 'void' }), entry(3, { fields: null })];
    const { title, columns, rows } = registerBook(of('buku-register'), entries);
    expect(title.id).toBe('Buku Register Keluhan');
    const name = columns.findIndex(({ label }) => label.id === 'Nama');
    expect(rows.map((row) => [row[0], row[1], row[name], row.at(-1)])).toEqual([
      [1, '1/KEC-BDG/2026', 'Siti Aminah', 'jadi'],
      [2, '2/KEC-BDG/2026', 'Siti Aminah', 'batal'],
      [3, '3/KEC-BDG/2026', '', 'jadi'],
    ]);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
  });

  it('of several kinds is an agenda', () => {
    const { columns, rows } = registerBook(of('nota-dinas'), [entry(1, { kind: 'decision' })]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('Persetujuan Rekomendasi');
    expect(columns.map(({ label }) => label.id)).not.toContain('Rekomendasi');
  });

  it('is a paper of as many pages as it takes, with the head of the table on each', () => {
    const { title, columns, rows } = registerBook(
      of('buku-register'),
      Array.from({ length: 60 }, (_, i) => entry(i + 1)),
    );
    const data = {
      ...{ head, title: title.id, period: 'November 2026', date: '1 Desember 2026' },
      columns: columns.map(({ label, width }) => ({ label: label.id, width })),
      rows: rows.map((row) => row.map(String)),
    };
    const made = createTypesetter()({ template: 'register', at: 0, data });
    const pdf = made.ok ? Buffer.from(made.bytes).toString('latin1') : JSON.stringify(made);
    expect(pdf).toMatch(/pdfaid:part>2</);
    expect(Number(/\/Count (\d+)/.exec(pdf)?.[1])).toBeGreaterThan(1);
  });

  it('says its numbers as they are written, and breaks what is longer than its column', async () => {
    const row = ['1', '1/KEC-BDG/2026', 'Dua puluh kursi ketidaksesuaiannya'.repeat(3), 'KEC-20261123-0001'];
    const columns = ['No.', 'Nomor', 'Isi', 'Tiket'].map((label) => ({ label, width: 1 }));
    const data = { head, title: 'Buku', period: 'November 2026', date: '1 Desember 2026', columns, rows: [row] };
    const made = createTypesetter()({ template: 'register', at: 0, data });
    if (!made.ok) throw new Error(JSON.stringify(made));
    const words = (await wordsOfPdf(made.bytes)).replaceAll(' ', '');
    for (const cell of row) expect(words).toContain(cell.replaceAll(' ', ''));
    const narrow = ['1', 'x'.repeat(200), '', ''];
    const long = createTypesetter()({ template: 'register', at: 0, data: { ...data, rows: [narrow] } });
    if (!long.ok) throw new Error(JSON.stringify(long));
    expect((await placesOf(long.bytes, 'x')).size).toBeGreaterThan(3);
  });

  it('is a sheet in which numbers are numbers, and a name that begins with = is words', async () => {
    const columns = [
      { label: 'No.', width: 1 },
      { label: 'Nama', width: 3 },
    ];
    const names = ['=HYPERLINK("http://x","y")', '+62', '@a', '-1', 'tab\tand\u0000null'];
    const made = await makeWorkbook({
      title: 'Buku: register/1',
      columns,
      rows: names.map((name, i) => [i + 1, name]),
    });
    const files = made.ok ? unzipSync(made.bytes) : {};
    const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
    const sheet = text('xl/worksheets/sheet1.xml');
    expect(sheet).not.toContain('<f>');
    expect(sheet).toMatch(/<c r="A2"[^>]*><v>1<\/v>/);
    const all = Object.keys(files).map(text).join('');
    expect(all).toContain('=HYPERLINK(');
    expect(all).not.toContain('\u0000');
  });
});

it('a procedure that ends a step by a paper which the office has not is refused, with its line and what may be meant', () => {
  const source = sopText('offline').replace('paper: improvement,', 'paper: improvment,');
  const line = source.split('\n').findIndex((one) => one.includes('improvment,')) + 1;
  const known = kinds.map(({ id }) => id);
  const faults = (() => {
    try {
      parseSop(source, 'offline.yaml', known);
    } catch (error) {
      return error instanceof FileFault ? error.faults : [];
    }
    return [];
  })();
  expect(faults).toMatchObject([{ line, en: 'There is no paper "improvment". Did you mean "improvement"?' }]);
  expect(() => parseSop(sopText('offline'), 'offline.yaml', known)).not.toThrow();
});
