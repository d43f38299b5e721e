import type { HistoryEntry } from '../../contract/views.ts';
import { dialWords } from '../../domain/call/dial-words.ts';
import { eventWords } from '../../domain/case/event-words.ts';
import type { ActionData, CaseEvent } from '../../domain/case/events.ts';
import type { Choice, FieldDefinition } from '../../domain/fields/field.ts';
import { fieldIn, fieldNames } from '../../domain/fields/standard.ts';
import { basisWords } from '../../domain/service/legal-basis.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { workEventOf } from '../../domain/sop/work-events.ts';
import type { Directory } from '../people/directory.ts';
import type { LoggedEvent } from '../ports/cases.ts';
import { channelWords } from '../shared/channel-words.ts';
import { whichFile } from './file-words.ts';
import { transferLabel, whoOf } from './transfer-words.ts';
import { asTyped, type Typed, valueWords } from './words.ts';

/**
 * What was written in an event, as it can be read: without ids, which name nobody to a reader. Pure.
 * @param typed how words that people typed are shown; digests, numbers of papers and what else we say ourselves stay whole
 */
export function historyEntry(
  { seq, event, recordedAt, personId }: LoggedEvent & { readonly seq: number },
  sop: SopDefinition,
  directory: Directory,
  choose: (field: FieldDefinition, code: string) => Choice,
  typed: Typed = asTyped,
): HistoryEntry {
  const order = fieldNames(sop);
  const written = [...wordsOf(event)].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const words = written.flatMap(([name, value]) => {
    const field = fieldIn(sop, name);
    const shown = field?.type === 'person' ? (directory.nameOf(value) ?? '') : value;
    if (shown === '') return [];
    return [{ label: field?.label ?? { id: name, en: name }, value: valueWords(field, shown, choose, typed) }];
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
      ...recounted(event),
      ...whoOf(event, directory, typed),
      ...onWhat(event),
      ...whichFile(event),
      ...whichAnswer(event, typed),
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
  const by = 'via' in event.data ? [{ label: { id: 'Melalui', en: 'By' }, value: channelWords(event.data.via) }] : [];
  return [
    ...(told ? [{ label: { id: 'Dasar', en: 'Basis' }, value: basisWords[event.data.kind] }] : []),
    {
      label: { id: 'Naskah', en: 'Text' },
      value: { id: `${basis}, versi ${version}`, en: `${basis}, version ${version}` },
    },
    ...by,
  ];
}

const useWords = {
  inserted: { id: 'disisipkan ke formulir', en: 'put into the form' },
  read: { id: 'dibacakan', en: 'read aloud' },
  sent: { id: 'dikirim sebagai pesan', en: 'sent as a message' },
  solved: { id: 'menyelesaikan pengaduan', en: 'solved it' },
} as const;

function whichAnswer(event: CaseEvent, typed: Typed): HistoryEntry['words'] {
  if (event.type !== 'answer.used') return [];
  const { title, version, how } = event.data;
  return [
    {
      label: { id: 'Jawaban', en: 'Answer' },
      value: { id: `${typed(title.id)} (versi ${version})`, en: `${typed(title.en || title.id)} (version ${version})` },
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

/** How a promise was counted anew, in words of ours. */
function recounted(event: CaseEvent): HistoryEntry['words'] {
  if (event.type !== 'promise.recounted') return [];
  const { text } = event.data;
  return [{ label: { id: 'Catatan', en: 'Note' }, value: { id: text, en: text } }];
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
  // `via` and `fields` are what people chose and wrote in work of theirs; elsewhere words of these names are our own.
  if (!workEventOf(event.type) && event.type !== 'telling.queued') return [];
  const { fields = {}, via } = event.data as ActionData;
  return Object.entries(via === undefined ? fields : { ...fields, via });
}

const readable: ReadonlySet<string> = new Set(['callerName', 'address', 'complaint']);
