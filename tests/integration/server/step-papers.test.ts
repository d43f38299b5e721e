import type { CasePapers } from '../../../server/contract/papers.ts';
import { letterToBeTold, throughPapers } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { password, people, type Username } from '../../support/server-people.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

const papersOf = async (who: Username, caseId: string): Promise<CasePapers['papers']> =>
  (await office.client(who).do('casePapers', { params: { caseId } })).papers;
const happened = async (caseId: string) => (await office.detail('rina', caseId)).history.map(({ type }) => type);
const intake = { complaint: 'Antrean terlalu lama, telepon saya 081298765432' };

describe('a step whose output is a paper', () => {
  it('has it made with its form where nobody signs it, in one piece with what happens by it', async () => {
    const caseId = await office.takenDown('letters');
    await office.act('sari', caseId, 'report.accepted');
    const key = { 'idempotency-key': 'tulis-di-buku-register' };
    const client = office.client('sari');
    // What is wrong with the form is said first, and nothing is made or numbered for it.
    const wrong = await client.attempt({ caseId }, 'intake.saved', { ...intake, callerName: '!' });
    expect(wrong.problem?.type).toBe('invalid');
    expect(await papersOf('sari', caseId)).toEqual([]);
    // However often it is asked for.
    const [first, again] = await Promise.all([
      client.attempt({ caseId }, 'intake.saved', intake, key),
      client.attempt({ caseId }, 'intake.saved', intake, key),
    ]);
    expect([first?.status, again?.status]).toEqual([200, 200]);
    expect((await client.attempt({ caseId }, 'intake.saved', intake, key)).status).toBe(200);
    const papers = await papersOf('sari', caseId);
    expect(papers).toMatchObject([{ kind: 'register-entry', state: 'signed', number: '1/KEC-BDG/2026' }]);
    expect((await happened(caseId)).slice(-2)).toEqual(['paper.made', 'intake.saved']);
    // A number that stands among the words is hidden in the paper as it is in the case.
    const { kinds } = await client.do('casePapers', { params: { caseId } });
    const entry = kinds.find(({ kind }) => kind === 'register-entry');
    expect(entry?.fields.find(({ name }) => name === 'complaint')?.value).not.toContain('081298765432');
  });

  it('numbers the register without a gap, whoever is refused in between', async () => {
    const cases = await Promise.all(Array.from({ length: 4 }, () => office.takenDown('letters')));
    for (const caseId of cases) await office.act('sari', caseId, 'report.accepted');
    const [left = ''] = cases;
    expect((await office.act('agus', left, 'intake.saved', intake)).problem?.type).toBe('not_found');
    const done = await Promise.all(cases.map((caseId) => office.act('sari', caseId, 'intake.saved', intake)));
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const rows = await office.server.sql<{ seq: number }>(
      "SELECT seq FROM paper WHERE register = 'buku-register' ORDER BY seq",
    );
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('waits for its signature where somebody signs it', async () => {
    const caseId = await letterToBeTold(office);
    expect((await papersOf('sari', caseId)).map(({ kind, state }) => [kind, state])).toEqual([
      ['register-entry', 'signed'],
      ['clarification', 'signed'],
      ['follow-up', 'signed'],
    ]);
    const word = { clarification: 'Benar, hanya satu loket' };
    const another = await office.takenDown('letters');
    await office.act('sari', another, 'report.accepted');
    await office.act('sari', another, 'intake.saved', intake);
    await office.act('wati', another, 'case.dispatched', { instruction: 'proceed' });
    expect((await office.act('sinta', another, 'clarification.saved', word)).problem?.type).toBe('paper_missing');
  });

  it('goes the whole way of a suggestion, from the recommendation over the decision into the register', async () => {
    const caseId = await office.takenDown('desk');
    const by = async (who: Username, event: string, fields: Record<string, string>) => {
      if (await throughPapers(office, who, caseId, event, fields)) return;
      const { problem } = await office.act(who, caseId, event, fields);
      expect(problem).toBeNull();
    };
    await by('sari', 'case.forwarded', { complaint: 'Kursi tunggu kurang', assigneeId: people.agus.id });
    await by('agus', 'recommendation.made', { recommendation: 'Tambah dua puluh kursi tunggu' });
    await by('wati', 'recommendation.approved', {});
    await by('agus', 'improvement.done', { improvement: 'Dua puluh kursi tunggu dipasang' });
    const papers = await papersOf('rina', caseId);
    expect(papers.map(({ kind, state, number }) => [kind, state, number])).toEqual([
      ['recommendation', 'signed', '700.1.2.4/1/KEC-BDG/2026'],
      ['decision', 'signed', '700.1.2.4/2/KEC-BDG/2026'],
      ['improvement', 'signed', '1/KEC-BDG/2026'],
    ]);
    expect(await happened(caseId)).toContain('improvement.done');
  });

  it('makes form and label of what the office has to have ready', async () => {
    const [task] = await office.server.sql<{ id: string }>(
      "SELECT id FROM case_file WHERE sop_id = 'bandungan' AND task_period IS NOT NULL",
    );
    const caseId = task?.id ?? '';
    const done = await office.act('sari', caseId, 'facilities.provided');
    expect(done.problem).toBeNull();
    const made = await office.server.sql<{ kind: string; ended_step: string }>(
      'SELECT kind, ended_step FROM paper WHERE case_id = $1 ORDER BY kind',
      [caseId],
    );
    expect(made).toEqual([
      { kind: 'box-label', ended_step: 'facilities.provided' },
      { kind: 'complaint-form', ended_step: 'facilities.provided' },
    ]);
  });

  it('stands in the register, which whoever answers for it takes out, proven anew and written down', async () => {
    const body = { from: '2026-11-23', until: '2026-11-23', format: 'pdf' } as const;
    const params = { register: 'buku-register' };
    expect((await office.client('sari').call('takeRegister', { params, body })).problem?.type).toBe('not_allowed');
    const head = office.client('wati');
    await head.do('proveMyself', { body: { password } as never });
    const pdf = await head.call('takeRegister', { params, body });
    expect(String(pdf.body)).toMatch(/^%PDF/);
    expect((await head.call('takeRegister', { params, body: { ...body, format: 'xlsx' } })).status).toBe(200);
    const wrong = { ...body, from: '2026-11-24' };
    expect((await head.call('takeRegister', { params, body: wrong })).problem?.type).toBe('invalid');
    const nothing = await head.call('takeRegister', { params: { register: 'tidak-ada' }, body });
    expect(nothing.status).toBe(404);
    const noted = await office.server.sql<{ subject: string }>(
      "SELECT subject FROM audit_entry WHERE action = 'register.taken' ORDER BY seq",
    );
    expect(noted[0]?.subject).toMatch(/^buku-register 2026-11-23 2026-11-23 [1-9]/);
    expect(noted).toHaveLength(2);
  });
});

it('a recommendation is not made anew in the words that were rejected, which is told at the form and not to who signs', async () => {
  const caseId = await office.takenDown('desk');
  await office.act('sari', caseId, 'case.forwarded', {
    complaint: 'Kursi tunggu kurang',
    assigneeId: people.agus.id,
  });
  const words = { recommendation: 'Tambah dua puluh kursi tunggu' };
  await throughPapers(office, 'agus', caseId, 'recommendation.made', words);
  await office.act('wati', caseId, 'recommendation.rejected', { reason: 'Hitung dahulu biayanya' });
  const drawn = () => office.server.sql("SELECT last_number FROM paper_register WHERE register = 'nota-dinas'");
  const before = await drawn();
  const { kinds } = await office.client('agus').do('casePapers', { params: { caseId } });
  const offered = kinds.find(({ kind }) => kind === 'recommendation');
  // As it is filled in: from what the case says.
  const filled = Object.fromEntries((offered?.fields ?? []).map(({ name, value }) => [name, value]));
  const make = (recommendation: string) =>
    office.client('agus').call('makePaper', {
      params: { caseId },
      body: { kind: 'recommendation', fields: { ...filled, recommendation } },
    });
  for (const same of [filled.recommendation ?? '', 'TAMBAH  dua puluh kursi tunggu.']) {
    const { problem } = await make(same);
    expect(problem?.errors?.map(({ field, code }) => [field, code])).toEqual([['fields.recommendation', 'unchanged']]);
  }
  expect(await drawn()).toEqual(before);
  expect((await make('Tambah sepuluh kursi, Rp4 juta')).status).toBe(200);
});
