import type { AmiFacts } from '../../../telephony/asterisk/look.ts';
import type { AsteriskSite } from '../../config.ts';
import { about, type Finding, words } from './finding.ts';
import { judgeClock } from './judge-database.ts';

const ami = about(words('Asterisk (AMI)', 'Asterisk (AMI)'));

type Setting = AsteriskSite['setting'];
const plain: Setting = (name) => name;

/** @param where host and port of AMI. @param called what the settings of this exchange are called */
export function judgeAmi(facts: AmiFacts, where: string, called: Setting = plain): Finding[] {
  if (facts.state === 'refused')
    return [
      ami.fault(
        words(`${where} menolak pengguna atau sandi`, `${where} refuses the user or the password`),
        words(
          `Samakan ${called('ASTERISK_AMI_USER')} dan ${called('ASTERISK_AMI_SECRET')} dengan manager.conf, dan AMI_PERMIT dengan alamat kita.`,
          `Make ${called('ASTERISK_AMI_USER')} and ${called('ASTERISK_AMI_SECRET')} those of manager.conf, and AMI_PERMIT our address.`,
        ),
      ),
    ];
  if (facts.state === 'away')
    return [
      ami.fault(
        words(`${where} tidak menjawab (${facts.reason})`, `${where} does not answer (${facts.reason})`),
        words(
          `Nyalakan Asterisk; periksa ${called('ASTERISK_HOST')}, ${called('ASTERISK_AMI_PORT')}, AMI_BIND di site.conf dan firewall.`,
          `Start Asterisk; check ${called('ASTERISK_HOST')}, ${called('ASTERISK_AMI_PORT')}, AMI_BIND in site.conf and the firewall.`,
        ),
      ),
    ];
  const major = Number(/\d+/.exec(facts.version)?.[0] ?? 0);
  const itself =
    major === 0
      ? ami.unseen('menjawab; versinya tidak diberitahukan', 'answers; its version is not told')
      : major < 22
        ? ami.warning(
            words(`Asterisk ${facts.version} tidak kami uji`, `Asterisk ${facts.version} is not tested by us`),
            words('Pasang Asterisk 22.', 'Install Asterisk 22.'),
          )
        : ami.ok(`Asterisk ${facts.version}`, `Asterisk ${facts.version}`);
  const clock = facts.clockAheadMs;
  return [itself, ...(clock === null ? [] : [judgeClock(clock, words('Asterisk', 'Asterisk'))])];
}

/** @param running whether a server of the office runs now, as far as the database tells */
export function judgeRegistration(
  found: 'known' | 'wrong token' | 'silent' | 'strange',
  where: string,
  running: boolean,
  called: Setting = plain,
): Finding {
  const say = about(words('Nomor tiket (FastAGI)', 'Ticket numbers (FastAGI)'));
  if (found === 'known') return say.ok(`${where} menjawab dialplan`, `${where} answers the dialplan`);
  if (found === 'wrong token')
    return say.fault(
      words('server yang menyala memakai tanda lain', 'the server that runs has another token'),
      words(
        `Nyalakan ulang server; ${called('ASTERISK_REGISTRATION_TOKEN')} harus sama dengan SIGAP_TOKEN di site.conf.`,
        `Restart the server; ${called('ASTERISK_REGISTRATION_TOKEN')} has to be SIGAP_TOKEN of site.conf.`,
      ),
    );
  if (found === 'silent' && !running)
    return say.unseen('server belum menyala', 'no server runs; it would answer there');
  return say.fault(
    found === 'strange'
      ? words(`di ${where} ada program lain`, `another program is at ${where}`)
      : words(`tidak ada yang menjawab di ${where}`, `nothing answers at ${where}`),
    words(
      `Penelepon diantrekan tanpa nomor: samakan ${called('ASTERISK_AGI_HOST')} dan ${called('ASTERISK_AGI_PORT')} dengan SIGAP_AGI di site.conf.`,
      `Callers are queued without a number: ${called('ASTERISK_AGI_HOST')} and ${called('ASTERISK_AGI_PORT')} have to be SIGAP_AGI of site.conf.`,
    ),
  );
}

/** A file or folder that Asterisk and we share. */
export interface SharedPath {
  readonly setting: string;
  readonly path: string;
  readonly there: boolean;
  readonly usable: boolean;
}

/** The same finding, said of one of several exchanges. */
export const ofExchange = (finding: Finding, name: string): Finding => ({
  ...finding,
  part: words(`${finding.part.id} [${name}]`, `${finding.part.en} [${name}]`),
});

export function judgeShared({ setting, path, there, usable }: SharedPath): Finding {
  const say = about(words(setting, setting));
  if (usable) return say.ok(path, path);
  const group = words(
    'Beri akun server grup asterisk (SupplementaryGroups=asterisk di unit systemd) dan hak pada berkas itu.',
    'Give the account of the server the group asterisk (SupplementaryGroups=asterisk in its unit) and rights there.',
  );
  if (there) return say.fault(words(`${path} tertutup bagi kita`, `${path} is closed to us`), group);
  return say.warning(
    words(`${path} tidak ada`, `${path} is not there`),
    words(
      'Periksa namanya; Asterisk membuatnya saat panggilan pertama bila konfigurasi kami terpasang.',
      'Check the name; with our configuration Asterisk makes it at the first call.',
    ),
  );
}
