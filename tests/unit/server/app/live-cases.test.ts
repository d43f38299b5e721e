import { createLiveCases } from '../../../../server/app/cases/live-cases.ts';
import { createTopics } from '../../../../server/app/live/topics.ts';
import { createDirectory } from '../../../../server/app/people/directory.ts';
import { sharedTopics } from '../../../../server/app/people/policies.ts';
import type { CaseRecord } from '../../../../server/app/ports/cases.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { newCase } from '../../../../server/domain/case/case.ts';
import type { SopDefinition } from '../../../../server/domain/sop/definition.ts';
import type { StepRun } from '../../../../server/domain/sop/state.ts';
import { hotlineUnder, sopWith, stepWith } from '../../../support/sops.ts';

const sop: SopDefinition = sopWith([stepWith({ id: 'recap', ends: ['recap.saved'] })]);
const secrets = ['Siti Aminah', 'Jl. Tunjungan', '0812-****-7890', '3578********0001', 'KTP hilang', 'Rahasia'];

function record(change: Partial<CaseRecord['state']> = {}, version = 1): CaseRecord {
  const [callerName, address, phoneMasked, nikMasked, complaint, note] = secrets as [string, ...string[]];
  const told = { problemFrame: note, solution: note, dispatchNote: note, forwardNote: note, recapSummary: note };
  const state = { ...newCase, status: 'open', agentId: 'sari', callerId: 'c', callerName, address, complaint, ...told };
  return {
    caseId: 'case-1',
    ticketNumber: 'DK-20261122-0047',
    callId: 'call-1',
    linkedTo: null,
    sopId: sop.id,
    sopVersion: sop.version,
    openedAt: 0,
    version,
    phoneMasked,
    nikMasked,
    state: { ...state, sop: { ...state.sop, live: true }, ...change },
  } as CaseRecord;
}

const run: StepRun = {
  id: 'take',
  step: 'take',
  key: null,
  ownerId: null,
  startedAt: 0,
  dueAt: null,
  moments: [],
  fired: 0,
  clock: null,
  stretchAt: 0,
  spent: 0,
  stoppedAt: null,
  endedAt: null,
  endedBy: null,
  verdict: 'running',
  corrected: false,
};

function bench(of: SopDefinition = sop) {
  const topics = createTopics('e1', () => {});
  const directory = createDirectory({ people: async () => [], agents: async () => [] });
  const live = createLiveCases({ topics, directory, sops: hotlineUnder(of) });
  const cases = (topic: string) => Object.values(topics.snapshot(topic, 0).entries) as CaseCard[];
  return { live, cases, topics };
}

describe('cases in the live views', () => {
  it('show the floor that a case is on the line, and nothing of the citizen', () => {
    const { live, cases } = bench();
    const candidate = { callerId: 'c', name: secrets[0], address: secrets[1] };
    const tickets = [{ caseId: 'earlier', ticketNumber: 'DK-20261101-0003' }];
    live.put(record(), { candidates: [candidate], tickets } as unknown as Parameters<typeof live.put>[1]);
    expect(cases('floor').map((card) => Object.keys(card).sort())).toEqual([
      ['agentName', 'callId', 'caseId', 'openedAt', 'status', 'steps', 'ticketNumber'],
    ]);
    expect(cases('desk:sari')[0]?.tickets).toMatchObject(tickets);
    const shown = JSON.stringify(cases('floor'));
    for (const secret of secrets) {
      expect(JSON.stringify(cases('desk:sari'))).toContain(secret);
      expect(shown).not.toContain(secret);
    }
  });

  it('leave the floor when the call is over, though work on the case goes on', () => {
    const { live, cases } = bench(sopWith([stepWith({ id: 'take', actor: 'dispatcher' })]));
    live.put(record());
    expect(cases('floor')).toHaveLength(1);
    live.put(record({ status: 'dispatched', sop: { ...newCase.sop, live: false, runs: [run] } }, 2));
    expect(cases('floor')).toEqual([]);
    expect(cases('inbox:dispatcher')).toHaveLength(1);
  });

  describe('are found by whoever has work with them', () => {
    const acted = sopWith([
      stepWith({ id: 'take', actor: 'agent' }),
      stepWith({ id: 'team', actor: 'official' }),
      stepWith({ id: 'tell', actor: 'citizen' }),
      stepWith({ id: 'sign', actor: 'secretary' }),
    ]);
    const all = [...sharedTopics, 'desk:sari', 'desk:agus'];
    const shown = (step: string | null, change: Partial<CaseRecord['state']> = {}, live = false) => {
      const { live: cases, topics } = bench(acted);
      const running = step === null ? [] : [{ ...run, id: step, step }];
      cases.put(record({ ...change, sop: { ...newCase.sop, live, runs: running } }));
      return all.filter((topic) => topic !== 'floor' && Object.keys(topics.snapshot(topic, 0).entries).length > 0);
    };

    it('wait where their running step is done', () => {
      expect(shown('take')).toEqual(['inbox:agent']);
      expect(shown('tell')).toEqual(['inbox:agent']);
      expect(shown('sign')).toEqual(['inbox:secretary']);
      expect(shown('team')).toEqual(['inbox:official']);
      expect(shown('team', { officialId: 'agus' })).toEqual(['inbox:forwarded', 'desk:agus']);
      expect(shown('take', { status: 'closed', closedAt: 9 })).toEqual([]);
    });

    it('lie on the desk of whoever has the citizen on the line, also when nothing more is to be done', () => {
      expect(shown('take', {}, true)).toEqual(['desk:sari']);
      expect(shown(null, {}, true)).toEqual(['desk:sari']);
      expect(shown('sign', {}, true)).toEqual(['inbox:secretary', 'desk:sari']);
    });

    it('wait for the agents where no step runs, so that none is lost', () => {
      expect(shown(null)).toEqual(['inbox:agent']);
      expect(shown(null, { status: 'waiting' })).toEqual([]);
      expect(shown(null, { status: 'closed', closedAt: 9 })).toEqual([]);
    });

    it('lie in the wrap-up on the desk of the agent of the call, and with no other agent', () => {
      const wraps = sopWith([stepWith({ id: 'recap', actor: 'agent', starts: [{ on: 'call.ended' }] })]);
      const { live: owed, topics } = bench(wraps);
      owed.put(record({ sop: { ...newCase.sop, live: false, runs: [{ ...run, id: 'recap', step: 'recap' }] } }));
      const where = all.filter((topic) => Object.keys(topics.snapshot(topic, 0).entries).length > 0);
      expect(where).toEqual(['desk:sari']);
    });
  });
});
