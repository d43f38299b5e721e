import type { Bilingual } from '../sop/definition.ts';

/** What we write by ourselves: GSM-7 letters only, and each fits one SMS. */

/** Sent back when a message has opened a case. */
export const acknowledgement = (ticketNumber: string): Bilingual => ({
  id: `Laporan Anda kami terima. Nomor tiket: ${ticketNumber}. Balas pesan ini untuk menambah keterangan. Ketik STOP untuk berhenti.`,
  en: `We have your report. Ticket number: ${ticketNumber}. Reply to add something. Send STOP to get no more messages.`,
});

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
