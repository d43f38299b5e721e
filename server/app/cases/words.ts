import type { WrittenField } from '../../contract/views.ts';
import type { Choice, FieldDefinition } from '../../domain/fields/field.ts';
import { fieldIn, fieldNames } from '../../domain/fields/standard.ts';
import type { Words } from '../../domain/shared/words.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { workEventOf } from '../../domain/sop/work-events.ts';

/** What a case says and what happened to it, in words. Pure. */

const both = (text: string): Words => ({ id: text, en: text });
const yesNo: Readonly<Record<string, Words>> = { yes: { id: 'Ya', en: 'Yes' }, no: { id: 'Tidak', en: 'No' } };

/** Everything that was written, in the order of the procedure's fields; what its version does not know comes last. */
export function writtenFields(
  sop: SopDefinition,
  written: readonly (readonly [name: string, value: string])[],
  choose: (field: FieldDefinition, code: string) => Choice,
): WrittenField[] {
  const order = fieldNames(sop);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...written]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => {
      const field = fieldIn(sop, name);
      return { name, label: field?.label ?? both(name), value: valueWords(field, value, choose) };
    });
}

export function valueWords(
  field: FieldDefinition | undefined,
  value: string,
  choose: (field: FieldDefinition, code: string) => Choice,
): Words {
  if (field?.type === 'yesno') return yesNo[value] ?? both(value);
  return field?.type === 'choice' ? choose(field, value).name : both(value);
}

/** What an event is called in a history. */
export const eventWords = (type: string): Words => workEventOf(type)?.done ?? outside[type] ?? both(type);

/** What nobody brings about by an action. */
const outside: Readonly<Record<string, Words>> = {
  'call.arrived': { id: 'Telepon masuk', en: 'The call came in' },
  'ticket.numbered': { id: 'Nomor tiket diberikan', en: 'The ticket number was given' },
  'call.number_told': { id: 'Nomor tiket diucapkan', en: 'The ticket number was spoken' },
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
  'message.sent': { id: 'Pesan dikirim', en: 'A message was sent' },
  'telling.queued': { id: 'Pesan menunggu dikirim', en: 'Words to the citizen wait to be sent' },
  'telling.failed': { id: 'Pesan tidak dapat dikirim', en: 'The words to the citizen could not be sent' },
  'promise.recounted': { id: 'Batas waktu dihitung ulang', en: 'The promise was counted anew' },
  'facilities.due': { id: 'Fasilitas harus disediakan', en: 'The facilities fell due' },
  'daily_report.due': { id: 'Laporan harian jatuh tempo', en: 'The daily report fell due' },
  'monthly_report.due': { id: 'Laporan bulanan jatuh tempo', en: 'The monthly report fell due' },
};
