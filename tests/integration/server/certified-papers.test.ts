import { createHash } from 'node:crypto';
import type { Certified, CertifiedSigning, ToCertify } from '../../../server/app/ports/signing.ts';
import type { PaperCard } from '../../../server/contract/papers.ts';
import { signatureBehind } from '../../../server/papers/signing/check.ts';
import { createSigning, withKey } from '../../../server/papers/signing/signing.ts';
import { makeTestKey } from '../../../server/papers/signing/test-key.ts';
import { lostBlobs } from '../../support/archived-cases.ts';
import { contentOf } from '../../support/files.ts';
import { letterToBeTold } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { password, type Username } from '../../support/server-people.ts';

const opensAt = Date.UTC(2026, 10, 23, 2, 0);
const provider = createSigning('test', 'Tanda tangan dibubuhkan dengan sertifikat uji.', withKey(makeTestKey(opensAt)));
const asked: ToCertify[] = [];
let instead: (() => Promise<Certified>) | null = null;
const signing: CertifiedSigning = {
  ...provider,
  sign: async (what) => {
    asked.push(what);
    return instead ? instead() : provider.sign(what);
  },
};

let office: ProcedureOffice;
let caseId: string;
beforeAll(async () => {
  office = await openProcedureOffice({ signing });
  caseId = await letterToBeTold(office);
}, 300_000);
afterAll(() => office.close());
beforeEach(() => {
  asked.splice(0);
  instead = null;
});

const made = async (): Promise<PaperCard> => {
  const { kinds } = await office.client('sari').do('casePapers', { params: { caseId } });
  const fields = Object.fromEntries(
    (kinds.find(({ kind }) => kind === 'notice')?.fields ?? []).map(({ name, value }) => [
      name,
      value || 'Loket ditambah',
    ]),
  );
  return office.client('sari').do('makePaper', { params: { caseId }, body: { kind: 'notice', fields } });
};
const prove = (who: Username) => office.client(who).do('proveMyself', { body: { password } });
const askedToSign = (who: Username, { paperId, sha256 }: PaperCard, key = `kunci-${Math.trunc(performance.now())}`) =>
  office.client(who).call('signPaper', {
    ...{ params: { paperId }, body: { sha256: sha256 ?? '' } },
    headers: { 'idempotency-key': key },
  });
