import { connect, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { until } from '../../support/until.ts';
import { userCli } from '../../support/user-cli.ts';

let database: TestDatabase;
let server: TestServer;
let processes: ServerProcesses;
let cli: ReturnType<typeof userCli>;
beforeAll(async () => {
  processes = compileServer('user');
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  cli = userCli(processes, database);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
  processes.remove();
});

const enters = async (username: string) =>
  (await send(server.url, requestOf('logIn', { body: { username, password } }))).status;
const audited = (subject: string) =>
  server.sql<{ action: string; reason: string }>(
    `SELECT action, reason FROM audit_entry WHERE subject = $1 AND reason LIKE 'command line%' ORDER BY seq`,
    [subject],
  );

it('whoever is deactivated is out at once, on sockets and out of the queue, and comes back with nothing of before', async () => {
  const [budi, elsewhere] = [await server.logIn('budi'), await server.logIn('budi')];
  const socket = await budi.socket();
  await budi.do('setState', { body: { state: 'ready' } });
  await until('he is rung', () => server.exchange.membership('102') === 'ready');
  await server.sql(
    "INSERT INTO person_contact (person_id, escalations, own, quiet) VALUES ($1, '{}', '{}', 'office')",
    [people.budi.id],
  );
  expect(cli.run(['deactivate', 'Budi'])).toMatchObject({ status: 0, stdout: 'budi\n' });
  for (const client of [budi, elsewhere]) expect((await client.call('me')).status).toBe(401);
  await until('the socket is closed', () => socket.disconnected);
  await until('he is out of the queue', () => server.exchange.membership('102') === 'out');
  expect(await enters('budi')).toBe(401);
  // What he was told by is his own.
  expect(await server.sql('SELECT 1 FROM person_contact WHERE person_id = $1', [people.budi.id])).toEqual([]);
  expect(cli.run(['reset', 'budi']).stderr).toContain('there is no budi');
  expect(cli.run(['add', 'budi', '--role', 'head']).stderr).toContain('there already');

  expect(cli.run(['activate', 'budi'])).toMatchObject({ status: 0, stdout: 'budi  agent\n' });
  expect((await budi.call('me')).status).toBe(401);
  await expect(connect(server.url, budi.cookie)).rejects.toThrow('not_logged_in');
  expect(await enters('budi')).toBe(200);
  expect(await audited(people.budi.id)).toEqual([
    { action: 'person.deactivated', reason: 'command line' },
    { action: 'person.activated', reason: 'command line' },
  ]);
});

it('whoever gets another role works with it from the next log-in on, and with the old one no more', async () => {
  const rina = await server.logIn('rina');
  const socket = await rina.socket();
  expect((await rina.call('listAlerts')).status).toBe(200);
  expect(cli.run(['role', 'rina', '--role', 'dispatcher'])).toMatchObject({ status: 0, stdout: 'rina  dispatcher\n' });
  expect((await rina.call('listAlerts')).status).toBe(401);
  await until('the socket is closed', () => socket.disconnected);
  const again = await server.logIn('rina');
  expect(again.me.role).toBe('dispatcher');
  expect((await again.call('listAlerts')).status).toBe(403);
  expect(await audited(people.rina.id)).toEqual([
    { action: 'role.changed', reason: 'command line: supervisor → dispatcher' },
  ]);
});

it.each([
  [['role', 'hadi', '--role', 'raja'], '--role is one of'],
  [['role', 'hadi'], '--role is one of'],
  [['role', 'hadi', '--role', 'agent'], 'an agent needs an extension'],
  [['deactivate', 'tidak.ada'], 'there is no tidak.ada'],
  [['activate', 'tidak.ada'], 'there is no tidak.ada'],
  [['deactivate', 'admin'], 'last administrator'],
  [['role', 'admin', '--role', 'head'], 'last administrator'],
  [['add', 'baru', '--role', 'agent', '--extension', '101'], 'somebody else’s'],
  [['add', 'b', '--role', 'head'], '2 to 64'],
  [['remove', 'hadi'], 'deactivate NAME'],
  [['deactivate'], 'deactivate NAME'],
])('%j changes nothing and says why', async (args, words) => {
  const hadi = await server.logIn('hadi');
  const { status, stderr } = cli.run(args);
  expect([status, stderr.includes(words)]).toEqual([1, true]);
  expect((await hadi.do('me')).role).toBe('analyst');
});

it('tells who is there', () => {
  const { status, stdout } = cli.run(['list']);
  expect(status).toBe(0);
  expect(stdout).toContain('sari  agent  101  active  sari Uji\n');
  expect(stdout).toContain('admin  admin  -  active  admin Uji\n');
});
