import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Store } from '../../../server/app/ports/ports.ts';
import type { Queued, ToCitizen } from '../../../server/app/ports/to-citizen.ts';
import type { CaseDetail } from '../../../server/contract/views.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createStore } from '../../../server/store/store.ts';
import { type MessageOffice, openMessageOffice, siti, sitiAddress } from '../../support/message-office.ts';
import { people } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
let dataSource: DataSource;
let store: Store;
beforeEach(async () => {
  office = await openMessageOffice();
  dataSource = await createDataSource(office.databaseUrl, 2).initialize();
  store = createStore({ dataSource, sealer: office.server.sealer, officeCode: 'SBY' });
});
afterEach(async () => {
  await dataSource.destroy();
  await office.close();
});

/** As whatever acts on a case does it: the case locked, the message in the same transaction. */
const queue = async (caseId: string, words: Partial<ToCitizen> & { text: string }): Promise<Queued> => {
  const { queueToCitizen, queued } = office.server.core.messages;
  const outcome = await store.transaction(async (tx) => {
    const locked = await tx.lockCase(caseId, '');
    if (!locked) throw new Error('no such case');
    const asked = { id: randomUUID(), purpose: 'message', personId: people.sari.id, ...words } as const;
    return queueToCitizen(tx, locked.record, asked);
  });
  queued([caseId]);
  return outcome;
};
const solutionOf = ({ contents }: CaseDetail) => contents.find(({ name }) => name === 'solution')?.value.id;
const textsSent = () => [...office.wa.sent, ...office.sms.sent].map(({ text }) => text);

/** A case that waits for its answer. */
const waiting = async () => {
  const caseId = await office.reported(office.wa);
  await until('the acknowledgement', () => office.wa.sent.length === 1);
  return caseId;
};
const answer = {
  text: 'Air mengalir lagi.',
  purpose: 'answer',
  happens: { type: 'answer.sent', data: { fields: { solution: 'Pipa disambung', notice: 'AB-12' }, via: 'message' } },
} as const;

describe('what somebody does to a case that is told to its citizen', () => {
  it('has happened when a gateway took the message, with what was written for it, and not before', async () => {
    const caseId = await waiting();
    office.wa.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'uji', code: null }));
    expect(await queue(caseId, answer)).toMatchObject({ ok: true, added: true });
    await until('a try', () => office.wa.tries.length > 1);
    const before = await office.detail(caseId);
    expect([before.status, solutionOf(before)]).toEqual(['open', undefined]);
    expect(before.history.map(({ type }) => type)).not.toContain('answer.sent');
    // Sealed until it happens: the database has the words nowhere in clear.
    expect(JSON.stringify(await office.server.sql('SELECT * FROM message'))).not.toMatch(/Pipa|answer\.sent/);
    office.wa.answerWith(null);
    await until('closed', async () => (await office.detail(caseId)).status === 'closed', 15_000);
    expect(solutionOf(await office.detail(caseId))).toBe('Pipa disambung');
    expect(textsSent()).toContain('Air mengalir lagi.');
  });

  it('is told in every word, while the case keeps the numbers of others hidden', async () => {
    const caseId = await waiting();
    await office.sari.act({ caseId }, 'answer.sent', { solution: 'Hubungi Pak Budi, 0813–9999–0000' });
    await until('the answer', () => textsSent().includes('Hubungi Pak Budi, 0813–9999–0000'));
    // The case has it once the gateway's word is kept.
    const kept = await until('the case has it', async () => solutionOf(await office.detail(caseId)));
    expect(kept).toBe('Hubungi Pak Budi, [hidden]');
  });

  it('stays undone, in the open and on its list, when the gateway refuses the message for good', async () => {
    const caseId = await waiting();
    const inbox = await office.sari.open('inbox:agent');
    office.wa.answerWith(() => ({ ok: false, kind: 'rejected', reason: 'uji', code: '63016' }));
    await queue(caseId, answer);
    await inbox.until('cases', (card) => card.caseId === caseId && card.conversation?.failed === true);
    const { status, steps } = await office.detail(caseId);
    expect([status, steps.some(({ verdict }) => verdict === 'running')]).toEqual(['open', true]);
  });

  it('is a message and no more when the step waits for it no longer', async () => {
    const caseId = await waiting();
    await queue(caseId, { text: 'Satu.', purpose: 'answer' });
    await queue(caseId, { text: 'Dua.', purpose: 'answer' });
    await until('both', () => textsSent().includes('Dua.'));
    const types = async () => (await office.detail(caseId)).history.map(({ type }) => type);
    await until('both are in the history', async () => (await types()).includes('message.sent'));
    expect((await types()).filter((type) => type === 'answer.sent')).toHaveLength(1);
  });

  it('goes once, however often it is queued under one id, and not at all with a transaction that fails', async () => {
    const caseId = await waiting();
    const id = randomUUID();
    const twice = [await queue(caseId, { id, text: 'Halo' }), await queue(caseId, { id, text: 'Halo' })];
    expect(twice).toEqual([
      { ok: true, messageId: id, added: true },
      { ok: true, messageId: id, added: false },
    ]);
    const failing = store.transaction(async (tx) => {
      const locked = await tx.lockCase(caseId, '');
      if (locked) {
        const words = { id: randomUUID(), text: 'Batal', purpose: 'message', personId: people.sari.id } as const;
        await office.server.core.messages.queueToCitizen(tx, locked.record, words);
      }
      throw new Error('afterwards');
    });
    await expect(failing).rejects.toThrow('afterwards');
    await queue(caseId, { text: 'Akhir' });
    await until('the last', () => textsSent().includes('Akhir'));
    expect(textsSent().slice(1)).toEqual(['Halo', 'Akhir']);
  });
});

