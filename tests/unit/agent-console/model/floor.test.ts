import { floorAgents, floorCalls, floorFigures } from '../../../../agent-console/src/model/floor.ts';
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
    ...change,
  });
  const agent = (userId: string, state: AgentCard['state'], since = 0): AgentCard => ({
    userId,
    displayName: userId,
    extension: '101',
    state,
    reason: null,
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
});
