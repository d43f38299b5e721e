import { createHash } from 'node:crypto';
import type { LacakView } from '../../../server/contract/lacak.ts';
import type { PaperCard } from '../../../server/contract/papers.ts';
import { send } from '../../support/client.ts';
import { askBytes } from '../../support/files.ts';
import { letterSigned } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';

let office: ProcedureOffice;
let places = 0;
beforeAll(async () => {
  office = await openProcedureOffice({ env: { TRUST_PROXY: '1' }, stands: true });
}, 120_000);
afterAll(async () => {
  office?.server.log.assertNoPersonalData(['081234567001', '081234567002']);
  await office?.close();
});
// Everybody asks from a place of their own, with all of their tries.
beforeEach(() => {
  places += 1;
});

const phone = '081234567001';
const asked = () => ({ 'x-forwarded-for': `192.0.2.${places}` });
const looked = async (ticket: string, digits = phone.slice(-4)) =>
  send(office.server.url, {
    ...{ method: 'POST', path: '/api/lacak', body: JSON.stringify({ ticket, digits }) },
    headers: { 'x-sigap': '1', 'content-type': 'application/json', ...asked() },
  });
const viewOf = async (ticket: string) => (await looked(ticket)).body as LacakView;
/** As the form on the page sends it. */
const open = (fields: Readonly<Record<string, string>>, cookie = '', origin = office.server.url) =>
  askBytes(office.server.url, {
    path: '/lacak/surat',
    headers: { ...asked(), cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams(fields).toString()),
  });
const answered = ({ status, headers, bytes }: Awaited<ReturnType<typeof open>>) =>
  JSON.stringify([status, headers['content-type'], headers['cache-control'], bytes.toString()]);
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const papersOf = async (caseId: string) =>
  (await office.client('sari').do('casePapers', { params: { caseId } })).papers;
const looks = (paperId: string) =>
  office.server.sql<{ subject: string; person_id: string | null }>(
    "SELECT subject, person_id FROM audit_entry WHERE action = 'paper.opened' AND subject LIKE $1 || ' %'",
    [paperId],
  );
/** The slip, with what the case says in it. */
const acknowledged = async (caseId: string): Promise<PaperCard> => {
  const sari = office.client('sari');
  const { kinds } = await sari.do('casePapers', { params: { caseId } });
  const written = kinds.find(({ kind }) => kind === 'acknowledgement')?.fields ?? [];
  const fields = Object.fromEntries(written.map(({ name, value }) => [name, value]));
  return sari.do('makePaper', { params: { caseId }, body: { kind: 'acknowledgement', fields } });
};

describe('a citizen who shows that a ticket is theirs', () => {
  it('finds the papers that are for them, and opens the very bytes that were signed, which is written down', async () => {
    const notice = await letterSigned(office, { phone });
    const slip = await acknowledged(notice.caseId);
    expect((await papersOf(notice.caseId)).length).toBeGreaterThan(2);
    const view = await viewOf(notice.ticketNumber);
    expect(view.papers).toEqual(
      expect.arrayContaining(
        [notice, slip].map(({ paperId, title, number, madeAt }) => ({ paperId, title, number, madeAt })),
      ),
    );
    expect(view.papers).toHaveLength(2);

    const { status, headers, bytes } = await open({ pass: view.pass, paper: notice.paperId });
    expect([status, digestOf(bytes)]).toEqual([200, notice.sha256]);
    expect(headers).toMatchObject({
      ...{ 'content-type': 'application/pdf', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      'content-disposition': `attachment; filename="Surat Pemberitahuan ${notice.number?.replaceAll('/', '-')}.pdf"`,
    });
    expect(digestOf((await open({ pass: view.pass, paper: slip.paperId })).bytes)).toBe(slip.sha256);
    expect(await looks(notice.paperId)).toEqual([{ subject: `${notice.paperId} ${notice.caseId}`, person_id: null }]);
  });

  it('opens them without a script too, in either language', async () => {
    const notice = await letterSigned(office, { phone });
    const form = { ticket: notice.ticketNumber, digits: phone.slice(-4), language: 'id' };
    const found = await fetch(`${office.server.url}/lacak`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form) },
      headers: { origin: office.server.url, ...asked() },
    });
    const cookie = (found.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = async (language: string) =>
      (await fetch(`${office.server.url}/lacak/laporan?bahasa=${language}`, { headers: { cookie } })).text();
    const html = await page('id');
    expect(html).toContain('Buka Surat Pemberitahuan (PDF)');
    expect(html).toContain(`Nomor ${notice.number}.`);
    expect(await page('en')).toContain('Open Letter of notice (PDF)');
    const paper = /name="paper" value="([\w-]+)"/.exec(html)?.[1] ?? '';
    expect(digestOf((await open({ paper, language: 'id' }, cookie)).bytes)).toBe(notice.sha256);
    expect((await open({ paper }, cookie, 'https://lain.example')).status).toBe(403);
  });
});

