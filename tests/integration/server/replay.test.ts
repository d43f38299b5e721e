import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeCase } from '../../../server/app/cases/case-writer.ts';
import type { CaseRecord } from '../../../server/app/ports/cases.ts';
import type { Store } from '../../../server/app/ports/ports.ts';
import type { CaseEvent } from '../../../server/domain/case/events.ts';
import { replayCase } from '../../../server/domain/case/replay.ts';
import { stepOf } from '../../../server/domain/sop/thresholds.ts';
import { verdictOf } from '../../../server/domain/sop/verdict.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createStore } from '../../../server/store/store.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** A service for each procedure. */
const channels = {
  surabaya: 'phone',
  depok: 'phone',
  semarang: 'sms',
  bandungan: 'letter',
  online: 'whatsapp',
  offline: 'walk_in',
};
const services = Object.entries(channels).map(
  ([sop, channel]) =>
    `  - { id: s-${sop}, name: { id: ${sop}, en: ${sop} }, channel: ${channel}, addresses: ["${sop}"], sop: ${sop}, hours: office }`,
);

/** Repeats for ever the numbers of a seed, each at least 0 and below 1. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Whatever an event of any type holds. */
const data = {
  text: 'kata',
  channel: 'phone',
  agentId: people.sari.id,
  officialId: people.agus.id,
  offerId: 'o1',
  reason: 'no-answer',
  endedBy: 'caller',
  note: 'mohon dibantu',
  problemFrame: 'kerangka',
  solution: 'datang ke kantor',
  confirmed: true,
  disposition: 'dispatched',
  summary: 'ringkas',
  callerName: 'Siti',
  address: null,
  kind: 'complaint',
  category: 'ktp_el',
  complaint: 'KTP belum jadi',
};

