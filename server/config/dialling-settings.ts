import { z } from 'zod';
import { defaulted, line } from './setting.ts';

const countries = line
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((codes) => codes.every((code) => /^[1-9]\d{0,2}$/.test(code)));

/** Calls that the office places, and conversations that it listens to. */
export const diallingSettings = {
  ASTERISK_CALLS_OUT: defaulted(z.enum(['no', 'yes']), 'no', {
    meaning: {
      id: 'Apakah Asterisk menelepon warga (TRUNK_OUT dan OFFICE_NUMBER terisi di site.conf)',
      en: 'Whether Asterisk calls citizens (TRUNK_OUT and OFFICE_NUMBER are set in its site.conf)',
    },
    expects: { id: '"yes" atau "no"', en: '"yes" or "no"' },
    example: 'yes',
  }),
  SIGAP_CALL_COUNTRIES: defaulted(countries, '62', {
    meaning: {
      id: 'Kode negara yang boleh ditelepon dari tiket; nomor darurat, pendek dan premium tidak pernah',
      en: 'Country codes that may be called from a ticket; emergency, short and premium numbers never may',
    },
    expects: { id: 'kode negara dipisah koma', en: 'country codes with commas between' },
    example: '62,60',
  }),
  // Shown unless the office decides otherwise: see `app/supervision/listening-cards.ts`.
  SIGAP_LISTENING_SHOWN: defaulted(z.enum(['no', 'yes']), 'yes', {
    meaning: {
      id: 'Apakah petugas melihat di layarnya bahwa supervisor mendengarkan percakapannya',
      en: 'Whether agents see on their screens that a supervisor listens to their conversation',
    },
    expects: { id: '"yes" atau "no"', en: '"yes" or "no"' },
    example: 'no',
  }),
};