describe('an action that tells the citizen', () => {
  const tell = (caseId: string, key: string, event = 'answer.sent', fields: Record<string, string> = {}) =>
    office.sari.attempt(
      { caseId },
      event,
      { via: 'message', ...fields },
      { 'idempotency-key': `tell-the-citizen-${key}` },
    );
  const typesIn = async (caseId: string) => (await office.detail(caseId)).history.map(({ type }) => type);
  const times = (types: readonly string[], what: string) => types.filter((type) => type === what).length;

  it('asked for again under its key sends one message, before a gateway has taken it and long after', async () => {
    const caseId = await waiting();
    office.wa.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'uji', code: null }));
    const words = { solution: 'Air mengalir lagi.' };
    const waitingStill = [await tell(caseId, 'a', 'answer.sent', words), await tell(caseId, 'a', 'answer.sent', words)];
    expect(waitingStill.map(({ status }) => status)).toEqual([200, 200]);
    expect(waitingStill[1]?.body.telling).toHaveLength(1);
    // Another one says the same while the first is on its way.
    expect((await tell(caseId, 'b', 'answer.sent', words)).problem?.type).toBe('not_waited_for');
    office.wa.answerWith(null);
    await until('closed', async () => (await office.detail(caseId)).status === 'closed', 15_000);
    expect((await tell(caseId, 'a', 'answer.sent', words)).status).toBe(200);
    expect(times(await typesIn(caseId), 'answer.sent')).toBe(1);
    expect(textsSent().filter((text) => text === 'Air mengalir lagi.')).toHaveLength(1);
  });

  it('asked for by many at once under one key happens once', async () => {
    const caseId = await waiting();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => tell(caseId, 'many', 'answer.sent', { solution: 'Satu.' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await until('closed', async () => (await office.detail(caseId)).status === 'closed', 15_000);
    expect(textsSent().filter((text) => text === 'Satu.')).toHaveLength(1);
  });

  it('counts as not done when nobody would have the words, and can be done again', async () => {
    const caseId = await waiting();
    office.wa.answerWith(() => ({ ok: false, kind: 'rejected', reason: 'uji', code: '63016' }));
    await tell(caseId, 'a', 'answer.sent', { solution: 'Air mengalir lagi.' });
    await until('it came back', async () => (await typesIn(caseId)).includes('telling.failed'));
    const back = await office.detail(caseId);
    expect([back.status, back.telling, times(await typesIn(caseId), 'answer.sent')]).toEqual(['open', [], 0]);
    office.wa.answerWith(null);
    await tell(caseId, 'b');
    await until('closed', async () => (await office.detail(caseId)).status === 'closed', 15_000);
    // What was written the first time is what the case says.
    expect(textsSent().filter((text) => text === 'Air mengalir lagi.')).toHaveLength(1);
  });
});

describe('what cannot be told', () => {
  const opened = async (from: { address: string; masked: string } | null, serviceId = 'whatsapp') => {
    const { caseId } = await office.server.core.intake.open({
      id: randomUUID(),
      serviceId,
      receivedAt: office.clock.now(),
      text: 'Halo',
      from,
      by: null,
    });
    return caseId;
  };
  const refused = async (caseId: string, text = 'Halo') => {
    const outcome = await queue(caseId, { ...answer, text });
    return outcome.ok ? 'sent' : outcome.refusal;
  };
  const account = { address: 'siti.a', masked: 'si****' };

  it.each([
    ['no_contact', () => opened(null)],
    ['no_gateway', () => opened(account, 'facebook')],
    ['window_closed', () => opened({ address: sitiAddress, masked: '****' })],
  ] as const)('is %s', async (refusal, open) => {
    const caseId = await open();
    expect(await refused(caseId)).toBe(refusal);
    expect((await office.detail(caseId)).status).toBe('open');
  });

  it('is refused to whom said STOP, and where there is nothing or too much to say', async () => {
    const caseId = await waiting();
    expect(await refused(caseId, '  ')).toBe('empty');
    expect(await refused(caseId, 'a'.repeat(4_001))).toBe('too_long');
    await office.wa.receive('STOP', siti);
    expect(await refused(caseId)).toBe('stopped');
  });
});
