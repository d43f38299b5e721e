import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../server/cli/doctor/finding.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { openKeyring } from '../../../server/store/secrets/keyring.ts';
import { asterisk, key, session } from '../../support/config-folder.ts';
import type { TestDatabase } from '../../support/database.ts';
import { type AmiFields, startFakeAmi } from '../../support/fake-ami.ts';
import { freePort } from '../../support/free-port.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';

let processes: ServerProcesses;
let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  processes = compileServer('doctor');
  dataDir = join(processes.base, 'data');
  mkdirSync(dataDir, { mode: 0o711 });
  database = await createServerDatabase();
  const source = await createDataSource(database.url, 1).initialize();
  await openKeyring(source, { key: Buffer.from(key, 'base64'), others: [] });
  await source.destroy();
});
afterEach(() => processes.end());
afterAll(async () => {
  await database.drop();
  processes.remove();
});

async function rows<R>(query: string, values: unknown[] = []): Promise<R[]> {
  const source = await createDataSource(database.url, 1).initialize();
  return source.query<R[]>(query, values).finally(() => source.destroy());
}

const env = () => ({
  ...{ DATABASE_URL: database.url, SIGAP_DATA_DIR: dataDir, SIGAP_SECRET_KEY: key, SESSION_SECRET: session },
  PATH: process.env.PATH ?? '',
});

interface Told {
  readonly code: number | null;
  readonly out: string;
}

/** Not waited for as `cli` does: what it asks may be in this very process. */
function doctor(
  given: Record<string, string>,
  args: readonly string[] = ['--lang', 'en'],
  uid?: number,
): Promise<Told> {
  const program = join(processes.folder, 'server/cli/doctor.js');
  const options = { cwd: processes.base, env: given, ...(uid !== undefined && { uid, gid: uid }) };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], options, (_error, out, err) =>
      resolve({ code: child.exitCode, out: out + err }),
    );
  });
}

it('finds nothing wrong with an installation that could start, and makes nothing there', async () => {
  const { code, out } = await doctor({ ...env(), SIGAP_SECRET_KEY: key });
  expect(out).not.toMatch(/^(FAULT|WARNING)/m);
  expect(out).toMatch(/^OK {2}Schema: \d+ migrations, up to date$/m);
  expect(out).toMatch(/^OK {2}Key: opens the personal data/m);
  expect(out).toMatch(/^NOT SEEN {2}Server: none runs now$/m);
  expect(code).toBe(0);

  const nowhere = join(processes.base, 'nowhere');
  const { DATABASE_URL: _url, SIGAP_SECRET_KEY: _key, SESSION_SECRET: _session, ...bare } = env();
  const first = await doctor({ ...bare, SIGAP_DATA_DIR: nowhere }, []);
  expect(first.out).toMatch(/^PERINGATAN {2}Folder data: .* belum ada$/m);
  expect([first.code, existsSync(nowhere)]).toEqual([0, false]);
});

it('settings that cannot be read are told each with its remedy, before anything else is looked at', async () => {
  const { code, out } = await doctor({ ...env(), PORT: 'delapan', SMTP_URL: 'smtp://mail.example.go.id' });
  expect(out).toMatch(/^FAULT {2}Settings: PORT: /m);
  expect(out).toMatch(/^FAULT {2}Settings: MAIL_FROM: /m);
  expect(out).not.toMatch(/Database/);
  expect(code).toBe(1);
});

it('a wrong password, a database that is away and one that does not exist are told apart, without the password', async () => {
  const changed = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return doctor({ ...env(), DATABASE_URL: url.href });
  };
  const port = await freePort();
  const [password, away, unmade] = await Promise.all([
    changed((url) => {
      url.password = 'sandi-yang-salah';
    }),
    changed((url) => {
      url.port = String(port);
    }),
    changed((url) => {
      url.pathname = '/tidak_ada';
    }),
  ]);
  expect(password.out).toMatch(/^FAULT {2}Database: \S+ cannot be used \(28P01\)\n {4}→ The password in DATABASE_URL/m);
  expect(away.out).toMatch(/^FAULT {2}Database: \S+ cannot be used \(ECONNREFUSED\)/m);
  expect(unmade.out).toMatch(/^FAULT {2}Database: \S+ cannot be used \(3D000\)/m);
  for (const { code, out } of [password, away, unmade]) {
    expect(code).toBe(1);
    for (const secret of ['sandi-yang-salah', new URL(database.url).password, key, session])
      expect(out).not.toContain(secret);
  }
});

