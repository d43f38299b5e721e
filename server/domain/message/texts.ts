import type { ConsentAnswer, LegalBasis, WithoutConsent } from '../service/legal-basis.ts';
import type { Bilingual } from '../sop/terms.ts';

/** What we write by ourselves: GSM-7 letters only, and each fits one SMS. */

/**
 * Sent back when a message has opened a case.
 * @param basis on what the office processes the citizen's data, as it is told; null: nothing is stated
 */
export const acknowledgement = (ticketNumber: string, basis: Pick<LegalBasis, 'text' | 'kind'> | null): Bilingual =>
  basis?.kind === 'consent' ? asksConsent(ticketNumber, basis.text) : received(ticketNumber, basis?.text ?? null);

const received = (ticketNumber: string, basis: Bilingual | null): Bilingual => ({
  id: `Laporan Anda kami terima. Nomor tiket: ${ticketNumber}. ${said(basis?.id)}Balas untuk menambah keterangan. Ketik STOP untuk berhenti.`,
  en: `We have your report. Ticket number: ${ticketNumber}. ${said(basis?.en)}Reply to add something. Send STOP to get no more.`,
});
/** Taking it back is as easy as giving it (UU 27/2022, art. 9): one word. */
const asksConsent = (ticketNumber: string, question: Bilingual): Bilingual => ({
  id: `Laporan Anda kami terima. Nomor tiket: ${ticketNumber}. ${question.id} Balas SETUJU atau TIDAK. Kapan pun CABUT untuk mencabut, STOP untuk berhenti.`,
  en: `We have your report. Ticket number: ${ticketNumber}. ${question.en} Reply AGREE or NO. At any time WITHDRAW takes it back, STOP ends messages.`,
});

/**
 * What follows from an answer to the question of consent.
 * @param without what goes on where it is not given
 */
export function consentNoted(ticketNumber: string, answer: ConsentAnswer, without: WithoutConsent): Bilingual {
  if (answer === 'given')
    return {
      id: `Persetujuan Anda untuk ${ticketNumber} dicatat. Ketik CABUT kapan pun untuk mencabutnya.`,
      en: `Your consent for ${ticketNumber} is noted. Send WITHDRAW at any time to take it back.`,
    };
  const goesOn = {
    answer: {
      id: 'Laporan ini tetap kami jawab, lalu datanya kami tutup.',
      en: 'We still answer this report, then close its data.',
    },
    nothing: { id: 'Laporan ini kami akhiri dan datanya kami tutup.', en: 'We end this report and close its data.' },
  }[without];
  const noted =
    answer === 'refused'
      ? {
          id: `Anda tidak setuju untuk ${ticketNumber}; dicatat.`,
          en: `You do not consent for ${ticketNumber}; noted.`,
        }
      : { id: `Persetujuan untuk ${ticketNumber} dicabut.`, en: `The consent for ${ticketNumber} is taken back.` };
  return { id: `${noted.id} ${goesOn.id}`, en: `${noted.en} ${goesOn.en}` };
}

const said = (sentence: string | undefined): string => (sentence === undefined ? '' : `${sentence} `);

/**
 * Two reports are one. To the citizen whose ticket ended by it, and to the one whose ticket goes on.
 * @param into the ticket that goes on; null: it is this one
 */
export const mergedText = (ticketNumber: string, into: string | null): Bilingual =>
  into === null
    ? {
        id: `Laporan lain tentang hal yang sama digabungkan ke tiket Anda ${ticketNumber}. Penanganannya tetap berjalan.`,
        en: `Another report of the same matter was joined to your ticket ${ticketNumber}. We go on with it.`,
      }
    : {
        id: `Laporan Anda ${ticketNumber} digabungkan ke tiket ${into} tentang hal yang sama. Penanganannya tetap berjalan di sana.`,
        en: `Your report ${ticketNumber} was joined to ticket ${into} of the same matter. We go on with it there.`,
      };

/** What is not this office's was passed on: the citizen's receipt. */
export const passedOnText = (ticketNumber: string, office: string): Bilingual => ({
  id: `Laporan Anda ${ticketNumber} bukan kewenangan kami dan kami teruskan kepada ${office}.`,
  en: `Your report ${ticketNumber} is not ours to handle. We passed it on to ${office}.`,
});

/** The one message that an address gets after it asked for none. */
export const stopped: Bilingual = {
  id: 'Anda tidak akan menerima pesan lagi dari nomor ini. Ketik MULAI untuk menerimanya kembali.',
  en: 'You will get no more messages from us here. Send START to get them again.',
};

export const startedAgain: Bilingual = {
  id: 'Anda kembali menerima pesan dari kami. Ketik STOP untuk berhenti.',
  en: 'You get messages from us again. Send STOP to get none.',
};

/**
 * How many acknowledgements an address is sent within an hour: two machines that answer each other end here. (They
 * hardly begin: only a message that opens a case is acknowledged, and an answer to that goes on in the same case.)
 */
export const acknowledgementsAnHour = 3;

/** To whoever follows a ticket by an e-mail address: a letter in both languages, since nobody has said which they read. */
export const codeLetter = (ticketNumber: string, code: string, minutes: number) => ({
  subject: `[${ticketNumber}] Kode / Code`,
  text: `Kode untuk melihat laporan ${ticketNumber}: ${code}
Berlaku ${minutes} menit. Jangan berikan kepada siapa pun, juga tidak kepada petugas.
Bila bukan Anda yang memintanya, abaikan surat ini.

Code to see report ${ticketNumber}: ${code}
It holds for ${minutes} minutes. Give it to nobody, nor to anybody of the office.
If it was not you who asked for it, ignore this letter.`,
});
