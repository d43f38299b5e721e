import {
  type AgentEvent,
  type AgentStatus,
  applyAgentEvent,
  loggedOut,
  membershipOf,
  shownAgent,
} from '../../../../../server/domain/agent/agent.ts';

const ready: AgentEvent = { type: 'ask', state: 'ready', reason: null };
const pause = (reason: string): AgentEvent => ({ type: 'ask', state: 'not-ready', reason });
const offered = (callId = 'c1'): AgentEvent => ({ type: 'offered', callId });
const lapsed = (missed: boolean, callId = 'c1'): AgentEvent => ({ type: 'lapsed', callId, missed });
const answered = (callId = 'c1'): AgentEvent => ({ type: 'answered', callId });
const ended = (callId = 'c1'): AgentEvent => ({ type: 'call-ended', callId });
const recapped = (callId = 'c1'): AgentEvent => ({ type: 'recapped', callId });

/** The agent after the events, one every second from second 1. */
function agentAfter(...events: readonly AgentEvent[]): AgentStatus {
  return events.reduce((agent, event, index) => applyAgentEvent(agent, event, (index + 1) * 1_000), loggedOut);
}
const brief = ({ state, reason, callId }: AgentStatus) => [state, reason, callId];

describe('an agent', () => {
  it('owes what follows a call that was handed on: at once when free, and on the desk otherwise', () => {
    const owes = (callId: string): AgentEvent => ({ type: 'owes', callId });
    expect(brief(agentAfter(ready, owes('c1')))).toEqual(['wrap-up', null, 'c1']);
    expect(brief(agentAfter(ready, owes('c1'), recapped('c1')))).toEqual(['ready', null, null]);
    expect(brief(agentAfter(ready, offered('c2'), answered('c2'), owes('c1')))).toEqual(['talking', null, 'c2']);
    expect(brief(agentAfter(pause('prayer'), owes('c1')))).toEqual(['not-ready', 'prayer', null]);
  });

  it('goes from ready through ring, talk and wrap-up back to ready, each from its own moment', () => {
    expect(brief(agentAfter(ready))).toEqual(['ready', null, null]);
    expect(brief(agentAfter(ready, offered()))).toEqual(['reserved', null, 'c1']);
    expect(brief(agentAfter(ready, offered(), answered()))).toEqual(['talking', null, 'c1']);
    expect(brief(agentAfter(ready, offered(), answered(), ended()))).toEqual(['wrap-up', null, 'c1']);
    expect(agentAfter(ready, offered(), answered(), ended(), recapped())).toEqual({
      ...loggedOut,
      state: 'ready',
      since: 5_000,
    });
  });

  it.each<[string, AgentEvent, readonly unknown[]]>([
    ['not ready', pause('prayer'), ['not-ready', 'prayer', null]],
    ['logged out', { type: 'ask', state: 'logged-out', reason: null }, ['logged-out', null, null]],
  ])('who asks in mid-call to be %s talks on, and is so after the recap', (_, wish, then) => {
    const asked = agentAfter(ready, offered(), answered(), wish);
    expect(brief(asked)).toEqual(['talking', null, 'c1']);
    expect(asked.since).toBe(3_000);
    expect(brief(agentAfter(ready, offered(), answered(), wish, ended(), recapped()))).toEqual(then);
    expect(brief(agentAfter(ready, offered(), answered(), ended(), wish, recapped()))).toEqual(then);
    expect(agentAfter(ready, offered(), answered(), wish, ended(), recapped()).pending).toBeNull();
  });

  it('who asked for a break while it rang, and answered, has the break after the recap', () => {
    expect(brief(agentAfter(ready, offered(), pause('break'), answered(), ended(), recapped()))).toEqual([
      'not-ready',
      'break',
      null,
    ]);
  });

  it('takes the last of several wishes', () => {
    const wishes = [pause('break'), pause('meeting'), ready];
    expect(brief(agentAfter(ready, offered(), answered(), ...wishes, ended(), recapped()))).toEqual([
      'ready',
      null,
      null,
    ]);
  });

  it('is taken to be away after two missed rings in a row', () => {
    const once = [ready, offered(), lapsed(true)];
    expect(agentAfter(...once)).toMatchObject({ state: 'ready', missed: 1 });
    expect(agentAfter(...once, offered('c2'), lapsed(true, 'c2'))).toMatchObject({
      state: 'not-ready',
      reason: 'missed_call',
      callId: null,
      missed: 0,
    });
  });

  it('who answers after a missed ring has missed none in a row', () => {
    const between = [offered('c2'), answered('c2'), ended('c2'), recapped('c2')];
    const twice = agentAfter(ready, offered(), lapsed(true), ...between, offered('c3'), lapsed(true, 'c3'));
    expect(twice).toMatchObject({ state: 'ready', missed: 1 });
  });

  it('misses nothing when the caller gave up or another was quicker', () => {
    const twice = agentAfter(ready, offered(), lapsed(false), offered('c2'), lapsed(false, 'c2'));
    expect(twice).toMatchObject({ state: 'ready', missed: 0 });
  });

  it('who is taken to be away, and answers all the same, is ready after the recap', () => {
    const away = [ready, offered(), lapsed(true), offered('c2'), lapsed(true, 'c2')];
    expect(brief(agentAfter(...away, answered('c3'), ended('c3'), recapped('c3')))).toEqual(['ready', null, null]);
  });

  it.each<[string, readonly AgentEvent[], AgentEvent]>([
    ['a ring while not ready', [pause('break')], offered()],
    ['a ring while another call rings', [ready, offered()], offered('c2')],
    ['the end of a ring that is not theirs', [ready, offered()], lapsed(true, 'c2')],
    ['the end of a ring that was answered', [ready, offered(), answered()], lapsed(false)],
    ['the end of another call', [ready, offered(), answered()], ended('c2')],
    ['the end of a call told twice', [ready, offered(), answered(), ended()], ended()],
    ['an answer told twice', [ready, offered(), answered()], answered()],
    ['a recap while the call goes on', [ready, offered(), answered()], recapped()],
    ['the recap of another call', [ready, offered(), answered(), ended()], recapped('c2')],
    ['asking to be what they are', [pause('break')], pause('break')],
    ['asking to be ready while it rings', [ready, offered()], ready],
    ['the same wish twice in mid-call', [ready, offered(), answered(), pause('break')], pause('break')],
  ])('is untouched by %s', (_, before, event) => {
    const agent = agentAfter(...before);
    expect(applyAgentEvent(agent, event, 99_000)).toBe(agent);
  });

  it('may give another reason for not being ready', () => {
    expect(agentAfter(pause('break'), pause('meeting'))).toMatchObject({ reason: 'meeting', since: 2_000 });
  });
});

