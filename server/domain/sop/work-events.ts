import type { Words } from '../shared/words.ts';

/** Words for the citizen, in the field that has them. */
export interface Says {
  readonly as: 'answer' | 'question';
  readonly field: string;
}

/**
 * What people's work brings about: the one place that knows an event. What it is called where it can be done, what it is
 * called when it has been, and what it says by its nature. A procedure says who may, when, and what else is asked.
 */
export interface WorkEventDefinition {
  /** On the button. */
  readonly label: Words;
  /** In the history. */
  readonly done: Words;
  /** Fields that it says by its nature; true: it says nothing without it. */
  readonly fields?: Readonly<Record<string, boolean>>;
  /**
   * It is an answer or a question to the citizen, in this field: it happens when a gateway has taken the message, the
   * citizen is on the line and hears it, or a letter has gone with its proof. Nobody can say it of what was not sent.
   */
  readonly says?: Says;
  /** Happens by itself with the first word that is written down. */
  readonly byTyping?: true;
  /** Its fields are those of the recommendation, decision or return: it is never the same thing twice. */
  readonly changes?: string;
}

const words = (id: string, en: string): Words => ({ id, en });

const definitions = {
  'intake.started': {
    label: words('Mulai mencatat', 'Start writing it down'),
    done: words('Pencatatan dimulai', 'Writing down began'),
    byTyping: true,
  },
  'intake.saved': {
    label: words('Simpan data pelapor dan laporan', 'Save citizen and report'),
    done: words('Data pelapor dan laporan disimpan', 'Citizen and report were saved'),
    fields: {
      callerName: false,
      address: false,
      phone: false,
      nik: false,
      kind: false,
      category: false,
      complaint: true,
    },
  },
  'analysis.saved': {
    label: words('Simpan hasil identifikasi', 'Save what was found'),
    done: words('Hasil identifikasi disimpan', 'What was found was saved'),
    fields: { problemFrame: true },
  },
  'solution.saved': {
    label: words('Simpan solusi', 'Save the solution'),
    done: words('Solusi ditemukan', 'A solution was found'),
    fields: { solution: true },
  },
  'solution.not_found': {
    label: words('Tidak ada solusi: kirim lebih lanjut', 'No solution: send it on'),
    done: words('Solusi tidak ditemukan', 'No solution was found'),
  },
  'search.failed': {
    label: words('Jawaban tidak ditemukan', 'Answer not found'),
    done: words('Jawaban tidak ditemukan', 'No answer was found'),
  },
  'case.dispatched': {
    label: words('Disposisikan', 'Refer'),
    done: words('Didisposisikan', 'Referred'),
    fields: { dispatchNote: false },
  },
  'case.forwarded': {
    label: words('Teruskan', 'Forward'),
    done: words('Diteruskan', 'Forwarded'),
    fields: { assigneeId: true, forwardNote: false },
  },
  'case.returned': {
    label: words('Kembalikan dengan alasan', 'Return with a reason'),
    done: words('Dikembalikan', 'Returned'),
    fields: { reason: true },
  },
  'solution.given': {
    label: words('Berikan jawaban', 'Give the answer'),
    done: words('Jawaban diberikan', 'The answer was given'),
    fields: { solution: true },
  },
  'answer.reviewed': {
    label: words('Jawaban sudah diperiksa', 'Answer reviewed'),
    done: words('Jawaban diperiksa', 'The answer was reviewed'),
    fields: { solution: true },
  },
  'answer.sent': {
    label: words('Sampaikan jawaban kepada pelapor', 'Tell the citizen the answer'),
    done: words('Jawaban disampaikan kepada pelapor', 'The citizen was told the answer'),
    fields: { solution: true },
    says: { as: 'answer', field: 'solution' },
  },
  'reply.not_possible': {
    label: words('Tanpa jawaban: pelapor tidak terjangkau', 'No answer: nothing reaches the citizen'),
    done: words('Tidak dijawab: pelapor tidak terjangkau', 'Not answered: nothing reaches the citizen'),
    fields: { reason: true },
  },
  'confirmation.saved': {
    label: words('Simpan konfirmasi: tidak ada keluhan lain', 'Save the confirmation: nothing else'),
    done: words('Dikonfirmasi', 'Confirmed'),
    fields: { confirmed: false },
  },
  'confirmation.another': {
    label: words('Ada keluhan lain: buka tiket baru', 'There is another complaint: open a ticket'),
    done: words('Ada keluhan lain', 'There was another complaint'),
    fields: { confirmed: false },
  },
  'confirmation.refused': {
    label: words('Belum terjawab: teruskan lagi', 'Not answered yet: send it on again'),
    done: words('Pelapor belum menerima jawabannya', 'The citizen did not accept the answer'),
    fields: { reason: true },
  },
  'follow_up.noted': {
    label: words('Catat tindak lanjut', 'Note the follow-up'),
    done: words('Tindak lanjut dicatat', 'The follow-up was noted'),
    fields: { progress: true },
  },
  'recap.saved': {
    label: words('Simpan rekap', 'Save the recap'),
    done: words('Direkap', 'Recapped'),
    fields: { disposition: true, recapSummary: true },
  },
  'photo.received': {
    label: words('Foto sudah diterima', 'Photos received'),
    done: words('Foto diterima', 'Photos were received'),
    fields: { proof: true },
  },
  'discussion.action_needed': {
    label: words('Putuskan: perlu tindakan', 'Decide: action is needed'),
    done: words('Diputuskan: perlu tindakan', 'Decided: action is needed'),
    fields: { decision: true },
  },
  'discussion.concluded': {
    label: words('Putuskan: tanpa tindakan', 'Decide: no action'),
    done: words('Diputuskan: tanpa tindakan', 'Decided: no action'),
    fields: { decision: true },
  },
  'action.done': {
    label: words('Tindakan selesai', 'Action done'),
    done: words('Tindakan selesai', 'The action was done'),
    fields: { action: true },
  },
  'report.accepted': {
    label: words('Terima laporan', 'Accept the report'),
    done: words('Laporan diterima', 'The report was accepted'),
  },
  'report.logged': {
    label: words('Sudah dicatat di buku laporan', 'Entered in the log'),
    done: words('Dicatat di buku laporan', 'Entered in the log'),
  },
  'clarification.saved': {
    label: words('Simpan hasil klarifikasi', 'Save the clarification'),
    done: words('Hasil klarifikasi disimpan', 'The clarification was saved'),
    fields: { clarification: true },
  },
  'consultation.asked': {
    label: words('Konsultasikan kepada pimpinan', 'Consult the head'),
    done: words('Dikonsultasikan kepada pimpinan', 'The head was consulted'),
  },
  'consultation.answered': {
    label: words('Jawab konsultasi', 'Answer the consultation'),
    done: words('Konsultasi dijawab', 'The consultation was answered'),
    fields: { solution: true },
  },
  'recommendation.made': {
    label: words('Ajukan rekomendasi', 'Make a recommendation'),
    done: words('Rekomendasi diajukan', 'A recommendation was made'),
    fields: { recommendation: true },
    changes: 'recommendation',
  },
  'recommendation.approved': {
    label: words('Setujui rekomendasi', 'Approve the recommendation'),
    done: words('Rekomendasi disetujui', 'The recommendation was approved'),
    fields: { remark: false },
  },
  'recommendation.rejected': {
    label: words('Kembalikan rekomendasi', 'Return the recommendation'),
    done: words('Rekomendasi dikembalikan', 'The recommendation was returned'),
    fields: { reason: true },
  },
  'improvement.done': {
    label: words('Perbaikan selesai', 'Improvement done'),
    done: words('Perbaikan selesai', 'The improvement was done'),
    fields: { improvement: true },
  },
  'case.archived': {
    label: words('Arsipkan berkas', 'Archive the file'),
    done: words('Berkas diarsipkan', 'The file was archived'),
  },
  'facilities.provided': {
    label: words('Fasilitas sudah tersedia', 'Facilities provided'),
    done: words('Fasilitas disediakan', 'The facilities were provided'),
  },
  'daily_report.made': {
    label: words('Laporan harian selesai', 'Daily report made'),
    done: words('Laporan harian dibuat', 'The daily report was made'),
  },
  'monthly_report.prepared': {
    label: words('Serahkan laporan bulanan', 'Hand in the monthly report'),
    done: words('Laporan bulanan diserahkan', 'The monthly report was handed in'),
  },
  'monthly_report.initialled': {
    label: words('Paraf laporan', 'Initial the report'),
    done: words('Laporan diparaf', 'The report was initialled'),
  },
  'monthly_report.returned': {
    label: words('Kembalikan laporan', 'Return the report'),
    done: words('Laporan dikembalikan', 'The report was returned'),
    fields: { reason: true },
  },
} as const satisfies Record<string, WorkEventDefinition>;

