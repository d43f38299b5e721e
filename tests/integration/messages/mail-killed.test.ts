import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../server/store/data-source.ts';
import { logIn } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway } from '../../support/fake-gateway.ts';
import { type Kill, type KilledMail, openKilledMail } from '../../support/killed-mail.ts';
import { commitOf } from '../../support/killed-servers.ts';
import { startTestServer } from '../../support/server.ts';
import { createServerDatabase, password } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
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
let killed: KilledMail;

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
  database = await createServerDatabase();
  sql = await createDataSource(database.url, 1).initialize();
  killed = await openKilledMail(processes, { databaseUrl: database.url, dataDir }, (text) => sql.query(text));
}, 300_000);
afterEach(async () => {
  await killed.close();
  await sql.destroy();
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

it.each<[when: string, kill: () => Kill, letters: number]>([
  ['before the mail server has all of the letter', () => killed.by('onBegun'), 1],
  ['when the mail server has the letter and has not said so', () => killed.by('onTaken'), 2],
  [
    'when the mail server has said so and it is not stored',
    () => killed.at(['case_event', "INSERT WHEN (NEW.type = 'answer.sent')"]),
    2,
  ],
  ['when it is stored and nobody was told', () => killed.at(commitOf('case_fact', 'INSERT')), 1],
])(
  'an answer by e-mail of a server that is killed %s is one letter to a mail program, and ends its step once',
  async (_, kill, letters) => {
    const caseId = await reported();
    const { smtp } = killed;
    await kill()('sari', (client) =>
      client.do('sendMessage', { params: { caseId }, body: { purpose: 'answer', text: answer } }),
    );

    const url = await killed.goOn();
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