let database: TestDatabase;
let dataDir: string;
let server: TestServer;
let store: Store;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-replay-'));
  writeFileSync(join(dataDir, 'services.yaml'), `services:\n${services.join('\n')}\n`);
  // A Thursday afternoon: the office closes on the way, and then the weekend comes.
  const clock = createTestClock(Date.parse('2026-11-19T07:00:00Z'));
  server = await startTestServer({ databaseUrl: database.url, dataDir, clock });
  const dataSource = await createDataSource(database.url, 2).initialize();
  store = createStore({ dataSource, sealer: server.sealer, officeCode: 'TES' });
  close = () => dataSource.destroy();
});
afterAll(async () => {
  await close();
  await server.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Something that the procedure waits for, or that stops its clocks. */
function nextType({ state, sopId, sopVersion }: CaseRecord, random: () => number): string {
  const sop = server.core.sops.get(sopId, sopVersion);
  const running = state.sop.runs.filter(({ verdict }) => verdict === 'running').map(({ step }) => stepOf(sop, step));
  const starts = sop.steps.flatMap((step) => step.starts.map(({ on }) => on));
  const expected = running.flatMap(({ ends, drops }) => [...ends, ...drops]);
  const stops = ['call.held', 'call.resumed', 'citizen.asked', 'citizen.replied'];
  const choice = random() < 0.7 && expected.length > 0 ? expected : random() < 0.5 ? starts : stops;
  return choice[Math.floor(random() * choice.length)] as string;
}

async function happen(caseId: string, event: CaseEvent | null, random: () => number): Promise<void> {
  await store.transaction(async (tx) => {
    const locked = await tx.lockCase(caseId, '');
    if (!locked || locked.record.state.closedAt !== null) return;
    const now = server.clock.now();
    // What is told late happened before it was heard of.
    const at = random() < 0.2 ? now - Math.floor(random() * 90_000) : now;
    const type = nextType(locked.record, random);
    const next = event ?? ({ id: `e${locked.record.version}`, type, at, data } as never);
    await tx.saveCase(changeCase(server.core.sops, locked.record, [next], people.sari.id, now));
  });
}

/** Waits until nothing is due. */
const raised = () =>
  until(
    'what is due is raised',
    async () => {
      const due = 'SELECT count(*)::int AS due FROM case_file WHERE next_deadline <= $1';
      const [row] = await server.sql<{ due: number }>(due, [new Date(server.clock.now()).toISOString()]);
      return row?.due === 0;
    },
    20_000,
  );

describe('the history of cases of all six procedures, read back from PostgreSQL', () => {
  it('gives the same verdicts when it is played again, step by step and on the whole', async () => {
    const random = chance(7);
    const ids: string[] = [];
    for (const sop of Object.keys(channels)) {
      for (let n = 0; n < 6; n += 1) {
        const report = { id: `${sop} ${n}`, serviceId: `s-${sop}`, text: 'KTP', from: null, by: null };
        const { caseId } = await server.core.intake.open({ ...report, receivedAt: server.clock.now() });
        ids.push(caseId);
        if (channels[sop as keyof typeof channels] !== 'phone') continue;
        const of = { at: server.clock.now(), data } as const;
        await happen(caseId, { ...of, id: 'arrived', type: 'call.arrived' } as never, random);
        await happen(caseId, { ...of, id: 'answered', type: 'call.answered' } as never, random);
      }
    }
    for (let round = 0; round < 30; round += 1) {
      server.clock.move(Math.floor(random() ** 4 * 10_000_000));
      // Now and then the clock speaks before anybody else does.
      if (round % 5 === 0) await raised();
      for (const caseId of ids) await happen(caseId, null, random);
    }
    // Whoever still has a step to do is late by now, and only the clock says so.
    server.clock.move(40 * 86_400_000);
    await raised();

    const verdicts = new Map<string, Set<string>>();
    let timers = 0;
    const rina = await server.logIn('rina');
    for (const caseId of ids) {
      const record = (await store.caseById(caseId)) as CaseRecord;
      const history = await store.historyOf(caseId);
      const sop = server.core.sops.get(record.sopId, record.sopVersion);
      const replayed = replayCase(sop, history, server.core.sops.timeOf(record.serviceId));
      expect(replayed.sop).toEqual(record.state.sop);
      expect([replayed.status, replayed.closedAt]).toEqual([record.state.status, record.state.closedAt]);
      expect(verdictOf(sop, replayed.sop)).toEqual(verdictOf(sop, record.state.sop));
      const shown = await rina.do('getCase', { params: { caseId } });
      const { skipped, ...whole } = verdictOf(sop, replayed.sop);
      expect(shown.verdict).toMatchObject(whole);
      expect(shown.verdict.skipped.map(({ number }) => number)).toEqual(skipped.map((id) => stepOf(sop, id).number));
      const late = shown.runs.some(({ verdict, overdue }) => verdict === 'breached' || overdue);
      expect(shown.verdict.verdict === 'breached').toBe(late);
      expect(shown.runs.map(({ runId, verdict, corrected }) => [runId, verdict, corrected])).toEqual(
        replayed.sop.runs.map(({ id, verdict, corrected }) => [id, verdict, corrected]),
      );
      for (const run of replayed.sop.runs) {
        const seen = verdicts.get(record.sopId) ?? new Set();
        verdicts.set(record.sopId, seen.add(run.verdict).add(run.corrected ? 'corrected' : 'as announced'));
      }
      timers += history.filter(({ event }) => event.type === 'timer').length;
    }
    // It would prove nothing of what never came about.
    expect([...verdicts.keys()].sort()).toEqual(Object.keys(channels).sort());
    for (const seen of verdicts.values()) expect([...seen]).toEqual(expect.arrayContaining(['met', 'breached']));
    expect(timers).toBeGreaterThan(5);
  });
});

describe('the verdicts of a case', () => {
  it('tell who ended each step with what, how long it took by its own clock, and of how much', async () => {
    const random = () => 0.9;
    const receivedAt = server.clock.now();
    const report = { id: 'told', serviceId: 's-semarang', text: 'KTP', from: null, by: null, receivedAt };
    const { caseId } = await server.core.intake.open(report);
    const rina = await server.logIn('rina');
    const shown = async () => rina.do('getCase', { params: { caseId } });
    const before = await shown();
    expect(before.verdict).toMatchObject({ verdict: 'running', endedAt: null, corrected: false });
    const [first] = before.runs.filter(({ verdict }) => verdict === 'running');
    const sop = server.core.sops.current('semarang');
    const [end] = stepOf(sop, first?.step ?? '').ends;
    await happen(caseId, { id: 'done', type: end, at: server.clock.now(), data: {} } as never, random);
    const after = await shown();
    const run = after.runs.find(({ runId }) => runId === first?.runId);
    expect(run).toMatchObject({ verdict: 'met', endedBy: { type: end, name: 'sari Uji' }, corrected: false });
    expect(run?.budget).toBe(stepOf(sop, run?.step ?? '').budget?.amount ?? null);
    expect(run?.elapsed).toBeGreaterThanOrEqual(0);
    expect(after.verdict.met).toBe(before.verdict.met + 1);
  });
});