/** Happens whenever somebody sees need of it, and is undone by its counterpart; a procedure says what it does. */
const needs = {
  'photo.needed': {
    label: words('Minta foto', 'Ask for photos'),
    done: words('Foto diminta', 'Photos were asked for'),
    fields: { question: true },
    says: { as: 'question', field: 'question' },
  },
  'photo.not_needed': {
    label: words('Foto tidak jadi diperlukan', 'Photos not needed after all'),
    done: words('Foto tidak jadi diperlukan', 'Photos were not needed after all'),
    fields: { reason: true },
  },
  'citizen.asked': {
    label: words('Bertanya kepada pelapor', 'Ask the citizen'),
    done: words('Pelapor ditanya', 'The citizen was asked'),
    fields: { question: true },
    says: { as: 'question', field: 'question' },
  },
  'citizen.replied': {
    label: words('Catat balasan pelapor', 'Write down the citizen’s reply'),
    done: words('Pelapor membalas', 'The citizen replied'),
    fields: { reply: true },
  },
} as const satisfies Record<string, WorkEventDefinition>;

/** May be done to any open case, whatever its procedure says, but for who may: see `closings`. */
const common = {
  'case.corrected': {
    label: words('Perbaiki data', 'Correct what is written'),
    done: words('Data diperbaiki', 'What was written was corrected'),
  },
  'case.passed_on': {
    label: words('Alihkan kepada orang lain', 'Pass on to somebody else'),
    done: words('Dialihkan', 'Passed on'),
    fields: { assigneeId: true, reason: true },
  },
  'contact.failed': {
    label: words('Pelapor tidak terhubung', 'The citizen could not be reached'),
    done: words('Pelapor tidak terhubung', 'The citizen could not be reached'),
    fields: { remark: false },
  },
  'case.ended': {
    label: words('Akhiri tiket', 'End the ticket'),
    done: words('Tiket diakhiri', 'The ticket was ended'),
    fields: { endedAs: true, reason: true },
  },
} as const satisfies Record<string, WorkEventDefinition>;

export type WorkEvent = keyof typeof definitions;
export type NeedEvent = keyof typeof needs;
export type CommonEvent = keyof typeof common;
/** Everything that a person can do to a case. */
export type ActionEvent = WorkEvent | NeedEvent | CommonEvent;

export const workEvents = Object.keys(definitions) as readonly WorkEvent[];
export const needEvents = Object.keys(needs) as readonly NeedEvent[];
export const commonEvents = Object.keys(common) as readonly CommonEvent[];

const known: Readonly<Record<string, WorkEventDefinition>> = { ...definitions, ...needs, ...common };

/** What is known of an event that people bring about; undefined: it is none. */
export function workEventOf(event: ActionEvent): WorkEventDefinition;
export function workEventOf(event: string): WorkEventDefinition | undefined;
export function workEventOf(event: string): WorkEventDefinition | undefined {
  return known[event];
}
export const isActionEvent = (event: string): event is ActionEvent => Object.hasOwn(known, event);
export const isNeed = (event: string): event is NeedEvent => Object.hasOwn(needs, event);
