import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperCard } from '../../../server/contract/papers.ts';
import { lostBlobs } from '../../support/archived-cases.ts';
import type { Client } from '../../support/client.ts';
import { addFile } from '../../support/files.ts';
import { commitOf, createKilledServers, type KilledServers, type Moment } from '../../support/killed-servers.ts';
import { letterToBeTold } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { photo } from '../../support/sample-files.ts';
import { sealingKey } from '../../support/server.ts';
import { password, type Username } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';

let office: ProcedureOffice;
let processes: ServerProcesses;
let servers: KilledServers;
let dataDir: string;
beforeAll(async () => {
  office = await openProcedureOffice();
  processes = compileServer();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-killed-'));
  // Nothing was kept there yet, and a link to nowhere is no folder.
  mkdirSync(join(office.dataDir, 'files'), { recursive: true });
  for (const shared of ['files', 'papers']) symlinkSync(join(office.dataDir, shared), join(dataDir, shared));
  servers = await createKilledServers(processes, office.databaseUrl, {
    ...{ SIGAP_SECRET_KEY: sealingKey.toString('base64'), SIGAP_DATA_DIR: dataDir },
    SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
  });
}, 300_000);
afterAll(async () => {
  await processes?.end();
  processes?.remove();
  await servers?.close();
  await office?.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(() => servers.clear());

const sql = <Row = Record<string, unknown>>(text: string, values?: unknown[]) => office.server.sql<Row>(text, values);

/** Papers, numbers, acts and steps of a case, and its files. The process has the time of this machine: deadlines pass meanwhile. */
const standing = async (caseId: string) => ({
  papers: await sql('SELECT * FROM paper WHERE case_id = $1 ORDER BY id', [caseId]),
  numbers: await sql('SELECT * FROM paper_register ORDER BY register, year'),
  acts: await sql('SELECT a.* FROM paper_act a JOIN paper p ON p.id = paper_id WHERE case_id = $1 ORDER BY a.id', [
    caseId,
  ]),
  events: await sql("SELECT type FROM case_event WHERE case_id = $1 AND type <> 'timer' ORDER BY seq", [caseId]),
  files: await sql('SELECT id, state, blob FROM file WHERE case_id = $1 ORDER BY id', [caseId]),
  audit: await sql(
    "SELECT action FROM audit_entry WHERE action LIKE 'paper.%' AND subject LIKE '%' || $1 ORDER BY seq",
    [caseId],
  ),
});

/** Asked of a server that is killed, and then of another, twice, under the same key, as a console does. */
type Ask = (client: Client, headers: Record<string, string>) => Promise<{ status: number; problem?: unknown }>;
let keys = 0;
async function killedOnce(caseId: string, moment: Moment, who: Username, ask: Ask): Promise<void> {
  keys += 1;
  const headers = { 'idempotency-key': `terputus-di-tengah-${keys}` };
  const before = await standing(caseId);
  await servers.killedAt(moment, who, (client) => ask(client, headers));
  const stored = moment[0] === 'commit';
  const after = await standing(caseId);
  if (stored) expect(after).not.toEqual(before);
  else expect(after).toEqual(before);
  expect(await lostBlobs(office)).toEqual([]);

  await office.client(who).do('proveMyself', { body: { password } });
  const [first, again] = [await ask(office.client(who), headers), await ask(office.client(who), headers)];
  expect([first.status, first.problem ?? null, again.status, again.problem ?? null]).toEqual([200, null, 200, null]);
  const done = await standing(caseId);
  if (stored) expect(done).toEqual(after);
  else expect(done).not.toEqual(before);
  expect(await lostBlobs(office)).toEqual([]);
  await nothingTwice();
}

/** Each register numbered without a gap, each act done once, and bytes of each paper. */
async function nothingTwice(): Promise<void> {
  const numbered = await sql<{ register: string; seqs: number[]; last: number }>(
    `SELECT p.register, array_agg(seq ORDER BY seq) AS seqs, max(last_number) AS last
     FROM paper p JOIN paper_register r ON r.register = p.register AND r.year = p.year GROUP BY p.register, p.year`,
  );
  for (const { register, seqs, last } of numbered)
    expect([register, seqs, last]).toEqual([register, seqs.map((_, index) => index + 1), seqs.length]);
  const twice = `SELECT paper_id, act, person_id FROM paper_act GROUP BY 1, 2, 3 HAVING count(*) > 1
     UNION ALL SELECT case_id, kind, NULL FROM paper GROUP BY 1, 2 HAVING count(*) > 1`;
  expect(await sql(twice)).toEqual([]);
  const bare = 'SELECT id FROM paper WHERE file_id IS NULL OR NOT EXISTS (SELECT 1 FROM file f WHERE f.id = file_id)';
  expect(await sql(bare)).toEqual([]);
}

const paperOf = async (caseId: string, of: string): Promise<PaperCard> => {
  const { papers } = await office.client('sari').do('casePapers', { params: { caseId } });
  return papers.find(({ kind }) => kind === of) as PaperCard;
};

const notice = { addressee: 'Sdr. Siti Aminah', address: 'Bandungan', subject: 'Hasil', attachment: '-' };
const written = { ...notice, received: '23 November 2026', notice: 'Loket ditambah menjadi tiga.' };

describe('a server that is killed', () => {
  it.each<[string, Moment]>([
    ['its number is drawn', ['paper_register', 'INSERT OR UPDATE']],
    ['it is committed and not answered', commitOf('paper', 'INSERT')],
  ])(
    'while a paper is made, when %s: one number, one paper, and no gap in the register',
    async (_, moment) => {
      const caseId = await office.takenDown('letters');
      await office.act('sari', caseId, 'report.accepted');
      await killedOnce(caseId, moment, 'sari', (client, headers) =>
        client.attempt({ caseId }, 'intake.saved', { complaint: 'Antrean terlalu lama' }, headers),
      );
      expect(await paperOf(caseId, 'register-entry')).toMatchObject({ state: 'signed', edition: 1 });
    },
    300_000,
  );

  it('while a letter is made, initialled, signed and sent with its receipt: one of each, and the citizen told once', async () => {
    const caseId = await letterToBeTold(office);
    await killedOnce(caseId, commitOf('paper', 'INSERT'), 'sari', (client, headers) =>
      client.call('makePaper', { params: { caseId }, body: { kind: 'notice', fields: written }, headers }),
    );
    const { paperId, sha256 } = await paperOf(caseId, 'notice');
    const sign: Ask = (client, headers) =>
      client.call('signPaper', { params: { paperId }, body: { sha256: sha256 ?? '' }, headers });
    await killedOnce(caseId, ['paper_act', 'INSERT'], 'sinta', sign);
    await killedOnce(caseId, commitOf('paper_act', 'INSERT'), 'wati', sign);
    expect(await paperOf(caseId, 'notice')).toMatchObject({ state: 'signed', sha256, edition: 1 });

    await addFile(office.server.url, office.client('sari'), caseId, 'tanda terima.jpg', await photo());
    const { files } = await office.client('sari').do('caseFiles', { params: { caseId } });
    const body = {
      by: 'receipt',
      reference: '',
      fileId: files.find(({ kind }) => kind === 'picture')?.fileId ?? null,
    } as const;
    await killedOnce(caseId, ['case_event', "INSERT WHEN (NEW.type = 'answer.sent')"], 'sari', (client, headers) =>
      client.call('sendPaper', { params: { paperId }, body, headers }),
    );
    expect(await paperOf(caseId, 'notice')).toMatchObject({ state: 'sent' });
    const happened = await sql<{ type: string; n: number }>(
      `SELECT type, count(*)::int AS n FROM case_event
       WHERE case_id = $1 AND (data::text LIKE '%' || $2 || '%' OR type = 'answer.sent') GROUP BY 1 ORDER BY 1`,
      [caseId, paperId],
    );
    const types = ['answer.sent', 'paper.initialled', 'paper.made', 'paper.sent', 'paper.signed'];
    expect(happened).toEqual(types.map((type) => ({ type, n: 1 })));
  }, 400_000);
});
