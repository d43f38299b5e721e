import type { ConfigFault } from '../../config/faults.ts';
import { about, type Finding, words } from './finding.ts';

/** @param wanted the least version, as `20.19` */
export function judgeNode(version: string, wanted: string): Finding {
  const say = about(words('Node.js', 'Node.js'));
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [least = 0, leastMinor = 0] = wanted.split('.').map(Number);
  return major > least || (major === least && minor >= leastMinor)
    ? say.ok(version, version)
    : say.fault(
        words(`${version} terlalu tua`, `${version} is too old`),
        words(`Pasang Node.js ${wanted} atau yang lebih baru.`, `Install Node.js ${wanted} or newer.`),
      );
}

const settings = about(words('Setelan', 'Settings'));

/** @param unknown names that look like settings and are none */
export function judgeSettings(faults: readonly ConfigFault[], unknown: readonly string[]): Finding[] {
  const wrong = faults.map(({ name, id, en }) =>
    settings.fault(
      words(`${name} ${id}`, `${name}: ${en}`),
      words(
        `Betulkan ${name} di lingkungan atau .env; artinya ada di .env.example.`,
        `Mend ${name} in the environment or .env; .env.example says what it means.`,
      ),
    ),
  );
  const strange = unknown.map((name) =>
    settings.warning(
      words(`${name} tidak dikenal`, `${name} is not known`),
      words('Salah ketik? Nama yang benar ada di .env.example.', 'Mistyped? .env.example has the names.'),
    ),
  );
  return faults.length + unknown.length > 0 ? [...wrong, ...strange] : [settings.ok('dapat dibaca', 'can be read')];
}

export interface FolderFacts {
  readonly path: string;
  readonly state: 'usable' | 'missing' | 'not a folder' | 'closed to us';
  /** Who looks: the server may run as somebody else. */
  readonly account: string;
  /** Rights of the folder and of `secrets.json` for others, as the last digit of the mode; null: not there. */
  readonly others: number | null;
  readonly secretsMode: number | null;
  readonly freeBytes: number | null;
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** @param reserveBytes below it no file of a citizen is taken any more (`FILES_RESERVE_MB`) */
export function judgeFolder(facts: FolderFacts, reserveBytes: number): Finding[] {
  const say = about(words('Folder data', 'Data folder'));
  const { path, state, account, others, secretsMode, freeBytes } = facts;
  if (state === 'missing')
    return [
      say.warning(
        words(`${path} belum ada`, `${path} is not there yet`),
        words(
          'Dibuat saat server pertama kali menyala; bila kantor ini sudah bekerja, SIGAP_DATA_DIR menunjuk ke tempat lain.',
          'The first start makes it; where this office works already, SIGAP_DATA_DIR points elsewhere.',
        ),
      ),
    ];
  if (state !== 'usable')
    return [
      say.fault(
        state === 'not a folder'
          ? words(`${path} bukan folder`, `${path} is no folder`)
          : words(`${account} tidak boleh menulis di ${path}`, `${account} may not write in ${path}`),
        words(
          'Berikan folder itu kepada akun server (chown), atau ubah SIGAP_DATA_DIR.',
          'Give the folder to the account of the server (chown), or change SIGAP_DATA_DIR.',
        ),
      ),
    ];
  const findings: Finding[] = [];
  if (others !== null && (others & 0o6) !== 0)
    findings.push(
      say.warning(
        words(`${path} terbuka bagi semua pengguna mesin ini`, `${path} is open to every user of this machine`),
        words(`chmod o-rw ${path}`, `chmod o-rw ${path}`),
      ),
    );
  if (secretsMode !== null && (secretsMode & 0o077) !== 0)
    findings.push(
      say.fault(
        words('kunci di secrets.json terbaca pengguna lain', 'the keys in secrets.json can be read by other users'),
        words(`chmod 600 ${path}/secrets.json`, `chmod 600 ${path}/secrets.json`),
      ),
    );
  if (freeBytes !== null && freeBytes < 3 * reserveBytes) {
    const said = words(`tinggal ${gigabytes(freeBytes)} ruang disk`, `${gigabytes(freeBytes)} of the disk are left`);
    const remedy = words(
      'Kosongkan atau besarkan disk; di bawah FILES_RESERVE_MB berkas warga ditolak, lalu basis data berhenti.',
      'Clear or enlarge the disk; below FILES_RESERVE_MB citizens’ files are refused, and then the database stops.',
    );
    findings.push(freeBytes < reserveBytes ? say.fault(said, remedy) : say.warning(said, remedy));
  }
  const free = freeBytes === null ? '' : `, ${gigabytes(freeBytes)}`;
  return findings.length > 0 ? findings : [say.ok(`${path}${free} bebas`, `${path}${free} free`)];
}
