import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../server/store/data-source.ts';
import { type Client, logIn } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway } from '../../support/fake-gateway.ts';
import { commitOf, createKilledServers, type KilledServers, type Moment } from '../../support/killed-servers.ts';
import { sealingKey, startTestServer } from '../../support/server.ts';
import { createServerDatabase, password } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { type SmtpServer, startSmtpServer } from '../../support/smtp-server.ts';
import { until } from '../../support/until.ts';

const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: depok, hours: hotline-24h }
  - { id: email, name: { id: Surel, en: E-mail }, channel: email, sop: online, hours: hotline-24h, gateway: email, addresses: [pengaduan@kota.example] }
`;
const budi = 'budi@warga.example';
const answer = 'Lampu di Jl. Mawar sudah diganti.';

let database: TestDatabase;
let sql: DataSource;
let dataDir: string;
let processes: ServerProcesses;
let servers: KilledServers;
let smtp: SmtpServer;
const env = () => ({
  ...{ DATABASE_URL: database.url, PORT: '0', SIMULATOR_SCENARIO: 'empty', SIGAP_DATA_DIR: dataDir },
  ...{ SIGAP_SECRET_KEY: sealingKey.toString('base64'), SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja' },
  EMAIL_SMTP_URL: smtp.url,
});

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-mail-killed-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  processes = compileServer();
}, 300_000);
afterAll(() => {
  processes.remove();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  smtp = await startSmtpServer();
  database = await createServerDatabase();
  sql = await createDataSource(database.url, 1).initialize();
  servers = await createKilledServers(processes, database.url, env());
}, 300_000);
afterEach(async () => {
  await processes.end();
  await servers.close();
  await sql.destroy();
  await smtp.close();
  await database.drop();
});

/** The case of a mail that a citizen wrote, its receipt sent; nobody works for the office any more. */
async function reported(): Promise<string> {
  const email = createFakeGateway({ name: 'email', channels: ['email'], now: Date.now });
  const server = await startTestServer({ databaseUrl: database.url, dataDir, gateways: [email] });
  const mail = { messageId: 'a1@warga.example', subject: 'Lampu', answersOurs: [], answers: [], quoted: '' };
  await email.receive('Lampu di Jl. Mawar mati.', budi, { to: 'pengaduan@kota.example', mail });
  await until('the receipt', () => email.lastTo(budi));
  await until('it is noted', async () => (await server.sql("SELECT 1 FROM message WHERE status = 'sent'")).length > 0);
  const [row] = await server.sql<{ id: string }>('SELECT id FROM case_file WHERE task_period IS NULL');
  await server.stop();
  return row?.id ?? '';
}

const write = (client: Client, caseId: string) =>
  client.do('sendMessage', { params: { caseId }, body: { purpose: 'answer', text: answer } });

/** Asks for the answer, which is sent after it was taken down. @throws when its server is gone */
const writeUntilGone = async (client: Client, caseId: string): Promise<never> => {
  await write(client, caseId);
  const isGone = () =>
    client.call('messages', { params: { caseId } }).then(
      () => false,
      () => true,
    );
  await until('it is gone', isGone, 120_000);
  throw new Error('it is gone');
};

/** Killed by the mail server, when it has got this far with the letter. */
const killedBy =
  (when: 'onBegun' | 'onTaken') =>
  async (caseId: string): Promise<void> => {
    const { child, exited, url } = await processes.up(env());
    smtp[when](async () => {
      child.kill('SIGKILL');
      await exited;
    });
    const client = await logIn(url, 'sari', password);
    await write(client, caseId);
    await exited;
    client.close();
    smtp[when](null);
  };
/** Killed by the database, which the letter's fate is told to. */
const killedAt =
  (moment: Moment) =>
  (caseId: string): Promise<void> =>
    servers.killedAt(moment, 'sari', (client) => writeUntilGone(client, caseId));

it.each<[when: string, kill: (caseId: string) => Promise<void>, letters: number]>([
  ['before the mail server has all of the letter', killedBy('onBegun'), 1],
  ['when the mail server has the letter and has not said so', killedBy('onTaken'), 2],
  [
    'when the mail server has said so and it is not stored',
    killedAt(['case_event', "INSERT WHEN (NEW.type = 'answer.sent')"]),
    2,
  ],
  ['when it is stored and nobody was told', killedAt(commitOf('case_fact', 'INSERT')), 1],
])(
  'an answer by e-mail of a server that is killed %s is one letter to a mail program, and ends its step once',
  async (_, kill, letters) => {
    const caseId = await reported();
    await kill(caseId);

    const { url } = await processes.up(env());
    // Whoever had it could still be at it for a minute.
    await sql.query('UPDATE message SET next_try_at = now() WHERE next_try_at IS NOT NULL');
    const sent = () =>
      sql.query("SELECT status FROM message WHERE direction = 'out' AND person_id IS NOT NULL AND status = 'sent'");
    await until('it is sent', async () => ((await sent()) as unknown[]).length === 1, 60_000);
    const client = await logIn(url, 'sari', password);
    const { status, history } = await client.do('getCase', { params: { caseId } });
    client.close();

    expect([smtp.letters.length, smtp.shown().length]).toEqual([letters, 1]);
    for (const letter of smtp.letters) expect(letter).toEqual(smtp.letters[0]);
    expect(smtp.letters[0]).toMatchObject({ to: [budi], text: expect.stringContaining(answer) });
    expect([status, history.filter(({ type }) => type === 'answer.sent').length]).toEqual(['closed', 1]);
    const [ended] = await sql.query("SELECT count(*)::int AS n FROM step_fact WHERE case_id = $1 AND step = 'read'", [
      caseId,
    ]);
    expect(ended.n).toBe(1);
  },
  300_000,
);
