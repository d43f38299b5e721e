import { createHash } from 'node:crypto';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { letterSigned } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { until } from '../../support/until.ts';

const mailDoor =
  '{ id: email, name: { id: Surel, en: E-mail }, channel: email, sop: online, hours: office, gateway: email, addresses: [pengaduan@kota.example] }';
const siti = 'Siti@Warga.Example';
const [to, address] = [siti, siti.toLowerCase()];

let office: ProcedureOffice;
let email: FakeGateway;
beforeAll(async () => {
  email = createFakeGateway({ name: 'email', channels: ['email'], now: Date.now });
  office = await openProcedureOffice({ doors: [mailDoor], gateways: [email] });
}, 120_000);
afterAll(() => office?.close());
afterEach(() => email.answerWith(null));

const sari = () => office.client('sari');
const paperOf = async (caseId: string) => {
  const { papers } = await sari().do('casePapers', { params: { caseId } });
  return papers.find(({ kind }) => kind === 'notice');
};
const mail = (paperId: string, body: { to?: string | null } = { to }, key?: string) =>
  sari().call('mailPaper', {
    params: { paperId },
    body,
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });
const types = async (caseId: string) => (await office.detail('sari', caseId)).history.map(({ type }) => type);

describe('a signed letter', () => {
  it('goes out by e-mail with its very bytes, and that the mail server has it is its proof, by which the citizen counts as told', async () => {
    const { caseId, paperId, sha256, number } = await letterSigned(office);
    let answer: ((ok: boolean) => void) | null = null;
    email.answerWith(
      () =>
        new Promise((done) => {
          answer = (ok) => done(ok ? null : { ok: false, kind: 'unreachable', reason: 'away', code: null });
        }) as never,
    );
    const asked = await Promise.all([1, 2].map(() => mail(paperId, { to }, 'surat-lewat-surel')));
    expect(asked.map(({ status }) => status)).toEqual([200, 200]);
    const tell = await until('it is on its way', () => answer);
    expect(await paperOf(caseId)).toMatchObject({ state: 'signed', mailing: true });
    // Not yet told, and not sent a second time meanwhile.
    expect(await types(caseId)).not.toContain('answer.sent');
    expect((await mail(paperId)).problem?.type).toBe('paper_not_now');

    (tell as (ok: boolean) => void)(true);
    await until('it counts as sent', async () => (await paperOf(caseId))?.state === 'sent');
    const sent = email.sent.filter((one) => one.to === address);
    expect(sent).toHaveLength(1);
    const [file] = sent[0]?.attachments ?? [];
    expect(
      createHash('sha256')
        .update(file?.bytes ?? new Uint8Array())
        .digest('hex'),
    ).toBe(sha256);
    expect([file?.name, file?.mediaType]).toEqual([
      `Surat Pemberitahuan ${number?.replaceAll('/', '-')}.pdf`,
      'application/pdf',
    ]);
    expect(sent[0]?.text).toContain(`Surat Pemberitahuan nomor ${number}`);
    const paper = await paperOf(caseId);
    expect(paper?.acts.at(-1)).toMatchObject({ act: 'sent', said: expect.stringContaining(sent[0]?.id ?? '-') });
    expect(paper?.mailing).toBe(false);
    const happened = await types(caseId);
    expect(happened.filter((type) => ['paper.sent', 'answer.sent'].includes(type)).sort()).toEqual([
      'answer.sent',
      'paper.sent',
    ]);
  });

  it('that the mail server refuses stays as it is, which the conversation says, and can go by another way', async () => {
    const { caseId, paperId } = await letterSigned(office);
    email.answerWith(() => ({ ok: false, kind: 'rejected', reason: 'no such user', code: '550' }));
    expect((await mail(paperId)).status).toBe(200);
    await until('it is told', async () => (await types(caseId)).includes('telling.failed'));
    expect(await paperOf(caseId)).toMatchObject({
      state: 'signed',
      mailing: false,
      may: expect.arrayContaining(['send']),
    });
    expect(await types(caseId)).not.toContain('answer.sent');
  });

  it('that counts for nothing any more before it could go does not go', async () => {
    const { caseId, paperId } = await letterSigned(office);
    email.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'away', code: null }));
    const before = email.sent.length;
    expect((await mail(paperId)).status).toBe(200);
    await until('it was tried', () => email.tries.length > before);
    await office.server.sql("UPDATE paper SET state = 'void' WHERE id = $1", [paperId]);
    email.answerWith(null);
    await until('it is told', async () => (await types(caseId)).includes('telling.failed'));
    expect(email.sent).toHaveLength(before);
  });

  it('goes to no address that is none, and to nobody of whom none is known', async () => {
    const { paperId } = await letterSigned(office);
    for (const bad of ['bukan alamat', 'a@b.example\r\nBcc: c@d.example', 'Siti <siti@warga.example>', null])
      expect([bad, (await mail(paperId, { to: bad })).status >= 400]).toEqual([bad, true]);
    expect((await mail(paperId, { to: null })).problem?.type).toBe('no_contact');
  });
});

it('a paper that is not signed yet does not go by e-mail', async () => {
  const { paperId } = await letterSigned(office, { until: 'made' });
  expect((await mail(paperId)).problem?.type).toBe('paper_not_now');
});
