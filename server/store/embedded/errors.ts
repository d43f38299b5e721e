/** What can be wrong with the embedded database; `code` is for programs, the message for people. */
export type EmbeddedFault =
  | 'unsupported-platform'
  | 'no-system-user'
  | 'unreachable-folder'
  | 'not-our-folder'
  | 'init-failed'
  | 'start-failed';

const texts: Record<EmbeddedFault, { id: string; en: string }> = {
  'unsupported-platform': {
    id: 'Basis data tertanam tidak tersedia untuk sistem ini. Isi DATABASE_URL dengan PostgreSQL Anda sendiri.',
    en: 'The embedded database is not available for this system. Set DATABASE_URL to a PostgreSQL of your own.',
  },
  'no-system-user': {
    id: 'PostgreSQL tidak boleh berjalan sebagai root, dan tidak ada pengguna sistem "postgres" atau "nobody". Jalankan Sigap sebagai pengguna biasa, atau isi DATABASE_URL.',
    en: 'PostgreSQL must not run as root, and there is no system user "postgres" or "nobody". Run Sigap as an ordinary user, or set DATABASE_URL.',
  },
  'unreachable-folder': {
    id: 'Tidak ada folder yang dapat dipakai basis data. Arahkan SIGAP_DATA_DIR ke folder yang dapat ditulis, misalnya /srv/sigap, atau isi DATABASE_URL.',
    en: 'There is no folder the database can use. Point SIGAP_DATA_DIR to a writable folder, such as /srv/sigap, or set DATABASE_URL.',
  },
  'not-our-folder': {
    id: 'Folder data milik pengguna lain. Jalankan Sigap sebagai pengguna yang membuatnya, atau ubah SIGAP_DATA_DIR.',
    en: 'The data folder belongs to another user. Run Sigap as the user who made it, or change SIGAP_DATA_DIR.',
  },
  'init-failed': {
    id: 'Basis data tertanam tidak dapat dibuat.',
    en: 'The embedded database could not be created.',
  },
  'start-failed': {
    id: 'Basis data tertanam tidak dapat dijalankan.',
    en: 'The embedded database could not be started.',
  },
};

/** An error of the embedded database: told in Indonesian, then English, then the server's own words. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedFault;

  constructor(code: EmbeddedFault, detail: string, cause?: unknown) {
    super(`${texts[code].id}\n${texts[code].en}\n${detail}`.trimEnd(), { cause });
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}
