import { resolve } from 'node:path';
import { ConfigError } from '../../../../server/config.ts';
import { type ConfigFolder, createConfigFolder, key, session } from '../../../support/config-folder.ts';

let folder: ConfigFolder;
beforeEach(() => {
  folder = createConfigFolder();
});
afterEach(() => folder.remove());

describe('loadConfig', () => {
  it('needs nothing to be set: simulator, embedded database', () => {
    const config = folder.load();
    expect(config).toMatchObject({
      production: false,
      http: { host: '127.0.0.1', port: 3000, publicUrl: undefined, trustProxy: false },
      database: { url: undefined, poolSize: 20 },
      dataDir: folder.path,
      office: { code: 'SBY', timeZone: 'Asia/Jakarta', locale: 'id' },
      exchange: { kind: 'simulator', seed: 'sigap', scenario: 'normal', callsPerMinute: undefined, speed: 1 },
      logLevel: 'info',
      metricsToken: undefined,
      unknownSettings: [],
    });
    expect(config.secrets.key).toHaveLength(32);
  });

  it('counts empty variables as not set and trims the others', () => {
    expect(folder.load({ PORT: ' 8080 ', HOST: '', EXCHANGE: '  ' }).http).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
    });
  });

  it('makes the data folder absolute', () => {
    expect(folder.load({ SIGAP_DATA_DIR: './x', SIGAP_SECRET_KEY: key, SESSION_SECRET: session }).dataDir).toBe(
      resolve('x'),
    );
  });

  it('lists every fault at once, in both languages, with the name and an example', () => {
    const faults = folder.faultsOf({
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
    expect(folder.faulty({ [name]: value })).toEqual([name]);
  });

  it.each([
    ['no', false],
    ['1', 1],
    ['loopback', 'loopback'],
    ['10.0.0.0/8,::1', '10.0.0.0/8,::1'],
  ])('reads TRUST_PROXY=%s', (text, value) => {
    expect(folder.load({ TRUST_PROXY: text }).http.trustProxy).toBe(value);
  });

  it('never repeats a secret in a fault', () => {
    const faults = folder.faultsOf({
      SESSION_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://u:hunter2@x',
      SIGAP_SECRET_KEY: 'hunter2',
    });
    expect(faults).toHaveLength(3);
    expect(new ConfigError(faults).message).not.toContain('hunter2');
  });

  it('names variables that look like settings and are none', () => {
    expect(folder.load({ SIGAP_OFICE_CODE: 'DK', ASTERISK_PORT: '1', OTHER: 'x' }).unknownSettings).toEqual([
      'ASTERISK_PORT',
      'SIGAP_OFICE_CODE',
    ]);
  });
});
