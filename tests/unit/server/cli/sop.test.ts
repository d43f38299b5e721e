import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dueText } from '../../../../server/cli/sop/due.ts';
import { momentOf, momentText, spentText } from '../../../../server/cli/sop/moments.ts';
import { dotOf, graphOf, mermaidOf } from '../../../../server/domain/sop-print/diagram.ts';
import { tableOf } from '../../../../server/domain/sop-print/table.ts';
import { readCalendars } from '../../../../server/wiring/hours.ts';
import { type Compiled, compile } from '../../../support/compiled.ts';
import { shipped, sopNames, sopText } from '../../../support/sops.ts';

describe.each(sopNames)('the table of %s', (name) => {
  const sop = shipped(name);
  const lines = tableOf(sop, 'id').split('\n');
  const rows = lines.filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
  const [heading = [], ...body] = rows.filter((row) => !row.every((cell) => cell === '---'));

  it('has a row for each step, with what is printed there and nothing else', () => {
    expect(body).toHaveLength(sop.steps.length);
    expect(new Set(body.map((row) => row.length))).toEqual(new Set([heading.length]));
    sop.steps.forEach(({ source }, index) => {
      if (!source || source.line === null) return;
      expect(body[index]?.[1]?.trim()).toBe(source.text);
      expect(body[index]?.slice(-5).map((cell) => cell.trim())).toEqual([
        source.needs,
        source.time,
        // The document sets this one word in italics.
        source.output === '<i>Feedback</i>' ? 'Feedback' : source.output,
        source.note,
        String(source.line),
      ]);
    });
  });

  it('has the columns of the document, and marks who does each step', () => {
    const columns = Object.values(sop.roles).flatMap((role) => (role.column === undefined ? [] : [role.column]));
    expect(heading.slice(2, -5)).toEqual(columns);
    sop.steps.forEach((step, index) => {
      const column = columns.indexOf(sop.roles[step.actor]?.column ?? '');
      if (step.kind === 'step' && column >= 0) expect(body[index]?.[2 + column]).toContain('●');
    });
  });

  it('tells above it the office, the days and who signed, and every list of the document', () => {
    const head = lines.slice(0, lines.indexOf(`| ${heading.join(' | ')} |`)).join('\n');
    const { letterhead, signatures, document } = sop;
    const told = [
      sop.issuer,
      ...(letterhead ? [letterhead.address, letterhead.place, letterhead.phone, letterhead.fax] : []),
      ...signatures.map(({ office }) => office),
      ...[document.created, document.revised, document.approved, sop.effective].filter((day) => day !== null),
      ...[sop.legal, sop.performers, sop.warnings, sop.records].flatMap((list) => list?.items ?? []),
    ];
    for (const text of told) expect(head).toContain(text);
  });

  it('tells every reading of ours below it, in either language', () => {
    for (const language of ['id', 'en'] as const) {
      const text = tableOf(sop, language);
      for (const note of sop.notes) expect(text).toContain(`- ${note[language]}`);
      for (const { source } of sop.steps) if (source?.reading) expect(text).toContain(source.reading[language]);
    }
  });
});

describe.each(sopNames)('the diagram of %s', (name) => {
  const sop = shipped(name);
  const steps = sop.steps.filter(({ kind }) => kind !== 'total');

  it('shows each step and each way between them', () => {
    const nodes = new Map(steps.map((step) => [step.id, `step${step.number}`]));
    const finish = steps.find(({ kind }) => kind === 'end');
    const lines = mermaidOf(sop, 'id').split('\n');
    for (const step of steps) {
      expect(lines.filter((line) => new RegExp(`^ {2}step${step.number}[[{(]`).test(line))).toHaveLength(1);
      for (const { to } of step.next) {
        const target = nodes.get(to) ?? (to === 'end' && finish ? `step${finish.number}` : `to_${to}`);
        const way = new RegExp(`^ {2}step${step.number} (-->|-\\.->)\\|".+"\\| ${target}$`);
        expect(lines.filter((line) => way.test(line)).length).toBeGreaterThan(0);
        expect(dotOf(sop, 'en')).toContain(`"step${step.number}" -> "${target}"`);
      }
    }
    // `end` alone is a word of Mermaid's and breaks the drawing.
    expect(lines.filter((line) => /(^| )end\W*$/.test(line))).toEqual([]);
  });

  it('comes to each of its steps from somewhere else', () => {
    const { edges } = graphOf(sop, 'id');
    for (const { kind, number } of steps) {
      const ways = edges.filter(({ from, to }) => to === `step${number}` && from !== to);
      expect([number, ways.length > 0]).toEqual([number, kind !== 'start']);
    }
  });

  it('dashes the ways back, into another branch and into another case, and no others', () => {
    const places = new Map(steps.map(({ number }, place) => [`step${number}`, place]));
    for (const { from, to, dashed } of graphOf(sop, 'id').edges) {
      const back = (places.get(to) ?? Infinity) <= (places.get(from) ?? -1);
      expect([from, to, dashed]).toEqual([from, to, back || to === 'to_new' || to === 'to_join']);
    }
  });

  it('says of each step who does it and which time is promised, in words', () => {
    const { nodes } = graphOf(sop, 'en');
    for (const { kind, number, actor, budget: own, shares } of steps) {
      const budget = steps.find(({ id }) => id === shares)?.budget ?? own;
      const { role, time } = nodes.find(({ id }) => id === `step${number}`) ?? {};
      expect([number, role]).toEqual([number, kind === 'step' ? sop.roles[actor]?.en : null]);
      if (kind === 'step' && budget) expect(time).toMatch(/^\d+ (s|min|h|working days?)$/);
      else expect(time).toBeNull();
    }
  });
});

