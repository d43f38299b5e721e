import { type MessageOffice, openMessageOffice, siti, sitiAddress } from '../../support/message-office.ts';
import { people } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
beforeEach(async () => {
  office = await openMessageOffice();
});
afterEach(() => office.close());

/** A case by SMS, whose citizen has been told its number. */
const acknowledged = async () => {
  const caseId = await office.reported(office.sms);
  await until('the acknowledgement', () => office.sms.sent.length === 1);
  return caseId;
};

describe('an agent’s message', () => {
  it('goes out once, however often it is asked for under one key, and is proved to have come', async () => {
    const caseId = await acknowledged();
    const asked = await Promise.all(
      [1, 2, 3].map(() => office.write(caseId, { text: 'Petugas datang besok' }, office.sari, 'pesan-01')),
    );
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200]);
    await until('the message', () => office.sms.lastTo(sitiAddress)?.text === 'Petugas datang besok');
    expect(office.sms.sent).toHaveLength(2);
    const { messageId } = asked[0]?.body ?? { messageId: '' };
    // In any order, by our id or theirs, and more than once.
    await office.sms.report(null, `ref-${messageId}`, 'delivered', { at: office.clock.now() });
    await office.sms.report(messageId, `ref-${messageId}`, 'sent');
    await office.sms.report(null, `ref-${messageId}`, 'delivered', { at: office.clock.now() + 60_000 });
    const { messages } = await office.conversation(caseId);
    const sent = messages.find((message) => message.messageId === messageId);
    expect(sent).toMatchObject({ status: 'delivered', authorName: 'sari Uji', segments: 1 });
    expect(Object.keys(sent?.statusAt ?? {}).sort()).toEqual(['delivered', 'queued', 'sent']);
    const rows = await office.server.sql('SELECT status FROM message_report WHERE reference = $1', [
      `ref-${messageId}`,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('is known by a report that came before its own reference did', async () => {
    const caseId = await acknowledged();
    office.sms.answerWith(async ({ id }) => {
      await office.sms.report(null, 'early', 'delivered');
      office.sms.answerWith(null);
      return { ok: true, reference: 'early', status: id ? 'queued' : 'sent' };
    });
    await office.write(caseId, { text: 'Halo' });
    await until('the proof', async () => (await office.conversation(caseId)).messages.at(-1)?.status === 'delivered');
  });

  it('waits for the one before it to the same citizen, and for nobody else’s', async () => {
    const caseId = await office.reported(office.sms);
    await office.sms.receive('Pohon tumbang', '085712345678');
    const other = await office.newest();
    await until('the acknowledgements', () => office.sms.sent.length === 2);
    let hold: (() => void) | null = null;
    office.sms.answerWith((message) =>
      message.text === 'satu' && !hold
        ? new Promise((resolve) => {
            hold = () => resolve({ ok: false, kind: 'unknown', reason: 'uji', code: null });
          })
        : null,
    );
    await office.write(caseId, { text: 'satu' });
    await until('the first is under way', () => hold);
    await office.write(caseId, { text: 'dua' });
    await office.write(other, { text: 'lain' });
    await until('the other citizen’s', () => office.sms.lastTo('+6285712345678')?.text === 'lain');
    expect(office.sms.lastTo(sitiAddress)?.text).not.toBe('dua');
    (hold as (() => void) | null)?.();
    await until('both in order', () => {
      const texts = office.sms.sent.filter(({ to }) => to === sitiAddress).map(({ text }) => text);
      return texts.at(-2) === 'satu' && texts.at(-1) === 'dua';
    });
    const tries = office.sms.tries.filter(({ id }) =>
      office.sms.sent.some((one) => one.id === id && one.text === 'satu'),
    );
    expect(tries.map(({ again }) => again)).toEqual([false, true]);
  });

  it('that the gateway refuses for good is shown as failed, with its code, and tried no more', async () => {
    const caseId = await acknowledged();
    office.sms.answerWith(() => ({ ok: false, kind: 'rejected', reason: 'uji', code: '21610' }));
    const inbox = await office.sari.open('inbox:agent');
    await office.write(caseId, { text: 'Halo' });
    await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === true);
    expect((await office.conversation(caseId)).messages.at(-1)).toMatchObject({
      status: 'failed',
      errorCode: '21610',
      attempts: 1,
    });
    office.sms.answerWith(null);
    await office.write(caseId, { text: 'Halo lagi' });
    await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === false);
  });

  it('may be written by agents only, and read by those who may see the case', async () => {
    const caseId = await office.reported(office.sms);
    const params = { caseId };
    for (const name of ['dewi', 'rina', 'wati', 'joko', 'agus', 'admin', 'hadi'] as const) {
      const who = await office.server.logIn(name);
      expect([name, [403, 404].includes((await office.write(caseId, { text: 'Halo' }, who)).status)]).toEqual([
        name,
        true,
      ]);
      expect([name, [403, 404].includes((await who.call('messagesSeen', { params })).status)]).toEqual([name, true]);
      const { status, body } = await who.call('messages', { params });
      const may = !['admin', 'hadi', 'dewi'].includes(name) && (name !== 'agus' || status === 200);
      expect([name, status]).toEqual([name, may ? 200 : name === 'dewi' ? 403 : 404]);
      if (may) expect(body.refusal).toBe('not_allowed');
    }
    const stranger = await office.write(people.sari.id, { text: 'Halo' });
    expect(stranger.status).toBe(404);
    expect((await office.write(caseId, { text: '  ' })).problem).toMatchObject({ status: 422 });
  });

  it('is shown as unread, waiting and answered on the agents’ list, without a number or a word of it', async () => {
    const inbox = await office.sari.open('inbox:agent');
    const caseId = await office.reported(office.sms);
    const card = await inbox.until('cases', (one) => one.conversation?.unseen === 1);
    expect(card.conversation).toMatchObject({ channel: 'sms', waitingSince: expect.any(Number), optedOut: false });
    expect(JSON.stringify(inbox.changes)).not.toMatch(/81234567890/);
    await office.sari.do('messagesSeen', { params: { caseId } });
    await inbox.until('cases', (one) => one.caseId === caseId && one.conversation?.unseen === 0);
    await office.write(caseId, { text: 'Sudah kami teruskan' });
    // Whoever answers has the case from then on.
    await inbox.until(
      'cases',
      (one) =>
        one.caseId === caseId && one.conversation?.waitingSince === null && one.agentId === office.sari.me.userId,
    );
    const floor = await (await office.server.logIn('rina')).open('floor');
    expect(JSON.stringify(floor.snapshot)).not.toMatch(/Air mati|diteruskan/);
  });
});

