import { dayInWords, type OfficeZone, officeDay, zoneNames } from '../../domain/calendar/office-day.ts';
import { figureText, numberText } from '../../domain/figures/figure-text.ts';
import { letterheadFor, officialsFor, titleOf } from '../../domain/papers/office.ts';
import { wholeKey } from '../../domain/reports/office-report.ts';
import type {
  StandardProcedure,
  StandardReport,
  StandardService,
  StandardStep,
} from '../../domain/reports/standard-figures.ts';
import type { PaperIssuer } from '../figures/figure-papers.ts';
import { figureNotes } from '../figures/figure-table.ts';
import type { Paper } from '../ports/papers.ts';

/** What a paper is made with, besides its figures. */
export interface StandardIssue {
  readonly issuer: PaperIssuer;
  /** Null: it is a draft. */
  readonly number: string | null;
  /** Calls and cases of the period that are in no figure yet. */
  readonly untold: number;
  /** By whose wall the paper is dated. */
  readonly timeZone: OfficeZone;
}

/** A report on service standards as a paper, in Indonesian. The head of the office signs it where one is named. Pure. */
export function standardPaper(report: StandardReport, { issuer, number, untold, timeZone }: StandardIssue): Paper {
  const { own, named, now } = issuer;
  const today = officeDay(now, timeZone);
  const head = officialsFor(own, { act: 'sign', role: 'head' }, '', today)[0];
  const day = (of: string) => dayInWords(of, 'id');
  const days = (of: string) => of.split('/').map(day).join(' – ');
  return {
    ...{ template: 'service-standard', at: now },
    data: {
      head: letterheadFor(own, { id: '', issuer: named.name, letterhead: null }, named),
      ...{ title: 'Laporan Standar Pelayanan', number, draft: number === null, code: null, copies: [], unknown },
      period: `${days(`${report.from}/${report.to}`)} (${zoneNames[report.zone]})`,
      date: day(today),
      procedures: report.procedures.map(printed),
      corrections: report.corrections.map(({ period, label, before, now: after, paper }) => [
        ...[days(period), label, figureText(before, 'count', 'id'), figureText(after, 'count', 'id'), paper],
      ]),
      notes: [...notes, ...figureNotes({ language: 'id', untold, thresholdMs: null })],
      signers: head ? [{ act: 'sign', title: titleOf(head), name: head.name, rank: head.rank, nip: head.nip }] : [],
    },
  };
}

const unknown = 'Tidak tercatat di Sigap: lihat standar pelayanan yang ditetapkan kantor.';
const notes = [
  'Komponen menurut Pasal 21 UU Nomor 25 Tahun 2009; yang bertanda * dipublikasikan kepada masyarakat (Permenpan 15/2014).',
  'Langkah dihitung pada saat berakhir, menurut jam dan janji versi SOP tiketnya; langkah yang batal tidak dihitung. Kepatuhan = ditepati ÷ dijalankan. Median dan P90 menurut jam langkahnya.',
  'Tiket diterima dihitung pada saat masuk, lainnya pada saat berakhir. Tepat waktu: tidak satu pun langkahnya terlambat; tepat waktu + terlambat = selesai + diakhiri lain. Dijawab adalah bagian dari keduanya. Iseng dan yang ditinggalkan penelepon dipisahkan.',
  '≈: sebagian saat berakhirnya tidak terdengar dari sentral, dan diperkirakan.',
];

const number = (value: number): string => figureText(value, 'count', 'id');

function printed({ title, version, components, steps, services, reasons }: StandardProcedure): object {
  return {
    title: `${title} (versi ${version})`,
    components,
    steps: {
      columns: [
        ...['Langkah', 'Pelaksana', 'Waktu dijanjikan', 'Dijalankan', 'Ditepati', 'Terlambat', 'Kepatuhan'],
        ...['Median', 'P90'],
      ],
      rows: steps.map(stepRow),
    },
    services: {
      columns: [
        ...['Layanan', 'Diterima', 'Selesai', 'Diakhiri lain', 'Tepat waktu', 'Terlambat', 'Dijawab', 'Iseng'],
        ...['Ditinggalkan', 'Terbuka akhir masa'],
      ],
      rows: services.filter(({ serviceId }) => services.length > 2 || serviceId !== wholeKey).map(serviceRow),
    },
    reasons: reasons.map(({ label, count }) => `${label}: ${number(count)}`).join('; ') || null,
  };
}

function stepRow({ name, actor, promised, clock, runs, met, breached, estimated, median, p90 }: StandardStep) {
  const about = (text: string) => (estimated > 0 && text !== '–' ? `≈ ${text}` : text);
  const share = met === null || runs === 0 ? null : met / runs;
  const length = (value: number | null) => {
    if (value === null || promised === null) return '–';
    return clock === 'workday' ? `${numberText(value, 'id', 1)} hari kerja` : figureText(value, 'ms', 'id');
  };
  return [
    ...[name, actor, promised ?? '–', number(runs)],
    ...[figureText(met, 'count', 'id'), figureText(breached, 'count', 'id'), figureText(share, 'share', 'id')].map(
      about,
    ),
    ...[length(median), length(p90)].map(about),
  ];
}

const serviceRow = (of: StandardService): readonly string[] => [
  of.name,
  ...[of.opened, of.closed, of.otherwise, of.inTime, of.late, of.answered, of.pranks, of.abandoned, of.open].map(
    number,
  ),
];
