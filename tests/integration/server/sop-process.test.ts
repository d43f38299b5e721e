import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SopReader } from '../../../server/wiring/sop-reader.ts';
import { type Client, logIn, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createServerDatabase, password, people } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { sopText } from '../../support/sops.ts';
import { until } from '../../support/until.ts';

let processes: ServerProcesses;
let database: TestDatabase;
let env: Record<string, string>;
const clients: Client[] = [];

beforeAll(() => {
  processes = compileServer('sop');
});
afterAll(() => processes.remove());
beforeEach(async () => {
  database = await createServerDatabase();
  env = {
    PORT: '0',
    DATABASE_URL: database.url,
    SIGAP_DATA_DIR: mkdtempSync(join(processes.base, 'data-')),
    SIMULATOR_SCENARIO: 'empty',
    SIGAP_SECRET_KEY: Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256)).toString('base64'),
    SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
  };
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await processes.end();
  await database.drop();
});

const own = (name: string, text: string) => {
  const folder = join(env.SIGAP_DATA_DIR as string, 'sops');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const version = (sop: string, of: string) => sopText(sop).replace(/^version: .*/m, `version: "${of}"`);
const shippedVersion = (sop: string) => /^version: "?([^"\n]*)"?$/m.exec(sopText(sop))?.[1] ?? '';
const client = async (url: string, username: string) => {
  const one = await logIn(url, username, password);
  clients.push(one);
  return one;
};
const ready = async (url: string) =>
  (await send(url, { method: 'GET', path: '/readyz' })) as { status: number; body: { warnings?: string[] } };
const stop = async ({ child, exited }: { child: { kill(signal: 'SIGTERM'): boolean }; exited: Promise<unknown> }) => {
  child.kill('SIGTERM');
  await exited;
};

describe('a server whose SOP files are not good', () => {
  it('keeps the last good version of a file with faults, and of one that changed under its version, and says so', async () => {
    await stop(await processes.up(env));
    own('surabaya.yaml', version('surabaya', '2').replace('budget: 5 s', 'budget: 5 workdays'));
    own('online.yaml', sopText('online').replace('budget: 5 min', 'budget: 6 min'));
    own('semarang.yaml', version('semarang', '9'));
    const { url, said } = await processes.up(env);
    const { body } = await until('it is ready', async () => {
      const answer = await ready(url);
      return answer.status === 200 && answer;
    });
    expect(body.warnings).toHaveLength(2);
    expect(body.warnings?.[0]).toMatch(/^sops\/online\.yaml:\d+: version: Version .* is stored with other contents/);
    expect(body.warnings?.[1]).toMatch(/^sops\/surabaya\.yaml:\d+: steps\.\d+\.budget: /);
    for (const words of ['the last good version stays', 'Beri versi baru', 'Ganti satuannya', 'waits as a draft']) {
      expect(said.out).toContain(words);
    }
    const head = await client(url, 'wati');
    const { sops, refused } = await head.do('listSops');
    expect(refused.map(({ file }) => file)).toEqual(['sops/online.yaml', 'sops/surabaya.yaml']);
    const phases = (id: string) =>
      sops.find((sop) => sop.id === id)?.versions.map((one) => `${one.version} ${one.phase}`);
    expect(phases('surabaya')).toEqual([`${shippedVersion('surabaya')} in-force`]);
    expect(phases('online')).toEqual([`${shippedVersion('online')} in-force`]);
    expect(phases('semarang')).toEqual([`${shippedVersion('semarang')} in-force`, '9 draft']);
  });

  it('does not start when a service has no good version at all, and says why', async () => {
    own('surabaya.yaml', sopText('surabaya').replace('budget: 5 s', 'budget: 5 workdays'));
    const { exited, said } = processes.run(env);
    expect(await exited).toBe(1);
    expect(said.err).toMatch(/services\.yaml:\d+/);
    expect(said.err).toContain('there is no surabaya');
    expect(said.out).toContain('Ganti satuannya');
  });
});