describe('moments and lengths', () => {
  const dated = { dated: true, offsetMs: 7 * 3_600_000 };
  const since = { dated: false, offsetMs: 0 };

  it('are read and written in the same form', () => {
    for (const text of ['2026-11-20 15:55', '2026-11-20 15:55:30', '2026-11-20 15:55:30.001']) {
      expect(momentText(momentOf(text, dated), dated)).toBe(`Fri ${text}`);
    }
    expect(momentOf('2026-11-20 00:00', dated)).toBe(Date.parse('2026-11-19T17:00:00Z'));
    expect(momentText(momentOf('61:02.030', since), since)).toBe('61:02.030');
  });

  it('say what was spent of what', () => {
    expect(spentText(5_000, 10_000, 'call', since)).toBe('5.000 s of 10.000 s');
    expect(spentText(3_723_000, null, 'elapsed', dated)).toBe('1 h 2 min 3 s');
    expect(spentText(0, 60_000, 'elapsed', dated)).toBe('0 s of 1 min');
    expect(spentText(1, 2, 'workday', dated)).toBe('1 of 2 workdays');
    expect(spentText(3, null, 'workday', dated)).toBe('3 workdays');
  });
});

describe('what is asked of `due`', () => {
  const office = readCalendars({ zone: 'Asia/Makassar' }).calendar('office');
  const asked = (moment: string, amount: string) => dueText(office, moment, amount, 8 * 3_600_000, 'en');

  it('is read by the wall of the office', () => {
    expect(asked('2026-11-23 15:30:30', '1 h')).toMatch(/^due 24 Nov 08\.00 WITA:/);
  });

  it.each([
    ['besok', '2 h', '"besok" bukan saat; tulis seperti "2026-11-20 15:55" / "besok" is no moment such as'],
    ['00:01.000', '2 h', '"00:01.000" bukan saat; '],
    ['2027-02-29 08:00', '2 h', '"2027-02-29 08:00" bukan saat; '],
    ['2026-11-23T09:30', '2 h', '"2026-11-23T09:30" bukan saat; '],
    ['2026-11-23 09:30', '2 hari', '"2 hari" bukan lama; tulis seperti "90 min", "2 h", "2 workdays" / "2 hari" is no'],
    ['2026-11-23 09:30', '0 h', '"0 h" bukan lama; '],
  ])('and cannot be read, as %s and %s, is answered by what to write, in both languages', (moment, amount, words) => {
    expect(() => asked(moment, amount)).toThrow(words);
  });
});

describe('the command', () => {
  let compiled: Compiled;
  let folder: string;
  beforeAll(() => {
    compiled = compile('server/cli/sop.ts');
    folder = mkdtempSync(join(tmpdir(), 'sigap-sop-'));
  }, 120_000);
  afterAll(() => {
    compiled.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const sops = resolve(import.meta.dirname, '../../../../server/sops');
  const run = (...args: string[]) => {
    const program = join(compiled.folder, 'server/cli/sop.js');
    const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    return { stdout, stderr, status };
  };
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('finds the shipped files correct', () => {
    const files = sopNames.map((name) => join(sops, `${name}.yaml`));
    const { stdout, stderr, status } = run('validate', '--en', ...files);
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout.match(/: correct, \d+ steps/g)).toHaveLength(6);
  });

  it('names file, line and remedy of each fault, in Indonesian first', () => {
    const bad = write('bad.yaml', sopText('online').replace('budget: 5 min', 'budget: 5 workdays'));
    const line =
      sopText('online')
        .split('\n')
        .findIndex((text) => text.includes('budget: 5 min')) + 1;
    const { stdout, stderr, status } = run('validate', bad);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toBe(
      `${bad}:${line}: steps.1.budget: Jam "elapsed" dihitung dalam s, min, h. Ganti satuannya atau jamnya.\n`,
    );
    expect(run('print', bad).status).toBe(1);
  });

  it('prints and draws', () => {
    const file = join(sops, 'offline.yaml');
    expect(run('print', file).stdout).toBe(tableOf(shipped('offline'), 'id'));
    expect(run('diagram', file).stdout).toBe(mermaidOf(shipped('offline'), 'id'));
    expect(run('diagram', file, '--dot', '--en').stdout).toBe(dotOf(shipped('offline'), 'en'));
  });

  it('plays a script through the file at hand, and names the line it cannot read', () => {
    const script = write('calls.txt', '00:00.000 call.arrived\n00:31.000 ticket.numbered\n');
    const { stdout, status } = run('simulate', join(sops, 'surabaya.yaml'), script);
    expect(status).toBe(0);
    expect(stdout).toContain('  breach register, due 00:30.000, raised 00:30.001\n');
    const wrong = run('simulate', join(sops, 'surabaya.yaml'), write('wrong.txt', '00:00.000 call.arived\n'));
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('line 1 (00:00.000 call.arived)');
  });

  it.each([[[]], [['print']], [['draw', join(sops, 'online.yaml')]], [['simulate', join(sops, 'online.yaml')]]])(
    'asked for %j says how it is used',
    (args) => {
      const { stderr, status } = run(...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^Pemakaian \/ usage:/);
    },
  );

  it('says so when a file is not there', () => {
    const { stderr, status } = run('validate', join(folder, 'nowhere.yaml'));
    expect(status).toBe(1);
    expect(stderr).toContain('nowhere.yaml');
  });
});
