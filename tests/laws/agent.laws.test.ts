import fc from 'fast-check';
import {
  type AgentEvent,
  type AgentStatus,
  applyAgentEvent,
  loggedOut,
  membershipOf,
} from '../../server/domain/agent/agent.ts';

const callId = fc.constantFrom('c1', 'c2');
const event = fc.oneof(
  fc.constantFrom<AgentEvent>(
    { type: 'ask', state: 'ready', reason: null },
    { type: 'ask', state: 'not-ready', reason: 'break' },
    { type: 'ask', state: 'not-ready', reason: 'prayer' },
    { type: 'ask', state: 'logged-out', reason: null },
  ),
  callId.map((id): AgentEvent => ({ type: 'offered', callId: id })),
  fc.tuple(callId, fc.boolean()).map(([id, missed]): AgentEvent => ({ type: 'lapsed', callId: id, missed })),
  callId.map((id): AgentEvent => ({ type: 'answered', callId: id })),
  callId.map((id): AgentEvent => ({ type: 'call-ended', callId: id })),
  callId.map((id): AgentEvent => ({ type: 'recapped', callId: id })),
);
const events = fc.array(event, { maxLength: 40 });

/** Every step of an agent's day, one event a second. */
function days(all: readonly AgentEvent[], look: (after: AgentStatus, before: AgentStatus, event: AgentEvent) => void) {
  let agent = loggedOut;
  all.forEach((one, index) => {
    const before = agent;
    agent = applyAgentEvent(agent, one, index + 1);
    look(agent, before, one);
  });
  return agent;
}

describe('whatever happens to an agent', () => {
  it('the parts of the state fit together', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(events, (all) => {
        days(all, ({ state, reason, callId: at, pending, missed }) => {
          seen.add(state);
          expect(at !== null).toBe(state === 'reserved' || state === 'talking' || state === 'wrap-up');
          if (pending) expect(['talking', 'wrap-up']).toContain(state);
          expect(reason !== null).toBe(state === 'not-ready');
          expect([0, 1]).toContain(missed);
        });
      }),
      { numRuns: 500 },
    );
    expect(seen.size).toBe(6);
  });

  it('something new is a new object with its own moment, and nothing new is the same object', () => {
    fc.assert(
      fc.property(events, (all) => {
        days(all, (after, before) => {
          if (after === before) return;
          const { since: now, pending: wish, ...rest } = after;
          const { since: then, pending: oldWish, ...oldRest } = before;
          expect([rest, wish]).not.toEqual([oldRest, oldWish]);
          // A wish is not a change of what the agent does.
          if (JSON.stringify(rest) === JSON.stringify(oldRest)) expect(now).toBe(then);
          else expect(now).toBeGreaterThan(then);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('no call is rung to one who is not free, and none is taken from one who talks by another', () => {
    fc.assert(
      fc.property(events, (all) => {
        days(all, (after, before, { type }) => {
          if (type === 'offered' && before.state !== 'ready') expect(after).toBe(before);
          if (before.state === 'talking' && after.state !== 'talking') {
            expect([type, after.state, after.callId]).toEqual(['call-ended', 'wrap-up', before.callId]);
          }
          if (before.state === 'wrap-up' && after.state !== 'wrap-up') expect(['recapped', 'answered']).toContain(type);
          if (membershipOf(before) !== 'ready' && membershipOf(after) === 'ready')
            expect(['ask', 'recapped', 'answered']).toContain(type);
          // Only we could lift it: who talks is paused because he asked for it, and for nothing else.
          const asked = after.pending !== null && after.pending.state !== 'ready';
          if (after.state === 'talking') expect(membershipOf(after)).toBe(asked ? 'paused' : 'ready');
        });
      }),
      { numRuns: 300 },
    );
  });

  it('the last wish of one who talks is what the recap brings, else he is ready', () => {
    const wishes = fc.array(
      event.filter(({ type }) => type === 'ask'),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(events, wishes, wishes, (before, inCall, inWrapUp) => {
        const free = days(before, () => {});
        if (free.callId !== null) return;
        const ready = applyAgentEvent(free, { type: 'ask', state: 'ready', reason: null }, 1_000);
        const asked = [...inCall, ...inWrapUp].at(-1);
        const all: AgentEvent[] = [
          { type: 'offered', callId: 'c9' },
          { type: 'answered', callId: 'c9' },
          ...inCall,
          { type: 'call-ended', callId: 'c9' },
          ...inWrapUp,
          { type: 'recapped', callId: 'c9' },
        ];
        const end = all.reduce((agent, one, index) => applyAgentEvent(agent, one, 2_000 + index), ready);
        const { state, reason } = asked?.type === 'ask' ? asked : { state: 'ready', reason: null };
        expect(end).toMatchObject({ state, reason, callId: null, pending: null });
      }),
      { numRuns: 300 },
    );
  });
});
