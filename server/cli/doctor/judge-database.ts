import type { DatabaseFacts } from '../../store/inspect.ts';
import { about, type Finding, words } from './finding.ts';

const database = about(words('Basis data', 'Database'));

/** A database that could not be asked. @param where host and port, no log-in */
export function judgeUnreached(code: string, where: string): Finding {
  const said = words(`${where} tidak dapat dipakai (${code})`, `${where} cannot be used (${code})`);
  const remedies: Readonly<Record<string, readonly [string, string]>> = {
    '28P01': ['Sandi dalam DATABASE_URL salah.', 'The password in DATABASE_URL is wrong.'],
    '28000': ['pg_hba.conf tidak mengizinkan peran ini dari sini.', 'pg_hba.conf does not let this role in from here.'],
    '3D000': ['Basis datanya belum dibuat: createdb.', 'The database was not made yet: createdb.'],
    '42501': [
      'Peran ini belum boleh membaca tabelnya: nyalakan server satu kali dengan DATABASE_OWNER_URL, yang memberinya hak.',
      'This role may not read the tables yet: start the server once with DATABASE_OWNER_URL, which lets it.',
    ],
    '53300': ['Sambungan habis: naikkan max_connections.', 'No connection is left: raise max_connections.'],
    '57P03': ['PostgreSQL sedang menyala; coba lagi sebentar.', 'PostgreSQL is starting; try again shortly.'],
    ECONNREFUSED: ['PostgreSQL mati, atau portanya lain.', 'PostgreSQL is down, or listens at another port.'],
    ENOTFOUND: ['Nama mesin dalam DATABASE_URL tidak dikenal DNS.', 'DNS does not know the host in DATABASE_URL.'],
  };
  const [id, en] = remedies[code] ?? [
    'Periksa alamat, jaringan, TLS (sslmode) dan log PostgreSQL.',
    'Check the address, the network, TLS (sslmode) and the log of PostgreSQL.',
  ];
  return database.fault(said, words(id, en));
}

/** The embedded database of a folder in which it does not run. */
export const judgeEmbedded = (state: 'stopped' | 'none'): Finding =>
  state === 'none'
    ? database.unseen('PostgreSQL tertanam dibuat saat pertama kali menyala', 'the first start makes its PostgreSQL')
    : database.unseen(
        'PostgreSQL tertanam sedang mati; jalankan lagi selagi server menyala',
        'the embedded PostgreSQL is down; ask again while the server runs',
      );

/** What the settings ask of it. */
export interface Asked {
  readonly production: boolean;
  readonly poolSize: number;
  readonly embedded: boolean;
}

export function judgeDatabase(facts: DatabaseFacts, asked: Asked): Finding[] {
  return [
    judgeItself(facts, asked),
    ...judgeRoles(facts, asked),
    judgeClock(facts.clockAheadMs),
    judgeMigrations(facts),
    ...judgeKeys(facts.keysFit),
    ...judgeArchiving(facts, asked),
  ];
}

function judgeItself({ version, readOnly, mostConnections }: DatabaseFacts, { poolSize }: Asked): Finding {
  const shown = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
  if (version < 150_000)
    return database.fault(
      words(`${shown} terlalu tua`, `${shown} is too old`),
      words('Pakai PostgreSQL 15 atau yang lebih baru.', 'Use PostgreSQL 15 or newer.'),
    );
  if (readOnly)
    return database.fault(
      words('hanya dapat dibaca (replika?)', 'can only be read (a replica?)'),
      words('Arahkan DATABASE_URL ke server utama.', 'Point DATABASE_URL to the primary.'),
    );
  if (mostConnections < poolSize + 10)
    return database.warning(
      words(
        `menerima ${mostConnections} sambungan, kita memakai ${poolSize}`,
        `takes ${mostConnections} connections, we use ${poolSize}`,
      ),
      words('Naikkan max_connections, atau kecilkan DATABASE_POOL_SIZE.', 'Raise max_connections, or use fewer.'),
    );
  return database.ok(shown, shown);
}

