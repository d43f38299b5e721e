import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigFolder, createConfigFolder, key, production, session } from '../../../support/config-folder.ts';

let folder: ConfigFolder;
beforeEach(() => {
  folder = createConfigFolder();
});
afterEach(() => folder.remove());

describe('in production', () => {
  it('a full configuration is accepted, and no secret is generated', () => {
    const config = folder.load(production);
    expect(config.production).toBe(true);
    expect(config.secrets).toEqual({ key: Buffer.from(key, 'base64'), others: [], session });
    expect(() => statSync(join(folder.path, 'secrets.json'))).toThrow('ENOENT');
  });

  it('secrets must be given and the simulator is refused, asked for or not', () => {
    for (const EXCHANGE of ['', 'simulator']) {
      expect(folder.faulty({ NODE_ENV: 'production', EXCHANGE })).toEqual([
        'SIGAP_SECRET_KEY',
        'SESSION_SECRET',
        'EXCHANGE',
        'PUBLIC_URL',
        'SIGAP_ENCRYPTED_STORE',
      ]);
    }
  });

  it.each(['', 'ya', 'yes', 'none', 'LUKS'])(
    'says nothing of the disk below citizens’ names (%j): it does not start',
    (said) => {
      const [fault, ...more] = folder.faultsOf({ ...production, SIGAP_ENCRYPTED_STORE: said });
      expect([fault?.name, more]).toEqual(['SIGAP_ENCRYPTED_STORE', []]);
      if (said === '') expect(fault?.en).toContain('deploy/privacy/encrypted-store.md');
      for (const stated of ['luks', 'provider', 'hardware'])
        expect(folder.faulty({ ...production, SIGAP_ENCRYPTED_STORE: stated })).toEqual([]);
    },
  );

  it.each([
    [{ PUBLIC_URL: '' }, ['PUBLIC_URL']],
    [{ PUBLIC_URL: 'http://sigap.example.go.id' }, ['PUBLIC_URL']],
    [{ PUBLIC_URL: 'http://10.0.0.5:3000' }, ['PUBLIC_URL']],
    [{ PUBLIC_URL: 'http://127.example.go.id' }, ['PUBLIC_URL']],
    [{ TRUST_PROXY: '' }, ['TRUST_PROXY']],
    [{ PUBLIC_URL: 'https://10.0.0.5', TRUST_PROXY: 'no' }, ['TRUST_PROXY']],
    [{ PUBLIC_URL: 'http://localhost:3000', TRUST_PROXY: 'no' }, []],
    [{ PUBLIC_URL: 'http://[::1]:3000', TRUST_PROXY: '1' }, []],
    [{ TRUST_PROXY: '10.1.0.0/16' }, []],
  ])('%j: browsers are reached by https, and the proxy that speaks it is named', (given, faulty) => {
    expect(folder.faulty({ ...production, ...given })).toEqual(faulty);
    expect(folder.faultsOf({ ...production, ...given, NODE_ENV: 'development' })).toEqual([]);
  });

  it.each([
    ['ASTERISK_AMI_SECRET', 'sigap'],
    ['ASTERISK_AMI_SECRET', 'change-me-please-now'],
    ['ASTERISK_REGISTRATION_TOKEN', 'aaaaaaaaaaaaaaaaaaaa'],
    ['SESSION_SECRET', '$(openssl rand -hex 32) xxxxxxxxxxxx'],
    ['METRICS_TOKEN', 'password-for-metrics'],
  ])('%s=%s is too easy to guess', (name, value) => {
    expect(folder.faulty({ ...production, [name]: value })).toEqual([name]);
    expect(folder.faultsOf({ ...production, [name]: value, NODE_ENV: 'development' })).toEqual([]);
  });
});

