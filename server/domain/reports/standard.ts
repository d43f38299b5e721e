import { fieldIn } from '../fields/standard.ts';
import { numberText } from '../figures/figure-text.ts';
import { roleName, type SopDefinition } from '../sop/definition.ts';
import { budgetWords } from '../sop-print/budget-words.ts';

/** A component of a service standard; `text` null: Sigap does not know it. */
export interface StandardComponent {
  readonly title: string;
  /** One of the six that are published to citizens; the others are the office's own affair. */
  readonly published: boolean;
  readonly text: string | null;
}

/** What was counted of a procedure in a period. */
export interface StandardFigures {
  /** Who had tickets that came or ended in it. */
  readonly agents: number;
  readonly opened: number;
  readonly ended: number;
  readonly inTime: number;
  /** Of steps that promise a time. */
  readonly met: number;
  readonly breached: number;
}

/**
 * The fourteen components of a service standard by UU 25/2009, art. 21, in its order, as far as a procedure and its figures
 * tell them. Six of them are published and eight are internal (Permenpan 15/2014, as public summaries tell); the
 * Ombudsman looks for these components when it judges how an office keeps the law. A form of its own that offices
 * fill in we have not found published. Pure.
 */
export function standardComponents(sop: SopDefinition, of: StandardFigures): readonly StandardComponent[] {
  const { legal, equipment, qualifications } = sop;
  const steps = sop.steps.filter(({ kind, scope }) => kind !== 'end' && kind !== 'total' && scope === 'case');
  const asked = steps
    .filter(({ ends }) => ends.includes('intake.saved'))
    .flatMap(({ requires }) => requires.flatMap(({ field }) => fieldIn(sop, field)?.label.id ?? []));
  const total = sop.steps.find(({ kind }) => kind === 'total')?.budget ?? null;
  const promised = steps.filter(({ budget }) => budget !== null).length;
  const told = [...new Set(steps.flatMap(({ escalate }) => escalate.flatMap(({ to }) => to)))];
  const judged = of.met + of.breached;
  const internal = (title: string, text: string | null): StandardComponent => ({ title, text, published: false });
  const published = (title: string, text: string | null): StandardComponent => ({ title, text, published: true });
  return [
    internal('Dasar hukum', lines(legal?.items ?? [])),
    published('Persyaratan', joined('Yang diminta dari pelapor: ', asked)),
    published(
      'Sistem, mekanisme, dan prosedur',
      `${sop.title.id}, versi ${sop.version}; ${steps.length} langkah, lihat tabel langkah.`,
    ),
    published(
      'Jangka waktu penyelesaian',
      `${promised} langkah menjanjikan waktu, lihat tabel langkah.${total ? ` Seluruhnya: ${budgetWords(total)?.id}.` : ''}`,
    ),
    published('Biaya/tarif', null),
    published(
      'Produk pelayanan',
      joined(
        '',
        steps.flatMap(({ output }) => output?.id ?? []),
      ),
    ),
    internal('Sarana, prasarana, dan/atau fasilitas', lines(equipment?.items ?? [])),
    internal('Kompetensi pelaksana', lines(qualifications?.items ?? [])),
    internal(
      'Pengawasan internal',
      joined(
        'Langkah yang terlambat diberitahukan kepada: ',
        told.map((actor) => roleName(sop, actor).id),
      ),
    ),
    published(
      'Penanganan pengaduan, saran, dan masukan',
      `${said(of.opened)} diterima dan ${said(of.ended)} berakhir pada masa laporan, ${said(of.inTime)} di antaranya dengan semua langkah tepat waktu; lihat tabel pengaduan.`,
    ),
    internal('Jumlah pelaksana', `${said(of.agents)} petugas menangani tiket pada masa laporan.`),
    internal('Jaminan pelayanan', null),
    internal('Jaminan keamanan dan keselamatan pelayanan', null),
    internal(
      'Evaluasi kinerja pelaksana',
      judged === 0
        ? 'Tidak ada langkah berwaktu yang berakhir pada masa laporan.'
        : `${said(of.met)} dari ${said(judged)} langkah yang dijanjikan waktunya tepat waktu. Kepuasan warga ada pada laporan Kepuasan dan IKM.`,
    ),
  ];
}

const said = (value: number): string => numberText(value, 'id');
const lines = (items: readonly string[]): string | null => (items.length === 0 ? null : items.join('\n'));
const joined = (before: string, words: readonly string[]): string | null =>
  words.length === 0 ? null : `${before}${[...new Set(words)].join('; ')}.`;
