import type { SopDefinition } from '../sop/definition.ts';
import type { StepDefinition } from '../sop/step-definition.ts';
import type { SopActor } from '../sop/terms.ts';
import { headOf, type PrintedHead } from './head.ts';
import type { Language } from './language.ts';

const words = {
  id: {
    line: 'baris',
    columns: ['No.', 'Kegiatan', 'Kelengkapan', 'Waktu', 'Output', 'Ket.', 'Baris'],
    ours: 'langkah kami',
    readings: 'Bacaan kami',
    because: 'sebab',
    legend: '● = pelaksana menurut bacaan kami, ○ = ikut serta; kata di kolom pelaksana tercetak di naskah.',
  },
  en: {
    line: 'line',
    columns: ['No.', 'Activity', 'Needs', 'Time', 'Output', 'Remark', 'Line'],
    ours: 'a step of ours',
    readings: 'Our readings',
    because: 'because',
    legend: '● = who does it by our reading, ○ = who takes part; words in their columns are printed in the document.',
  },
} as const;

/** The procedure as the table it came from, in Markdown, with our readings below it. */
export function tableOf(sop: SopDefinition, language: Language): string {
  const say = words[language];
  const { facts, lists } = headOf(sop, language);
  const { heading, rows } = cellsOf(sop, language);
  const readings = [
    ...sop.notes.map((note) => note[language]),
    ...sop.steps.flatMap((step) => {
      const reading = readingOf(step, language);
      return reading === null ? [] : [`**${reading.where}** ${reading.text}`];
    }),
  ];
  return [
    `# ${sop.title[language]}`,
    '',
    ...facts.map(({ name, value }) => `- ${name}: ${value}`),
    '',
    ...lists.flatMap((list) => listOf(list, say.line)),
    ...[heading, heading.map(() => '---'), ...rows].map(markdownRow),
    '',
    say.legend,
    '',
    `## ${say.readings}`,
    '',
    ...readings.map((reading) => `- ${reading}`),
    '',
  ].join('\n');
}

/** Head and table, cell by cell, and our readings of the document. */
export interface PrintedTable {
  readonly head: PrintedHead;
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly readings: readonly string[];
}

/** What {@link tableOf} prints, for a screen that draws tables itself. */
export function printedTable(sop: SopDefinition, language: Language): PrintedTable {
  const readings = sop.steps.flatMap((step) => {
    const reading = readingOf(step, language);
    return reading === null ? [] : [`${reading.where}: ${reading.text}`];
  });
  const head = headOf(sop, language);
  return { head, ...cellsOf(sop, language), readings: [...sop.notes.map((note) => note[language]), ...readings] };
}

function listOf({ name, line, items }: PrintedHead['lists'][number], word: string): string[] {
  return [`**${name}** (${word} ${line})`, '', ...items.map((item, index) => `${index + 1}. ${item}`), ''];
}

function cellsOf({ roles, steps }: SopDefinition, language: Language): Pick<PrintedTable, 'heading' | 'rows'> {
  const say = words[language];
  const columns = Object.entries(roles).filter(([, role]) => role.column !== undefined);
  const [number = '', activity = '', ...rest] = say.columns;
  return {
    heading: [number, activity, ...columns.map(([, role]) => role.column ?? ''), ...rest],
    rows: steps.map((step) => {
      const { source, kind } = step;
      const ours = source?.line === null;
      const marks = columns.map(([actor]) => markOf(step, actor as SopActor));
      return [
        kind === 'total' ? '' : String(step.number),
        ours ? `${step.name[language]} *(${say.ours})*` : (source?.text ?? ''),
        ...marks,
        source?.needs ?? '',
        source?.time ?? '',
        wordsOf(source?.output ?? ''),
        source?.note ?? '',
        source?.line === null ? '' : String(source?.line ?? ''),
      ];
    }),
  };
}

const markdownRow = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;

/** Without the marks that say how the document sets a word, such as `<i>`: they are none of its words. */
const wordsOf = (printed: string): string => printed.replace(/<\/?[a-z]+>/g, '');

function markOf({ actor, with: others, source, kind }: StepDefinition, column: SopActor): string {
  const printed = source?.cells[column];
  const mark = kind !== 'step' ? '' : actor === column ? '●' : others.includes(column) ? '○' : '';
  return [mark, printed].filter(Boolean).join(' ');
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');

function readingOf({ number, name, source }: StepDefinition, language: Language) {
  if (!source?.reading) return null;
  const because = source.reason ? ` (${words[language].because}: ${source.reason[language]})` : '';
  return { where: number === 0 ? name[language] : String(number), text: `${source.reading[language]}${because}` };
}