it.each<[AgentStatus['state'], string]>([
  ['logged-out', 'out'],
  ['not-ready', 'paused'],
  ['ready', 'ready'],
  ['reserved', 'ready'],
  ['talking', 'ready'],
  ['wrap-up', 'paused'],
])('an agent who is %s stands in the queue as: %s', (state, membership) => {
  expect(membershipOf({ ...loggedOut, state })).toBe(membership);
});

describe('an agent, as people see one', () => {
  const gone = { reachable: false, since: 5_000 };
  const back = { reachable: true, since: 9_000 };
  const ready1 = agentAfter(ready);

  it('is not ready while the telephone cannot be reached, and ready again when it can, without being asked', () => {
    expect(shownAgent(ready1, gone)).toEqual({
      ...ready1,
      state: 'not-ready',
      reason: 'phone_unreachable',
      since: 5_000,
    });
    expect(shownAgent(ready1, back)).toEqual({ ...ready1, since: 9_000 });
    expect(shownAgent(agentAfter(pause('break'), ready), { ...gone, since: 500 })).toMatchObject({ since: 2_000 });
  });

  it('is what was asked for as long as the exchange has said nothing', () => {
    expect(shownAgent(ready1, null)).toBe(ready1);
  });

  it.each<[string, AgentStatus]>([
    ['on a break', agentAfter(pause('break'))],
    ['who talks', agentAfter(ready, offered(), answered())],
    ['who writes a recap', agentAfter(ready, offered(), answered(), ended())],
    ['who left', loggedOut],
  ])('%s is so with a telephone or without', (_, agent) => {
    expect(shownAgent(agent, gone)).toBe(agent);
  });
});

describe('an agent who calls somebody', () => {
  const dials = (callId = 'out'): AgentEvent => ({ type: 'dials', callId });

  it('is put through to nobody meanwhile, and afterwards is what he was', () => {
    const calling = agentAfter(ready, dials());
    expect([...brief(calling), membershipOf(calling)]).toEqual(['talking', null, 'out', 'paused']);
    expect(brief(agentAfter(ready, dials(), ended('out')))).toEqual(['ready', null, null]);
    expect(brief(agentAfter(pause('prayer'), dials(), ended('out')))).toEqual(['not-ready', 'prayer', null]);
    expect(brief(agentAfter(dials(), ended('out')))).toEqual(['logged-out', null, null]);
    expect(membershipOf(agentAfter(dials()))).toBe('out');
    expect(agentAfter(ready, dials(), ended('out'))).not.toHaveProperty('dials');
    // What was asked for in the middle of it holds afterwards.
    expect(brief(agentAfter(ready, dials(), pause('break'), ended('out')))).toEqual(['not-ready', 'break', null]);
  });

  it('calls nobody while somebody rings or talks, and is not freed by the end of another call', () => {
    for (const busy of [
      [ready, offered()],
      [ready, offered(), answered()],
      [ready, dials('first')],
    ])
      expect(agentAfter(...busy, dials())).toEqual(agentAfter(...busy));
    expect(brief(agentAfter(ready, dials(), ended('c1')))).toEqual(['talking', null, 'out']);
  });

  it('from the recap goes back to the recap, unless it was written meanwhile', () => {
    const cut = [ready, offered(), answered(), ended()];
    expect(brief(agentAfter(...cut, dials(), ended('out')))).toEqual(['wrap-up', null, 'c1']);
    expect(brief(agentAfter(...cut, dials(), ended('out'), recapped()))).toEqual(['ready', null, null]);
    expect(brief(agentAfter(...cut, dials(), recapped(), ended('out')))).toEqual(['ready', null, null]);
    expect(brief(agentAfter(...cut, dials(), recapped('c2'), ended('out')))).toEqual(['wrap-up', null, 'c1']);
  });

  it('who answers a queue call all the same talks on that', () => {
    const taken = agentAfter(ready, dials(), answered('c9'));
    expect(brief(taken)).toEqual(['talking', null, 'c9']);
    expect(brief(agentAfter(ready, dials(), answered('c9'), ended('out')))).toEqual(['talking', null, 'c9']);
  });
});
