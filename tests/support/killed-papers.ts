import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperCard } from '../../server/contract/papers.ts';
import { lostBlobs } from './archived-cases.ts';
import type { Client } from './client.ts';
import { createKilledServers, type KilledServers, type Moment } from './killed-servers.ts';
import type { ProcedureOffice } from './procedure-office.ts';
import { sealingKey } from './server.ts';
import { password, type Username } from './server-people.ts';
import { compileServer } from './server-processes.ts';

/** Asked of a server that is killed, and then of another, twice, under the same key, as a console does. */
export type Ask = (client: Client, headers: Record<string, string>) => Promise<{ status: number; problem?: unknown }>;

/** Servers on the office's database and files, killed in the midst of what is done with a paper. */
export interface KilledPapers {
  /** Asks one that is killed at that moment, then the office's own twice: it happens once, and nothing is left behind. */
  killedOnce(caseId: string, moment: Moment, who: Username, ask: Ask): Promise<void>;
  paperOf(caseId: string, kind: string): Promise<PaperCard>;
  clear: KilledServers['clear'];
  close(): Promise<void>;
}

/** @param env of the servers that are killed, besides what each of them needs */
export async function openKilledPapers(
  office: ProcedureOffice,
  env: Readonly<Record<string, string>> = {},
): Promise<KilledPapers> {
  const processes = compileServer();
  const dataDir = mkdtempSync(join(tmpdir(), 'sigap-killed-'));
  // Nothing was kept there yet, and a link to nowhere is no folder.
  mkdirSync(join(office.dataDir, 'files'), { recursive: true });
  for (const shared of ['files', 'papers']) symlinkSync(join(office.dataDir, shared), join(dataDir, shared));
  const servers = await createKilledServers(processes, office.databaseUrl, {
    ...{ SIGAP_SECRET_KEY: sealingKey.toString('base64'), SIGAP_DATA_DIR: dataDir },
    SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
    ...env,
  });

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

  /** Each register numbered without a gap, each act done once, and bytes of each paper. */
  const nothingTwice = async (): Promise<void> => {
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
  };

  let keys = 0;
  const killedOnce: KilledPapers['killedOnce'] = async (caseId, moment, who, ask) => {
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
  };

  const paperOf: KilledPapers['paperOf'] = async (caseId, of) => {
    const { papers } = await office.client('sari').do('casePapers', { params: { caseId } });
    return papers.find(({ kind }) => kind === of) as PaperCard;
  };

  return {
    killedOnce,
    paperOf,
    clear: servers.clear,
    close: async () => {
      await processes.end();
      processes.remove();
      await servers.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
