import { type MessageOffice, openMessageOffice, sitiAddress } from '../../support/message-office.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
beforeEach(async () => {
  office = await openMessageOffice();
});
afterEach(() => office.close());

const typesOf = async (caseId: string) => (await office.detail(caseId)).history.map(({ type }) => type);
const cases = () =>
  office.server.sql<{ id: string; ticket_number: string; linked_to: string | null }>(
    "SELECT id, ticket_number, linked_to FROM case_file WHERE ticket_number LIKE 'SBY-%' ORDER BY ticket_number",
  );
/** Written by sari, and taken by the gateway: Twilio and modems tell its failure only later. */
const written = async (caseId: string, purpose: 'question' | 'answer' | 'message') => {
  const { body } = await office.write(caseId, { text: `Pesan ${purpose}`, purpose });
  await until('it was taken', () => [...office.sms.sent, ...office.wa.sent].some(({ id }) => id === body.messageId));
  return body.messageId;
};

describe('a message that a gateway took and could not deliver', () => {
  it('as a question keeps no case waiting: its clock goes on, with whoever has it', async () => {
    const caseId = await office.reported(office.sms);
    await until('the acknowledgement', () => office.sms.sent.length === 1);
    const awaiting = async () => {
      const [row] = await office.server.sql<{ is: boolean }>(
        "SELECT (state->'sop'->>'awaiting')::boolean AS is FROM case_file WHERE id = $1",
        [caseId],
      );
      return row?.is;
    };
    const messageId = await written(caseId, 'question');
    await until('the case waits for its citizen', awaiting);
    const inbox = await office.sari.open('inbox:agent');
    for (const _ of [1, 2]) await office.sms.report(messageId, `ref-${messageId}`, 'failed', { errorCode: '27' });
    expect(await awaiting()).toBe(false);
    await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === true);
    expect((await typesOf(caseId)).filter((type) => type === 'telling.failed')).toHaveLength(1);
  });

  it('as the answer that ended its case opens one that follows from it, once, in the inbox', async () => {
    const caseId = await office.reported(office.wa);
    await until('the acknowledgement', () => office.wa.sent.length === 1);
    const messageId = await written(caseId, 'answer');
    await until('closed', async () => (await office.detail(caseId)).status === 'closed');
    const inbox = await office.sari.open('inbox:agent');
    for (const _ of [1, 2]) await office.wa.report(null, `ref-${messageId}`, 'failed', { errorCode: '63016' });
    const card = await inbox.until('cases', (one) => one.caseId !== caseId && one.status === 'open');
    const [old, next, ...more] = await cases();
    expect([next?.id, next?.linked_to, more]).toEqual([card.caseId, old?.ticket_number, []]);
    expect(await office.conversation(card.caseId)).toMatchObject({ route: { addressMasked: '0812-****-7890' } });
    expect(await typesOf(caseId)).toContain('telling.failed');
  });

  it('is known by a report that came before its own reference did', async () => {
    const caseId = await office.reported(office.wa);
    await until('the acknowledgement', () => office.wa.sent.length === 1);
    office.wa.answerWith(async () => {
      await office.wa.report(null, 'early', 'failed', { errorCode: '63016' });
      office.wa.answerWith(null);
      return { ok: true, reference: 'early', status: 'queued' };
    });
    await office.write(caseId, { text: 'Jawaban', purpose: 'answer' });
    await until('one that follows from it', async () => (await cases()).length === 2);
  });

  it('leaves a case that was answered well alone, and what we write by ourselves', async () => {
    const caseId = await office.reported(office.wa);
    const { id } = await until('the acknowledgement', () => office.wa.lastTo(sitiAddress));
    await office.wa.report(id, `ref-${id}`, 'failed');
    const messageId = await written(caseId, 'answer');
    await office.wa.report(messageId, `ref-${messageId}`, 'delivered');
    await office.wa.report(messageId, `ref-${messageId}`, 'failed');
    expect(await typesOf(caseId)).not.toContain('telling.failed');
    expect(await cases()).toHaveLength(1);
  });
});

it('a message that the gateway refuses at once stands in the history of its open case, which goes on', async () => {
  const caseId = await office.reported(office.wa);
  await until('the acknowledgement', () => office.wa.sent.length === 1);
  office.wa.answerWith(() => ({ ok: false, kind: 'rejected', reason: 'uji', code: '21610' }));
  const inbox = await office.sari.open('inbox:agent');
  await office.write(caseId, { text: 'Jawaban', purpose: 'answer' });
  await until('it is told', async () => (await typesOf(caseId)).includes('telling.failed'));
  await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === true);
  const { status, steps } = await office.detail(caseId);
  expect([status, steps.some(({ verdict }) => verdict === 'running')]).toEqual(['open', true]);
});
