import { addFile } from '../../support/files.ts';
import { type Ask, type KilledPapers, openKilledPapers } from '../../support/killed-papers.ts';
import { commitOf, type Moment } from '../../support/killed-servers.ts';
import { letterToBeTold } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { photo } from '../../support/sample-files.ts';

let office: ProcedureOffice;
let killed: KilledPapers;
beforeAll(async () => {
  office = await openProcedureOffice();
  killed = await openKilledPapers(office);
}, 300_000);
afterAll(async () => {
  await killed?.close();
  await office?.close();
});
afterEach(() => killed.clear());

const sql = <Row = Record<string, unknown>>(text: string, values?: unknown[]) => office.server.sql<Row>(text, values);

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
      await killed.killedOnce(caseId, moment, 'sari', (client, headers) =>
        client.attempt({ caseId }, 'intake.saved', { complaint: 'Antrean terlalu lama' }, headers),
      );
      expect(await killed.paperOf(caseId, 'register-entry')).toMatchObject({ state: 'signed', edition: 1 });
    },
    300_000,
  );

  it('while a letter is made, initialled, signed and sent with its receipt: one of each, and the citizen told once', async () => {
    const caseId = await letterToBeTold(office);
    await killed.killedOnce(caseId, commitOf('paper', 'INSERT'), 'sari', (client, headers) =>
      client.call('makePaper', { params: { caseId }, body: { kind: 'notice', fields: written }, headers }),
    );
    const { paperId, sha256 } = await killed.paperOf(caseId, 'notice');
    const sign: Ask = (client, headers) =>
      client.call('signPaper', { params: { paperId }, body: { sha256: sha256 ?? '' }, headers });
    await killed.killedOnce(caseId, ['paper_act', 'INSERT'], 'sinta', sign);
    await killed.killedOnce(caseId, commitOf('paper_act', 'INSERT'), 'wati', sign);
    expect(await killed.paperOf(caseId, 'notice')).toMatchObject({ state: 'signed', sha256, edition: 1 });

    await addFile(office.server.url, office.client('sari'), caseId, 'tanda terima.jpg', await photo());
    const { files } = await office.client('sari').do('caseFiles', { params: { caseId } });
    const body = {
      by: 'receipt',
      reference: '',
      fileId: files.find(({ kind }) => kind === 'picture')?.fileId ?? null,
    } as const;
    await killed.killedOnce(
      caseId,
      ['case_event', "INSERT WHEN (NEW.type = 'answer.sent')"],
      'sari',
      (client, headers) => client.call('sendPaper', { params: { paperId }, body, headers }),
    );
    expect(await killed.paperOf(caseId, 'notice')).toMatchObject({ state: 'sent' });
    const happened = await sql<{ type: string; n: number }>(
      `SELECT type, count(*)::int AS n FROM case_event
       WHERE case_id = $1 AND (data::text LIKE '%' || $2 || '%' OR type = 'answer.sent') GROUP BY 1 ORDER BY 1`,
      [caseId, paperId],
    );
    const types = ['answer.sent', 'paper.initialled', 'paper.made', 'paper.sent', 'paper.signed'];
    expect(happened).toEqual(types.map((type) => ({ type, n: 1 })));
  }, 400_000);
});
