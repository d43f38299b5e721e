import type { HistoryEntry } from '../../contract/views.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { Words } from '../../domain/shared/words.ts';
import { channelWords } from '../shared/channel-words.ts';

/** What kind of file came to a case and by what way, as a history says it. Pure. */

const kindWords = {
  picture: { id: 'Foto', en: 'Picture' },
  document: { id: 'Dokumen', en: 'Document' },
  sound: { id: 'Suara', en: 'Sound' },
  film: { id: 'Video', en: 'Film' },
} as const;
const viaWords = {
  person: { id: 'petugas kantor', en: 'a member of staff' },
  message: { id: 'pesan warga', en: 'a message of the citizen' },
  page: { id: 'halaman lacak', en: 'the citizens’ page' },
} as const;

/** With pictures in it an SMS is another service. */
const mms: Words = { id: 'MMS', en: 'MMS' };

function wayOf({ via, channel }: Extract<CaseEvent, { type: 'file.received' }>['data']): Words {
  // Of what came before the channel was written down nobody knows it any more.
  if (via !== 'message' || channel === undefined) return viaWords[via];
  return channel === 'sms' ? mms : channelWords(channel);
}

export function whichFile(event: CaseEvent): HistoryEntry['words'] {
  if (event.type !== 'file.received') return [];
  return [
    { label: { id: 'Jenis', en: 'Kind' }, value: kindWords[event.data.kind] },
    { label: { id: 'Melalui', en: 'By' }, value: wayOf(event.data) },
  ];
}
