import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperMade } from '../../../server/app/ports/papers.ts';
import type { PersonDocument } from '../../../server/app/privacy/person-document.ts';
import { personPaper } from '../../../server/app/privacy/person-paper.ts';
import type { Press, PressOptions } from '../../../server/papers/press.ts';
import { createTypesetter } from '../../../server/papers/typesetter.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';

const at = Date.UTC(2027, 0, 4, 1, 30);
const paperOf = (value: string) => {
  const line = { label: value.slice(0, 60), value };
  const copy: PersonDocument = {
    office: 'Pemerintah Kota Surabaya',
    madeAt: '2027-01-04 08:30 WIB',
    name: value,
    held: [{ class: 'contents', count: 1, first: '2027-01-04 08:30 WIB', last: '2027-01-04 08:30 WIB' }],
    tickets: [
      {
        ...{ ticketNumber: 'SBY-20270104-0001', procedure: 'Call center', status: 'closed', nik: null, phone: value },
        ...{
          openedAt: '2027-01-04 08:30 WIB',
          closedAt: null,
          basis: value,
          calls: [],
          files: [],
          recordings: [],
          asWritten: [line],
        },
        ...{
          contents: [line],
          history: [line],
          looks: [line],
          messages: [{ at: '2027-01-04', from: 'Anda', by: 'sms', text: value }],
        },
      },
    ],
  };
  return personPaper(copy, { language: 'id', officer: value, now: at, zone: 'Asia/Jakarta' });
};
const bytesOf = (made: PaperMade): Buffer => {
  if (!made.ok) throw new Error(JSON.stringify(made));
  return Buffer.from(made.bytes);
};
const folders: string[] = [];
const templates = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sigap-templates-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a paper', () => {
  const typeset = createTypesetter();

  it('is a PDF/A-2b with its fonts in it, and the same paper has the same bytes', () => {
    const first = bytesOf(typeset(paperOf('Siti Aminah')));
    expect(bytesOf(typeset(paperOf('Siti Aminah'))).equals(first)).toBe(true);
    expect(bytesOf(typeset(paperOf('Siti Aminnah'))).equals(first)).toBe(false);
    expect(bytesOf(typeset({ ...paperOf('Siti Aminah'), at: at + 86_400_000 })).equals(first)).toBe(false);
    const text = first.toString('latin1');
    expect(text).toMatch(/pdfaid:part>2</);
    expect(text).toMatch(/pdfaid:conformance>B</);
    expect(text).toContain('/FontFile');
  });

  it.each([
    ['markup', '#panic("x") = Judul *tebal* $x^2$ @rujukan <label> `kode` \\ // komentar #import "/etc/passwd"'],
    ['emoji', 'Terima kasih 🙏🏽 👨‍👩‍👧 🇮🇩 ❤️ ☎️ ✅ 1️⃣'],
    ['right to left', 'محمد بن عبد الله و עברית dan \u202eterbalik\u202c lagi'],
    ['signs that no font has', '中文 ꦗꦮ 𓀀 \ue000 \u0378'],
    ['marks that pile up', `Z${'\u0301\u0316\u0489'.repeat(60)}algo \u094d\u0e33`],
    ['a line of 10 kB', 'x'.repeat(10_000)],
    ['10 kB of emoji', '👩🏾‍🚒'.repeat(600)],
    [
      'signs that cannot be seen',
      `a\u200b\u00ad\u2060\ufeff\u{e0041}${'\u200d'.repeat(50)}b \u0000\u0007\u001b[31m \ud83d`,
    ],
    ['many lines', 'baris\r\n'.repeat(400)],
    ['nothing', ''],
  ])('takes %s as it is', (_, text) => {
    expect(
      bytesOf(typeset(paperOf(text)))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it.each([
    ['a word that is not there', '#let a = 1\n\n#rahasia', 3],
    ['a bracket that is not closed', 'Judul\n#strong[tebal', 2],
    ['a file above its folder', '#read("../../../../etc/passwd")', 1],
    ['a loop without an end', '\n#while true { }', 2],
    ['calls without an end', '#let f(x) = f(x)\n\n#f(1)', 1],
  ])('whose template has %s is not made, and the line is said', (_, text, line) => {
    const made = createTypesetter({ templates: templates({ 'letter.typ': text }) })({
      template: 'letter',
      data: {},
      at,
    });
    expect(made).toMatchObject({ ok: false, why: 'template', faults: [{ file: 'letter.typ', line }] });
  });

  it('says the file of a fault in what a template takes in', () => {
    const folder = templates({ 'letter.typ': '#import "head.typ": head\n#head', 'head.typ': '\n#let head = 1 + "a"' });
    const made = createTypesetter({ templates: folder })({ template: 'letter', data: {}, at });
    expect(made).toMatchObject({ why: 'template', faults: [{ file: 'head.typ', line: 2 }] });
  });
});

describe('the process that typesets', () => {
  let processes: ServerProcesses;
  const opened: Press[] = [];
  beforeAll(() => {
    processes = compileServer();
  });
  afterAll(() => processes.remove());
  afterEach(async () => {
    for (const press of opened.splice(0)) await press.close();
  });
  const presses = async (options: PressOptions = {}): Promise<Press> => {
    const { createPress } = (await import(
      join(processes.folder, 'server/papers/press.js')
    )) as typeof import('../../../server/papers/press.ts');
    const press = createPress(options);
    opened.push(press);
    return press;
  };
  const slow = '#let a = 0\n#for i in range(30000) { for j in range(30000) { a += 1 } }';
  const large = '#let a = range(200000).map(x => str(x) * 5000)\n#a.len()';
  const deep = `#${'[#'.repeat(20_000)}a${']'.repeat(20_000)}`;
  const good = '#set document(date: auto)\nBaik #sys.inputs.data';
  const foreign = '#import "@preview/cetz:0.3.4"';
  const own = () =>
    templates({ 'slow.typ': slow, 'large.typ': large, 'deep.typ': deep, 'good.typ': good, 'foreign.typ': foreign });

  it('leaves the loop to everybody else, and makes the same bytes', async () => {
    const press = await presses();
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 0);
    const made = await Promise.all(['a', 'a', 'b'].map((name) => press.make(paperOf(name.repeat(20_000)))));
    clearInterval(turn);
    const [first, second, third] = made.map(bytesOf);
    expect([first?.equals(second as Buffer), first?.equals(third as Buffer)]).toEqual([true, false]);
    expect(turns).toBeGreaterThan(3);
  });

  it('is ended when a paper takes too long, too much memory or its life, fetches nothing, and makes the next one', async () => {
    const folder = own();
    const hasty = await presses({ templates: folder, limitMs: 2_000 });
    const patient = await presses({ templates: folder, limitMs: 50_000, megabytes: 300 });
    const make = async (press: Press, template: string) => {
      const made = await press.make({ template, data: {}, at });
      return made.ok ? 'made' : made.why;
    };
    expect(await make(hasty, 'slow')).toBe('too_long');
    for (const [template, why] of [
      ['large', 'too_large'],
      ['good', 'made'],
      ['deep', 'too_large'],
      ['good', 'made'],
      ['foreign', 'template'],
    ] as const)
      expect([template, await make(patient, template)]).toEqual([template, why]);
  });

  it('refuses more than wait, and more than a paper can hold', async () => {
    const press = await presses({ templates: own(), waiting: 1 });
    const made = await Promise.all([1, 2, 3].map(() => press.make({ template: 'good', data: {}, at })));
    expect(made.map((one) => one.ok || one.why)).toEqual([true, true, 'too_many']);
    expect(await press.make({ template: 'good', data: 'x'.repeat(4_000_001), at })).toEqual({
      ok: false,
      why: 'too_large',
    });
  });
});