describe('the thread in which procedures are read', () => {
  const bad = (rows: number) =>
    `${sopText('surabaya')}\n${Array.from({ length: rows }, (_, n) => `salah${n}: [{a: {b: {c: ${n}}}}]`).join('\n')}`;
  const opened: SopReader[] = [];
  afterEach(async () => {
    for (const reader of opened.splice(0)) await reader.close();
  });
  const readers = async () =>
    (await import(
      join(processes.folder, 'server/wiring/sop-reader.js')
    )) as typeof import('../../../server/wiring/sop-reader.ts');

  it('leaves the loop to everybody else while it reads, however bad a text is, and reads a good one next', async () => {
    const { createSopReader } = await readers();
    const reader = createSopReader({ limitMs: 60_000 });
    opened.push(reader);
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 0);
    const [long, good] = await Promise.all([reader.read(bad(1_500)), reader.read(sopText('surabaya'))]);
    clearInterval(turn);
    expect(long.faults).toHaveLength(201);
    expect([good.faults, good.sop?.id]).toEqual([[], 'surabaya']);
    expect(turns).toBeGreaterThan(3);
  });

  it('gives up a text that takes too long and refuses more than wait, and goes on with the next', async () => {
    const { createSopReader } = await readers();
    const short = createSopReader({ limitMs: 1, waiting: 1 });
    opened.push(short);
    const [first, second, third] = await Promise.all([1, 2, 3].map((n) => short.read(bad(n * 700))));
    expect(first?.faults).toEqual([expect.objectContaining({ en: expect.stringContaining('too long') })]);
    expect(second?.faults).toEqual(first?.faults);
    expect(third?.faults).toEqual([expect.objectContaining({ en: expect.stringContaining('Too many') })]);
  });
});

describe('a version published by the command line', () => {
  it('is for new cases of the server that runs; a case begun before goes on under its own', async () => {
    const { url } = await processes.up(env);
    const desk = await client(url, 'sari');
    const open = (on: Client) => on.do('takeIntake', { body: { serviceId: 'desk', complaint: 'KTP belum jadi' } });
    const begun = await open(desk);
    expect(begun.sop.version).toBe(shippedVersion('offline'));

    const file = own('ours.yaml', version('offline', '2'));
    const wrong = processes.cli('sop', ['publish', own('wrong.yaml', sopText('offline')), '--en'], env);
    expect([wrong.status, wrong.stderr]).toEqual([
      1,
      expect.stringMatching(/wrong\.yaml:\d+: version: .*Give it a new/),
    ]);
    const early = processes.cli('sop', ['publish', file, '--from', '2020-01-01 07:30'], env);
    expect([early.status, early.stderr]).toEqual([1, '--from: saat ini sudah lewat\n']);
    const done = processes.cli('sop', ['publish', file, '--en'], env);
    expect([done.stderr, done.status]).toEqual(['', 0]);
    expect(done.stdout).toMatch(/^offline 2: in force from \w{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.?\d* WIB\n$/);
    const doorless = sopText('offline').replace(/^id: offline$/m, 'id: kebun');
    const fresh = processes.cli('sop', ['publish', own('kebun.yaml', doorless)], env);
    expect(fresh.stdout).toMatch(/^kebun .*\n.*services\.yaml \(sop: kebun\), lalu mulai ulang server\.\n$/);
    await until('it is in force', async () => {
      const { sops } = await (await client(url, 'wati')).do('listSops');
      return sops
        .find(({ id }) => id === 'offline')
        ?.versions.some((one) => one.version === '2' && one.phase === 'in-force');
    });
    const later = await open(desk);
    expect(later.sop.version).toBe('2');

    const params = { caseId: begun.caseId };
    const [action] = (await desk.do('getCase', { params })).actions;
    const written = ({ name, people: role }: { name: string; people: string | null }) => {
      const known: Record<string, string> = { kind: 'complaint', category: 'ktp_el', disposition: 'resolved' };
      return (role && Object.values(people).find((one) => one.role === role)?.id) ?? known[name] ?? 'kata';
    };
    const needed = (action?.fields ?? []).filter(({ required, value }) => required && value === null);
    const fields = Object.fromEntries(needed.map((field) => [field.name, written(field)]));
    const after = await desk.act(params, action?.event ?? '', fields);
    expect(after.sop.version).toBe(shippedVersion('offline'));
    expect(after.version).toBeGreaterThan(begun.version);
    const audit = await (await client(url, 'admin')).do('listSops');
    expect(audit.sops.find(({ id }) => id === 'offline')?.versions[1]).toMatchObject({
      origin: 'command',
      publishedBy: null,
    });
  });
});
