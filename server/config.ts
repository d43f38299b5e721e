import { resolve } from 'node:path';
import { type AsteriskConfig, asteriskOf } from './config/asterisk.ts';
import { asteriskNeeds, type OtherExchange, otherSettingNames, readOthers } from './config/asterisk-others.ts';
import { ensureDataDir } from './config/data-dir.ts';
import { ConfigError, type ConfigFault, missing, wrongValue } from './config/faults.ts';
import { checkFiles, type FilesConfig, filesOf } from './config/files.ts';
import { generatedSecrets, secretsForALook } from './config/generated-secrets.ts';
import { checkGroups } from './config/group-roles.ts';
import { checkLdap, type LdapConfig, ldapOf } from './config/ldap.ts';
import { checkMessages, type MessagesConfig, messagesOf } from './config/messages.ts';
import { checkOidc, type OidcConfig, oidcOf } from './config/oidc.ts';
import { checkGuessable, checkProduction } from './config/production.ts';
import { withFiles } from './config/secret-files.ts';
import type { Both, Setting } from './config/setting.ts';
import { type SettingName, settings, type Values } from './config/settings.ts';
import { checkSigning, type SignConfig, signingOf } from './config/signing.ts';
import { checkTwilioVoice, type TwilioVoiceConfig, twilioVoiceOf } from './config/twilio.ts';
import type { GroupRole } from './domain/rights/group-roles.ts';

export type { AsteriskConfig, AsteriskSite } from './config/asterisk.ts';
export { ConfigError } from './config/faults.ts';

export type SimulatorConfig = {
  kind: 'simulator';
  queue: string;
  seed: string;
  scenario: Values['SIMULATOR_SCENARIO'];
  /** Absent: the scenario's own rate. */
  callsPerMinute: number | undefined;
  speed: number;
};

