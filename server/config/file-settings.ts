import { z } from 'zod';
import { address, defaulted, line, optional, wholeNumber } from './setting.ts';

const megabytes = (most: number) => ({
  schema: wholeNumber(1, most),
  expects: { id: `bilangan 1 sampai ${most}`, en: `a number from 1 to ${most}` },
});
const limit = (most: number, fallback: string, id: string, en: string) => {
  const { schema, expects } = megabytes(most);
  return defaulted(schema, fallback, { meaning: { id, en }, expects });
};

/** What files may come to, where they lie, and who looks through them. */
export const fileSettings = {
  FILES_PICTURE_MB: limit(50, '15', 'Ukuran terbesar sebuah foto, MB', 'The largest picture, in MB'),
  FILES_DOCUMENT_MB: limit(50, '20', 'Ukuran terbesar sebuah PDF, MB', 'The largest PDF, in MB'),
  FILES_SOUND_MB: limit(200, '20', 'Ukuran terbesar sebuah rekaman suara, MB', 'The largest sound, in MB'),
  FILES_FILM_MB: limit(500, '50', 'Ukuran terbesar sebuah video, MB', 'The largest film, in MB'),
  FILES_PER_CASE: limit(1_000, '50', 'Jumlah berkas terbanyak sebuah tiket', 'The most files of a ticket'),
  FILES_CASE_MB: limit(
    2_000,
    '300',
    'Ukuran seluruh berkas sebuah tiket, MB',
    'What all files of a ticket may come to, in MB',
  ),
  FILES_RESERVE_MB: limit(
    100_000,
    '1024',
    'Ruang disk yang selalu disisakan untuk basis data, MB; di bawahnya berkas ditolak dulu',
    'Room that is always left on the disk for the database, in MB; below it files are refused for now',
  ),
  FILES_STORE_ENDPOINT: optional(address(['http', 'https']), {
    meaning: {
      id: 'Penyimpanan yang berbicara S3, sebagai ganti folder files di SIGAP_DATA_DIR; isinya tetap disegel oleh Sigap',
      en: 'A store that speaks S3, instead of the folder files in SIGAP_DATA_DIR; Sigap seals what goes there all the same',
    },
    expects: { id: 'alamat http:// atau https://', en: 'an http:// or https:// address' },
    example: 'https://s3.example.go.id',
  }),
  FILES_STORE_BUCKET: optional(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), {
    meaning: { id: 'Bucket untuk berkas', en: 'The bucket of files' },
    expects: { id: 'nama bucket', en: 'the name of a bucket' },
    example: 'sigap-files',
  }),
  FILES_STORE_REGION: defaulted(line.max(60), 'us-east-1', {
    meaning: { id: 'Region penyimpanan itu', en: 'Region of that store' },
    expects: { id: 'satu kata', en: 'one word' },
  }),
  FILES_STORE_ACCESS_KEY: optional(line, {
    meaning: { id: 'Access key penyimpanan itu', en: 'Access key of that store' },
    expects: { id: 'satu baris', en: 'one line' },
    example: 'sigap',
  }),
  FILES_STORE_SECRET_KEY: optional(line, {
    meaning: { id: 'Secret key penyimpanan itu', en: 'Secret key of that store' },
    expects: { id: 'satu baris', en: 'one line' },
    example: '$(openssl rand -hex 24)',
    secret: true,
  }),
  CLAMD_ADDRESS: optional(line.regex(/^(?:\/.+|[^/\s]+:\d{1,5})$/), {
    meaning: {
      id: 'Pemindai malware clamd (ClamAV); dengan ini setiap berkas dipindai sebelum disimpan',
      en: 'Malware scanner clamd (ClamAV); with it every file is looked through before it is kept',
    },
    expects: { id: 'host:porta atau nama soket', en: 'host:port, or the path of a socket' },
    example: '127.0.0.1:3310',
  }),
};