it('a schema that is behind, one that is ahead, and another key are told', async () => {
  const [ran] = await rows<{ id: number; name: string }>('SELECT id, name FROM migrations ORDER BY id DESC LIMIT 1');
  await rows('UPDATE migrations SET name = $2 WHERE id = $1', [ran?.id, 'Nanti9']);
  const ahead = await doctor(env());
  await rows('DELETE FROM migrations WHERE id = $1', [ran?.id]);
  const behind = await doctor({ ...env(), SIGAP_SECRET_KEY: Buffer.alloc(32, 'abcdefghijklmnop').toString('base64') });
  await rows(`INSERT INTO migrations (id, "timestamp", name) VALUES ($1, 1, $2)`, [ran?.id, ran?.name]);

  expect([ahead.code, ahead.out]).toEqual([1, expect.stringMatching(/^FAULT {2}Schema: of a newer Sigap: Nanti9$/m)]);
  expect(behind.out).toMatch(/^WARNING {2}Schema: still to be run: \w+\n {4}→ Make a backup/m);
  expect(behind.out).toMatch(/^FAULT {2}Key: SIGAP_SECRET_KEY is not the key of this database$/m);
  expect(behind.code).toBe(1);
});

it('a folder that the account of the server may not write in is told, and one that is a file', async () => {
  const closed = join(processes.base, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  // Whoever runs the tests as root may write anywhere.
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
  if (nobody === undefined) chmodSync(closed, 0o500);
  const { code, out } = await doctor({ ...env(), SIGAP_DATA_DIR: closed }, ['--lang', 'id'], nobody);
  expect(out).toMatch(/^SALAH {2}Folder data: \S+ tidak boleh menulis di \S+closed\n {4}→ Berikan folder itu/m);
  expect(code).toBe(1);

  const file = join(processes.base, 'file');
  writeFileSync(file, '');
  expect((await doctor({ ...env(), SIGAP_DATA_DIR: file })).out).toMatch(/^FAULT {2}Data folder: \S+ is no folder$/m);
});

it('an exchange that is away, one that refuses us and one that answers are told apart', async () => {
  const ami = await startFakeAmi({
    secret: asterisk.ASTERISK_AMI_SECRET,
    answer: ({ action }): AmiFields | undefined => {
      if (action === 'CoreSettings') return { Response: 'Success', AsteriskVersion: '22.5.1' };
      if (action !== 'Ping') return undefined;
      return { Response: 'Success', Ping: 'Pong', Timestamp: String(Date.now() / 1000 + 5) };
    },
  });
  const [closed, agi] = [await freePort(), await freePort()];
  const at = (port: number, secret = asterisk.ASTERISK_AMI_SECRET) =>
    doctor({
      ...env(),
      ...asterisk,
      ...{ ASTERISK_HOST: '127.0.0.1', ASTERISK_AMI_PORT: String(port), ASTERISK_AMI_SECRET: secret },
      ...{ ASTERISK_AGI_PORT: String(agi), ASTERISK_CALL_LOG: join(processes.base, 'none.csv') },
    });
  try {
    const up = await at(ami.port);
    expect(up.out).toMatch(/^OK {2}Asterisk \(AMI\): Asterisk 22.5.1$/m);
    expect(up.out).toMatch(/^FAULT {2}Clock: the clock of Asterisk differs by [45]\.\d s$/m);
    expect(up.out).toMatch(/^NOT SEEN {2}Ticket numbers \(FastAGI\)/m);
    expect(up.out).toMatch(/^WARNING {2}ASTERISK_CALL_LOG: \S+ is not there$/m);
    const refused = await at(ami.port, 'bukan-sandinya-9');
    expect(refused.out).toMatch(/^FAULT {2}Asterisk \(AMI\): 127\.0\.0\.1:\d+ refuses the user or the password$/m);
    expect(refused.out).not.toContain('bukan-sandinya-9');
    expect((await at(closed)).out).toMatch(/^FAULT {2}Asterisk \(AMI\): 127\.0\.0\.1:\d+ does not answer/m);
  } finally {
    await ami.stop();
  }
}, 120_000);

it('a server that runs is told, with what it says of itself, and what is asked for as JSON can be read', async () => {
  const port = String(await freePort());
  const { child, exited } = await processes.up({ ...env(), PORT: port, SIMULATOR_SCENARIO: 'empty' });
  const { code, out } = await doctor({ ...env(), PORT: port }, ['--json']);
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  const server = findings
    .filter(({ part }) => part.en === 'Server')
    .map(({ verdict, said }) => `${verdict} ${said.en}`);
  expect(server).toEqual([expect.stringMatching(new RegExp(`^ok runs \\(\\S+, pid ${child.pid}\\) and is ready$`))]);
  expect(code).toBe(0);
  child.kill('SIGTERM');
  await exited;
}, 120_000);

it('what is not understood is answered by how it is called', async () => {
  const { code, out } = await doctor(env(), ['--lang', 'fr']);
  expect([code, out]).toEqual([2, expect.stringContaining('npm run --silent doctor')]);
});
