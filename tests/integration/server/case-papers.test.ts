import { createHash } from 'node:crypto';
import type { PaperCard } from '../../../server/contract/papers.ts';
import { send } from '../../support/client.ts';
import { addFile, contentOf } from '../../support/files.ts';
import { letterToBeTold } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { photo } from '../../support/sample-files.ts';
import { password, type Username } from '../../support/server-people.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

const prove = async (who: Username) => office.client(who).do('proveMyself', { body: { password } as never });
const papersOf = async (who: Username, caseId: string) => office.client(who).do('casePapers', { params: { caseId } });
const notice = { addressee: 'Sdr. Siti Aminah', address: 'Bandungan', subject: 'Hasil', attachment: '-' };
const written = { ...notice, received: '23 November 2026', notice: 'Loket ditambah menjadi tiga.' };

const make = (who: Username, caseId: string, fields: Record<string, string> = written, key?: string) =>
  office.client(who).call('makePaper', {
    params: { caseId },
    body: { kind: 'notice', fields },
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
const made = async (who: Username, caseId: string): Promise<PaperCard> => (await make(who, caseId)).body;
const sign = async (who: Username, { paperId, sha256 }: PaperCard) => {
  await prove(who);
  return office.client(who).call('signPaper', { params: { paperId }, body: { sha256: sha256 ?? '' } });
};

const seqOf = ({ number }: Pick<PaperCard, 'number'>) => Number(number?.split('/')[1]);

describe('a letter of notice', () => {
  it('is numbered, initialled, signed and sent with its proof, and by that alone the citizen counts as told', async () => {
    const caseId = await letterToBeTold(office);
    const tick = { notice: 'Surat balasan', via: 'letter', proof: 'Tanda terima 12' };
    expect((await office.act('sari', caseId, 'answer.sent', tick)).problem?.type).toBe('paper_missing');

    const paper = await made('sari', caseId);
    expect(paper).toMatchObject({ state: 'made', number: '700.1.2.4/1/KEC-BDG/2026', edition: 1 });
    expect(paper.signers.map(({ act, title }) => [act, title])).toEqual([
      ['initial', 'Sekretaris Camat'],
      ['sign', 'Camat Bandungan'],
    ]);
    // Its bytes are a file of the case, and are what was signed.
    const { files } = await office.client('sari').do('caseFiles', { params: { caseId } });
    expect(files.at(-1)).toMatchObject({ fileId: paper.fileId, kind: 'document', preview: true, pages: 1 });
    const { url } = await office
      .client('sari')
      .do('lookAtFile', { params: { fileId: paper.fileId ?? '' }, body: { what: 'save' } });
    const { bytes } = await contentOf(office.server.url, office.client('sari'), url);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(paper.sha256);
    expect(bytes.toString('latin1')).toMatch(/pdfaid:part>2</);

    // In the order of the signers, and by nobody else.
    expect((await sign('wati', paper)).problem?.type).toBe('not_allowed');
    const { paperId } = paper;
    expect((await office.client('sinta').do('papersToSign')).papers.map((one) => one.paperId)).toEqual([paperId]);
    expect((await sign('sinta', { ...paper, sha256: '0'.repeat(64) })).problem?.type).toBe('paper_changed');
    expect((await sign('sinta', paper)).body.state).toBe('made');
    const early = { by: 'receipt', reference: '', fileId: paper.fileId } as const;
    expect((await office.client('sari').call('sendPaper', { params: { paperId }, body: early })).problem?.type).toBe(
      'paper_not_now',
    );
    expect((await sign('wati', paper)).body).toMatchObject({ state: 'signed', may: ['send', 'void'] });

    // The paper proves nothing of itself; a picture of the receipt does.
    expect((await office.client('sari').call('sendPaper', { params: { paperId }, body: early })).problem?.type).toBe(
      'paper_not_now',
    );
    await addFile(office.server.url, office.client('sari'), caseId, 'resi.jpg', await photo());
    const receipt = (await office.client('sari').do('caseFiles', { params: { caseId } })).files.at(-1);
    const body = { by: 'courier', reference: 'POS-12', fileId: receipt?.fileId ?? '' } as const;
    const sent = await office.client('sari').do('sendPaper', { params: { paperId }, body });
    expect(sent.state).toBe('sent');
    expect(sent.acts.map(({ act, title, nip, sha256 }) => [act, title, nip?.length, sha256 === paper.sha256])).toEqual([
      ['made', null, undefined, true],
      ['initial', 'Sekretaris Camat', 18, true],
      ['sign', 'Camat Bandungan', 18, true],
      ['sent', null, undefined, true],
    ]);
    const { history, actions } = await office.detail('sari', caseId);
    expect(history.slice(-5).map(({ type }) => type)).toEqual([
      ...['paper.initialled', 'paper.signed', 'file.received', 'paper.sent', 'answer.sent'],
    ]);
    expect(history.at(-1)?.words).toContainEqual({
      label: { id: 'Bukti pengiriman', en: 'Proof of dispatch' },
      value: { id: 'kurir POS-12, resi.jpg', en: 'kurir POS-12, resi.jpg' },
    });
    expect(actions.map(({ event }) => event)).toContain('case.archived');
  });

  it('is named beside the decision that waits for it, with how far it has come and whose turn it is', async () => {
    const caseId = await letterToBeTold(office);
    const waited = async () => {
      const { actions } = await office.detail('sari', caseId);
      expect(actions.filter(({ papers }) => papers.length > 0).map(({ event }) => event)).toEqual(['answer.sent']);
      return actions.find(({ event }) => event === 'answer.sent')?.papers[0];
    };
    expect(await waited()).toEqual({
      ...{ kind: 'notice', title: { id: 'Surat Pemberitahuan', en: 'Letter of notice' }, via: 'letter', at: 'sent' },
      ...{ ready: false, paper: null },
    });
    const paper = await made('sari', caseId);
    const { paperId } = paper;
    const turn = (of: number) => `${paper.signers[of]?.title}, ${paper.signers[of]?.name}`;
    expect((await waited())?.paper).toEqual({ paperId, state: 'made', turn: turn(0) });
    await sign('sinta', paper);
    expect((await waited())?.paper).toEqual({ paperId, state: 'made', turn: turn(1) });
    await sign('wati', paper);
    expect(await waited()).toMatchObject({ ready: false, paper: { paperId, state: 'signed', turn: null } });
    await prove('wati');
    await office.client('wati').do('voidPaper', { params: { paperId }, body: { reason: 'Salah tiket' } });
    expect((await waited())?.paper).toBeNull();
  });

  it('given back is made anew under its number, and every signer begins again', async () => {
    const caseId = await letterToBeTold(office);
    const first = await made('sari', caseId);
    await sign('sinta', first);
    const { paperId } = first;
    const returned = await office
      .client('wati')
      .do('returnPaper', { params: { paperId }, body: { reason: 'Alamatnya keliru' } });
    expect(returned).toMatchObject({ state: 'returned', number: first.number });
    const second = (await make('sari', caseId, { ...written, address: 'Ambarawa' })).body;
    expect(second).toMatchObject({ paperId, state: 'made', number: first.number, edition: 2 });
    expect(second.sha256).not.toBe(first.sha256);
    expect(second.signers.every(({ at }) => at === null)).toBe(true);
    expect((await sign('sinta', first)).problem?.type).toBe('paper_changed');
  });

  it('made void keeps its number, and the next one has the next', async () => {
    const caseId = await letterToBeTold(office);
    const { paperId, number } = await made('sari', caseId);
    await prove('wati');
    await office.client('wati').do('voidPaper', { params: { paperId }, body: { reason: 'Salah tiket' } });
    const next = await made('sari', caseId);
    expect(seqOf(next)).toBe(seqOf({ number }) + 1);
    expect(next.paperId).not.toBe(paperId);
  });

  it('is made once however often it is asked for, and many at once have numbers without a gap', async () => {
    const cases = await Promise.all(Array.from({ length: 6 }, () => office.takenDown('letters')));
    const another = await office.startAnother();
    const elsewhere = await another.logIn('sari');
    await Promise.all(
      cases.flatMap((caseId, index) => [
        make('sari', caseId, written, `surat-pemberitahuan-${index}`),
        elsewhere.call('makePaper', {
          ...{ params: { caseId }, body: { kind: 'notice', fields: written } },
          headers: { 'idempotency-key': `surat-pemberitahuan-${index}` },
        }),
      ]),
    );
    const rows = await office.server.sql<{ seq: number }>(
      "SELECT seq FROM paper WHERE register = 'surat-keluar' ORDER BY seq",
    );
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    const kept = await office.server.sql<{ n: number }>(
      "SELECT count(*)::int AS n FROM file WHERE kind = 'document' AND case_id = ANY($1) GROUP BY case_id",
      [cases],
    );
    expect(kept.map(({ n }) => n)).toEqual(cases.map(() => 1));
  });

  it('can be asked about by whoever holds it, who learns nothing of whom it is about', async () => {
    const caseId = await letterToBeTold(office);
    const { sha256, number } = await made('sari', caseId);
    const [row] = await office.server.sql<{ code: string }>(
      "SELECT code FROM paper WHERE case_id = $1 AND kind = 'notice'",
      [caseId],
    );
    const ask = (code: string) => send(office.server.url, { method: 'GET', path: `/surat/${code}` });
    const page = await ask(row?.code ?? '');
    expect(page.status).toBe(200);
    expect(page.body).toContain(sha256);
    expect(page.body).toContain(number);
    expect(page.body).toContain('belum sah');
    expect(page.body).not.toMatch(/Siti|Uji|198001|Loket/);
    expect((await ask('AAAAAAAAAAAA')).status).toBe(404);
    const many = await Promise.all(Array.from({ length: 40 }, () => ask('AAAAAAAAAAAB')));
    expect(many.some(({ status }) => status === 429)).toBe(true);
  });

  it('that lacks a signer, a unit or words is told so before a number is drawn', async () => {
    const caseId = await letterToBeTold(office);
    await office.restart({ files: { 'papers/office.yaml': 'officials: []' } });
    const drawn = await office.server.sql('SELECT last_number FROM paper_register');
    const { kinds } = await papersOf('sari', caseId);
    expect(kinds.find(({ kind }) => kind === 'notice')).toMatchObject({
      waitedFor: true,
      lacks: [
        { field: 'signers.secretary', code: 'signer_missing' },
        { field: 'signers.head', code: 'signer_missing' },
      ],
    });
    const refused = await make('sari', caseId, { ...written, notice: ' ' });
    expect(refused.problem?.errors?.map(({ field, code }) => [field, code])).toEqual([
      ['fields.notice', 'required'],
      ['fields.signers.secretary', 'signer_missing'],
      ['fields.signers.head', 'signer_missing'],
    ]);
    expect(await office.server.sql('SELECT last_number FROM paper_register')).toEqual(drawn);
    const ready = await send(office.server.url, { method: 'GET', path: '/readyz' });
    expect(JSON.stringify(ready.body)).toMatch(/bandungan follow_up follow-up head: .*papers.office\.yaml/);
  });
});
