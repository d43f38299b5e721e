import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { settings, simulatorScenarios } from '../../../../server/config/settings.ts';
import { ConfigError, loadConfig } from '../../../../server/config.ts';
import { SCENARIOS } from '../../../../telephony/simulator/scenarios.ts';
import { envExample } from '../../../support/env-example.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sigap-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString('base64');
const session = 'x9Kq2mVb7RtYw3LpZc8NfHj5DsGa4EuT';
const asterisk = {
  ASTERISK_HOST: 'pbx.example.go.id',
  ASTERISK_AMI_USER: 'sigap',
  ASTERISK_AMI_SECRET: 'kT7fQ0pZr3VxWm9s',
  ASTERISK_REGISTRATION_TOKEN: 'bN4hY8uJd2LgRq6c',
};
const twilio = {
  EXCHANGE: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}`,
  TWILIO_AUTH_TOKEN: 'f3a9c27d41be58066d90e1b7a4c2835f',
  TWILIO_API_KEY_SID: `SK${'fedcba9876543210'.repeat(2)}`,
  TWILIO_API_KEY_SECRET: 'Qm4xT8vLz2KpW9sNc6RyHb3JdGf7UeAa',
  PUBLIC_URL: 'https://sigap.example.go.id/hotline',
};
const production = { NODE_ENV: 'production', SIGAP_SECRET_KEY: key, SESSION_SECRET: session, ...asterisk };

function load(env: Record<string, string> = {}) {
  return loadConfig({ SIGAP_DATA_DIR: folder, ...env });
}

function faultsOf(env: Record<string, string>) {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('needs nothing to be set: simulator, embedded database', () => {
    const config = load();
    expect(config).toMatchObject({
      production: false,
      http: { host: '127.0.0.1', port: 3000, publicUrl: undefined, trustProxy: false },
      database: { url: undefined, poolSize: 20 },
      dataDir: folder,
      office: { code: 'SBY', timeZone: 'Asia/Jakarta', locale: 'id' },
      exchange: { kind: 'simulator', seed: 'sigap', scenario: 'normal', callsPerMinute: undefined, speed: 1 },
      logLevel: 'info',
      metricsToken: undefined,
      unknownSettings: [],
    });
    expect(config.secrets.key).toHaveLength(32);
  });

  it('counts empty variables as not set and trims the others', () => {
    expect(load({ PORT: ' 8080 ', HOST: '', EXCHANGE: '  ' }).http).toMatchObject({ host: '127.0.0.1', port: 8080 });
  });

  it('makes the data folder absolute', () => {
    expect(load({ SIGAP_DATA_DIR: './x', SIGAP_SECRET_KEY: key, SESSION_SECRET: session }).dataDir).toBe(resolve('x'));
  });

  it('takes Twilio when it is chosen and everything it needs is there', () => {
    expect(
      load({ ...twilio, TWILIO_AGENT_PHONES: '103=+622150009999, 104=sip:104@pbx.example.go.id' }).exchange,
    ).toEqual({
      kind: 'twilio',
      queue: 'hotline',
      accountSid: twilio.TWILIO_ACCOUNT_SID,
      authToken: twilio.TWILIO_AUTH_TOKEN,
      apiKeySid: twilio.TWILIO_API_KEY_SID,
      apiKeySecret: twilio.TWILIO_API_KEY_SECRET,
      publicUrl: 'https://sigap.example.go.id/hotline',
      numbers: [],
      agentPhones: new Map([
        ['103', '+622150009999'],
        ['104', 'sip:104@pbx.example.go.id'],
      ]),
      record: false,
      musicUrl: expect.stringMatching(/^http/),
    });
  });

  it('does not start with Twilio without its token, its key or the address Twilio reaches us at', () => {
    const faults = faultsOf({ EXCHANGE: 'twilio', TWILIO_AUTH_TOKEN: '' });
    const wanted = [
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_API_KEY_SID',
      'TWILIO_API_KEY_SECRET',
      'PUBLIC_URL',
    ];
    expect(faults.map((fault) => fault.name)).toEqual(wanted);
    expect(faults[1]).toMatchObject({
      id: expect.stringContaining('wajib'),
      en: expect.stringContaining('must be set'),
    });
    const open = { ...production, ...twilio, PUBLIC_URL: 'http://sigap.example.go.id' };
    expect(faultsOf(open).map((fault) => fault.name)).toEqual(['PUBLIC_URL']);
  });

  it('takes Asterisk when its host is set', () => {
    expect(load({ ...asterisk, ASTERISK_WEBSOCKET_URL: 'wss://pbx.example.go.id:8089/ws' }).exchange).toEqual({
      kind: 'asterisk',
      host: 'pbx.example.go.id',
      amiPort: 5038,
      amiUser: 'sigap',
      amiSecret: 'kT7fQ0pZr3VxWm9s',
      queue: 'hotline',
      hotlineContext: 'hotline',
      registrationToken: 'bN4hY8uJd2LgRq6c',
      websocketUrl: 'wss://pbx.example.go.id:8089/ws',
      sipDomain: 'pbx.example.go.id',
    });
    expect(load({ ...asterisk, EXCHANGE: 'simulator' }).exchange.kind).toBe('simulator');
  });

  it('lists every fault at once, in both languages, with the name and an example', () => {
    const faults = faultsOf({
      PORT: '99999',
      SIGAP_OFFICE_CODE: 'Surabaya',
      SIGAP_TIME_ZONE: 'WIB',
      EXCHANGE: 'asterisk',
    });
    expect(faults.map((fault) => fault.name)).toEqual([
      'PORT',
      'SIGAP_OFFICE_CODE',
      'SIGAP_TIME_ZONE',
      'ASTERISK_HOST',
      'ASTERISK_AMI_USER',
      'ASTERISK_AMI_SECRET',
      'ASTERISK_REGISTRATION_TOKEN',
    ]);
    expect(faults[1]).toEqual({
      name: 'SIGAP_OFFICE_CODE',
      id: 'nilai "Surabaya" salah; harus 2 sampai 5 huruf kapital. Contoh: SIGAP_OFFICE_CODE=SBY',
      en: 'the value "Surabaya" is wrong; it must be 2 to 5 capital letters. Example: SIGAP_OFFICE_CODE=SBY',
    });
    const { message } = new ConfigError(faults);
    for (const fault of faults) expect(message).toContain(`${fault.name}\n    ${fault.id}\n    ${fault.en}`);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['PORT', '-1'],
    ['PORT', '0x50'],
    ['HOST', 'not a host'],
    ['PUBLIC_URL', 'sigap.example.go.id'],
    ['PUBLIC_URL', 'ftp://x'],
    ['TRUST_PROXY', 'true'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['DATABASE_POOL_SIZE', '1'],
    ['SIGAP_OFFICE_CODE', 'S'],
    ['SIGAP_OFFICE_CODE', 'sby'],
    ['SIGAP_OFFICE_NAME', 'two\nlines'],
    ['SIGAP_LOCALE', 'jv'],
    ['ASTERISK_QUEUE', '../etc/passwd'],
    ['SIGAP_SECRET_KEY', 'short'],
    ['SIGAP_SECRET_KEY', Buffer.alloc(31, 'abcdefghijkl').toString('base64')],
    ['SIGAP_SECRET_KEY', Buffer.alloc(32).toString('base64')],
    ['SESSION_SECRET', 'short'],
    ['EXCHANGE', 'telegraph'],
    ['ASTERISK_AMI_SECRET', 'a\r\nAction: Originate'],
    ['ASTERISK_QUEUE', 'hot line'],
    ['SIMULATOR_SCENARIO', 'chaos'],
    ['SIMULATOR_CALLS_PER_MINUTE', '-1'],
    ['SIMULATOR_SPEED', '0'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_TOKEN', 'short'],
    ['TWILIO_ACCOUNT_SID', 'AC123'],
    ['TWILIO_VOICE_NUMBERS', '021 5000 1234'],
    ['TWILIO_AGENT_PHONES', '103=+622150009999,104=+622150009999'],
    ['TWILIO_AGENT_PHONES', '103:+622150009999'],
  ])('refuses %s=%j', (name, value) => {
    expect(faultsOf({ [name]: value }).map((fault) => fault.name)).toEqual([name]);
  });

  it.each([
    ['no', false],
    ['1', 1],
    ['loopback', 'loopback'],
    ['10.0.0.0/8,::1', '10.0.0.0/8,::1'],
  ])('reads TRUST_PROXY=%s', (text, value) => {
    expect(load({ TRUST_PROXY: text }).http.trustProxy).toBe(value);
  });

  it('never repeats a secret in a fault', () => {
    const faults = faultsOf({
      SESSION_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://u:hunter2@x',
      SIGAP_SECRET_KEY: 'hunter2',
    });
    expect(faults).toHaveLength(3);
    expect(new ConfigError(faults).message).not.toContain('hunter2');
  });

  it('names variables that look like settings and are none', () => {
    expect(load({ SIGAP_OFICE_CODE: 'DK', ASTERISK_PORT: '1', OTHER: 'x' }).unknownSettings).toEqual([
      'ASTERISK_PORT',
      'SIGAP_OFICE_CODE',
    ]);
  });
});

describe('how people are told of alerts', () => {
  it('needs nothing to be set: no e-mail, no webhook, quiet from 21 to 6', () => {
    expect(load().notify).toEqual({
      quiet: { from: 1260, to: 360 },
      email: null,
      webhook: null,
      whatsappTemplate: null,
    });
    expect(load({ SIGAP_QUIET_HOURS: 'none' }).notify.quiet).toBeNull();
  });

  it('is read whole', () => {
    const mail = { SMTP_URL: 'smtps://sigap:x@mail.example.go.id', MAIL_FROM: 'Sigap <sigap@example.go.id>' };
    const hook = { ALERT_WEBHOOK_URL: 'https://alarm.example.go.id/x', ALERT_WEBHOOK_SECRET: 'kT7fQ0pZr3VxWm9s' };
    expect(load({ ...mail, ...hook, SIGAP_QUIET_HOURS: '22:30-05:00' }).notify).toMatchObject({
      quiet: { from: 1350, to: 300 },
      email: { url: mail.SMTP_URL, from: mail.MAIL_FROM },
      webhook: { url: hook.ALERT_WEBHOOK_URL, secret: hook.ALERT_WEBHOOK_SECRET },
    });
  });

  it('names what is missing and what is wrong, all at once', () => {
    const env = {
      SMTP_URL: 'smtp://127.0.0.1',
      ALERT_WEBHOOK_URL: 'https://alarm.example.go.id',
      SIGAP_QUIET_HOURS: '21-06',
    };
    expect(
      faultsOf(env)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['ALERT_WEBHOOK_SECRET', 'MAIL_FROM', 'SIGAP_QUIET_HOURS']);
    expect(faultsOf({ MAIL_FROM: 'Sigap' })[0]?.name).toBe('MAIL_FROM');
    expect(faultsOf({ MAIL_FROM: 'a@b.id\nBcc: c@d.id' })[0]?.name).toBe('MAIL_FROM');
    expect(faultsOf({ SMTP_URL: 'https://mail.example.go.id' })[0]?.name).toBe('SMTP_URL');
  });
});

describe('in production', () => {
  it('a full configuration is accepted, and no secret is generated', () => {
    const config = load(production);
    expect(config.production).toBe(true);
    expect(config.secrets).toEqual({ key: Buffer.from(key, 'base64'), session });
    expect(() => statSync(join(folder, 'secrets.json'))).toThrow('ENOENT');
  });

  it('secrets must be given and the simulator is refused, asked for or not', () => {
    for (const EXCHANGE of ['', 'simulator']) {
      expect(faultsOf({ NODE_ENV: 'production', EXCHANGE }).map((fault) => fault.name)).toEqual([
        'SIGAP_SECRET_KEY',
        'SESSION_SECRET',
        'EXCHANGE',
      ]);
    }
  });

  it.each([
    ['ASTERISK_AMI_SECRET', 'sigap'],
    ['ASTERISK_AMI_SECRET', 'change-me-please-now'],
    ['ASTERISK_REGISTRATION_TOKEN', 'aaaaaaaaaaaaaaaaaaaa'],
    ['SESSION_SECRET', '$(openssl rand -hex 32) xxxxxxxxxxxx'],
    ['METRICS_TOKEN', 'password-for-metrics'],
  ])('%s=%s is too easy to guess', (name, value) => {
    expect(faultsOf({ ...production, [name]: value }).map((fault) => fault.name)).toEqual([name]);
    expect(faultsOf({ ...production, [name]: value, NODE_ENV: 'development' })).toEqual([]);
  });
});

describe('generated secrets', () => {
  it('are made once, kept in a file nobody else can read, and used again', () => {
    const dataDir = join(folder, 'new');
    const first = load({ SIGAP_DATA_DIR: dataDir }).secrets;
    expect(load({ SIGAP_DATA_DIR: dataDir }).secrets).toEqual(first);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(load({ SIGAP_DATA_DIR: join(folder, 'other') }).secrets.key.equals(first.key)).toBe(false);
  });

  it('give way to what is set, one by one', () => {
    const generated = load().secrets;
    expect(load({ SIGAP_SECRET_KEY: key }).secrets).toEqual({
      key: Buffer.from(key, 'base64'),
      session: generated.session,
    });
  });

  it.each(['', '{', '{}', '{"SIGAP_SECRET_KEY":"x","SESSION_SECRET":"y"}'])(
    'are never replaced when the file holds %j',
    (text) => {
      writeFileSync(join(folder, 'secrets.json'), text);
      expect(faultsOf({}).map((fault) => fault.name)).toEqual(['SIGAP_DATA_DIR']);
      expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(text);
    },
  );

  it('that cannot be kept are a fault, not a crash', () => {
    mkdirSync(join(folder, 'secrets.json'));
    expect(faultsOf({}).map((fault) => fault.name)).toEqual(['SIGAP_DATA_DIR']);
  });
});

describe('.env.example', () => {
  const path = resolve(import.meta.dirname, '../../../../.env.example');

  it('holds every setting with default and meaning (UPDATE_ENV_EXAMPLE=1 rewrites it)', () => {
    if (process.env.UPDATE_ENV_EXAMPLE) writeFileSync(path, envExample());
    expect(readFileSync(path, 'utf8')).toBe(envExample());
  });

  it('is a valid .env file when every line is taken in, and names what the schema names', () => {
    const uncommented = readFileSync(path, 'utf8').replaceAll(/^#(?=[A-Z_]+=)/gm, '');
    const env = parseEnv(uncommented) as Record<string, string>;
    expect(Object.keys(env).sort()).toEqual(Object.keys(settings).sort());
    expect(load({ ...env, SIGAP_DATA_DIR: folder }).unknownSettings).toEqual([]);
  });
});

it('the scenarios that can be set are those the simulator has', () => {
  expect([...simulatorScenarios]).toEqual(Object.keys(SCENARIOS));
});
