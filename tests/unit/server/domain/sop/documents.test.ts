import { readFileSync } from 'node:fs';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { fieldIn } from '../../../../../server/domain/fields/standard.ts';
import type { SopDefinition } from '../../../../../server/domain/sop/definition.ts';
import type { StepDefinition } from '../../../../../server/domain/sop/step-definition.ts';
import { outsideEvents } from '../../../../../server/domain/sop/vocabulary.ts';
import { type CommonEvent, workEvents } from '../../../../../server/domain/sop/work-events.ts';
import { printedTable } from '../../../../../server/domain/sop-print/table.ts';
import { type SopName, shipped, sopNames, sopText } from '../../../../support/sops.ts';

const table = (name: string) =>
  readFileSync(new URL(`../../../../fixtures/sops/${name}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .slice(1)
    .map((line) => line.split('\t'));
/** Every row of the offices' own tables, letter by letter. */
const rows = table('documents');
/** What stands above the tables, by its lines, without the names of those who signed. */
const heads = table('heads');
const headAt = (name: SopName, line: number): string =>
  heads.find(([of, , at]) => of === name && Number(at) === line)?.[3] ?? '';
const rowsOf = (name: SopName) => rows.filter(([sop]) => sop === name);

const months = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ');
const inWords = (day: string) => `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

const minute = 60_000;
const hour = 60 * minute;
/** What the printed times mean: ms by this clock, or working days. */
const meaning: Readonly<Record<string, readonly [string, number][]>> = {
  '-': [],
  '5': [['call', 5_000]],
  '10': [['call', 10_000]],
  '30': [['call', 30_000]],
  '60': [['call', minute]],
  '120': [['call', 2 * minute]],
  '180': [['call', 3 * minute]],
  '300': [['call', 5 * minute]],
  '1800': [['call', 30 * minute]],
  '@ 5 menit': [['elapsed', 5 * minute]],
  '@ 10 menit': [['elapsed', 10 * minute]],
  '@ 30 menit': [['elapsed', 30 * minute]],
  '5 menit': [
    ['elapsed', 5 * minute],
    ['call', 5 * minute],
  ],
  '5 Menit': [['elapsed', 5 * minute]],
  '10 menit': [
    ['elapsed', 10 * minute],
    ['call', 10 * minute],
  ],
  '10 Menit': [['elapsed', 10 * minute]],
  '15 menit': [['elapsed', 15 * minute]],
  '25 Menit': [['elapsed', 25 * minute]],
  '30 menit': [['elapsed', 30 * minute]],
  '1 jam': [['office', hour]],
  '2 jam': [
    ['elapsed', 2 * hour],
    ['office', 2 * hour],
  ],
  '1 hari': [['workday', 1]],
  '2 hari': [['workday', 2]],
};

const printed = ({ source, number }: StepDefinition) => {
  const cells = Object.entries(source?.cells ?? {}).map(([actor, text]) => `${actor}=${text}`);
  const { line, text, needs, time, output, note } = source ?? {};
  return [String(line), number === 0 ? '' : String(number), text, cells.join('; '), needs, time, output, note];
};

describe.each(sopNames)('the procedure %s', (name) => {
  const sop = shipped(name);
  const ours = sop.steps.filter(({ source }) => source?.line === null);
  const theirs = sop.steps.filter(({ source }) => source?.line !== null);

  it('has every row of its document, from the line where it stands, letter by letter', () => {
    expect(theirs.map(printed)).toEqual(rowsOf(name).map(([, , ...facts]) => facts));
    expect(new Set(rowsOf(name).map(([, file]) => file))).toEqual(new Set([sop.document.file]));
  });

  it('promises the time that is printed, by a clock that it can mean', () => {
    for (const { source, kind, id, shares, budget: own } of theirs) {
      // One promise that the document prints on two rows is counted on one of them.
      const budget = theirs.find((step) => step.id === shares)?.budget ?? own;
      const time = source?.time ?? '';
      // The closing row of Depok has a time, and "more than a day" is no promise.
      if (kind === 'start' || kind === 'end' || time.startsWith('>')) {
        expect([id, budget]).toEqual([id, null]);
        continue;
      }
      expect(meaning).toHaveProperty([time]);
      const [meant] = (meaning[time] ?? []).filter(([clock]) => clock === budget?.clock);
      expect([id, budget?.clock, budget?.amount]).toEqual([id, meant?.[0], meant?.[1]]);
    }
    // What we add prints no time, and says why it is there.
    expect(ours.map(({ source }) => [source?.time, source?.reading, source?.reason])).toEqual(
      ours.map(() => ['', expect.anything(), expect.anything()]),
    );
  });

  it('lists what stands above the table, each from its line', () => {
    const textFrom = (line: number) =>
      heads
        .filter(([of, , at]) => of === name && Number(at) >= line)
        .map(([, , , text]) => text)
        .join(' ');
    const lists = [
      sop.legal,
      sop.qualifications,
      sop.performers,
      sop.related,
      sop.equipment,
      sop.warnings,
      sop.records,
    ];
    const printedLists = lists.filter((list) => list !== null);
    expect(printedLists).toHaveLength(
      { surabaya: 7, bandungan: 6, depok: 3, semarang: 1, online: 0, offline: 0 }[name],
    );
    for (const { line, items } of printedLists) {
      expect(heads.some(([of, , at]) => of === name && Number(at) === line)).toBe(true);
      for (const item of items) expect(textFrom(line)).toContain(item);
    }
    for (const role of Object.values(sop.roles)) {
      if (role.column !== undefined && (name === 'online' || name === 'offline'))
        expect(textFrom(1)).toContain(role.column);
    }
    if (sop.document.number !== null) expect(textFrom(1)).toContain(sop.document.number);
  });

  it('tells its office, how it is reached and who signed, each from its line and as an office', () => {
    const { letterhead, signatures } = sop;
    const at = (line: number) => headAt(name, line);
    for (const part of ['address', 'place', 'phone', 'fax'] as const) {
      const text = letterhead?.[part];
      if (letterhead && text !== undefined) expect(at(letterhead.line)).toContain(text);
    }
    const printedHead = heads.filter(([of]) => of === name).map(([, , , text]) => text?.toUpperCase());
    for (const part of sop.issuer.toUpperCase().split(', ')) {
      if (!part.includes('(')) expect(printedHead).toContainEqual(expect.stringContaining(part));
    }
    // Every number of a telephone that stands above the table is taken over.
    const reached = heads.filter(([of, , , text]) => of === name && /\bTelp|\bFax/i.test(text ?? ''));
    expect(reached.length > 0).toBe(letterhead !== null);
    const numbers = (text: string) => text.match(/\(0\d+\) \d+/g) ?? [];
    const known = numbers(`${letterhead?.phone} ${letterhead?.fax}`);
    for (const [, , , text] of reached) expect(known).toEqual(expect.arrayContaining(numbers(text ?? '')));
    for (const { line, office, as, day } of signatures) {
      expect(at(line)).toContain(office);
      // The label stands on its line or the one before.
      expect(`${at(line)} ${at(line - 1)}`).toMatch(
        { approved: /disahkan oleh/i, checked: /diperiksa oleh/i, made: /dibuat oleh/i }[as],
      );
      if (day !== undefined)
        expect(heads.some(([of, , , text]) => of === name && text?.includes(inWords(day)))).toBe(true);
    }
    const labels = heads.filter(
      ([of, , , text]) => of === name && /(disahkan|diperiksa|dibuat) oleh/i.test(text ?? ''),
    );
    expect(signatures).toHaveLength(labels.length);
  });

  it('has the days of its document', () => {
    const text = heads.filter(([of]) => of === name).map(([, , , line]) => line);
    const { created, revised, approved } = sop.document;
    const days: readonly [string | null, RegExp][] = [
      [created, /PEMBUATAN/i],
      [revised, /REVISI/i],
      [approved, /Pengesahan/i],
      [sop.effective, /EFEKTIF/i],
    ];
    for (const [day, label] of days) {
      const line = text.find((one) => label.test(one ?? ''));
      if (day === null) expect(line ?? '').not.toMatch(/\d{4}/);
      else expect(line).toContain(inWords(day));
    }
  });

  it('gives a reading and a reason for every step of ours', () => {
    for (const { source } of ours) {
      expect(source?.reading?.id).toMatch(/^Langkah tambahan kami/);
      expect(source?.reason?.en).toMatch(/./);
    }
    for (const { source } of sop.steps) expect(source?.reading === null).toBe(source?.reason === null);
  });

  it('has an output for every step that a case comes to', () => {
    expect(sop.steps.filter(({ kind, output }) => kind === 'step' && output === null).map(({ id }) => id)).toEqual([]);
  });

  it('keeps out the names and numbers of the officials who signed', () => {
    expect(sopText(name)).not.toMatch(/\bNIP\b|\d{18}|S\.\s?Sos|Drs\.|M\.\s?Eng|S\.\s?STP/);
  });
});

describe('the six procedures', () => {
  const all: readonly SopDefinition[] = sopNames.map(shipped);

  it('are 54 rows of five documents, two of them totals, and five steps of ours', () => {
    expect(rows).toHaveLength(54);
    const count = (of: (step: StepDefinition) => boolean) => all.flatMap(({ steps }) => steps).filter(of).length;
    expect(count(({ kind }) => kind === 'total')).toBe(2);
    expect(count(({ source }) => source?.line === null)).toBe(5);
  });

  it.each<[SopName, readonly string[], number]>([
    [
      'surabaya',
      'register wait answer ask record analyse search dispatch forward solve confirm close recap'.split(' '),
      4_465,
    ],
    ['surabaya', 'register wait answer ask record analyse search confirm close recap'.split(' '), 2_545],
    ['semarang', ['receive', 'resolve', 'log'], 1_200],
    ['semarang', ['receive', 'resolve', 'identify', 'discuss', 'log'], 3_600],
    ['semarang', ['receive', 'resolve', 'identify', 'discuss', 'act', 'log'], 5_400],
    ['depok', ['take', 'record', 'search', 'forward', 'agency_answer', 'review', 'send'], 9_300],
    ['online', ['read', 'official_answer', 'head_answer'], 1_500],
    ['online', ['total'], 1_500],
  ])('%s by the way of %j takes %i s at most', (name, way, seconds) => {
    const steps = shipped(name).steps;
    const sum = way.reduce(
      (total, id) => total + (steps.find((step) => step.id === id)?.budget?.amount ?? Number.NaN),
      0,
    );
    expect(sum / 1_000).toBe(seconds);
  });

  it('are begun and ended by what can happen to a case, and the compiler knows every word of it', () => {
    const words: Readonly<
      Record<
        Exclude<
          CaseEvent['type'],
          | 'timer'
          | 'basis.told'
          | `consent.${string}`
          | 'file.received'
          | 'answer.used'
          | `paper.${string}`
          | 'caller.chosen'
          | 'case.taken'
          | 'call.released'
          | 'call.turned_away'
          | 'call.transfer'
          | 'promise.recounted'
          | 'task.lapsed'
          | `message.${string}`
          | `telling.${string}`
          | `callback.${string}`
          | CommonEvent
        >,
        true
      >
    > = Object.fromEntries([...outsideEvents, ...workEvents].map((event) => [event, true])) as Record<
      (typeof outsideEvents)[number] | (typeof workEvents)[number],
      true
    >;
    const used = all.flatMap(({ steps }) =>
      steps.flatMap(({ starts, ends, drops }) => [...starts.map(({ on }) => on), ...ends, ...drops]),
    );
    expect(used.filter((event) => !(event in words))).toEqual([]);
    // Every word is used, or stops a clock.
    const stopping = ['call.held', 'call.resumed', 'citizen.asked', 'citizen.replied'];
    expect(Object.keys(words).filter((event) => !used.includes(event) && !stopping.includes(event))).toEqual([]);
  });

  it.each<[SopName, string]>([
    [
      'semarang',
      'receive agent, resolve agent, identify official, discuss official+head, act official, log agent, answer_citizen agent',
    ],
    [
      'bandungan',
      'provide agent, receive agent, write agent, report secretary+head, clarify secretary+official, follow_up head+secretary+official, inform agent, archive agent',
    ],
    [
      'depok',
      'tell citizen, take agent, record agent, reply agent, photo agent+citizen, search agent, forward agent, agency_answer agency, review agent, send agent, daily_report agent, monthly_report coordinator, initial official',
    ],
    ['online', 'write citizen, read agent, official_answer official, head_answer head, relay agent'],
    [
      'offline',
      'write citizen, receive agent, evaluate official, approve head, improve official, answer_citizen agent',
    ],
    [
      'surabaya',
      'register system+citizen, wait citizen, answer agent, ask agent, record agent+system, analyse agent, search agent, dispatch agent, forward dispatcher, solve official, confirm agent, close agent, recap agent+system, inform agent, follow_up dispatcher+official',
    ],
  ])('%s is worked by those whom its document names, and by nobody else', (name, workers) => {
    const told = shipped(name)
      .steps.filter(({ kind }) => kind === 'step')
      .map(({ id, actor, with: others }) => `${id} ${[actor, ...others].join('+')}`);
    expect(told.join(', ')).toBe(workers);
  });

  it('tell the citizen before they end: by an answer, with a reason why not, or on the call that is recapped', () => {
    const told = new Set(['answer.sent', 'reply.not_possible', 'recap.saved']);
    for (const { id, steps } of all) {
      const ofCase = steps.filter(({ scope, kind }) => scope === 'case' && kind === 'step');
      const leadsToEnd = ofCase.filter(({ next }) => next.some(({ to }) => to === 'end' || to === 'finish'));
      expect([id, leadsToEnd.length > 0]).toEqual([id, true]);
      for (const step of leadsToEnd) {
        // What ends otherwise than by telling comes after the telling, or runs beside it.
        const begins = step.starts.map(({ on }) => on);
        const beside = ofCase.filter((other) => other.starts.some(({ on }) => begins.includes(on)));
        const ends = [step, ...beside].flatMap((one) => [...one.ends, ...one.starts.map(({ on }) => on)]);
        expect([id, step.id, ends.some((event) => told.has(event))]).toEqual([id, step.id, true]);
      }
    }
  });

  it('are printed in their words, without the marks that set one of them in italics', () => {
    const printed = all.flatMap((sop) => printedTable(sop, 'id').rows.flat());
    expect(printed).toContain('Feedback');
    expect(printed.filter((cell) => /<[^>]*>/.test(cell))).toEqual([]);
  });

  it('require only what a form can hold, and only where the document asks for it or gives it as an output', () => {
    const required = all.flatMap(({ id, steps, ...sop }) =>
      steps.flatMap(({ id: step, requires }) =>
        requires.map(({ field }) => (fieldIn(sop, field) ? `${id} ${step} ${field}` : `${field} is unknown`)),
      ),
    );
    expect(required.filter((entry) => entry.endsWith(' is unknown'))).toEqual([]);
    expect(required).toContain('bandungan write callerName');
    expect(required).toContain('depok record phone');
  });

  it.each(['bandungan', 'depok', 'offline', 'online', 'semarang', 'surabaya'])(
    '%s has an end for whom nothing reaches, wherever it tells the citizen after the call',
    (name) => {
      const telling = shipped(name).steps.filter(({ ends }) => ends.includes('answer.sent'));
      const later = telling.filter(({ tells }) => tells.some((way) => way !== 'call'));
      expect(later.length).toBeGreaterThan(0);
      const stuck = later.filter(({ ends, next }) => {
        const leads = next.some(({ on }) => on === 'reply.not_possible');
        return !(ends.includes('reply.not_possible') && leads);
      });
      expect(stuck.map(({ id }) => id)).toEqual([]);
    },
  );
});