describe('a paper', () => {
  it('that is not signed, was given back or is void is not there', async () => {
    const made = await letterSigned(office, { phone, until: 'made' });
    const { pass, papers } = await viewOf(made.ticketNumber);
    expect(papers).toEqual([]);
    const asMade = await open({ pass, paper: made.paperId });
    expect(asMade.status).toBe(404);
    await office
      .client('sinta')
      .do('returnPaper', { params: { paperId: made.paperId }, body: { reason: 'Tanggalnya salah' } });
    expect((await viewOf(made.ticketNumber)).papers).toEqual([]);
    expect(answered(await open({ pass, paper: made.paperId }))).toBe(answered(asMade));
    const signed = await letterSigned(office, { phone });
    const before = await viewOf(signed.ticketNumber);
    expect(before.papers).toHaveLength(1);
    await office.server.sql("UPDATE paper SET state = 'void' WHERE id = $1", [signed.paperId]);
    expect((await viewOf(signed.ticketNumber)).papers).toEqual([]);
    expect(answered(await open({ pass: before.pass, paper: signed.paperId }))).toBe(answered(asMade));
  });

  it('of the office alone, of another case, or asked for with what is no pass any more is refused by one and the same answer', async () => {
    const notice = await letterSigned(office, { phone });
    const other = await letterSigned(office, { phone: '081234567002' });
    const { pass } = await viewOf(notice.ticketNumber);
    const inner = (await papersOf(notice.caseId)).filter(({ kind }) => kind !== 'notice');
    expect(inner.map(({ kind, state }) => [kind, state])).toEqual([
      ['register-entry', 'signed'],
      ['clarification', 'signed'],
      ['follow-up', 'signed'],
    ]);
    const refused = await open({ pass, paper: other.paperId });
    expect([refused.status, refused.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    for (const { paperId } of inner) expect(answered(await open({ pass, paper: paperId }))).toBe(answered(refused));
    for (const paper of ['', 'x', '00000000-0000-4000-8000-000000000000', `${notice.paperId}'`])
      expect(answered(await open({ pass, paper }))).toBe(answered(refused));
    const paper = notice.paperId;
    expect((await looked(notice.ticketNumber, '0000')).status).toBe(404);
    expect(answered(await open({ paper }))).toBe(answered(refused));
    expect(answered(await open({ pass: `${pass}x`, paper }))).toBe(answered(refused));
    const forMail = office.server.sealer.seal(JSON.stringify({ caseId: notice.caseId, of: 'file', until: 9e15 }));
    expect(answered(await open({ pass: forMail, paper }))).toBe(answered(refused));
    // By an address that somebody was sent nothing is given.
    expect((await fetch(`${office.server.url}/lacak/surat?paper=${paper}&pass=${pass}`)).status).toBe(404);

    places += 1;
    await office.server.sql('UPDATE case_file SET restricted_at = now() WHERE id = $1', [notice.caseId]);
    expect(answered(await open({ pass, paper }))).toBe(answered(refused));
    await office.server.sql('UPDATE case_file SET restricted_at = NULL WHERE id = $1', [notice.caseId]);
    expect((await open({ pass, paper })).status).toBe(200);
    office.server.clock.move(31 * 60_000);
    expect(answered(await open({ pass, paper }))).toBe(answered(refused));
    expect([(await looks(paper)).length, (await looks(other.paperId)).length]).toEqual([1, 0]);
  });

  it('is asked for in vain so often only, from one place', async () => {
    const tries: number[] = [];
    for (let one = 0; one < 24; one += 1) tries.push((await open({ pass: 'x', paper: 'x' })).status);
    expect(new Set(tries)).toEqual(new Set([404, 429]));
    expect(tries.slice(0, 20)).toEqual(Array(20).fill(404));
  });
});
