import { z } from 'zod';
import { defaulted } from './setting.ts';

/** Null: kept. */
const days = z
  .string()
  .regex(/^(?:always|[1-9]\d{0,4})$/)
  .transform((text) => (text === 'always' ? null : Number(text)));

const keep = (id: string, en: string) =>
  defaulted(days, 'always', {
    meaning: {
      id: `Retensi (setiap hari pukul dua pagi; npm run retention menghitung): ${id}`,
      en: `Retention (each day at two in the morning; npm run retention counts): ${en}`,
    },
    expects: { id: '"always", atau jumlah hari', en: '"always", or a number of days' },
    example: '1825',
  });

/** How long what is kept; by default all of it, since an archive's law and the office decide. */
export const retentionSettings = {
  SIGAP_KEEP_CASES_DAYS: keep(
    'berapa hari setelah ditutup sebuah tiket dianonimkan',
    'how many days after it was closed a ticket is made anonymous',
  ),
  SIGAP_KEEP_MESSAGES_DAYS: keep(
    'berapa hari isi pesan tiket yang sudah ditutup disimpan',
    'how many days the words of messages of closed tickets are kept',
  ),
  SIGAP_KEEP_FILES_DAYS: keep(
    'berapa hari berkas tiket yang sudah ditutup disimpan; dengan anonimisasi tiket berkasnya ikut terhapus',
    'how many days files of closed tickets are kept; when a ticket is made anonymous its files go with it',
  ),
  SIGAP_KEEP_RECORDINGS_DAYS: keep(
    'berapa hari rekaman disimpan; suaranya ikut dihapus, di sini dan di Twilio',
    'how many days recordings are kept; the sound is deleted with them, here and at Twilio',
  ),
  SIGAP_KEEP_DRAFTS_DAYS: keep(
    'berapa hari setelah tiket ditutup isian setengah jadi disimpan',
    'how many days after the ticket was closed half-written forms are kept',
  ),
  SIGAP_KEEP_AGENT_STATES_DAYS: keep(
    'berapa hari disimpan kapan tiap petugas siap, menelepon, merekap atau jeda, dan mengapa',
    'how many days it is kept when each agent was ready, talked, wrote a recap or had a break, and why',
  ),
};
