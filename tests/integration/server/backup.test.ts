import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConnection } from '../../../server/store/backup/connect.ts';
import { findHoles } from '../../../server/store/backup/whole.ts';
import { isAlive } from '../../../server/store/embedded/control.ts';
import { findEmbedded } from '../../../server/store/embedded/find.ts';
import { key, session } from '../../support/config-folder.ts';
import { postmasterOf, query } from '../../support/embedded-postgres.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { until } from '../../support/until.ts';

/** An installation with the embedded PostgreSQL, in whose server the phones do not stop ringing. */
let processes: ServerProcesses;
const inBase = (name: string) => join(processes.base, name);
const env = (dataDir: string) => ({
  ...{ SIGAP_DATA_DIR: inBase(dataDir), SIGAP_SECRET_KEY: key, SESSION_SECRET: session, PORT: '0' },
  ...{ SIMULATOR_SCENARIO: 'storm', SIMULATOR_CALLS_PER_MINUTE: '120', SIMULATOR_SPEED: '4' },
});
const urlIn = (dataDir: string): string => {
  const found = findEmbedded(inBase(dataDir));
  return typeof found === 'string' ? found : found.url;
};
const ticketsOf = async (url: string) => Number((await query(url, 'SELECT count(*) FROM case_file'))[0]);
const postmaster = (dataDir: string) => postmasterOf(join(inBase(dataDir), 'postgres'));

/** As when the power goes: neither server nor database says a word. */
async function powerCut(child: { kill(signal: 'SIGKILL'): boolean }, dataDir: string): Promise<void> {
  const pid = postmaster(dataDir);
  if (pid) process.kill(pid, 'SIGKILL');
  child.kill('SIGKILL');
  if (pid) await until('the database is gone', () => !isAlive(pid), 60_000);
}

