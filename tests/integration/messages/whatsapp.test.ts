import { type MessageOffice, openMessageOffice, siti, sitiAddress } from '../../support/message-office.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
beforeEach(async () => {
  office = await openMessageOffice();
});
afterEach(() => office.close());

describe('WhatsApp', () => {
  it('takes free words for 24 hours from the citizen’s last message, and templates after that', async () => {
    const caseId = await office.reported(office.wa);
    const { route, templates } = await office.conversation(caseId);
    expect(route?.openUntil).toBeGreaterThan(office.clock.now());
    expect(templates).toEqual([expect.objectContaining({ templateId: 'HX01', variables: ['1', '2'] })]);
    expect((await office.write(caseId, { text: 'Halo' })).status).toBe(200);
    office.clock.move(24 * 3_600_000 + 1_000);
    expect((await office.write(caseId, { text: 'Halo' })).problem).toMatchObject({
      status: 409,
      type: 'window_closed',
    });
    const template = { id: 'HX01', variables: { 1: 'DK-1', 2: 'selesai' } };
    expect((await office.write(caseId, { text: '', template: { ...template, id: 'HX99' } })).problem?.type).toBe(
      'unknown_template',
    );
    expect((await office.write(caseId, { text: '', template })).status).toBe(200);
    await until('the template', () => office.wa.sent.at(-1)?.template?.id === 'HX01');
    expect(office.wa.sent.at(-1)).toMatchObject({ text: 'Kabar tiket DK-1: selesai', template });
    await office.wa.receive('Ya', siti);
    expect((await office.write(caseId, { text: 'Baik' })).status).toBe(200);
  });

  it('ends the total of its procedure when the gateway has taken the answer, delivered or not', async () => {
    const caseId = await office.reported(office.wa);
    const { answerDue } = await office.conversation(caseId);
    expect(answerDue).toBe(true);
    await office.write(caseId, { text: 'Datang Senin', purpose: 'answer' });
    await until('closed', async () => (await office.detail(caseId)).status === 'closed');
    const closed = await office.detail(caseId);
    expect(closed.steps.map(({ step, verdict }) => [step, verdict])).toEqual(
      expect.arrayContaining([
        ['read', 'met'],
        ['total', 'met'],
      ]),
    );
    expect(closed.history.map(({ type }) => type)).toContain('answer.sent');
    expect((await office.write(caseId, { text: 'ok', purpose: 'answer' })).problem?.type).toBe('case_closed');

    // It was sent in time, and that stands; but somebody must know that it never came.
    const inbox = await office.sari.open('inbox:agent');
    expect(inbox.entries('cases').filter((card) => card.caseId === caseId)).toEqual([]);
    const messageId = office.wa.lastTo(sitiAddress)?.id ?? '';
    await office.wa.report(messageId, `ref-${messageId}`, 'failed', { errorCode: '63016' });
    await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === true);
    expect((await office.detail(caseId)).status).toBe('closed');
    await office.write(caseId, { text: 'Sekali lagi: datang Senin' });
    await inbox.untilGone('cases', (card) => card.caseId === caseId);
  });
});
