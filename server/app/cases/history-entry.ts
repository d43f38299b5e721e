import type { HistoryEntry } from '../../contract/views.ts';
import { dialWords } from '../../domain/call/dial-words.ts';
import { eventWords } from '../../domain/case/event-words.ts';
import type { ActionData, CaseEvent } from '../../domain/case/events.ts';
import type { Choice, FieldDefinition } from '../../domain/fields/field.ts';
import { fieldIn, fieldNames } from '../../domain/fields/standard.ts';
import { basisWords } from '../../domain/service/legal-basis.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { Directory } from '../people/directory.ts';
import type { LoggedEvent } from '../ports/cases.ts';
import { transferLabel, whoOf } from './transfer-words.ts';
import { valueWords } from './words.ts';

/** What was written in an event, as it can be read: without ids, which name nobody to a reader. Pure. */
export function historyEntry(
  { seq, event, recordedAt, personId }: LoggedEvent & { readonly seq: number },
  sop: SopDefinition,
  directory: Directory,
  choose: (field: FieldDefinition, code: string) => Choice,
): HistoryEntry {
  const order = fieldNames(sop);
  const written = [...wordsOf(event)].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const words = written.flatMap(([name, value]) => {
    const field = fieldIn(sop, name);
    const shown = field?.type === 'person' ? (directory.nameOf(value) ?? '') : value;
    if (shown === '') return [];
    return [{ label: field?.label ?? { id: name, en: name }, value: valueWords(field, shown, choose) }];
  });
  return {
    seq,
    type: event.type,
    label: transferLabel(event) ?? eventWords(event.type),
    at: event.at,
    recordedAt,
    actorName: directory.nameOf(personId),
    words: [
      ...words,
      ...asMessage(event),
      ...whoOf(event, directory),
      ...onWhat(event),
      ...whichFile(event),
      ...whichAnswer(event),
      ...whichPaper(event),
      ...howCalled(event),
      ...howKnown(event),
    ],
  };
}

function asMessage(event: CaseEvent): HistoryEntry['words'] {
  if (event.type !== 'report.received' || event.data.messageMs === undefined) return [];
  const seconds = Math.round(event.data.messageMs / 1_000);
  return [
    {
      label: { id: 'Pesan suara', en: 'Voice message' },
      value: { id: `${seconds} detik`, en: `${seconds} seconds` },
    },
  ];
}

/** On what the office said that it processes the citizen's data, and in which words; or to which the citizen answered. */
function onWhat(event: CaseEvent): HistoryEntry['words'] {
  const told = event.type === 'basis.told';
  if (!told && event.type !== 'consent.given' && event.type !== 'consent.refused' && event.type !== 'consent.withdrawn')
    return [];
  const { basis, version } = event.data;
  return [
    ...(told ? [{ label: { id: 'Dasar', en: 'Basis' }, value: basisWords[event.data.kind] }] : []),
    {
      label: { id: 'Naskah', en: 'Text' },
      value: { id: `${basis}, versi ${version}`, en: `${basis}, version ${version}` },
    },
  ];
}

const kindWords = {
  picture: { id: 'Foto', en: 'Picture' },
  document: { id: 'Dokumen', en: 'Document' },
  sound: { id: 'Suara', en: 'Sound' },
  film: { id: 'Video', en: 'Film' },
} as const;
const viaWords = {
  person: { id: 'petugas', en: 'somebody of the office' },
  message: { id: 'pesan warga', en: 'a message of the citizen' },
  page: { id: 'halaman lacak', en: 'the citizens’ page' },
} as const;

function whichFile(event: CaseEvent): HistoryEntry['words'] {
  if (event.type !== 'file.received') return [];
  const { kind, via } = event.data;
  return [
    { label: { id: 'Jenis', en: 'Kind' }, value: kindWords[kind] },
    { label: { id: 'Melalui', en: 'By' }, value: viaWords[via] },
  ];
}

const useWords = {
  inserted: { id: 'disisipkan ke formulir', en: 'put into the form' },
  read: { id: 'dibacakan', en: 'read aloud' },
  sent: { id: 'dikirim sebagai pesan', en: 'sent as a message' },
  solved: { id: 'menyelesaikan pengaduan', en: 'solved it' },
} as const;

function whichAnswer(event: CaseEvent): HistoryEntry['words'] {
  if (event.type !== 'answer.used') return [];
  const { title, version, how } = event.data;
  return [
    {
      label: { id: 'Jawaban', en: 'Answer' },
      value: { id: `${title.id} (versi ${version})`, en: `${title.en || title.id} (version ${version})` },
    },
    { label: { id: 'Cara', en: 'How' }, value: useWords[how] },
  ];
}

function whichPaper({ data }: CaseEvent): HistoryEntry['words'] {
  if (!('paperId' in data)) return [];
  const { title, number, sha256 } = data;
  const as = (text: string) => ({ id: text, en: text });
  return [
    { label: { id: 'Surat', en: 'Paper' }, value: title },
    ...(number === null ? [] : [{ label: { id: 'Nomor', en: 'Number' }, value: as(number) }]),
    { label: { id: 'SHA-256', en: 'SHA-256' }, value: as(sha256) },
  ];
}

function howCalled(event: CaseEvent): HistoryEntry['words'] {
  if (event.type !== 'callback.ended') return [];
  const value = dialWords(event.data.result, event.data.endedBy);
  return [{ label: { id: 'Hasil', en: 'How it ended' }, value }];
}

/** Of what nobody heard when it happened. */
function howKnown({ data }: CaseEvent): HistoryEntry['words'] {
  const estimated = 'estimated' in data || ('source' in data && data.source === 'estimate');
  if (!estimated && !('source' in data)) return [];
  const value = estimated
    ? { id: 'perkiraan; sentral tidak memberi tahu', en: 'estimated; the exchange did not say' }
    : { id: 'dibaca kembali dari catatan sentral', en: 'read back from the exchange’s own log' };
  return [{ label: { id: 'Diketahui dari', en: 'Known by' }, value }];
}

/** The words of an event, by the names of the fields. */
function wordsOf(event: CaseEvent): readonly (readonly [name: string, value: string])[] {
  if (event.type === 'report.received' || event.type === 'caller.chosen')
    return Object.entries(event.data).filter(
      (entry): entry is [string, string] => readable.has(entry[0]) && typeof entry[1] === 'string',
    );
  if (event.type === 'promise.recounted') return [['remark', event.data.text]];
  const { fields = {}, via } = event.data as ActionData;
  return Object.entries(via === undefined ? fields : { ...fields, via });
}

const readable: ReadonlySet<string> = new Set(['callerName', 'address', 'complaint']);
