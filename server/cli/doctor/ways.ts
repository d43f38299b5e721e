import { randomUUID } from 'node:crypto';
import { connect as connectBox } from '../../../telephony/messaging/email/imap.ts';
import type { Config } from '../../config.ts';
import { createLdap } from '../../directory/ldap.ts';
import type { Words } from '../../domain/shared/words.ts';
import { createClamd } from '../../files/clamd.ts';
import { createS3 } from '../../files/s3.ts';
import { checkMailServer } from '../../notify/mail-check.ts';
import { words } from './finding.ts';
import type { Way } from './judge-ways.ts';
import { reach, tried, whereOf } from './look-ways.ts';

/** The ways out of the server that are configured, each tried once, all at the same time. Nothing is sent. */
export function tryWays(config: Config): Promise<Way[]> {
  return Promise.all([...mailWays(config), ...messageWays(config), ...peopleWays(config), ...fileWays(config)]);
}

const way = async (
  [id, en]: readonly [string, string],
  where: string,
  code: Promise<string | null>,
  remedy: Words,
  vital = false,
): Promise<Way> => ({ part: words(id, en), where, code: await code, remedy, vital });

const named = (...settings: string[]): Words =>
  words(
    `Periksa ${settings.join(', ')}, jaringan dan firewall.`,
    `Check ${settings.join(', ')}, network and firewall.`,
  );

function mailWays({ notify, messages }: Config): Promise<Way>[] {
  const smtp = [
    ...(notify.email ? [['SMTP_URL', notify.email.url] as const] : []),
    ...(messages.email?.smtpUrl ? [['EMAIL_SMTP_URL', messages.email.smtpUrl] as const] : []),
  ];
  const unlike = smtp.filter(([, url], at) => smtp.findIndex(([, other]) => other === url) === at);
  return [
    ...unlike.map(([name, url]) =>
      way(
        ['Surel keluar', 'Outgoing mail'],
        whereOf(url),
        tried(() => checkMailServer(url)),
        named(name),
      ),
    ),
    ...(messages.email?.boxes ?? []).map((box) =>
      way(
        ['Kotak surel', 'Mailbox'],
        whereOf(box.url),
        tried(() => lookIntoBox(box)),
        named('EMAIL_BOXES'),
      ),
    ),
  ];
}

async function lookIntoBox(box: { readonly url: string; readonly address: string }): Promise<void> {
  const { client } = await connectBox(box, 1_000_000, 5_000);
  await client.logout();
}

function messageWays({ notify, messages, exchange }: Config): Promise<Way>[] {
  const found: Promise<Way>[] = [];
  const add = (part: readonly [string, string], url: string, ...settings: string[]) =>
    found.push(way(part, whereOf(url), reach(url), named(...settings)));
  if (messages.gammu) add(['Gateway Gammu', 'Gammu gateway'], messages.gammu.databaseUrl, 'GAMMU_DATABASE_URL');
  if (messages.http) add(['Gateway HTTP', 'HTTP gateway'], messages.http.url, 'HTTP_GATEWAY_URL');
  if (messages.twilio || exchange.kind === 'twilio') add(['Twilio', 'Twilio'], 'https://api.twilio.com', 'DNS');
  if (notify.webhook) add(['Webhook peringatan', 'Webhook of alerts'], notify.webhook.url, 'ALERT_WEBHOOK_URL');
  return found;
}

function peopleWays({ oidc, ldap }: Config): Promise<Way>[] {
  const found: Promise<Way>[] = [];
  if (oidc) {
    const code = reach(oidc.issuer);
    found.push(
      way(['Penyedia identitas', 'Provider of identities'], whereOf(oidc.issuer), code, named('OIDC_ISSUER'), true),
    );
  }
  if (ldap) {
    const code = createLdap(ldap)
      .groupsOf(ldap.emergencyAccount)
      .then((answer) => (answer === 'away' || answer === 'certificate' ? answer : null));
    const remedy = words(
      'Periksa LDAP_URL, LDAP_BIND_DN dan sandinya, LDAP_BASE, LDAP_FILTER; sertifikat sendiri: NODE_EXTRA_CA_CERTS.',
      'Check LDAP_URL, LDAP_BIND_DN and its password, LDAP_BASE, LDAP_FILTER; a CA of your own: NODE_EXTRA_CA_CERTS.',
    );
    found.push(way(['Direktori (LDAP)', 'Directory (LDAP)'], whereOf(ldap.url), code, remedy, true));
  }
  return found;
}

function fileWays({ files }: Config): Promise<Way>[] {
  const found: Promise<Way>[] = [];
  const { s3, clamd } = files;
  if (s3) {
    // No file has this name: a store that says so has let us in, and the bucket is there.
    const code = tried(() => createS3({ ...s3, timeoutMs: 5_000 }).get(randomUUID()));
    found.push(way(['Penyimpanan berkas', 'Store of files'], whereOf(s3.endpoint), code, named('FILES_STORE_*'), true));
  }
  if (clamd !== null) {
    const code = tried(() => createClamd({ address: clamd, timeoutMs: 5_000 })(nothing()));
    found.push(way(['Pemindai malware', 'Malware scanner'], clamd, code, named('CLAMD_ADDRESS', 'clamd'), true));
  }
  return found;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
