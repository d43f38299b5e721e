import { dayInWords, type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import type { Paper } from '../ports/papers.ts';
import type { PersonDocument } from './person-document.ts';

const words = {
  id: {
    title: 'Salinan data pribadi',
    nature: 'Sifat',
    confidential: 'Rahasia',
    subject: 'Hal',
    to: 'Yth.',
    nameless: 'Pemilik data',
    opening:
      'Menjawab permintaan Saudara, berikut salinan seluruh data pribadi Saudara yang kami simpan, sesuai Pasal 7 dan Pasal 32 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi.',
    closing:
      'Rinciannya ada di halaman-halaman berikut, satu bagian untuk setiap tiket. Saudara dapat meminta agar data yang keliru dibetulkan, dan data yang tidak diperlukan lagi dihapus.',
    officer: 'Pejabat Pelindungan Data Pribadi,',
    class: 'Golongan data',
    count: 'Jumlah',
    first: 'Sejak',
    last: 'Sampai',
    none: 'Kami tidak menyimpan data Saudara.',
    classes: {
      identity: 'Identitas (nama, nomor telepon, NIK)',
      contents: 'Isi pengaduan',
      messages: 'Pesan',
      files: 'Berkas (foto, dokumen, suara)',
      calls: 'Panggilan telepon',
      recordings: 'Rekaman percakapan',
      history: 'Riwayat penanganan',
    },
    opened: 'Dibuka',
    closed: 'Ditutup',
    basis: 'Dasar pemrosesan',
    phone: 'Telepon',
    facts: 'Isi tiket',
    asWritten: 'Seperti yang ditulis',
    looks: 'Kapan data dilihat oleh petugas kantor',
    call: 'Panggilan',
    seconds: 'detik',
  },
  en: {
    title: 'Copy of personal data',
    nature: 'Nature',
    confidential: 'Confidential',
    subject: 'Subject',
    to: 'To',
    nameless: 'The person whose data these are',
    opening:
      'As you asked, here is a copy of all personal data of yours that we keep, under articles 7 and 32 of Law 27 of 2022 on the Protection of Personal Data.',
    closing:
      'The details are on the pages that follow, a part for each ticket. You may ask that what is wrong be put right, and that what is needed no more be erased.',
    officer: 'Data protection officer',
    class: 'Class of data',
    count: 'Number',
    first: 'Since',
    last: 'Until',
    none: 'We keep no data of yours.',
    classes: {
      identity: 'Identity (name, telephone number, NIK)',
      contents: 'Contents of complaints',
      messages: 'Messages',
      files: 'Files (pictures, documents, sounds)',
      calls: 'Telephone calls',
      recordings: 'Recordings of conversations',
      history: 'History of the handling',
    },
    opened: 'Opened',
    closed: 'Closed',
    basis: 'Legal basis',
    phone: 'Telephone',
    facts: 'Contents of the ticket',
    asWritten: 'As it was written',
    looks: 'When people of the office saw the data',
    call: 'Call',
    seconds: 'seconds',
  },
} as const;

export interface PaperOptions {
  readonly language: 'id' | 'en';
  /** Who hands it out. */
  readonly officer: string;
  /** Epoch ms. */
  readonly now: number;
  readonly zone: OfficeZone;
}

/** The copy as a letter to the person, with a part for each ticket. Pure. */
export function personPaper(copy: PersonDocument, { language, officer, now, zone }: PaperOptions): Paper {
  const { classes, ...said } = words[language];
  const line = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
  const tickets = copy.tickets.map((ticket) => {
    const { ticketNumber, procedure, calls, contents, asWritten, messages, files, recordings, history, looks } = ticket;
    const parts = [
      {
        title: said.facts,
        lines: [
          ...line(said.opened, ticket.openedAt),
          ...line(said.closed, ticket.closedAt),
          ...line(said.basis, ticket.basis),
          ...line(said.phone, ticket.phone),
          ...line('NIK', ticket.nik),
          ...calls.flatMap((call) => line(said.call, [call.arrivedAt, call.endedAt ?? ''].join(' – '))),
          ...contents,
        ],
      },
      { title: said.asWritten, lines: asWritten },
      {
        title: classes.messages,
        lines: messages.map(({ at, from, by, text }) => ({ label: `${at}\n${from} · ${by}`, value: text })),
      },
      {
        title: classes.files,
        lines: files.map(({ at, name, sha256 }) => ({ label: at, value: `${name}\nSHA-256 ${sha256 ?? ''}` })),
      },
      {
        title: classes.recordings,
        lines: recordings.map(({ startedAt, seconds }) => ({
          label: startedAt ?? '–',
          value: `${seconds} ${said.seconds}`,
        })),
      },
      { title: classes.history, lines: history },
      { title: said.looks, lines: looks },
    ];
    return { ticketNumber, procedure, parts: parts.filter(({ lines }) => lines.length > 0) };
  });
  const held = copy.held.map(({ class: name, ...row }) => ({ what: classes[name], ...row }));
  const { office, name } = copy;
  return {
    template: 'person-copy',
    at: now,
    data: {
      ...{ language, officer, words: said, date: dayInWords(officeDay(now, zone), language) },
      copy: { office, name, held, tickets },
    },
  };
}
