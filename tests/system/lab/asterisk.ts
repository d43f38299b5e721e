import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LabProcess, run, startProcess, until } from './processes.ts';

const here = import.meta.dirname;
const product = join(here, '../../../telephony/asterisk');

export interface AsteriskSite {
  /** Of loopback, where it listens for everything. */
  readonly address: string;
  /** Host and port of the server that its dialplan asks. */
  readonly agi: string;
  readonly token: string;
  readonly amiUser: string;
  readonly amiSecret: string;
  readonly amiPort: number;
  /** Contents of pjsip_agents.conf. */
  readonly agents: string;
  /** Speak; otherwise every prompt is a twentieth of a second of silence. */
  readonly longPrompts: boolean;
  /** Callers are asked what they call for, where their service says so. */
  readonly menu: boolean;
  /** Callers are asked when the agent has hung up, where their service asks. */
  readonly survey: boolean;
}

export interface LabAsterisk {
  /** Runs a console command and gives its output. */
  cli(command: string): Promise<string>;
  /** Kills Asterisk and starts it again; calls are lost, the database of queue members stays. */
  restart(): Promise<void>;
  /** Changes a file of the configuration, or makes it; it counts from the next start on, or when it is read anew. */
  configure(file: string, change: (text: string) => string): Promise<void>;
  kill(): Promise<void>;
  log(): Promise<string>;
  /** The file of what happened to each call, as this machine sees it. */
  readonly callLog: string;
  /** The folder into which it records, a disk of its own of 170 MB. */
  readonly recordings: string;
  /** Asterisk's own record of its queues. */
  /** A file. */
  readonly securityLog: string;
  queueLog(): Promise<string>;
  stop(): Promise<void>;
}