beforeAll(() => {
  processes = compileServer('backup', 'restore');
});
afterEach(async () => {
  await processes.end();
  for (const dataDir of ['office', 'elsewhere', 'crashed', 'third']) {
    const pid = postmaster(dataDir);
    if (pid && isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
});
afterAll(() => processes.remove());

it('an office that is lost in mid-call is brought back elsewhere: no gap in its numbers, whole histories, and it goes on', async () => {
  const { child } = await processes.up(env('office'));
  const url = urlIn('office');
  writeFileSync(join(inBase('office'), 'transfers.yaml'), 'outside: []\n');
  await until('people call', async () => (await ticketsOf(url)) > 30, 120_000);
  const before = await ticketsOf(url);
  const made = processes.cli('backup', [inBase('backup')], env('office'));
  expect([made.stderr, made.status]).toEqual(['', 0]);
  await until('people go on calling', async () => (await ticketsOf(url)) > before + 10, 120_000);
  const lost = await ticketsOf(url);
  await powerCut(child, 'office');

  const back = processes.cli('restore', [inBase('backup')], env('elsewhere'));
  expect([back.stderr, back.status]).toEqual(['', 0]);
  expect(back.stdout).toMatch(/no gap in ticket numbers, histories and audit are whole/);
  expect(readFileSync(join(inBase('elsewhere'), 'transfers.yaml'), 'utf8')).toBe('outside: []\n');
  expect(existsSync(join(inBase('backup'), 'data/secrets.json'))).toBe(false);
  const tickets = Number(/tickets (\d+)/.exec(back.stdout)?.[1]);
  expect(tickets).toBeGreaterThanOrEqual(before);
  expect(tickets).toBeLessThan(lost);

  // It works on: the next caller has the next number.
  const next = await processes.up(env('elsewhere'));
  await until('people call there', async () => (await ticketsOf(urlIn('elsewhere'))) > tickets + 5, 120_000);
  expect(await withConnection(urlIn('elsewhere'), findHoles)).toEqual({ tickets: [], histories: [] });
  next.child.kill('SIGTERM');
  expect(await next.exited).toBe(0);

  // What lay on the disk when the power went, copied as it was, is whole up to the last call.
  execFileSync('cp', ['-a', inBase('office'), inBase('crashed')]);
  rmSync(join(inBase('crashed'), 'postgres/postmaster.pid'));
  const { kept, holes } = await brought('crashed');
  expect(kept).toBeGreaterThanOrEqual(lost);
  expect(holes).toEqual({ tickets: [], histories: [] });
}, 600_000);

/** Starts a server on what there is, with nobody who calls, and looks. */
async function brought(dataDir: string) {
  const { child, exited } = await processes.up({ ...env(dataDir), SIMULATOR_SCENARIO: 'empty' });
  const found = { kept: await ticketsOf(urlIn(dataDir)), holes: await withConnection(urlIn(dataDir), findHoles) };
  child.kill('SIGTERM');
  await exited;
  return found;
}

it('a gap and a history that lacks an event are found', async () => {
  const { child, exited } = await processes.up(env('elsewhere'));
  const url = urlIn('elsewhere');
  await query(
    url,
    `DELETE FROM case_event WHERE (case_id, seq) IN (SELECT id, 2 FROM case_file ORDER BY ticket_number LIMIT 1)`,
  );
  await query(url, 'UPDATE ticket_counter SET last_number = last_number + 1');
  const [first] = await query(url, 'SELECT min(ticket_number) FROM case_file WHERE task_period IS NULL');
  const holes = await withConnection(url, findHoles);
  expect(holes.tickets).toHaveLength(1);
  expect(holes.tickets[0]).toMatch(/^SBY 20\d\d-\d\d-\d\d$/);
  expect(holes.histories).toEqual([first]);
  child.kill('SIGTERM');
  await exited;
}, 120_000);

it('a backup is refused that was changed, that was broken off, or that would go where something is', async () => {
  const refused = (name: 'backup' | 'restore', folder: string, dataDir: string, more: Record<string, string> = {}) => {
    const { stderr, status } = processes.cli(name, [folder], { ...env(dataDir), ...more });
    expect(stderr).not.toMatch(/^ +at /m);
    return [status, stderr];
  };
  const told = (words: string) => [1, expect.stringContaining(words)];
  expect(refused('restore', inBase('backup'), 'elsewhere')).toEqual(told('is there already'));
  expect(refused('restore', inBase('backup'), 'third', { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })).toEqual(
    told('leave DATABASE_URL empty'),
  );
  expect(refused('backup', inBase('backup'), 'elsewhere')).toEqual(told('is not empty'));
  expect(refused('backup', join(inBase('elsewhere'), 'backup'), 'elsewhere')).toEqual(
    told('must not lie in the data folder'),
  );
  expect(refused('backup', inBase('other'), 'third')).toEqual(told('There is no database'));

  appendFileSync(join(inBase('backup'), 'cluster/PG_VERSION'), ' ');
  expect(refused('restore', inBase('backup'), 'third')).toEqual(told('cluster/PG_VERSION of the backup has changed'));
  rmSync(join(inBase('backup'), 'cluster/PG_VERSION'));
  expect(refused('restore', inBase('backup'), 'third')).toEqual(told('cluster/PG_VERSION of the backup is missing'));
  rmSync(join(inBase('backup'), 'manifest.json'));
  expect(refused('restore', inBase('backup'), 'third')).toEqual(told('it is no backup, or one that was broken off'));
  expect(existsSync(inBase('third'))).toBe(false);
}, 120_000);

it('keys come along where that is asked for, and without them it is said that they are lacking', async () => {
  const {
    SIGAP_SECRET_KEY: _key,
    SESSION_SECRET: _session,
    ...bare
  } = { ...env('own-keys'), SIMULATOR_SCENARIO: 'empty' };
  const { child, exited } = await processes.up(bare);
  child.kill('SIGTERM');
  await exited;
  // With nobody at work the database is started for it, and stopped again.
  for (const args of [[inBase('apart')], [inBase('inside'), '--with-keys']])
    expect(processes.cli('backup', args, bare)).toMatchObject({ stderr: '', status: 0 });
  expect(findEmbedded(inBase('own-keys'))).toBe('stopped');
  const back = (folder: string, dataDir: string) =>
    processes.cli('restore', [inBase(folder)], { ...bare, SIGAP_DATA_DIR: inBase(dataDir) });
  const apart = back('apart', 'without');
  expect([apart.status, apart.stderr]).toEqual([1, expect.stringContaining('is NOT its key')]);
  expect(back('inside', 'with')).toMatchObject({ stderr: '', status: 0 });
}, 240_000);
