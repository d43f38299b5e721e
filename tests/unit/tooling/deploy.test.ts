import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Setting } from '../../../server/config/setting.ts';
import { settings } from '../../../server/config/settings.ts';

const known = settings as Readonly<Record<string, Setting>>;
const read = (path: string) => readFileSync(`deploy/${path}`, 'utf8');

/** A setting, or a secret's `NAME_FILE`. */
const isSetting = (name: string) => name in known || known[name.replace(/_FILE$/, '')]?.secret === true;

describe('the unit of systemd', () => {
  const unit = read('systemd/sigap.service');
  const set = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) => line.split(' '));

  it('sets what the server knows, and every secret by a file that it loads', () => {
    expect(set.map((one) => one.split('=')[0] ?? '').filter((name) => !isSetting(name))).toEqual([]);
    const secrets = set.filter((one) => known[one.split('=')[0]?.replace(/_FILE$/, '') ?? '']?.secret);
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) {
      const [, credential = ''] = /^\w+_FILE=%d\/(.+)$/.exec(secret) ?? [];
      expect(unit).toMatch(new RegExp(`^LoadCredential=${credential}:/etc/sigap/`, 'm'));
    }
  });

  it('starts the server as `npm start` does, without building', () => {
    const start = /become\('main\.js', \[(.*)\]\)/
      .exec(readFileSync('bin/sigap.mjs', 'utf8'))?.[1]
      ?.replaceAll("'", '');
    expect(unit).toContain(`ExecStart=/usr/bin/node ${start} --enable-source-maps dist/server/main.js\n`);
  });
});

describe('the containers', () => {
  interface Service {
    readonly environment?: Record<string, string>;
    readonly secrets?: string[];
    readonly ports?: string[];
    readonly volumes?: string[];
  }
  interface Compose {
    readonly services: Record<'sigap' | 'database' | 'proxy' | 'asterisk', Service>;
    readonly secrets: Record<string, { readonly file: string }>;
    readonly volumes: Record<string, null>;
  }
  const compose = parse(read('container/compose.yaml')) as Compose;
  const image = read('container/Containerfile');
  const { sigap } = compose.services;
  const stage = image.slice(0, image.lastIndexOf('\nFROM '));

  it('give the server what it knows, each secret as a file that it gets, and what production needs', () => {
    const given = Object.entries(sigap.environment ?? {});
    const inImage = [...(/^ENV (.*)$/m.exec(image)?.[1] ?? '').matchAll(/(\w+)=/g)].map(([, name = '']) => name);
    expect([...given.map(([name]) => name), ...inImage].filter((name) => !isSetting(name))).toEqual([]);
    for (const [name, value] of given) {
      expect(known[name]?.secret ?? false).toBe(false);
      if (name.endsWith('_FILE')) expect(sigap.secrets).toContain(value.replace('/run/secrets/', ''));
    }
    const names = given.map(([name]) => name.replace(/_FILE$/, ''));
    expect(names).toEqual(expect.arrayContaining(['SIGAP_SECRET_KEY', 'SESSION_SECRET', 'PUBLIC_URL', 'TRUST_PROXY']));
  });

  it('name secrets by files outside of the repository, and volumes that there are', () => {
    const used = Object.values(compose.services);
    expect(new Set(used.flatMap(({ secrets = [] }) => secrets))).toEqual(new Set(Object.keys(compose.secrets)));
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//);
    expect(readFileSync('.gitignore', 'utf8')).toMatch(/^deploy\/container\/secrets\/$/m);
    const mounted = used.flatMap(({ volumes = [] }) => volumes.map((one) => one.split(':')[0] ?? ''));
    for (const one of mounted.filter((name) => !name.startsWith('./'))) expect(compose.volumes).toHaveProperty(one);
  });

  it('agree on ports: what the server listens at, what is exposed, published and led on by the proxy', () => {
    const port = /\bPORT=(\d+)/.exec(image)?.[1];
    const agi = known.ASTERISK_AGI_PORT?.example;
    expect(image).toContain(`EXPOSE ${port} ${agi}\n`);
    expect(sigap.ports).toEqual([`127.0.0.1:${agi}:${agi}`]);
    expect(read('container/Caddyfile')).toContain(`reverse_proxy sigap:${port} `);
    expect(image).toContain(`http://127.0.0.1:${port}/healthz`);
  });

  it('build from all that the build reads, and from nothing that is not there', () => {
    const copied = [...stage.matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, list = '']) => list.split(' '));
    for (const path of copied) expect(existsSync(path)).toBe(true);
    const inputs = [...readFileSync('bin/build.mjs', 'utf8').matchAll(/inputs: \[([^\]]*)\]/g)].flatMap(
      ([, list = '']) => [...list.matchAll(/'([^']+)'/g)].map(([, path = '']) => path),
    );
    expect(inputs.length).toBeGreaterThan(8);
    const missing = inputs.filter((input) => !copied.some((path) => input === path || input.startsWith(`${path}/`)));
    expect(missing).toEqual([]);
    const ignored = read('container/Containerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(ignored.map((line) => line.slice(1)).sort()).toEqual([...copied].sort());
  });

  it('run as nobody special', () => {
    expect(image.slice(image.lastIndexOf('\nFROM '))).toMatch(/^USER \d{5}:\d{5}$/m);
    expect(sigap).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });
});
