import { figurePaper, figureWorkbook } from '../../../../server/app/figures/figure-papers.ts';
import { figureTable } from '../../../../server/app/figures/figure-table.ts';
import { satisfactionTable } from '../../../../server/app/figures/satisfaction-table.ts';
import { callColumns, isEstimate } from '../../../../server/contract/figure-columns.ts';
import type { CallFigures } from '../../../../server/contract/figures.ts';
import { noOffice } from '../../../../server/domain/papers/office.ts';

const figures = (estimated: number): CallFigures => ({
  ...{ arrived: 4, turnedAway: 0, offered: 4, answered: 3, abandoned: 1, shortAbandoned: 0, inTime: 2 },
  ...{ answer: { mean: 2_000, median: 2_000, p90: 3_000 }, talkMs: 90_000, heldMs: 0, wrapUpMs: 30_000 },
  ...{ pranks: { offered: 0, answered: 0, inTime: 0, abandoned: 0 }, placed: 0, reached: 0, estimated },
});
const report = {
  ...{ whole: figures(1), before: figures(0) },
  byKey: [
    { key: 'hotline', label: null, figures: figures(1) },
    { key: 'medis', label: null, figures: figures(0) },
  ],
  byInterval: [{ at: Date.UTC(2026, 10, 1), figures: null }],
};
const of = { from: '2026-11-01', to: '2026-11-01', zone: 'Asia/Jakarta', language: 'id', only: [] } as const;
const asked = { ...of, interval: 'day', by: 'service', thresholdMs: 30_000 } as never;
const table = figureTable('calls', report, asked, { language: 'id', untold: 0 });
const [sums, keyed] = table.parts;

it('figures that rest on ends nobody heard are marked in the rows that have such, and no others', () => {
  expect(sums?.rows.map(({ estimated }) => estimated.has('answered'))).toEqual([true, false]);
  expect(keyed?.rows.map(({ estimated }) => estimated.size > 0)).toEqual([true, false]);
  // Who came and who was offered is known of all of them.
  for (const name of ['arrived', 'offered', 'netOffered', 'placed', 'estimated'])
    expect([name, sums?.rows[0]?.estimated.has(name)]).toEqual([name, false]);
  expect(callColumns.filter((column) => isEstimate(column, null))).toEqual([]);
});

it('are marked on paper, with words for the mark; a spreadsheet keeps them as numbers, and counts the estimates', () => {
  const paper = figurePaper(table, of, { own: noOffice, named: { name: 'Kota', code: 'KT' }, now: 0 });
  const said = JSON.stringify(paper);
  expect(said).toContain('≈ 3');
  expect(said).toMatch(/≈ 50(,0)?.%/);
  expect(said).toContain('≈: dengan perkiraan');
  const { rows, columns } = figureWorkbook(table, of);
  expect(JSON.stringify(rows)).not.toContain('≈');
  const at = columns.findIndex(({ label }) => label === 'Perkiraan');
  expect(rows.map((row) => row[at])).toEqual([1, 0, 1, 0, 0]);
});

describe('late steps beside how satisfied citizens were', () => {
  const question = { question: 'mudah', version: '1', text: { id: 'Mudah?', en: 'Easy?' } };
  const all = [{ ...question, count: 9, mean: 3.5, counts: [0, 0, 4, 5] as [number, number, number, number] }];
  const steps = [
    {
      ...{ key: 'depok/answer', name: { id: 'Menjawab', en: 'Answer' }, cost: 1.5 },
      ...{ late: { count: 4, mean: 2.25 }, inTime: { count: 5, mean: 3.75 } },
    },
  ];
  const tableOf = (late: typeof steps) => satisfactionTable({ all, services: [], agents: [], steps: late }, 'id');
  const paperOf = (late: typeof steps) => {
    const paper = figurePaper(tableOf(late), of, { own: noOffice, named: { name: 'Kota', code: 'KT' }, now: 0 });
    return (
      (paper?.data as { parts: { title: string; columns: string[]; rows: string[][] }[]; notes: string[] }) ?? null
    );
  };

  it('are a table of their own on paper, and columns of their own behind the others in a spreadsheet', () => {
    const [first, second, ...more] = paperOf(steps).parts;
    expect([first?.columns.length, second?.columns.length, more]).toEqual([6, 5, []]);
    expect(second?.title).toBe('Langkah yang terlambat dan nilai warga');
    expect(second?.rows).toEqual([['Menjawab', '4', '2,25', '5', '3,75', '1,5']]);
    const { rows, columns } = figureWorkbook(tableOf(steps), of);
    expect(rows.map((row) => row.length)).toEqual([columns.length, columns.length]);
    expect(rows[0]?.slice(2)).toEqual([9, 3.5, 0, 0, 4, 5, null, null, null, null, null]);
    expect(rows[1]?.slice(8)).toEqual([4, 2.25, 5, 3.75, 1.5]);
  });

  it('are said to be none where none was late, and nothing is said where nobody was asked', () => {
    expect(paperOf([]).parts).toHaveLength(1);
    expect(paperOf([]).notes).toContain('Tidak ada langkah yang terlambat pada tiket yang dinilai.');
    expect(satisfactionTable({ all: [], services: [], agents: [], steps: [] }, 'id').notes).toHaveLength(1);
  });
});
