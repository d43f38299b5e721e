import { z } from 'zod';
import { defaulted, line, optional } from './setting.ts';

const ways = ['none', 'p12', 'test'] as const;

/** By whose certificate papers are signed. */
export const signSettings = {
  SIGN_WITH: defaulted(z.enum(ways), 'none', {
    meaning: {
      id: 'Sertifikat elektronik untuk tanda tangan surat (PAdES): berkas p12 kantor, sertifikat uji tanpa kekuatan hukum, atau tanpa sertifikat',
      en: 'Electronic certificate by which papers are signed (PAdES): a p12 file of the office, a test certificate without legal force, or none',
    },
    expects: { id: `salah satu dari: ${ways.join(', ')}`, en: `one of: ${ways.join(', ')}` },
  }),
  SIGN_KEYSTORE: optional(line, {
    meaning: {
      id: 'Berkas p12 dengan kunci dan sertifikat segel kantor; hanya boleh dibaca oleh server',
      en: 'The p12 file with the key and certificate of the office’s seal; nobody but the server may read it',
    },
    expects: { id: 'nama berkas', en: 'the path of a file' },
    example: '/etc/sigap/segel.p12',
  }),
  SIGN_KEYSTORE_PASSWORD: optional(line, {
    meaning: { id: 'Sandi berkas p12 itu', en: 'Password of that p12 file' },
    expects: { id: 'satu baris', en: 'one line' },
    example: '$(systemd-ask-password)',
    secret: true,
  }),
};
