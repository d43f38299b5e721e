import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource } from '../../../server/store/data-source.ts';
import { type Client, logIn, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { paperOffice } from '../../support/paper-files.ts';
import { createServerDatabase, password, type Username } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { until } from '../../support/until.ts';

const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h }
  - { id: letters, name: { id: Surat, en: Letters }, channel: letter, sop: bandungan, hours: hotline-24h }
`;

let processes: ServerProcesses;
let database: TestDatabase;
let rows: Awaited<ReturnType<typeof openRows>>;
let env: Record<string, string>;
let server: Awaited<ReturnType<ServerProcesses['up']>>;
const clients: Client[] = [];

const openRows = (url: string) => createDataSource(url, 1).initialize();
const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => rows.query(text, values);

beforeAll(async () => {
  processes = compileServer();
  database = await createServerDatabase();
  rows = await openRows(database.url);
  const dataDir = mkdtempSync(join(processes.base, 'data-'));
  mkdirSync(join(dataDir, 'papers'));
  writeFileSync(join(dataDir, 'papers/office.yaml'), paperOffice());
  writeFileSync(join(dataDir, 'services.yaml'), services);
  env = {
    ...{ PORT: '0', DATABASE_URL: database.url, SIGAP_DATA_DIR: dataDir, SIMULATOR_SCENARIO: 'empty' },
    ...{
      SIGAP_SECRET_KEY: Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256)).toString(
        'base64',
      ),
      SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
    },
    ...{ FILES_RESERVE_MB: '1' },
  };
  await up();
}, 240_000);
afterAll(async () => {
  for (const client of clients) client.close();
  await processes.end();
  processes.remove();
  await rows.destroy();
  await database.drop();
}, 60_000);

const up = async () => {
  server = await processes.up(env);
  const { url } = server;
  await until(
    'it is ready',
    async () => (await send(url, { method: 'GET', path: '/readyz' }).catch(() => null))?.status === 200,
    60_000,
  );
};
const as = async (who: Username): Promise<Client> => {
  const client = await logIn(server.url, who, password);
  clients.push(client);
  return client;
};

type Asked = { readonly status: number; readonly problem?: unknown };
let kills = 0;
/**
 * What somebody asks for while the server is killed so much later, and then again of the next one, under the same key, as a console
 * does. @returns what came of it at last
 */
async function killedAt<T extends Asked>(
  afterMs: number,
  who: Username,
  ask: (client: Client, key: Record<string, string>) => Promise<T>,
) {
  kills += 1;
  const key = { 'idempotency-key': `terputus-di-tengah-${kills}` };
  const before = await as(who);
  await before.do('proveMyself', { body: { password } });
  const asked = ask(before, key).catch(() => null);
  await sleep(afterMs);
  server.child.kill('SIGKILL');
  await server.exited;
  await asked;
  await up();
  const after = await as(who);
  await after.do('proveMyself', { body: { password } });
  const answers = [await ask(after, key), await ask(after, key)];
  expect(answers.map(({ status, problem }) => [status, problem ?? null])).toEqual(
    answers.map(() => [answers[0]?.status, null]),
  );
  return answers[0] as T;
}

const act = async (who: Username, caseId: string, event: string, fields = {}) => {
  const { problem } = await (await as(who)).attempt({ caseId }, event, fields);
  expect([event, problem]).toEqual([event, null]);
};
const begun = async (): Promise<string> => {
  const who = { callerName: 'Siti Aminah', address: 'Bandungan', phone: null };
  const body = { serviceId: 'letters', complaint: 'Antrean terlalu lama', ...who };
  const { caseId } = await (await as('sari')).do('takeIntake', { body });
  await act('sari', caseId, 'report.accepted');
  return caseId;
};
const papersOf = async (caseId: string) => (await (await as('sari')).do('casePapers', { params: { caseId } })).papers;
/** Each paper once, each act once, a file for each paper, and each register numbered without a gap. */
const nothingLostOrTwice = async () => {
  const numbered = await sql<{ register: string; seqs: number[] }>(
    'SELECT register, array_agg(seq ORDER BY seq) AS seqs FROM paper WHERE register IS NOT NULL GROUP BY register',
  );
  for (const { register, seqs } of numbered)
    expect([register, seqs]).toEqual([register, seqs.map((_, index) => index + 1)]);
  const twice = await sql(
    `SELECT paper_id, act, person_id FROM paper_act GROUP BY 1, 2, 3 HAVING count(*) > 1
     UNION ALL SELECT case_id, kind, NULL FROM paper GROUP BY 1, 2 HAVING count(*) > 1`,
  );
  expect(twice).toEqual([]);
  const files = await sql<{ papers: number; files: number }>(
    `SELECT (SELECT count(*)::int FROM paper WHERE file_id IS NOT NULL) AS papers,
       (SELECT count(*)::int FROM file f WHERE EXISTS (SELECT 1 FROM paper p WHERE p.file_id = f.id)) AS files`,
  );
  expect(files[0]?.files).toBe(files[0]?.papers);
  const events = await sql('SELECT case_id, id FROM case_event GROUP BY 1, 2 HAVING count(*) > 1');
  expect(events).toEqual([]);
};

describe('a server that is killed (SIGKILL) while a paper', () => {
  it('is made and numbered: one number, one paper, and no gap in the register', async () => {
    const delays = [30, 1_200];
    for (const afterMs of delays) {
      const caseId = await begun();
      await killedAt(afterMs, 'sari', (client, key) =>
        client.attempt({ caseId }, 'intake.saved', { complaint: 'Antrean terlalu lama' }, key),
      );
      expect((await papersOf(caseId)).map(({ kind, state }) => [kind, state])).toEqual([['register-entry', 'signed']]);
    }
    await nothingLostOrTwice();
    const [count] = await sql<{ n: number }>("SELECT count(*)::int AS n FROM paper WHERE register = 'buku-register'");
    expect(count?.n).toBe(delays.length);
  }, 300_000);
});