const tls = 'postgres://sigap:x@db.example.go.id/sigap?sslmode=verify-full';
it.each([
  [{ DATABASE_URL: 'postgres://sigap:x@db.example.go.id/sigap' }, ['DATABASE_URL']],
  [{ DATABASE_URL: 'postgres://sigap:x@10.0.0.7/sigap?sslmode=prefer' }, ['DATABASE_URL']],
  [{ DATABASE_URL: tls, DATABASE_OWNER_URL: tls.replace('verify-full', 'disable') }, ['DATABASE_OWNER_URL']],
  [{ GAMMU_DATABASE_URL: 'postgres://smsd@modems/smsd' }, ['GAMMU_DATABASE_URL']],
  [{ HTTP_GATEWAY_URL: 'http://bridge.example.go.id', HTTP_GATEWAY_SECRET: 'k3k8s0f7w2m5q9x1' }, ['HTTP_GATEWAY_URL']],
  [{ DATABASE_URL: tls }, []],
  [{ DATABASE_URL: 'postgres://sigap:x@127.0.0.1:5433/sigap', HTTP_GATEWAY_URL: '' }, []],
])('%j: citizens’ data goes to another machine by TLS alone', (given, faulty) => {
  expect(folder.faulty({ ...production, ...given })).toEqual(faulty);
});

describe('secrets from files', () => {
  const put = (name: string, text: string) => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    return path;
  };

  it('are read from the file that NAME_FILE names, and are what a start needs', () => {
    const { SIGAP_SECRET_KEY: _, SESSION_SECRET: __, ...rest } = production;
    const config = folder.load({
      ...rest,
      SIGAP_SECRET_KEY_FILE: put('key', `${key}\n`),
      SESSION_SECRET_FILE: put('session', ` ${session}\r\n`),
    });
    expect(config.secrets).toMatchObject({ key: Buffer.from(key, 'base64'), session });
    expect(config.unknownSettings).toEqual([]);
  });

  it('that are not there, are empty or are given twice are told, without the secret', () => {
    const given = {
      SIGAP_SECRET_KEY_FILE: join(folder.path, 'nowhere'),
      SESSION_SECRET_FILE: put('empty', '\n'),
      METRICS_TOKEN: 'k3k8s0f7w2m5q9x1',
      METRICS_TOKEN_FILE: put('token', 'k3k8s0f7w2m5q9x1'),
    };
    expect(folder.faulty(given)).toEqual(['SIGAP_SECRET_KEY_FILE', 'SESSION_SECRET_FILE', 'METRICS_TOKEN_FILE']);
    expect(JSON.stringify(folder.faultsOf(given))).not.toContain('k3k8');
  });
});

describe('generated secrets', () => {
  it('are made once, kept in a file nobody else can read, and used again', () => {
    const dataDir = join(folder.path, 'new');
    const first = folder.load({ SIGAP_DATA_DIR: dataDir }).secrets;
    expect(folder.load({ SIGAP_DATA_DIR: dataDir }).secrets).toEqual(first);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(folder.load({ SIGAP_DATA_DIR: join(folder.path, 'other') }).secrets.key.equals(first.key)).toBe(false);
  });

  it('give way to what is set, one by one', () => {
    const generated = folder.load().secrets;
    expect(folder.load({ SIGAP_SECRET_KEY: key }).secrets).toEqual({
      key: Buffer.from(key, 'base64'),
      others: [],
      session: generated.session,
    });
  });

  it.each(['', '{', '{}', '{"SIGAP_SECRET_KEY":"x","SESSION_SECRET":"y"}'])(
    'are never replaced when the file holds %j',
    (text) => {
      writeFileSync(join(folder.path, 'secrets.json'), text);
      expect(folder.faulty({})).toEqual(['SIGAP_DATA_DIR']);
      expect(readFileSync(join(folder.path, 'secrets.json'), 'utf8')).toBe(text);
    },
  );

  it('that cannot be kept are a fault, not a crash', () => {
    mkdirSync(join(folder.path, 'secrets.json'));
    expect(folder.faulty({})).toEqual(['SIGAP_DATA_DIR']);
  });
});