describe('messages that wait when their citizen says STOP', () => {
  it.each(['unreachable', 'unknown'] as const)(
    'go no more, whether they were %s before',
    async (kind) => {
      const caseId = await acknowledged();
      office.sms.answerWith(({ text }) => (text === 'Halo' ? { ok: false, kind, reason: 'uji', code: null } : null));
      await office.write(caseId, { text: 'Halo' });
      const tried = () => office.sms.tries.length - office.sms.sent.length;
      await until('a try', () => tried() === 1);
      await office.sms.receive('STOP', siti);
      office.sms.answerWith(null);
      const halo = async () => (await office.conversation(caseId)).messages.find(({ text }) => text === 'Halo');
      await until('it is given up', async () => (await halo())?.errorCode === 'opted_out', 10_000);
      await until('the confirmation', () => office.sms.sent.length === 2, 10_000);
      expect(office.sms.sent.map(({ text }) => text)).not.toContain('Halo');
    },
    30_000,
  );
});

describe('a service', () => {
  it('whose gateway is not configured keeps the case and says so to the agent', async () => {
    await office.server.core.intake.open({
      id: 'fb-1',
      serviceId: 'facebook',
      receivedAt: office.clock.now(),
      text: 'Halo',
      from: { address: 'siti.a', masked: 'si****' },
      by: null,
    });
    const caseId = await office.newest();
    expect((await office.conversation(caseId)).refusal).toBe('no_gateway');
    expect((await office.write(caseId, { text: 'Halo' })).problem?.type).toBe('no_gateway');
  });
});
