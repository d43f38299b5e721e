import { type OtherExchange, otherSetting } from './asterisk-others.ts';
import { type ConfigFault, refused } from './faults.ts';
import type { Both } from './setting.ts';
import { type SettingName, settings, type Values } from './settings.ts';

/**
 * What a server with real callers must not do: run on generated secrets (they would live beside the data they
 * protect), play with simulated callers, trust passwords out of an example, or keep citizens' names on a disk that anybody can read. Adds what it finds to `faults`.
 */
export function checkProduction(
  values: Values,
  exchangeKind: 'simulator' | 'asterisk' | 'twilio',
  need: (name: SettingName, why: Both) => void,
  faults: ConfigFault[],
): void {
  const inProduction = { id: 'dalam production', en: 'in production' };
  need('SIGAP_SECRET_KEY', inProduction);
  need('SESSION_SECRET', inProduction);
  if (exchangeKind === 'simulator') {
    const why = {
      id: 'dalam production: simulator hanya untuk mencoba',
      en: 'in production: the simulator is for trying out',
    };
    faults.push(refused('EXCHANGE', settings.EXCHANGE, why));
  }
  need('PUBLIC_URL', {
    id: 'dalam production: tanpa https sandi terbaca di jalan',
    en: 'in production: without https passwords can be read on their way',
  });
  need('SIGAP_ENCRYPTED_STORE', {
    id: 'dalam production: nama dan laporan warga tidak disegel; siapkan deploy/privacy/encrypted-store.md lalu nyatakan',
    en: 'in production: citizens’ names and complaints are not sealed; follow deploy/privacy/encrypted-store.md, then state it',
  });
  checkHttps(values, exchangeKind, faults);
  checkClear(values, faults);
  for (const name of [
    'ASTERISK_AMI_SECRET',
    'ASTERISK_REGISTRATION_TOKEN',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_API_KEY_SECRET',
    'HTTP_GATEWAY_SECRET',
    'SESSION_SECRET',
    'METRICS_TOKEN',
    'ALERT_WEBHOOK_SECRET',
  ] as const) {
    const value = values[name];
    if (value !== undefined && looksGuessable(value)) {
      const why = { id: 'dalam production: mudah ditebak', en: 'in production: easy to guess' };
      faults.push(refused(name, settings[name], why));
    }
  }
}

const ofThisMachine = (hostname: string): boolean =>
  hostname === '' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/** Citizens' data leaves this machine sealed by TLS or not at all. */
function checkClear(values: Values, faults: ConfigFault[]): void {
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'GAMMU_DATABASE_URL'] as const) {
    const url = values[name] === undefined ? null : new URL(values[name]);
    const sslmode = url?.searchParams.get('sslmode') ?? '';
    if (!url || ofThisMachine(url.hostname) || ['require', 'verify-ca', 'verify-full'].includes(sslmode)) continue;
    const why = {
      id: 'dalam production: basis data di mesin lain hanya lewat TLS; tambahkan ?sslmode=verify-full',
      en: 'in production: a database on another machine only by TLS; add ?sslmode=verify-full',
    };
    faults.push(refused(name, settings[name], why));
  }
  const boxes = (values.EMAIL_BOXES ?? []).map((url) => ['EMAIL_BOXES', url] as const);
  const mailServers = [['EMAIL_SMTP_URL', values.EMAIL_SMTP_URL] as const, ...boxes];
  for (const [name, text] of mailServers) {
    const url = text === undefined ? null : new URL(text);
    if (!url || /s:$/.test(url.protocol) || ofThisMachine(url.hostname)) continue;
    const why = {
      id: 'dalam production: surel warga di mesin lain hanya lewat TLS; tulis imaps:// atau smtps://',
      en: 'in production: citizens’ mail on another machine only by TLS; write imaps:// or smtps://',
    };
    faults.push(refused(name, settings[name], why));
  }
  for (const name of ['HTTP_GATEWAY_URL', 'ALERT_WEBHOOK_URL'] as const) {
    const url = values[name] === undefined ? null : new URL(values[name]);
    if (url?.protocol !== 'http:' || ofThisMachine(url.hostname)) continue;
    const why = { id: 'dalam production: ke mesin lain harus https', en: 'in production: to another machine by https' };
    faults.push(refused(name, settings[name], why));
  }
}

/** People's browsers speak https with a proxy, which then has to be trusted to say so; a single machine may do without. */
function checkHttps({ PUBLIC_URL, TRUST_PROXY }: Values, exchangeKind: string, faults: ConfigFault[]): void {
  if (PUBLIC_URL === undefined) return;
  const { protocol, hostname } = new URL(PUBLIC_URL);
  // Of Twilio it is said with what Twilio needs.
  if (protocol === 'http:' && !ofThisMachine(hostname) && exchangeKind !== 'twilio') {
    const why = {
      id: 'dalam production: harus https, selain dari mesin ini sendiri',
      en: 'in production: must be https, but for this very machine',
    };
    faults.push(refused('PUBLIC_URL', settings.PUBLIC_URL, why));
  }
  if (protocol === 'https:' && TRUST_PROXY === false) {
    const why = {
      id: 'bila PUBLIC_URL https: proksinya harus disebut, kalau tidak semua orang ditolak',
      en: 'when PUBLIC_URL is https: its proxy must be named, or everybody is turned away',
    };
    faults.push(refused('TRUST_PROXY', settings.TRUST_PROXY, why));
  }
}

/** The same of what an exchange shows us and we show it. */
export function checkGuessable(others: readonly OtherExchange[], faults: ConfigFault[]): void {
  for (const { name: exchange, values } of others)
    for (const name of ['ASTERISK_AMI_SECRET', 'ASTERISK_REGISTRATION_TOKEN'] as const) {
      const value = values[name];
      if (value === undefined || !looksGuessable(value)) continue;
      const why = { id: 'dalam production: mudah ditebak', en: 'in production: easy to guess' };
      faults.push(refused(otherSetting(exchange, name), settings[name], why));
    }
}

/** Demo passwords, examples copied as they stand, and repetitions. */
function looksGuessable(secret: string): boolean {
  return (
    secret.length < 12 ||
    new Set(secret).size < 6 ||
    /password|secret|rahasia|change.?me|example|contoh|\$\(/i.test(secret)
  );
}
