import type { FileLimits } from '../domain/files/kinds.ts';
import type { Both } from './setting.ts';
import type { SettingName, Values } from './settings.ts';

export interface FilesConfig {
  readonly limits: FileLimits;
  readonly reserveBytes: number;
  /** Null: a folder of the data folder. */
  readonly s3: { endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string } | null;
  /** Null: nobody looks through files. */
  readonly clamd: string | null;
}

const mega = 1024 * 1024;
const ofS3 = [
  'FILES_STORE_BUCKET',
  'FILES_STORE_ACCESS_KEY',
  'FILES_STORE_SECRET_KEY',
] as const satisfies SettingName[];

/** A store has all of its settings, or none. */
export function checkFiles(values: Values, need: (name: SettingName, why: Both) => void): void {
  if (values.FILES_STORE_ENDPOINT === undefined) return;
  for (const name of ofS3)
    need(name, { id: 'bila FILES_STORE_ENDPOINT diisi', en: 'when FILES_STORE_ENDPOINT is set' });
}

export function filesOf(values: Values): FilesConfig {
  const endpoint = values.FILES_STORE_ENDPOINT;
  return {
    limits: {
      bytes: {
        picture: values.FILES_PICTURE_MB * mega,
        document: values.FILES_DOCUMENT_MB * mega,
        sound: values.FILES_SOUND_MB * mega,
        film: values.FILES_FILM_MB * mega,
      },
      perCase: { files: values.FILES_PER_CASE, bytes: values.FILES_CASE_MB * mega },
    },
    reserveBytes: values.FILES_RESERVE_MB * mega,
    s3:
      endpoint === undefined
        ? null
        : {
            endpoint,
            bucket: values.FILES_STORE_BUCKET ?? '',
            region: values.FILES_STORE_REGION,
            accessKey: values.FILES_STORE_ACCESS_KEY ?? '',
            secretKey: values.FILES_STORE_SECRET_KEY ?? '',
          },
    clamd: values.CLAMD_ADDRESS ?? null,
  };
}
