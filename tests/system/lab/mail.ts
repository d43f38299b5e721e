import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { freePort } from '../../support/free-port.ts';
import { type LabProcess, run, startProcess, until } from './processes.ts';

export const officeAddress = 'pengaduan@kota.example';
export const budi = 'budi@warga.example';
const password = 'sandi-surat-uji';

/** Postfix and Dovecot on this machine alone: what is sent to a box here is in it, and `jauh.example` has nobody. */
export interface LabMail {
  readonly imapUrl: string;
  readonly imapPort: number;
  readonly smtpUrl: string;
  /** A citizen's mail program hands this in. */
  send(mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]): Promise<void>;
  /** What lies in a box, the newest last. */
  inBox(user: string): Promise<readonly { readonly source: string; readonly flags: readonly string[] }[]>;
  stop(): Promise<void>;
}

export async function startMail(): Promise<LabMail> {
  if (!process.env.SIGAP_LAB_NETNS) throw new Error('run the system tests with `npm run test:system`');
  const folder = await mkdtemp(join(tmpdir(), 'sigap-mail-'));
  await chmod(folder, 0o755);
  const [imapPort, smtpPort] = [await freePort(), await freePort()];
  const dovecot = await startDovecot(folder, imapPort);
  const postfix = await startPostfix(folder, smtpPort);
  const smtpUrl = `smtp://127.0.0.1:${smtpPort}`;
  const transport = createTransport({ url: smtpUrl, ignoreTLS: true });
  await until('Postfix', () => transport.verify().catch(() => false), 20_000).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${postfix.output()}\n${await log(folder)}`);
  });
  await until(
    'Dovecot',
    () =>
      look(imapPort, officeAddress).then(
        () => true,
        () => false,
      ),
    20_000,
  ).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${dovecot.output()}\n${await log(folder)}`);
  });
  return {
    imapUrl: `imap://${encodeURIComponent(officeAddress)}:${password}@127.0.0.1:${imapPort}/INBOX`,
    imapPort,
    smtpUrl,
    send: async (mail) => {
      await transport.sendMail({ from: `Budi <${budi}>`, to: officeAddress, ...mail });
    },
    inBox: (user) => look(imapPort, user),
    stop: async () => {
      transport.close();
      await run('postfix', ['-c', join(folder, 'postfix'), 'stop']).catch(() => {});
      await postfix.stop();
      await dovecot.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function look(port: number, user: string) {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    const found: { source: string; flags: string[] }[] = [];
    for await (const mail of client.fetch('1:*', { source: true, flags: true }))
      found.push({ source: mail.source?.toString() ?? '', flags: [...(mail.flags ?? [])] });
    return found;
  } finally {
    client.close();
  }
}

const log = async (folder: string) => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
};

async function startDovecot(folder: string, imapPort: number): Promise<LabProcess> {
  const mail = join(folder, 'mail');
  await mkdir(mail);
  const [uid, gid] = await idsOf('mail');
  await chown(mail, uid, gid);
  await writeFile(join(folder, 'users'), [officeAddress, budi].map((user) => `${user}:{PLAIN}${password}\n`).join(''));
  const file = join(folder, 'dovecot.conf');
  await writeFile(
    file,
    `base_dir = ${folder}/dovecot
state_dir = ${folder}/dovecot-state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${mail}/%u
first_valid_uid = ${uid}
passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${mail}/%u allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
`,
  );
  return startProcess('dovecot', ['-F', '-c', file]);
}

async function idsOf(user: string): Promise<[number, number]> {
  const of = async (what: string) => Number((await run('id', [what, user])).trim());
  return [await of('-u'), await of('-g')];
}

async function startPostfix(folder: string, smtpPort: number): Promise<LabProcess> {
  const config = join(folder, 'postfix');
  const [queue, data] = [join(folder, 'queue'), join(folder, 'postfix-data')];
  for (const made of [config, queue, data]) await mkdir(made);
  const [uid] = await idsOf('postfix');
  const [mailUid, mailGid] = await idsOf('mail');
  await chown(data, uid, 0);
  const refusing = await freePort();
  await writeFile(join(config, 'transport'), `jauh.example smtp:[127.0.0.1]:${refusing}\n`);
  await writeFile(join(config, 'boxes'), [officeAddress, budi].map((user) => `${user} ${user}/\n`).join(''));
  await writeFile(
    join(config, 'main.cf'),
    `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.kota.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = kota.example, warga.example
virtual_mailbox_maps = texthash:${config}/boxes
virtual_transport = virtual
virtual_mailbox_base = ${folder}/mail
virtual_uid_maps = static:${mailUid}
virtual_gid_maps = static:${mailGid}
virtual_minimum_uid = 1
transport_maps = texthash:${config}/transport
default_transport = error:no way out of the lab
message_size_limit = 80000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
smtpd_relay_restrictions = permit_mynetworks, reject
`,
  );
  const master = await readFile('/usr/share/postfix/master.cf.dist', 'utf8');
  const services = master
    .split('\n')
    .filter(
      (line) =>
        /^\S/.test(line) && !line.startsWith('#') && !/^(?:maildrop|uucp|ifmail|bsmtp|scalemail|mailman)/.test(line),
    )
    .map((line) => {
      const [name, type, priv, unpriv, , ...rest] = line.split(/\s+/);
      return [
        name === 'smtp' && type === 'inet' ? `127.0.0.1:${smtpPort}` : name,
        type,
        priv,
        unpriv,
        'n',
        ...rest,
      ].join(' ');
    });
  const far = `127.0.0.1:${refusing} inet n - n - - smtpd -o myhostname=jauh.example -o smtpd_relay_restrictions=reject`;
  await writeFile(join(config, 'master.cf'), `${[...services, far].join('\n')}\n`);
  return startProcess('postfix', ['-c', config, 'start-fg']);
}
