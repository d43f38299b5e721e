import type { PaperKind } from '../../domain/papers/kind.ts';
import type { Paper } from '../ports/papers.ts';
import type { PrintedReport } from '../reports/report-words.ts';
import type { Dossier } from './dossier.ts';
import type { Slip } from './slip.ts';

/** A paper of the kind with every part of it filled in: what a template is tried with. Pure. */
export function samplePaper(kind: PaperKind, source: string | undefined): Paper {
  const value = 'Contoh isi, dua baris\nseperti tertulis';
  return {
    ...{ template: kind.template, at: 0, link: 'https://contoh.go.id/surat/CONTOH' },
    ...(source !== undefined && { source }),
    data: {
      ...{
        language: 'id',
        draft: false,
        ...{ title: kind.title.id, english: kind.title.en },
        nature: kind.nature?.id ?? null,
        date: '1 Januari 2027',
      },
      head: {
        lines: ['Pemerintah Kabupaten Contoh', 'Kecamatan Contoh'],
        address: 'Jalan 1',
        place: 'Contoh',
        unit: 'X',
      },
      ...{ number: kind.number === null ? null : '1/X/2027', numbered: kind.number !== null, code: 'CONTOH' },
      ...{ url: 'https://contoh.go.id/surat/CONTOH', ticket: 'CTH-20270101-0001' },
      fields: Object.fromEntries(kind.fields.map(({ name }) => [name, value])),
      rows: kind.fields.map(({ name, label }) => ({ name, label: label.id, english: label.en, value })),
      words: kind.words,
      signers: kind.signers.map(({ act }) => ({ act, title: 'Jabatan', name: 'Nama', rank: 'Pangkat', nip: '1' })),
      copies: kind.copies,
      ...(kind.gathers && { dossier: sampleDossier(value) }),
      ...(kind.promises && { promise: sampleSlip }),
      ...(kind.reports !== null && { report: sampleReport }),
    },
  };
}

const sampleTable = { title: 'Tabel', columns: ['Kolom', 'Kolom'], rows: [['Baris', '1', '≈ 2']], named: false };
const sampleReport: PrintedReport = {
  ...{ period: '1 Januari 2027', zone: 'WIB', quiet: 'Tidak ada kegiatan.', nothing: 'Tidak ada.', notes: ['Catatan'] },
  ...{ tables: [sampleTable, { ...sampleTable, rows: [] }, { ...sampleTable, named: true }], corrections: sampleTable },
};

const sampleDossier = (value: string): Dossier => {
  const [at, sha256, line] = ['2027-01-01 08:00 WIB', 'f'.repeat(64), { label: 'Kolom', value }];
  return {
    contents: [line],
    history: [{ at, what: 'Kejadian', who: 'Nama', lines: [line, line] }],
    papers: [{ title: 'Surat', number: '1/X/2027', state: 'jadi', at, sha256 }],
    files: [{ at, name: 'foto.jpg', bytes: 4_096, sha256 }],
    messages: [{ at, from: 'Warga (SMS)', text: value }],
  };
};

const both = { id: 'Contoh', en: 'Sample' };
const sampleStep = { name: both, by: both };
const sampleSlip: Slip = {
  ...{ stage: both, opened: both, closed: both, kept: both, provisional: both, ask: both },
  now: [
    { ...sampleStep, due: both, why: both },
    { ...sampleStep, due: both, why: null },
  ],
  ahead: [{ ...sampleStep, limit: both }],
  done: [{ ...sampleStep, limit: both, fact: [both, both], result: both }],
  ...{ link: 'https://contoh.go.id/lacak#CTH-20270101-0001', page: 'contoh.go.id/lacak' },
};
