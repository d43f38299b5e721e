import { floorAgents, floorCalls, floorFigures } from '../../../../agent-console/src/model/floor.ts';
import { queueLoads, showsQueues } from '../../../../agent-console/src/model/queue-load.ts';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import type { CallCard } from '../../../../server/contract/views.ts';
import { caseCard, step } from '../cards.ts';

describe('the floor', () => {
  const call = (callId: string, change: Partial<CallCard>): CallCard => ({
    callId,
    direction: 'in',
    caseId: null,
    ticketNumber: null,
    queue: 'hotline',
    phase: 'queued',
    arrivedAt: 0,
    queuedAt: 1_000,
    answeredAt: null,
    heldSince: null,
    agentId: null,
    agentName: null,
    extension: null,
    transfer: null,
    outsideName: null,
    recording: null,
    ...change,
  });
  const agent = (userId: string, state: AgentCard['state'], since = 0): AgentCard => ({
    userId,
    displayName: userId,
    extension: '101',
    queues: ['hotline'],
    state,
    reason: null,
    reasonName: null,
    limitAt: null,
    missed: 0,
    wrapUp: null,
    since,
    callId: null,
    pendingState: null,
    phoneReachable: true,
  });

  it('counts who waits, longest first, from the moment of queueing', () => {
    const calls = [
      call('talks', { phase: 'talking', answeredAt: 500 }),
      call('late', { queuedAt: 3_000 }),
      call('rings', { phase: 'ringing', queuedAt: 2_000 }),
    ];
    expect(floorFigures(calls, [agent('a', 'ready'), agent('b', 'talking')], 10_000)).toEqual({
      waiting: 2,
      longestWaitMs: 8_000,
      talking: 1,
      ready: 1,
    });
    expect(floorCalls(calls, []).map(({ call: { callId } }) => callId)).toEqual(['rings', 'late', 'talks']);
    expect(floorFigures([], [], 0).longestWaitMs).toBeNull();
  });

  it('shows of each call the step with the least time left', () => {
    const card = caseCard({ steps: [step(12, { dueAt: 20_000 }), step(13)] });
    const [row] = floorCalls([call('c', { caseId: 'case-1' })], [card]);
    expect(row?.step?.number).toBe(13);
  });

  it('lists agents by what they do, longest first', () => {
    const agents = [agent('out', 'logged-out'), agent('new', 'talking', 9), agent('old', 'talking', 1)];
    expect(floorAgents(agents).map(({ userId }) => userId)).toEqual(['old', 'new', 'out']);
  });

  it('tells of each queue who waits, and whether anybody could be rung', () => {
    const queue = (queueId: string, maxWaitMs: number | null = null) => ({
      ...{ queueId, name: { id: queueId, en: queueId } },
      maxWaitMs,
    });
    const two = [queue('hotline', 1_000), queue('medis')];
    const calls = [call('a', {}), call('b', { queue: 'medis', queuedAt: 2_000 }), call('c', { phase: 'talking' })];
    const loads = queueLoads(two, calls, [agent('x', 'ready'), agent('y', 'logged-out')], 5_000);
    expect(loads).toMatchObject([
      { waiting: 1, longestMs: 4_000, tooLong: true, agents: 1, ready: 1 },
      { waiting: 1, longestMs: 3_000, tooLong: false, agents: 0, ready: 0 },
    ]);
    expect(showsQueues(loads)).toBe(true);
    expect(showsQueues(queueLoads([queue('hotline')], [call('a', {})], [agent('x', 'ready')], 5_000))).toBe(false);
    expect(showsQueues(queueLoads([queue('hotline')], [call('a', {})], [], 5_000))).toBe(true);
  });
});