const sign = async (who: Username, paper: PaperCard) => {
  await prove(who);
  return askedToSign(who, paper);
};
const bytesOf = async ({ fileId }: PaperCard): Promise<Buffer> => {
  const look = { params: { fileId: fileId ?? '' }, body: { what: 'save' } } as const;
  const { url } = await office.client('sari').do('lookAtFile', look);
  return (await contentOf(office.server.url, office.client('sari'), url)).bytes;
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const codeOf = async ({ paperId }: PaperCard) =>
  (await office.server.sql<{ code: string }>('SELECT code FROM paper WHERE id = $1', [paperId]))[0]?.code;

describe('a paper of an office that signs by certificates', () => {
  it('holds the signature behind the very bytes that its signer saw; a paraf needs none', async () => {
    const paper = await made();
    const seen = await bytesOf(paper);
    expect(sha256(seen)).toBe(paper.sha256);
    const initialled = (await sign('sinta', paper)).body;
    expect([asked.length, initialled.sha256]).toEqual([0, paper.sha256]);

    const signed = (await sign('wati', paper)).body;
    expect(signed).toMatchObject({ state: 'signed', number: paper.number, edition: 1 });
    const bytes = await bytesOf(signed);
    expect([sha256(bytes), signed.sha256 === paper.sha256]).toEqual([signed.sha256, false]);
    // The act names the bytes that were seen, with which the file begins, and the file proves who signed them.
    expect(bytes.subarray(0, seen.length).equals(seen)).toBe(true);
    expect(signatureBehind(seen, bytes)?.subject).toContain('SERTIFIKAT UJI');
    const act = signed.acts.find((one) => one.act === 'sign');
    expect(act).toMatchObject({ sha256: paper.sha256, certificate: expect.stringContaining('SERTIFIKAT UJI') });
    expect(signed.acts.find((one) => one.act === 'initial')?.certificate).toBeNull();
    // Still PDF/A, and both files stay.
    expect(bytes.toString('latin1')).toMatch(/pdfaid:part>2</);
    expect((await bytesOf(paper)).equals(seen)).toBe(true);
    expect(await lostBlobs(office)).toEqual([]);

    const page = await (await fetch(`${office.server.url}/surat/${await codeOf(signed)}`)).text();
    expect(page).toContain('Surat ini sah');
    for (const fact of [signed.number ?? '', signed.sha256 ?? '', 'sertifikat elektronik'])
      expect(page).toContain(fact);
    for (const person of ['wati', 'sinta', 'SERTIFIKAT UJI', 'Siti']) expect(page).not.toContain(person);
  });

  it('is signed once however often it is asked for, also at once', async () => {
    const paper = await made();
    await sign('sinta', paper);
    const filesOf = () => office.server.sql('SELECT id FROM file WHERE case_id = $1', [caseId]);
    const before = await filesOf();
    await prove('wati');
    const answers = await Promise.all([1, 2, 3].map(() => askedToSign('wati', paper, 'kunci-yang-sama')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await askedToSign('wati', paper, 'kunci-yang-sama')).body.sha256).toBe(answers[0]?.body.sha256);
    const acts = await office.server.sql("SELECT 1 FROM paper_act WHERE paper_id = $1 AND act = 'sign'", [
      paper.paperId,
    ]);
    expect([acts.length, (await filesOf()).length]).toEqual([1, before.length + 1]);
    expect(await lostBlobs(office)).toEqual([]);
  });

  it('waits where nobody signs now, which is said, keeps its number, and is signed later', async () => {
    const paper = await made();
    await sign('sinta', paper);
    for (const why of ['away', 'unfit'] as const) {
      instead = async () => ({ ok: false, why, reason: 'uji' });
      const refused = await sign('wati', paper);
      expect([refused.status, refused.problem?.type]).toEqual([503, 'signing_away']);
    }
    const { papers } = await office.client('wati').do('papersToSign');
    expect(papers.find(({ paperId }) => paperId === paper.paperId)).toMatchObject({
      state: 'made',
      sha256: paper.sha256,
    });
    instead = null;
    expect((await sign('wati', paper)).body).toMatchObject({ state: 'signed', number: paper.number });
    const next = await made();
    expect(Number(next.number?.split('/')[1])).toBe(Number(paper.number?.split('/')[1]) + 1);
    expect(await lostBlobs(office)).toEqual([]);
  });

  it('asks nobody for the signature of somebody else, of other bytes, or of what was returned meanwhile', async () => {
    const paper = await made();
    await sign('sinta', paper);
    expect((await sign('agus', paper)).problem?.type).toBeDefined();
    expect((await sign('wati', { ...paper, sha256: '0'.repeat(64) })).problem?.type).toBe('paper_changed');
    expect(asked).toEqual([]);
    // Given back while the provider takes its time: what it signed counts for nothing, and its bytes go.
    instead = async () => {
      instead = null;
      const body = { reason: 'Nama loketnya keliru' };
      await office.client('wati').do('returnPaper', { params: { paperId: paper.paperId }, body });
      return provider.sign(asked.at(-1) as ToCertify);
    };
    expect((await sign('wati', paper)).problem?.type).toBe('paper_not_now');
    const [row] = await office.server.sql('SELECT state, sha256 FROM paper WHERE id = $1', [paper.paperId]);
    expect(row).toEqual({ state: 'returned', sha256: paper.sha256 });
    expect(await lostBlobs(office)).toEqual([]);
  });

  it('tells the log why it waits, and nothing of keys or persons', async () => {
    const paper = await made();
    await sign('sinta', paper);
    instead = async () => ({ ok: false, why: 'away', reason: 'TimeoutError' });
    await sign('wati', paper);
    expect(office.server.log.lines().join('\n')).toContain('a paper waits for its certified signature');
    expect(office.server.log.lines().join('\n')).not.toMatch(/PRIVATE KEY|wati Uji/);
  });

  it('made for certificates of another kind is not signed by these', async () => {
    const paper = await made();
    await sign('sinta', paper);
    await office.server.sql("UPDATE paper SET certifies = 'p12' WHERE id = $1", [paper.paperId]);
    expect((await sign('wati', paper)).problem?.type).toBe('signing_away');
    await office.server.sql('UPDATE paper SET certifies = NULL WHERE id = $1', [paper.paperId]);
    expect((await sign('wati', paper)).body).toMatchObject({ state: 'signed', sha256: paper.sha256 });
    expect(asked).toEqual([]);
  });
});