/** Everything the server may know about its surroundings, read once at start. */
export type Config = {
  production: boolean;
  http: { host: string; port: number; publicUrl: string | undefined; trustProxy: false | number | string };
  /** `url` absent: the embedded database. `ownerUrl`: of the role that owns the tables, where it is another one. */
  database: { url: string | undefined; ownerUrl: string | undefined; poolSize: number };
  /** Waits for the end of the server that works with the database, and follows it. */
  standby: boolean;
  /** Absolute. */
  dataDir: string;
  office: {
    code: string;
    name: string;
    timeZone: Values['SIGAP_TIME_ZONE'];
    locale: Values['SIGAP_LOCALE'];
  };
  /** `others` open values and seal none. */
  secrets: { key: Buffer; others: readonly Buffer[]; session: string };
  /** Roles that may not work without a second factor. */
  secondFactorFor: Values['SIGAP_SECOND_FACTOR'];
  /** Country codes that the office calls. */
  callCountries: Values['SIGAP_CALL_COUNTRIES'];
  /** Agents see who listens to their conversation. */
  listeningShown: boolean;
  /** Null: people log in with passwords here. */
  oidc: OidcConfig | null;
  /** Null: passwords are our own. */
  ldap: LdapConfig | null;
  /** Null: what people work as is set here. */
  groupRoles: readonly GroupRole[] | null;
  /** Null: a screen is locked by hand only. */
  lockAfterMinutes: Values['SIGAP_LOCK_AFTER'];
  exchange: AsteriskConfig | SimulatorConfig | TwilioVoiceConfig;
  notify: {
    /** Null: none. */
    quiet: Values['SIGAP_QUIET_HOURS'];
    /** Null: no e-mail. */
    email: { url: string; from: string } | null;
    webhook: { url: string; secret: string } | null;
    whatsappTemplate: string | null;
  };
  messages: MessagesConfig;
  files: FilesConfig;
  /** Null: no certificate signs papers. */
  signing: SignConfig | null;
  /** How many days each class of data is kept; null: always. */
  keepDays: Readonly<Record<'cases' | 'messages' | 'files' | 'recordings' | 'drafts' | 'agent_states', number | null>>;
  logLevel: Values['LOG_LEVEL'];
  metricsToken: string | undefined;
  /** Names that look like settings of ours but are none: probably mistyped. To be logged. */
  unknownSettings: string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The data folder alone, absolute: for commands that look at the office's files and need none of its secrets. */
export function readDataDir(given?: Environment): string {
  const faults: ConfigFault[] = [];
  const { SIGAP_DATA_DIR } = readValues(withFiles(given ?? processEnvironment(), faults), faults);
  if (SIGAP_DATA_DIR === undefined) throw new ConfigError(faults);
  return resolve(SIGAP_DATA_DIR);
}

/**
 * Reads the configuration from the environment and, for what is not set there, from `.env` in the working folder.
 * An empty variable counts as not set. Outside production missing secrets are generated into the data folder.
 *
 * @param given instead of the process's own environment (then no `.env` is read): for tests
 * @param look changes nothing: no folder and no secrets are made
 * @throws ConfigError with every fault found
 */
export function loadConfig(given?: Environment, { look = false }: { readonly look?: boolean } = {}): Config {
  const faults: ConfigFault[] = [];
  const env = withFiles(given ?? processEnvironment(), faults);
  const values = readValues(env, faults);
  const exchangeKind = values.EXCHANGE ?? (values.ASTERISK_HOST ? 'asterisk' : 'simulator');
  const production = values.NODE_ENV === 'production';
  const need = (name: SettingName, why: Both) => {
    // A wrong value has been reported already.
    if (values[name] === undefined && !textOf(env, name)) faults.push(missing(name, settings[name], why));
  };
  if (production) checkProduction(values, exchangeKind, need, faults);
  if (exchangeKind === 'asterisk') {
    const why = { id: 'bila sentralnya asterisk', en: 'when the exchange is asterisk' };
    for (const name of asteriskNeeds) need(name, why);
  }
  const others = exchangeKind === 'asterisk' ? readOthers(env, values, faults) : [];
  if (production) checkGuessable(others, faults);
  if (exchangeKind === 'twilio') checkTwilioVoice(values, need, faults);
  if (values.SMTP_URL !== undefined) need('MAIL_FROM', { id: 'bila SMTP_URL diisi', en: 'when SMTP_URL is set' });
  if (values.ALERT_WEBHOOK_URL !== undefined) {
    need('ALERT_WEBHOOK_SECRET', { id: 'bila ALERT_WEBHOOK_URL diisi', en: 'when ALERT_WEBHOOK_URL is set' });
  }
  if (values.SIGAP_STANDBY === 'yes')
    need('DATABASE_URL', { id: 'bila SIGAP_STANDBY=yes', en: 'when SIGAP_STANDBY=yes' });
  checkOidc(values, need, faults);
  checkLdap(values, production, need, faults);
  checkGroups(values, faults);
  checkFiles(values, need);
  checkSigning(values, production, need, faults);
  checkMessages(values, need, exchangeKind === 'twilio');
  if (faults.length > 0) throw new ConfigError(faults);
  const known = new Set([...Object.keys(settings), ...otherSettingNames(env)]);
  return {
    production,
    http: {
      host: values.HOST,
      port: values.PORT,
      publicUrl: values.PUBLIC_URL,
      trustProxy: values.TRUST_PROXY,
    },
    database: {
      url: values.DATABASE_URL,
      ownerUrl: values.DATABASE_OWNER_URL,
      poolSize: values.DATABASE_POOL_SIZE,
    },
    standby: values.SIGAP_STANDBY === 'yes',
    dataDir: resolve(values.SIGAP_DATA_DIR),
    office: {
      code: values.SIGAP_OFFICE_CODE,
      name: values.SIGAP_OFFICE_NAME,
      timeZone: values.SIGAP_TIME_ZONE,
      locale: values.SIGAP_LOCALE,
    },
    secrets: secretsOf(values, look),
    secondFactorFor: values.SIGAP_SECOND_FACTOR,
    callCountries: values.SIGAP_CALL_COUNTRIES,
    listeningShown: values.SIGAP_LISTENING_SHOWN === 'yes',
    oidc: oidcOf(values),
    ldap: ldapOf(values),
    groupRoles: values.SIGAP_GROUP_ROLES ?? null,
    lockAfterMinutes: values.SIGAP_LOCK_AFTER,
    exchange: exchangeOf(exchangeKind, values, others),
    notify: notifyOf(values),
    messages: messagesOf(values),
    files: filesOf(values),
    signing: signingOf(values),
    keepDays: {
      cases: values.SIGAP_KEEP_CASES_DAYS,
      messages: values.SIGAP_KEEP_MESSAGES_DAYS,
      files: values.SIGAP_KEEP_FILES_DAYS,
      recordings: values.SIGAP_KEEP_RECORDINGS_DAYS,
      drafts: values.SIGAP_KEEP_DRAFTS_DAYS,
      agent_states: values.SIGAP_KEEP_AGENT_STATES_DAYS,
    },
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN,
    unknownSettings: Object.keys(env)
      .filter(
        (name) =>
          /^(SIGAP|OIDC|LDAP|ASTERISK|SIMULATOR|TWILIO|GAMMU|EMAIL|HTTP_GATEWAY|FILES|CLAMD|SIGN)_/.test(name) &&
          !known.has(name) &&
          !known.has(name.replace(/_FILE$/, '')),
      )
      .sort(),
  };
}

/** The one place that looks at the process's environment. */
function processEnvironment(): Environment {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return process.env;
}

function textOf(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

function readValues(env: Environment, faults: ConfigFault[]): Values {
  const read = Object.entries(settings).map(([name, setting]: [string, Setting & { fallback?: string }]) => {
    const text = textOf(env, name) ?? setting.fallback;
    if (text === undefined) return [name, undefined];
    const result = setting.schema.safeParse(text);
    if (!result.success) faults.push(wrongValue(name, setting, text));
    return [name, result.data];
  });
  return Object.fromEntries(read) as Values;
}

function secretsOf(values: Values, look: boolean): Config['secrets'] {
  const { SIGAP_SECRET_KEY: key, SIGAP_OTHER_KEYS: others = [], SESSION_SECRET: session } = values;
  if (key && session) return { key, others, session };
  try {
    const folder = values.SIGAP_DATA_DIR;
    const generated = look ? secretsForALook(resolve(folder)) : generatedSecrets(ensureDataDir(folder));
    return {
      others,
      key: key ?? Buffer.from(generated.SIGAP_SECRET_KEY, 'base64'),
      session: session ?? generated.SESSION_SECRET,
    };
  } catch (error) {
    throw new ConfigError([
      {
        name: 'SIGAP_DATA_DIR',
        id: `rahasia tidak dapat disimpan atau dibaca di folder ini: ${String(error)}`,
        en: `secrets cannot be kept in or read from this folder: ${String(error)}`,
      },
    ]);
  }
}

function notifyOf(values: Values): Config['notify'] {
  const { SMTP_URL: smtp, MAIL_FROM: from, ALERT_WEBHOOK_URL: hook, ALERT_WEBHOOK_SECRET: secret } = values;
  return {
    quiet: values.SIGAP_QUIET_HOURS,
    email: smtp === undefined || from === undefined ? null : { url: smtp, from },
    webhook: hook === undefined || secret === undefined ? null : { url: hook, secret },
    whatsappTemplate: values.ALERT_WHATSAPP_TEMPLATE ?? null,
  };
}

function simulatorOf(values: Values): SimulatorConfig {
  return {
    kind: 'simulator',
    queue: values.ASTERISK_QUEUE,
    seed: values.SIMULATOR_SEED,
    scenario: values.SIMULATOR_SCENARIO,
    callsPerMinute: values.SIMULATOR_CALLS_PER_MINUTE,
    speed: values.SIMULATOR_SPEED,
  };
}

function exchangeOf(
  kind: Config['exchange']['kind'],
  values: Values,
  others: readonly OtherExchange[],
): Config['exchange'] {
  if (kind === 'asterisk') return asteriskOf(values, others);
  return kind === 'twilio' ? twilioVoiceOf(values) : simulatorOf(values);
}
