import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AskTransfer } from '../../../server/contract/transfers.ts';
import { createSimulator, type Simulator } from '../../../telephony/simulator/exchange.ts';
import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { hotline } from '../../support/fake-exchange.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const outside = `outside:
  - { id: "112", name: Panggilan darurat 112, number: "112", roles: [agent], emergency: true }
  - { id: PLN, name: PLN, number: "123", roles: [supervisor] }
`;

const recap = { disposition: 'dropped', recapSummary: 'Selesai.' };

describe('a caller who is handed on', () => {
  let database: TestDatabase;
  let dataDir: string;
  let server: TestServer<Simulator>;
  let sari: Client;
  let budi: Client;
  let ofSari: View;
  let ofBudi: View;

  beforeAll(async () => {
    database = await createServerDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'sigap-transfers-'));
    await writeFile(join(dataDir, 'transfers.yaml'), outside);
    const clock = createTestClock();
    const log = { info() {}, warn() {} };
    const exchange = createSimulator({
      ...{
        name: 'simulator',
        seed: 'transfers',
        scenario: 'empty',
        queue: hotline,
        dnis: hotline,
        now: clock.now,
        log,
      },
      // A ring that lasts as long as a slow machine takes to answer it.
      timing: { ringMs: 30_000 },
      citizen: () => ({ result: null, afterMs: 200, talkMs: 10_000_000 }),
    });
    server = await startTestServer({ databaseUrl: database.url, exchange, clock, dataDir });
    [sari, budi] = await Promise.all([server.logIn('sari'), server.logIn('budi')]);
    [ofSari, ofBudi] = await Promise.all([sari.desk(), budi.desk()]);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const { callId } of server.exchange.inspect().calls) server.exchange.hangUpCaller(callId);
    await server.settled();
    for (const [who, desk] of [
      [sari, ofSari],
      [budi, ofBudi],
    ] as const) {
      const owed = desk.entries('agents').find(({ state }) => state === 'wrap-up')?.callId;
      const card = owed && desk.entries('cases').find(({ callId }) => callId === owed);
      if (card) await who.act(card, 'recap.saved', recap);
    }
  });

  /** Sari talks to a caller, and nobody else is ready. */
  async function talks(): Promise<{ callId: string; caseId: string }> {
    await budi.do('setState', { body: { state: 'not-ready', reason: 'break' } });
    await sari.do('setState', { body: { state: 'ready' } });
    const callId = server.exchange.placeCall({ ani: '081200000011', talkMs: 10_000_000, patienceMs: 10_000_000 });
    await ofSari.until('offers', (offer) => offer.callId === callId);
    await sari.do('leg', { params: { callId }, body: { action: 'answer' } });
    const { caseId } = await ofSari.until('calls', (call) => call.callId === callId && call.phase === 'talking');
    return { callId, caseId: caseId ?? '' };
  }
  const toBudi = { kind: 'person', userId: people.budi.id } as const;
  const ask = (who: Client, callId: string, body: AskTransfer) => who.call('transfer', { params: { callId }, body });
  const history = async (caseId: string) => {
    await server.settled();
    const { history } = await sari.do('getCase', { params: { caseId } });
    return history.map(({ label, words }) => [label.en, ...words.map(({ value }) => value.en)].join(' · '));
  };

  it('at once rings the other with the same ticket, and the history says who handed over to whom', async () => {
    const { callId, caseId } = await talks();
    expect((await ask(sari, callId, { mode: 'blind', target: toBudi })).status).toBe(204);
    const offer = await ofBudi.until('offers', (one) => one.callId === callId);
    expect(offer).toMatchObject({ caseId, from: 'sari Uji', consults: null });
    await budi.do('leg', { params: { callId }, body: { action: 'answer' } });
    await ofBudi.until('calls', (call) => call.callId === callId && call.phase === 'talking');
    await ofSari.untilGone('calls', (call) => call.callId === callId);
    expect(await history(caseId)).toEqual(
      expect.arrayContaining([
        'The caller was handed on at once · sari Uji · budi Uji',
        'The caller was handed on · sari Uji',
        'The call was answered · budi Uji',
        'The transfer is done · sari Uji · budi Uji',
      ]),
    );
    const card = await ofBudi.until('cases', (one) => one.caseId === caseId);
    expect(card.callLive).toBe(true);
  });

  it('after a consultation hears music meanwhile, and his clocks stand or run as when he is held', async () => {
    const { callId, caseId } = await talks();
    await ask(sari, callId, { mode: 'consult', target: toBudi });
    const rung = await ofBudi.until('offers', (one) => one.callId === callId);
    expect(rung).toMatchObject({ consults: 'rings', from: 'sari Uji' });
    await ofSari.until('calls', (call) => call.phase === 'held' && call.transfer?.toName === 'budi Uji');
    await budi.do('leg', { params: { callId }, body: { action: 'answer' } });
    await ofSari.until('calls', (call) => call.transfer?.step === 'consulting');
    expect((await sari.call('endTransfer', { params: { callId }, body: { end: 'complete' } })).status).toBe(204);
    await ofBudi.until('calls', (call) => call.callId === callId && call.phase === 'talking');
    const told = await history(caseId);
    const at = (text: string) => told.findIndex((line) => line.startsWith(text));
    expect(at('The caller was put on hold')).toBeGreaterThan(at('A consultation began'));
    expect(at('The talk went on')).toBeGreaterThan(at('The consultation was answered'));
    expect(told.at(-1)).toBe('The caller was handed over after the consultation · sari Uji · budi Uji');
  });

  it('talks with both when his agent brings him in, and with whoever stays', async () => {
    const { callId, caseId } = await talks();
    const end = (how: 'join' | 'complete' | 'cancel') =>
      sari.call('endTransfer', { params: { callId }, body: { end: how } });
    const consulted = async () => {
      // Whoever was consulted before can be asked again when that is stored.
      await server.settled();
      expect((await ask(sari, callId, { mode: 'consult', target: toBudi })).status).toBe(204);
      await ofBudi.until('offers', (one) => one.callId === callId);
      const mutes = async () => (await budi.call('leg', { params: { callId }, body: { action: 'mute' } })).status;
      expect(await mutes()).toBe(409);
      await budi.do('leg', { params: { callId }, body: { action: 'answer' } });
      await ofSari.until('calls', (call) => call.transfer?.step === 'consulting');
      expect(await mutes()).toBe(204);
      expect((await end('join')).status).toBe(204);
      await ofSari.until('calls', ({ phase, transfer }) => phase === 'talking' && transfer?.step === 'joined');
      expect(await mutes()).toBe(204);
    };
    await consulted();
    expect((await end('join')).problem?.type).toBe('transfer_joined');
    await budi.do('leg', { params: { callId }, body: { action: 'hangup' } });
    await ofSari.until('calls', ({ phase, transfer }) => phase === 'talking' && transfer === null);
    await consulted();
    await sari.do('leg', { params: { callId }, body: { action: 'hangup' } });
    await ofBudi.until('calls', (call) => call.callId === callId && call.phase === 'talking');
    await ofSari.untilGone('calls', (call) => call.callId === callId);
    const told = await history(caseId);
    expect(told.filter((line) => line.startsWith('The caller joined in'))).toHaveLength(2);
    expect(told.at(-1)).toBe('The caller was handed over after the consultation · sari Uji · budi Uji');
  });

  it('is handed on all the same when we have called him, and is in the queue when nobody takes him', async () => {
    const { callId: first, caseId } = await talks();
    server.exchange.hangUpCaller(first);
    await ofSari.until('agents', ({ state }) => state === 'wrap-up');
    await sari.act({ caseId }, 'recap.saved', recap);
    await ofSari.until('agents', ({ state }) => state === 'ready');
    const { callId } = await sari.do('callBack', { params: { caseId } });
    await sari.do('leg', { params: { callId }, body: { action: 'answer' } });
    await ofSari.until('calls', (call) => call.callId === callId && call.phase === 'talking');
    expect((await ask(sari, callId, { mode: 'blind', target: toBudi })).status).toBe(204);
    await ofBudi.until('offers', (one) => one.callId === callId && one.from === 'sari Uji');
    await ofSari.until('agents', ({ state }) => state === 'ready');
    await budi.do('leg', { params: { callId }, body: { action: 'answer' } });
    await ofBudi.until('calls', (call) => call.callId === callId && call.phase === 'talking');
    await ofBudi.until('agents', ({ state }) => state === 'talking');
    await ask(budi, callId, { mode: 'blind', target: { kind: 'queue' } });
    await ofSari.until('offers', (one) => one.callId === callId);
    await sari.do('leg', { params: { callId }, body: { action: 'answer' } });
    await ofSari.until('calls', (call) => call.callId === callId && call.phase === 'talking');
    server.exchange.hangUpCaller(callId);
    await ofSari.untilGone('calls', (call) => call.callId === callId);
    await ofSari.until('agents', ({ state }) => state !== 'talking');
    const told = await history(caseId);
    expect(told).toEqual(
      expect.arrayContaining([
        'The caller was handed on at once · sari Uji · budi Uji',
        'The transfer is done · sari Uji · budi Uji',
        'The caller was handed on at once · budi Uji · The queue',
      ]),
    );
    expect(told.filter((line) => line.startsWith('The citizen answered the call'))).toHaveLength(1);
  });

  it('is with his agent again when that is called off, when the other refuses, and when he cannot be reached', async () => {
    const { callId, caseId } = await talks();
    const back = () => ofSari.until('calls', (call) => call.phase === 'talking' && call.transfer === null);
    await ask(sari, callId, { mode: 'consult', target: toBudi });
    await ofBudi.until('offers', (one) => one.callId === callId);
    expect((await sari.call('endTransfer', { params: { callId }, body: { end: 'complete' } })).problem?.type).toBe(
      'transfer_not_answered',
    );
    await sari.do('endTransfer', { params: { callId }, body: { end: 'cancel' } });
    await back();
    await ofBudi.untilGone('offers');
    await ask(sari, callId, { mode: 'consult', target: toBudi });
    await ofBudi.until('offers', (one) => one.callId === callId);
    await budi.do('leg', { params: { callId }, body: { action: 'hangup' } });
    await back();
    server.exchange.setReachable('102', false);
    await until('the telephone to be away', async () => {
      const { people: all } = await sari.do('transferTargets');
      return all.find(({ userId }) => userId === people.budi.id)?.state === 'unreachable';
    });
    const refused = await ask(sari, callId, { mode: 'blind', target: toBudi });
    expect(refused.problem?.type).toBe('transfer_target_unreachable');
    server.exchange.setReachable('102', true);
    await back();
    const told = await history(caseId);
    expect(told.filter((line) => line.startsWith('The consultation ended'))).toHaveLength(2);
  });

  it('comes first in the queue when asked so, and when nobody answers him', async () => {
    const { callId } = await talks();
    await ask(sari, callId, { mode: 'blind', target: toBudi });
    await ofBudi.until('offers', (one) => one.callId === callId);
    await budi.do('leg', { params: { callId }, body: { action: 'hangup' } });
    // Nobody is ready but who handed him on.
    await ofSari.until('offers', (one) => one.callId === callId);
    await sari.do('leg', { params: { callId }, body: { action: 'answer' } });
    await ofSari.until('calls', (call) => call.callId === callId && call.phase === 'talking');
    await ask(sari, callId, { mode: 'blind', target: { kind: 'queue' } });
    await ofSari.until('offers', (one) => one.callId === callId);
  });

  it('goes to an emergency number by the office’s list, and what is owed comes back to the agent', async () => {
    const { callId, caseId } = await talks();
    const { outside: numbers } = await sari.do('transferTargets');
    expect(numbers).toEqual([{ id: '112', name: 'Panggilan darurat 112', emergency: true }]);
    expect((await ask(sari, callId, { mode: 'blind', target: { kind: 'outside', id: 'PLN' } })).status).toBe(403);
    await ask(sari, callId, { mode: 'blind', target: { kind: 'outside', id: '112' } });
    await ofSari.untilGone('calls', (call) => call.callId === callId);
    await until('the hand-over', async () =>
      (await history(caseId)).includes('The transfer is done · sari Uji · Panggilan darurat 112'),
    );
    server.exchange.hangUpCaller(callId);
    await ofSari.until('agents', ({ state }) => state === 'wrap-up');
    await sari.act({ caseId }, 'recap.saved', recap);
    await ofSari.until('agents', ({ state }) => state === 'ready');
  });

  it('is refused, in words, to oneself, to nobody, twice, and by whom he does not talk to', async () => {
    const { callId } = await talks();
    const nobody = '00000000-0000-4000-8000-000000000099';
    const refusals = [
      await ask(sari, callId, { mode: 'blind', target: { kind: 'person', userId: people.sari.id } }),
      await ask(sari, callId, { mode: 'blind', target: { kind: 'person', userId: nobody } }),
      await ask(sari, callId, { mode: 'consult', target: { kind: 'queue' } }),
      await ask(budi, callId, { mode: 'blind', target: { kind: 'queue' } }),
      await sari.call('endTransfer', { params: { callId }, body: { end: 'cancel' } }),
    ];
    expect(refusals.map(({ problem }) => problem?.type)).toEqual([
      ...['transfer_to_oneself', 'transfer_to_nobody', 'transfer_consults_no_queue', 'not_your_call', 'no_transfer'],
    ]);
    await ask(sari, callId, { mode: 'consult', target: toBudi });
    const twice = await ask(sari, callId, { mode: 'blind', target: { kind: 'queue' } });
    expect(twice.problem?.type).toBe('transfer_running');
  });
});