function judgeRoles({ powers }: DatabaseFacts, { production, embedded }: Asked): Finding[] {
  // Of the embedded one we look as its owner; the server itself works under a role that owns nothing.
  if (powers === null || embedded || !production) return [];
  const remedy = words(
    'Pakai peran biasa dalam DATABASE_URL, dan pemilik tabelnya dalam DATABASE_OWNER_URL.',
    'Use an ordinary role in DATABASE_URL, and the owner of the tables in DATABASE_OWNER_URL.',
  );
  if (powers.superuser)
    return [database.fault(words('DATABASE_URL memakai superuser', 'DATABASE_URL is of a superuser'), remedy)];
  return powers.mayChangeAudit
    ? [database.warning(words('perannya dapat mengubah audit', 'its role could change the audit'), remedy)]
    : [];
}

/** @param aheadMs of whatever else's clock, before ours */
export function judgeClock(aheadMs: number, of = words('basis data', 'the database')): Finding {
  const clock = about(words('Jam', 'Clock'));
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
  const said = words(`jam ${of.id} berbeda ${seconds} s`, `the clock of ${of.en} differs by ${seconds} s`);
  const remedy = words(
    'Nyalakan NTP (chrony) di kedua mesin: langkah SOP dihitung per detik.',
    'Run NTP (chrony) on both machines: steps are counted by the second.',
  );
  if (Math.abs(aheadMs) < 500) return clock.ok(said.id, said.en);
  return Math.abs(aheadMs) < 2_000 ? clock.warning(said, remedy) : clock.fault(said, remedy);
}

function judgeMigrations({ migrated, behind, ahead }: DatabaseFacts): Finding {
  const say = about(words('Susunan basis data', 'Schema'));
  if (ahead.length > 0)
    return say.fault(
      words(`milik versi Sigap yang lebih baru: ${ahead.join(', ')}`, `of a newer Sigap: ${ahead.join(', ')}`),
      words(
        'Pasang versi itu, atau pulihkan cadangan dari sebelum naik versi (deploy/upgrade.md).',
        'Install that version, or restore the backup of before the upgrade (deploy/upgrade.md).',
      ),
    );
  if (behind.length > 0)
    return say.warning(
      words(`belum dijalankan: ${behind.join(', ')}`, `still to be run: ${behind.join(', ')}`),
      words(
        'Buat cadangan (npm run backup), lalu nyalakan server: ia menjalankannya.',
        'Make a backup (npm run backup), then start the server, which runs them.',
      ),
    );
  return migrated === 0
    ? say.ok('kosong; dibuat saat pertama kali menyala', 'empty; the first start makes it')
    : say.ok(`${migrated} migrasi, terbaru`, `${migrated} migrations, up to date`);
}

function judgeKeys(fit: boolean | null): Finding[] {
  const say = about(words('Kunci', 'Key'));
  if (fit === null) return [];
  return fit
    ? [say.ok('membuka data pribadi di basis data', 'opens the personal data of the database')]
    : [
        say.fault(
          words('SIGAP_SECRET_KEY bukan kunci basis data ini', 'SIGAP_SECRET_KEY is not the key of this database'),
          words(
            'Ambil kunci yang lama dari brankas, atau sebutkan dalam SIGAP_OTHER_KEYS; jangan membuat yang baru.',
            'Take the former key from the safe, or name it in SIGAP_OTHER_KEYS; do not make a new one.',
          ),
        ),
      ];
}

function judgeArchiving({ archiving }: DatabaseFacts, { production }: Asked): Finding[] {
  const say = about(words('Arsip WAL', 'Archive of WAL'));
  if (archiving === 'failing')
    return [
      say.fault(
        words('archive_command terakhir gagal; disk akan penuh', 'the last archive_command failed; the disk fills up'),
        words('Baca log PostgreSQL dan deploy/backup.md.', 'Read the log of PostgreSQL and deploy/backup.md.'),
      ),
    ];
  if (archiving === 'on') return [say.ok('berjalan', 'runs')];
  return production
    ? [
        say.warning(
          words(
            'mati: setelah kerusakan yang kembali hanya sampai cadangan terakhir',
            'off: after a loss only what the last backup holds comes back',
          ),
          words('Nyalakan menurut deploy/backup.md.', 'Switch it on by deploy/backup.md.'),
        ),
      ]
    : [];
}
