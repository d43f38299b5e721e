import type { HistoryEntry } from '../../contract/views.ts';
import type { CaseEvent, TransferData } from '../../domain/case/events.ts';
import type { Words } from '../../domain/shared/words.ts';
import type { Directory } from '../people/directory.ts';
import { asTyped, type Typed } from './words.ts';

/** Who handed a caller on to whom, as a history says it. Pure, but for the names. */

const both = (text: string): Words => ({ id: text, en: text });

const labels: Readonly<Record<TransferData['mode'], Readonly<Record<TransferData['step'], Words>>>> = {
  blind: {
    begun: { id: 'Penelepon dialihkan langsung', en: 'The caller was handed on at once' },
    consulting: { id: 'Pengalihan', en: 'Transfer' },
    joined: { id: 'Pengalihan', en: 'Transfer' },
    done: { id: 'Pengalihan selesai', en: 'The transfer is done' },
    failed: { id: 'Pengalihan tidak berhasil', en: 'The transfer came to nothing' },
  },
  consult: {
    begun: { id: 'Konsultasi dimulai, penelepon ditahan', en: 'A consultation began, the caller was put on hold' },
    consulting: { id: 'Konsultasi dijawab', en: 'The consultation was answered' },
    joined: { id: 'Penelepon ikut bicara: bertiga', en: 'The caller joined in: three talk together' },
    done: { id: 'Penelepon diserahkan setelah konsultasi', en: 'The caller was handed over after the consultation' },
    failed: { id: 'Konsultasi berakhir tanpa penyerahan', en: 'The consultation ended without a hand-over' },
  },
  move: {
    begun: {
      id: 'Penelepon yang menunggu dipindahkan dari antrean oleh penyelia',
      en: 'A supervisor moved the waiting caller out of the queue',
    },
    consulting: { id: 'Pemindahan', en: 'Move' },
    joined: { id: 'Pemindahan', en: 'Move' },
    done: { id: 'Penelepon yang dipindahkan dijawab', en: 'The moved caller was answered' },
    failed: {
      id: 'Pemindahan tidak berhasil; penelepon kembali ke depan antrean',
      en: 'The move came to nothing; the caller is first in the queue again',
    },
  },
  overflow: {
    begun: {
      id: 'Penelepon yang belum dijawab diteruskan ke luar kantor',
      en: 'The caller whom nobody had answered was led out of the office',
    },
    consulting: { id: 'Penerusan', en: 'Leading on' },
    joined: { id: 'Penerusan', en: 'Leading on' },
    done: { id: 'Penelepon yang diteruskan dijawab', en: 'The caller was answered where he was led' },
    failed: { id: 'Penerusan ke luar kantor tidak berhasil', en: 'Nobody took the caller outside of the office' },
  },
};

const reasons: Readonly<Record<NonNullable<TransferData['reason']>, Words>> = {
  'no-answer': { id: 'tidak dijawab', en: 'not answered' },
  refused: { id: 'ditolak atau sibuk', en: 'refused or busy' },
  unreachable: { id: 'telepon tidak dapat dihubungi', en: 'the telephone could not be reached' },
  cancelled: { id: 'dibatalkan; penelepon kembali ke agen', en: 'cancelled; the caller is with the agent again' },
  left: {
    id: 'agen menutup telepon; penelepon kembali ke antrean',
    en: 'the agent hung up; the caller is in the queue',
  },
  gone: { id: 'yang diajak bicara menutup telepon', en: 'the one consulted hung up' },
  'caller-gone': { id: 'penelepon menutup telepon', en: 'the caller hung up' },
  unknown: { id: 'tidak diketahui', en: 'not known' },
};

/** What happened, where the event's type does not say it; null: it does. */
export const transferLabel = (event: CaseEvent): Words | null =>
  event.type === 'call.transfer' ? labels[event.data.mode][event.data.step] : null;

/** The people whose telephones it was. */
export function whoOf(event: CaseEvent, directory: Directory, typed: Typed = asTyped): HistoryEntry['words'] {
  switch (event.type) {
    case 'call.answered':
    case 'call.released': {
      const takenBy = event.type === 'call.answered' ? event.data.takenBy : undefined;
      const name = directory.nameOf(takenBy ?? event.data.agentId ?? null);
      return name === null ? [] : [{ label: { id: 'Oleh', en: 'By' }, value: both(name) }];
    }
    case 'call.transfer': {
      const { fromId, toId, outsideName, reason } = event.data;
      const from = directory.nameOf(fromId);
      const to = outsideName === null ? directory.nameOf(toId) : typed(outsideName);
      return [
        ...(from === null ? [] : [{ label: { id: 'Dari', en: 'From' }, value: both(from) }]),
        { label: { id: 'Kepada', en: 'To' }, value: to === null ? { id: 'Antrean', en: 'The queue' } : both(to) },
        ...(reason === undefined ? [] : [{ label: { id: 'Sebab', en: 'Why' }, value: reasons[reason] }]),
      ];
    }
    default:
      return [];
  }
}
