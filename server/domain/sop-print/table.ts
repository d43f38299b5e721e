import type { Printed, SopActor, SopDefinition, StepDefinition } from '../sop/definition.ts';

/** Which language our own words are in; what the document says stays as it is. */
export type Language = 'id' | 'en';

const words = {
  id: {
    number: 'Nomor SOP',
    issuer: 'Instansi',
    created: 'Tanggal pembuatan',
    revised: 'Tanggal revisi',
    effective: 'Tanggal efektif',
    file: 'Naskah',
    blank: '(kosong)',
    line: 'baris',
    legal: 'Dasar hukum',
    qualifications: 'Kualifikasi pelaksana',
    related: 'Keterkaitan',
    equipment: 'Peralatan/perlengkapan',
    warnings: 'Peringatan',
    records: 'Pencatatan dan pendataan',
    columns: ['No.', 'Kegiatan', 'Kelengkapan', 'Waktu', 'Output', 'Ket.', 'Baris'],
    ours: 'langkah kami',
    readings: 'Bacaan kami',
    because: 'sebab',
    legend: '● = pelaksana menurut bacaan kami, ○ = ikut serta; kata di kolom pelaksana tercetak di naskah.',
  },
  en: {
    number: 'SOP number',
    issuer: 'Issuer',
    created: 'Made',
    revised: 'Revised',
    effective: 'In force from',
    file: 'Document',
    blank: '(blank)',
    line: 'line',
    legal: 'Legal basis',
    qualifications: 'Qualifications',
    related: 'Related',
    equipment: 'Equipment',
    warnings: 'Warnings',
    records: 'Records',
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
  const { document } = sop;
  const facts: readonly [string, string | null][] = [
    [say.number, document.number],
    [say.issuer, sop.issuer],
    [say.created, document.created],
    [say.revised, document.revised],
    [say.effective, sop.effective],
    [say.file, document.file],
  ];
  const lists: readonly [string, Printed | null][] = [
    [say.legal, sop.legal],
    [say.qualifications, sop.qualifications],
    [say.related, sop.related],
    [say.equipment, sop.equipment],
    [say.warnings, sop.warnings],
    [say.records, sop.records],
  ];
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
    ...facts.map(([name, value]) => `- ${name}: ${value ?? say.blank}`),
    '',
    ...lists.flatMap(([name, printed]) => listOf(name, printed, say.line)),
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

/** The table alone, cell by cell, and our readings of the document. */
export interface PrintedTable {
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
  return { ...cellsOf(sop, language), readings: [...sop.notes.map((note) => note[language]), ...readings] };
}

function listOf(name: string, printed: Printed | null, line: string): string[] {
  if (printed === null) return [];
  return [
    `**${name}** (${line} ${printed.line})`,
    '',
    ...printed.items.map((item, index) => `${index + 1}. ${item}`),
    '',
  ];
}

function cellsOf({ roles, steps }: SopDefinition, language: Language): Omit<PrintedTable, 'readings'> {
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
        source?.output ?? '',
        source?.note ?? '',
        source?.line === null ? '' : String(source?.line ?? ''),
      ];
    }),
  };
}

const markdownRow = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;

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
