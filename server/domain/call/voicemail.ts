import type { Bilingual } from '../sop/terms.ts';

/** GSM-7 letters only, and each fits one SMS. It promises no time. */
const text: Bilingual = {
  id: 'Pesan suara Anda sudah kami terima. Nomor tiket: {ticket}. Kami akan menghubungi Anda. Ketik STOP untuk berhenti menerima pesan.',
  en: 'We have received your voice message. Ticket number: {ticket}. We will get back to you. Send STOP to get no messages.',
};

/** What somebody who left a message is written. */
export const messageText = (language: keyof Bilingual, ticketNumber: string): string =>
  text[language].replaceAll('{ticket}', ticketNumber);
