import type { Answer } from '../../support/client.ts';
import { throughPapers } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { people } from '../../support/server-people.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

/** The fields that an answer finds fault with, and why. */
const faultsIn = ({ problem }: Answer) => problem?.errors?.map(({ field, code }) => [field, code]);

describe('an action', () => {
  it('names each field that is missing or wrong, and changes nothing', async () => {
    const caseId = await office.takenDown('letters');
    await office.act('sari', caseId, 'report.accepted');
    await office.act('sari', caseId, 'intake.saved');
    await office.act('sinta', caseId, 'case.dispatched');
    const { version } = await office.detail('sari', caseId);
    const empty = await office.act('sinta', caseId, 'clarification.saved', { clarification: '  ' });
    expect([empty.status, faultsIn(empty)]).toEqual([422, [['fields.clarification', 'required']]]);
    const unknown = await office.act('sinta', caseId, 'clarification.saved', { clarified: 'x' });
    expect(unknown.status).toBe(422);
    expect((await office.act('sari', caseId, 'recap.saved')).problem?.type).toBe('not_waited_for');
    expect((await office.act('sari', caseId, 'nonsense.done')).problem?.type).toBe('not_waited_for');
    expect((await office.detail('sari', caseId)).version).toBe(version);
  });

  it('that decides has to say why in words, however few, and so has whatever else must be written', async () => {
    const caseId = await office.takenDown('desk');
    const end = (reason: string, endedAs = 'withdrawn', more = {}) =>
      office.act('sari', caseId, 'case.ended', { endedAs, reason, ...more });
    for (const reason of ['.', '-', '?!', '…', '👍🏽', '\u2764\ufe0f', 'x', 'aaaa', '0000', '. . .'])
      expect([reason, faultsIn(await end(reason))]).toEqual([reason, [['fields.reason', 'says_nothing']]]);
    for (const reason of ['', '  ', '\u200b', '\u202e\u2066'])
      expect([reason, faultsIn(await end(reason))]).toEqual([reason, [['fields.reason', 'required']]]);
    expect(faultsIn(await end('Milik PLN', 'not_ours', { passedTo: '---' }))).toEqual([
      ['fields.passedTo', 'says_nothing'],
    ]);
    const corrected = await office.act('sari', caseId, 'case.corrected', { complaint: '…' });
    expect(faultsIn(corrected)).toEqual([['fields.complaint', 'says_nothing']]);
    const asked = { text: '??', purpose: 'question' as const, template: null };
    const question = await office.client('sari').call('sendMessage', { params: { caseId }, body: asked });
    expect(question.problem?.errors?.map(({ field, code }) => [field, code])).toEqual([['text', 'says_nothing']]);
    expect((await end('ok')).status).toBe(200);
  });

  it('forwards to nobody whose work the next step is not', async () => {
    const caseId = await office.takenDown('desk');
    for (const assigneeId of [people.sari.id, people.wati.id, caseId]) {
      const answer = await office.act('sari', caseId, 'case.forwarded', { assigneeId });
      expect(faultsIn(answer)).toEqual([['fields.assigneeId', 'unknown']]);
    }
    expect((await office.act('sari', caseId, 'case.forwarded', { assigneeId: people.tono.id })).status).toBe(200);
    // Now it is his, and no other official's.
    expect((await office.act('agus', caseId, 'recommendation.made', { recommendation: 'x' })).status).toBe(404);
  });

  it('is done by those whom the file names in the step too, who find the case in their inbox', async () => {
    const caseId = await office.takenDown('letters');
    await office.act('sari', caseId, 'report.accepted');
    await office.act('sari', caseId, 'intake.saved');
    expect((await office.client('tono').call('getCase', { params: { caseId } })).status).toBe(404);
    await office.act('sinta', caseId, 'case.dispatched');
    const inbox = await office.client('tono').open('inbox:official');
    await inbox.until('cases', (card) => card.caseId === caseId);
    const offered = (await office.detail('tono', caseId)).actions.map(({ event }) => event);
    expect(offered).toContain('clarification.saved');
    const fields = { clarification: 'Loket sudah ditanya' };
    expect((await office.act('putri', caseId, 'clarification.saved', fields)).status).toBe(404);
    // It is his to do: what he is told is that the record of it has to be signed first.
    expect((await office.act('tono', caseId, 'clarification.saved', fields)).problem?.type).toBe('paper_missing');
    expect(await throughPapers(office, 'tono', caseId, 'clarification.saved', fields)).toBe(true);
    expect((await office.detail('wati', caseId)).history.map(({ type }) => type)).toContain('clarification.saved');
  });

  it('asked again under its key is done once', async () => {
    const caseId = await office.takenDown('letters');
    const headers = { 'idempotency-key': 'accept-1' };
    const accept = () => office.client('sari').attempt({ caseId }, 'report.accepted', {}, headers);
    const answers = await Promise.all([1, 2, 3].map(accept));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { history } = await office.detail('sari', caseId);
    expect(history.filter(({ type }) => type === 'report.accepted')).toHaveLength(1);
    expect((await office.act('sari', caseId, 'report.accepted')).problem?.type).toBe('not_waited_for');
    // Another command under it would look done, and be lost.
    const other = await office.client('sari').attempt({ caseId }, 'intake.saved', { complaint: 'Antrean' }, headers);
    expect([other.status, other.problem?.type]).toEqual([409, 'key_reused']);
    expect((await office.detail('sari', caseId)).complaint).toBe('Antrean terlalu lama');
  });

  it('keeps what is told of a number or NIK sealed, and what it is told in its history', async () => {
    const caseId = await office.takenDown('letters');
    await office.act('sari', caseId, 'report.accepted');
    const fields = { phone: '0813-2222-3333', complaint: 'Antrean panjang' };
    await office.act('budi', caseId, 'intake.saved', fields);
    const answer = await office.act('budi', caseId, 'case.corrected', { nik: '3578014507900001' });
    expect(answer.body.caller).toMatchObject({ phoneMasked: '0813-****-3333', nikMasked: expect.any(String) });
    expect(answer.body).toMatchObject({ agentId: people.budi.id, complaint: 'Antrean panjang' });
    const saved = answer.body.history.find(({ type }) => type === 'intake.saved');
    expect(saved?.words).toContainEqual({
      label: { id: 'Isi laporan', en: 'The report' },
      value: { id: 'Antrean panjang', en: 'Antrean panjang' },
    });
    const kept = JSON.stringify(await office.server.sql('SELECT * FROM case_event')) + JSON.stringify(answer.body);
    for (const secret of ['22223333', '2222-3333', '3578014507900001']) expect(kept).not.toContain(secret);
    const other = await office.takenDown('letters');
    await office.act('sari', other, 'report.accepted');
    expect(faultsIn(await office.act('sari', other, 'intake.saved', { phone: 'tidak ada' }))).toEqual([
      ['fields.phone', 'phone_invalid'],
    ]);
    const { problem } = await office.act('sari', other, 'case.corrected', { nik: '123' });
    expect(problem?.errors?.map(({ field }) => field)).toEqual(['fields.nik']);
  });

  it('passes a case on from one official to another, with the reason, and to nobody else', async () => {
    const caseId = await office.takenDown('desk');
    await office.act('sari', caseId, 'case.forwarded', { assigneeId: people.tono.id });
    const pass = (who: 'tono' | 'agus' | 'sari' | 'dewi', assigneeId: string, reason = 'Bukan bidang saya') =>
      office.act(who, caseId, 'case.passed_on', { assigneeId, reason });
    expect((await pass('agus', people.agus.id)).status).toBe(404);
    expect((await pass('sari', people.agus.id)).status).toBe(403);
    expect(faultsIn(await pass('tono', people.sari.id))).toEqual([['fields.assigneeId', 'unknown']]);
    expect(faultsIn(await pass('tono', people.agus.id, ' '))).toEqual([['fields.reason', 'required']]);
    const desk = await office.client('agus').desk();
    const passed = await pass('tono', people.agus.id);
    expect(passed.status).toBe(200);
    await desk.until('cases', (card) => card.caseId === caseId);
    expect((await office.client('tono').call('getCase', { params: { caseId } })).status).toBe(404);
    const { history, steps } = await office.detail('agus', caseId);
    // Its clock runs on: who has the case changes no promise.
    expect(steps.find(({ step }) => step === 'evaluate')).toMatchObject({ verdict: 'running', stoppedAt: null });
    expect(history.at(-1)).toMatchObject({ type: 'case.passed_on', actorName: 'tono Uji' });
    expect(
      history
        .at(-1)
        ?.words.map(({ value }) => value.id)
        .sort(),
    ).toEqual(['Bukan bidang saya', 'agus Uji']);
    // The dispatcher may pass it on too, such as when somebody is ill.
    expect((await pass('dewi', people.tono.id)).problem?.type).toBe('reason_needed');
    const why = { params: { caseId }, body: { reason: 'pejabatnya sedang sakit' } };
    expect((await office.client('dewi').call('openCase', why)).status).toBe(200);
    expect((await pass('dewi', people.tono.id)).status).toBe(200);
  });

  it('keeps a half-written form for whoever goes on with it, and shows it to nobody else', async () => {
    const caseId = await office.takenDown('letters');
    await office.act('sari', caseId, 'report.accepted');
    const draft = (who: 'sari' | 'lia' | 'rina', fields: Record<string, string>) =>
      office.client(who).call('saveDraft', { params: { caseId }, body: { event: 'intake.saved', fields } });
    const drafted = async (who: 'budi' | 'wati') =>
      (await office.detail(who, caseId)).actions.flatMap(({ fields }) =>
        fields.flatMap(({ draft: text }) => text ?? []),
      );
    const formsWith = async (text: string) =>
      (await office.detail('budi', caseId)).actions
        .filter(({ fields }) => fields.some((field) => field.draft === text))
        .map(({ event }) => event);
    expect((await draft('lia', { complaint: 'x' })).status).toBe(404);
    expect((await draft('sari', { complaint: 'Antrean pan', improvement: 'nobody asks' })).status).toBe(200);
    expect(new Set(await drafted('budi'))).toEqual(new Set(['Antrean pan']));
    expect(await drafted('wati')).toEqual([]);
    // In its own form, and not in that of a correction, which asks for the same.
    expect(await formsWith('Antrean pan')).toEqual(['intake.saved']);
    const body = { event: 'case.archived', fields: { complaint: 'x' } };
    const unknown = await office.client('sari').call('saveDraft', { params: { caseId }, body });
    expect([unknown.status, unknown.problem?.type]).toEqual([409, 'not_waited_for']);
    expect((await office.detail('budi', caseId)).complaint).toBe('Antrean terlalu lama');
    await office.act('budi', caseId, 'intake.saved', { complaint: 'Antrean panjang' });
    const { actions, complaint } = await office.detail('budi', caseId);
    expect(complaint).toBe('Antrean panjang');
    expect(actions.flatMap(({ fields }) => fields.map((field) => field.draft)).filter(Boolean)).toEqual([]);
  });
});
