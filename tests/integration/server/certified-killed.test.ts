import { createSigning, withKey } from '../../../server/papers/signing/signing.ts';
import { makeTestKey } from '../../../server/papers/signing/test-key.ts';
import { type Ask, type KilledPapers, openKilledPapers } from '../../support/killed-papers.ts';
import { commitOf, type Moment } from '../../support/killed-servers.ts';
import { letterToBeTold } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { password } from '../../support/server-people.ts';

const key = makeTestKey(Date.UTC(2026, 10, 23, 2, 0));
let office: ProcedureOffice;
let killed: KilledPapers;
beforeAll(async () => {
  office = await openProcedureOffice({ signing: createSigning('test', 'Sertifikat uji.', withKey(key)) });
  killed = await openKilledPapers(office, { SIGN_WITH: 'test' });
}, 300_000);
afterAll(async () => {
  await killed?.close();
  await office?.close();
});
afterEach(() => killed.clear());

const notice = { addressee: 'Sdr. Siti Aminah', address: 'Bandungan', subject: 'Hasil', attachment: '-' };
const fields = { ...notice, received: '23 November 2026', notice: 'Loket ditambah menjadi tiga.' };

const filesOf = async (caseId: string): Promise<(string | null)[]> => {
  const rows = await office.server.sql<{ id: string }>('SELECT id FROM file WHERE case_id = $1', [caseId]);
  return rows.map(({ id }) => id);
};

it.each<[string, Moment]>([
  ['its act is written', ['paper_act', 'INSERT']],
  ['the file with the signature is kept', ['file', 'INSERT']],
  ['it is committed and not answered', commitOf('paper_act', 'INSERT')],
])(
  'a server that is killed while a paper is signed by a certificate, when %s: one signature, one file of it, one number',
  async (_, moment) => {
    const caseId = await letterToBeTold(office);
    const made = await office.client('sari').do('makePaper', { params: { caseId }, body: { kind: 'notice', fields } });
    const { paperId, sha256 } = made;
    const sign: Ask = (client, headers) =>
      client.call('signPaper', { params: { paperId }, body: { sha256: sha256 ?? '' }, headers });
    await office.client('sinta').do('proveMyself', { body: { password } });
    const initialled = await sign(office.client('sinta'), { 'idempotency-key': `paraf-${paperId}` });
    expect([initialled.status, initialled.problem]).toEqual([200, null]);
    const before = await filesOf(caseId);
    await killed.killedOnce(caseId, moment, 'wati', sign);

    const paper = await killed.paperOf(caseId, 'notice');
    expect(paper).toMatchObject({ state: 'signed', number: made.number, edition: 1 });
    // What was seen stays; of what has the signature behind it there is one file.
    const added = (await filesOf(caseId)).filter((id) => !before.includes(id));
    expect([added, paper.fileId === made.fileId]).toEqual([[paper.fileId], false]);
    expect(paper.acts.filter(({ act }) => act === 'sign').map(({ certificate }) => certificate)).toEqual([
      expect.stringContaining('SERTIFIKAT UJI'),
    ]);
  },
  300_000,
);
