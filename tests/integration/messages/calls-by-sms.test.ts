import { type MessageOffice, openMessageOffice, siti, sitiAddress } from '../../support/message-office.ts';
import { people } from '../../support/server-people.ts';
import { answeredCall, type QueuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
beforeEach(async () => {
  office = await openMessageOffice();
});
afterEach(() => office.close());

describe('Depok: a call whose caller is asked by SMS', () => {
  const answered = async (ani: string) => answeredCall(office.server, office.sari, await office.sari.desk(), ani);
  const hangUp = async (call: QueuedCall) => {
    office.server.exchange.happen(call.ended());
    await until('the call is over', async () => !(await office.detail(call.caseId)).callLive);
  };
  const act = (caseId: string, event: string, fields = {}, who = office.sari) => who.act({ caseId }, event, fields);

  /** The first word of the form. */
  const types = (caseId: string) =>
    office.sari.do('saveDraft', { params: { caseId }, body: { event: 'intake.saved', fields: { callerName: 'Si' } } });

  it('is not asked at a number that takes no SMS', async () => {
    const { caseId } = await answered('0215551234');
    expect(await office.conversation(caseId)).toMatchObject({ route: null, refusal: 'no_gateway' });
  });

  it('has its clock stand while the question is out, and the reply comes to the same case', async () => {
    const call = await answered(siti);
    const { caseId } = call;
    await types(caseId);
    await hangUp(call);
    expect((await office.conversation(caseId)).route).toMatchObject({
      channel: 'sms',
      addressMasked: '0812-****-7890',
    });
    await office.write(caseId, { text: 'Boleh tahu nama dan alamat Bapak/Ibu?', purpose: 'question' });
    await until('the question', () => office.sms.lastTo(sitiAddress)?.from === '08111631500');
    await until('the clock stands', async () => (await office.stepOf(caseId, 'record'))?.stoppedAt != null);
    office.clock.move(3 * 3_600_000);
    await office.sms.receive('Siti Aminah, Jl. Mawar 3', siti);
    await until('the clock goes on', async () => (await office.stepOf(caseId, 'record'))?.stoppedAt === null);
    expect((await office.stepOf(caseId, 'record'))?.verdict).toBe('running');
    const { history } = await office.detail(caseId);
    expect(history.map(({ type }) => type)).toEqual(expect.arrayContaining(['citizen.asked', 'citizen.replied']));
    expect(await office.server.sql("SELECT 1 FROM case_file WHERE ticket_number LIKE 'SBY-%'")).toHaveLength(1);
    await act(caseId, 'intake.saved', { callerName: 'Siti Aminah', address: 'Jl. Mawar 3', complaint: 'Lampu padam' });
    expect((await office.stepOf(caseId, 'record'))?.verdict).toBe('met');
  });

  it('gets the agency’s answer from the SMS number, which ends step 10 once the gateway has taken it', async () => {
    const call = await answered(siti);
    const { caseId } = call;
    await types(caseId);
    await act(caseId, 'intake.saved', { callerName: 'Siti', address: 'Depok', complaint: 'Lampu padam' });
    await hangUp(call);
    await act(caseId, 'solution.not_found');
    await act(caseId, 'search.failed');
    await act(caseId, 'case.forwarded', { assigneeId: people.lia.id });
    await act(caseId, 'solution.given', { solution: 'Lampu diganti besok' }, await office.server.logIn('lia'));
    await act(caseId, 'answer.reviewed');
    const step = await office.stepOf(caseId, 'send');
    expect((step?.dueAt ?? 0) - (step?.startedAt ?? 0)).toBe(2 * 3_600_000);
    // While the gateway does not take it, the answer has not been sent.
    office.sms.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'uji', code: null }));
    await office.write(caseId, { text: 'Lampu diganti besok.', purpose: 'answer' });
    await until('a try', () => office.sms.tries.length > 0);
    expect((await office.stepOf(caseId, 'send'))?.verdict).toBe('running');
    office.sms.answerWith(null);
    await until('closed', async () => (await office.detail(caseId)).status === 'closed', 15_000);
    expect(office.sms.sent.filter(({ text }) => text === 'Lampu diganti besok.')).toEqual([
      expect.objectContaining({ from: '08111631500', to: sitiAddress }),
    ]);
    expect((await office.stepOf(caseId, 'send'))?.verdict).toBe('met');
  });
});