/** Renders the deployable configuration for the lab and runs Asterisk with it from `root`. Folder: etc, var, sounds. */
export async function startAsterisk(root: string, folder: string, site: AsteriskSite): Promise<LabAsterisk> {
  for (const name of ['etc', 'var', 'var/keys', 'var/cel-custom', 'var/rekaman', 'sounds'])
    await mkdir(join(folder, name), { recursive: true });
  const recordings = join(folder, 'var/rekaman');
  await run('mount', ['-t', 'tmpfs', '-o', 'size=170m', 'tmpfs', recordings]);
  if (!site.longPrompts) {
    const first = join(folder, 'sounds/hening.wav');
    await silence(first);
    const signs = [...'abcdefghijklmnopqrstuvwxyz0123456789', 'jeda'];
    const said = [
      'tutup',
      'gangguan',
      'darurat',
      'pengumuman',
      'diblokir',
      'tawaran',
      'dicatat',
      'direkam',
      'diteruskan',
      'pesan',
      'pesan-diterima',
      'antrean',
      'rata-rata',
      'survei-pelayanan',
      'survei-penyelesaian',
      'survei-terima-kasih',
    ];
    const counted = ['menit', 'lebih', ...'123456789'].map((word) => `${word}-en`);
    const signsInEnglish = signs.map((sign) => `${sign}-en`);
    const more = [
      ...signsInEnglish,
      'nomor-tiket-en',
      ...said,
      ...said.map((name) => `${name}-en`),
      ...counted,
      'menit',
      'lebih',
    ];
    for (const prompt of ['nomor-tiket', 'mohon-tunggu', ...more, ...signs]) {
      await copyFile(first, join(folder, `sounds/${prompt}.wav`));
    }
  }
  await run(join(product, 'sounds/make-sounds.sh'), [join(folder, 'sounds')], 180_000);
  const values: Record<string, string | number> = {
    SIGAP_AGI: site.agi,
    SIGAP_TOKEN: site.token,
    AMI_BIND: site.address,
    AMI_PORT: site.amiPort,
    AMI_USER: site.amiUser,
    AMI_SECRET: site.amiSecret,
    AMI_PERMIT: '127.0.0.0/8',
    SIP_BIND: site.address,
    SIP_PORT: 5060,
    TRUNK_ADDRESS: '127.0.0.2',
    // Where SIPp plays the citizens behind the operator.
    TRUNK_OUT: '127.0.0.2:5090',
    OFFICE_NUMBER: '0311234567',
    LISTENING: 'yes',
    RECORDINGS: '/lab/var/rekaman',
    MENU: site.menu ? 'yes' : 'no',
    SURVEY: site.survey ? 'yes' : 'no',
    HTTP_BIND: site.address,
    HTTP_PORT: 8088,
    RTP_START: 10_000,
    RTP_END: 14_999,
  };
  const lines = Object.entries(values).map(([key, value]) => `${key}=${value}\n`);
  await writeFile(join(folder, 'site.conf'), lines.join(''));
  await run(join(product, 'config/render.sh'), [join(folder, 'site.conf'), join(folder, 'etc')]);
  await writeFile(join(folder, 'etc/pjsip_agents.conf'), site.agents);
  const twilio = 'pjsip_trunk_twilio.conf';
  await copyFile(join(product, 'config', `${twilio}.example`), join(folder, 'etc', twilio));
  await offerTls(folder, site.address);
  await writeFile(join(folder, 'etc/asterisk.conf'), await mainFile(root));
  await run('chmod', ['755', folder]);

  let process: LabProcess;
  const cli = (command: string) => {
    const pid = String(process.child.pid);
    const asterisk = ['asterisk', '-C', '/lab/etc/asterisk.conf', '-rx', command];
    return run('nsenter', ['--target', pid, '--mount', 'chroot', root, ...asterisk]);
  };
  const start = async () => {
    process = startProcess(join(here, 'run-asterisk.sh'), [root, folder]);
    const booted = async () => {
      if (process.child.exitCode !== null) throw new Error(`Asterisk ended:\n${process.output()}`);
      return cli('core waitfullybooted').then(
        (text) => text.includes('fully booted'),
        () => false,
      );
    };
    await until('Asterisk to boot', booted, 20_000);
  };
  await start();
  return {
    cli,
    async restart() {
      await process.stop('SIGKILL');
      await start();
    },
    async configure(file, change) {
      const path = join(folder, 'etc', file);
      await writeFile(path, change(await readFile(path, 'utf8').catch(() => '')));
    },
    kill: () => process.stop('SIGKILL'),
    log: () => readFile(join(folder, 'var/messages.log'), 'utf8'),
    callLog: join(folder, 'var/cel-custom/sigap.csv'),
    recordings,
    securityLog: join(folder, 'var/security.log'),
    queueLog: () => readFile(join(folder, 'var/queue_log'), 'utf8'),
    stop: async () => {
      await process.stop('SIGTERM', 3000);
      await run('umount', ['-l', recordings]);
    },
  };
}

/** As an office does, with a certificate of its own making. */
async function offerTls(folder: string, address: string) {
  const keys = join(folder, 'etc/keys');
  await mkdir(keys);
  const [key, certificate] = [join(keys, 'privkey.pem'), join(keys, 'fullchain.pem')];
  const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes', '-newkey', 'rsa:2048'];
  await run('openssl', ['req', '-x509', ...subject, '-keyout', key, '-out', certificate]);
  const example = await readFile(join(product, 'config/pjsip_tls.conf.example'), 'utf8');
  const here = example.replaceAll('/etc/asterisk', '/lab/etc').replace('0.0.0.0', address);
  await writeFile(join(folder, 'etc/pjsip_tls.conf'), here);
}

const silence = (file: string) => run('sox', ['-n', '-r', '8000', '-c', '1', '-b', '16', file, 'trim', '0', '0.05']);

/** asterisk.conf: the folders as they are seen inside the root. */
async function mainFile(root: string): Promise<string> {
  const libraries = await readdir(join(root, 'usr/lib'));
  const triplet = libraries.find((name) => name.endsWith('-linux-gnu'));
  return `[directories]
astetcdir => /lab/etc
astmoddir => /usr/lib/${triplet}/asterisk/modules
astvarlibdir => /lab/var
astdbdir => /lab/var
astkeydir => /lab/var
astdatadir => /usr/share/asterisk
astagidir => /usr/share/asterisk/agi-bin
astspooldir => /lab/var
astrundir => /lab/var
astlogdir => /lab/var
[options]
documentation_language = en_US
`;
}
