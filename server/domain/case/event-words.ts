import type { Words } from '../shared/words.ts';
import { type ActionEvent, workEventOf } from '../sop/work-events.ts';
import type { CaseEvent } from './events.ts';

/** What an event is called where it is told that it happened: in a history, on a flow chart. */
export const eventWords = (type: string): Words =>
  workEventOf(type)?.done ??
  (Object.hasOwn(outside, type) ? outside[type as Outside] : undefined) ?? { id: type, en: type };

/** What nobody brings about by an action; `case.closed` ends a run, and is no event of its own. */
type Outside = Exclude<CaseEvent['type'], ActionEvent> | 'case.closed';
const outside: Readonly<Record<Outside, Words>> = {
  'call.arrived': { id: 'Telepon masuk', en: 'The call came in' },
  'ticket.numbered': { id: 'Nomor tiket diberikan', en: 'The ticket number was given' },
  'call.number_told': { id: 'Nomor tiket diucapkan', en: 'The ticket number was spoken' },
  'call.turned_away': {
    id: 'Penelepon diberi tahu bahwa tidak ada yang menjawab sekarang',
    en: 'The caller was told that nobody answers now',
  },
  'call.queued': { id: 'Masuk antrean', en: 'Queued' },
  'call.offered': { id: 'Telepon agen berdering', en: 'An agent’s telephone rang' },
  'offer.lapsed': { id: 'Dering berakhir tanpa dijawab', en: 'The ring ended unanswered' },
  'call.answered': { id: 'Telepon dijawab', en: 'The call was answered' },
  'call.held': { id: 'Penelepon ditahan', en: 'The caller was put on hold' },
  'call.resumed': { id: 'Percakapan dilanjutkan', en: 'The talk went on' },
  'call.ended': { id: 'Telepon berakhir', en: 'The call ended' },
  'case.linked': { id: 'Tiket lanjutan dibuka', en: 'Opened as a further ticket' },
  'case.taken': { id: 'Diambil oleh petugas', en: 'Taken on' },
  'caller.chosen': { id: 'Penelepon dikenali', en: 'The caller was recognised' },
  'report.received': { id: 'Laporan diterima', en: 'The report came in' },
  'message.received': { id: 'Pesan dari pelapor', en: 'A message from the citizen' },
  'file.received': { id: 'Berkas masuk', en: 'A file came in' },
  'answer.used': { id: 'Jawaban siap pakai digunakan', en: 'An answer at hand was used' },
  'paper.made': { id: 'Surat dibuat', en: 'A paper was made' },
  'paper.initialled': { id: 'Surat diparaf', en: 'A paper was initialled' },
  'paper.signed': { id: 'Surat ditandatangani', en: 'A paper was signed' },
  'paper.returned': { id: 'Surat dikembalikan', en: 'A paper was returned' },
  'paper.sent': { id: 'Surat dikirim, dengan bukti', en: 'A paper went out, with its proof' },
  'paper.voided': { id: 'Surat dibatalkan', en: 'A paper counts for nothing any more' },
  'basis.told': { id: 'Dasar pemrosesan data disampaikan', en: 'The legal basis was told' },
  'consent.given': { id: 'Warga menyetujui pemrosesan datanya', en: 'The citizen consented' },
  'consent.refused': { id: 'Warga tidak menyetujui pemrosesan datanya', en: 'The citizen did not consent' },
  'consent.withdrawn': { id: 'Warga mencabut persetujuannya', en: 'The citizen took the consent back' },
  'message.sent': { id: 'Pesan dikirim', en: 'A message was sent' },
  'telling.queued': { id: 'Pesan menunggu dikirim', en: 'Words to the citizen wait to be sent' },
  'telling.failed': { id: 'Pesan tidak dapat dikirim', en: 'The words to the citizen could not be sent' },
  'promise.recounted': { id: 'Batas waktu dihitung ulang', en: 'The promise was counted anew' },
  'facilities.due': { id: 'Fasilitas harus disediakan', en: 'The facilities fell due' },
  'daily_report.due': { id: 'Laporan harian jatuh tempo', en: 'The daily report fell due' },
  'monthly_report.due': { id: 'Laporan bulanan jatuh tempo', en: 'The monthly report fell due' },
  'task.lapsed': { id: 'Tidak lagi terutang: layanannya ditiadakan', en: 'No longer owed: its service is gone' },
  'call.released': { id: 'Penelepon dialihkan', en: 'The caller was handed on' },
  'callback.placed': { id: 'Warga ditelepon', en: 'The citizen was called' },
  'callback.answered': { id: 'Warga mengangkat telepon', en: 'The citizen answered the call' },
  'callback.ended': { id: 'Telepon kepada warga berakhir', en: 'The call to the citizen ended' },
  'call.transfer': { id: 'Pengalihan penelepon', en: 'Transfer of the caller' },
  'case.closed': { id: 'Tiket ditutup', en: 'The ticket was closed' },
  timer: { id: 'Batas waktu sebuah langkah tercapai', en: 'The time of a step was up' },
};
