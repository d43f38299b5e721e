import { capture, eventsOf } from '../../../support/ami-captures.ts';

const story = (name: string) =>
  eventsOf(capture(name)).flatMap((event) => {
    if (event.type === 'offer.lapsed') return [`lapsed ${event.extension} ${event.reason}`];
    if (event.type === 'call.offered' || event.type === 'call.answered') return [`${event.type} ${event.extension}`];
    if (event.type === 'call.ended') return [`ended by ${event.endedBy}`];
    return event.type.startsWith('phone.') ? [] : [event.type];
  });
const begin = ['call.arrived', 'call.queued'];

describe('captured calls become events', () => {
  it('answered, and the caller hangs up', () => {
    expect(story('answered-caller-hangs-up')).toEqual([
      ...begin,
      'call.offered 201',
      'call.answered 201',
      'ended by caller',
    ]);
  });

  it('answered, and the agent hangs up', () => {
    expect(story('answered-agent-hangs-up')).toEqual([
      ...begin,
      'call.offered 201',
      'call.answered 201',
      'ended by agent',
    ]);
  });

  it('held and resumed', () => {
    expect(story('hold-and-resume')).toEqual([
      ...begin,
      'call.offered 201',
      'call.answered 201',
      'call.held',
      'call.resumed',
      'ended by agent',
    ]);
  });

  it('given up in the queue', () => {
    expect(story('abandoned-while-waiting')).toEqual([...begin, 'ended by caller']);
  });

  it('given up while a telephone rings', () => {
    expect(story('hangup-while-ringing')).toEqual([
      ...begin,
      'call.offered 201',
      'lapsed 201 caller-gone',
      'ended by caller',
    ]);
  });

  it('rung in vain, then at the other agent', () => {
    expect(story('no-answer-then-other-agent')).toEqual([
      ...begin,
      'call.offered 201',
      'lapsed 201 no-answer',
      'call.offered 202',
      'call.answered 202',
      'ended by agent',
    ]);
  });

  it('rung at all at once, and answered by one: no colleague has missed it', () => {
    expect(story('colleague-answers-ringall')).toEqual([
      ...begin,
      'call.offered 201',
      'call.offered 202',
      'lapsed 202 answered-elsewhere',
      'call.answered 201',
      'ended by agent',
    ]);
  });

  it('refused, then at the other agent', () => {
    const told = story('refused-then-other-agent');
    expect(told.slice(0, 4)).toEqual([...begin, 'call.offered 201', 'lapsed 201 refused']);
    expect(told.slice(-3)).toEqual(['call.offered 202', 'call.answered 202', 'ended by agent']);
  });

  it('tells moments by the stamps of the exchange, in ms and in order', () => {
    const events = eventsOf(capture('answered-caller-hangs-up')).filter((event) => 'callId' in event);
    const stamps = events.map((event) => event.at);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(stamps.every((at) => Number.isInteger(at) && at > 1_700_000_000_000)).toBe(true);
  });

  it('takes a withheld number for none', () => {
    expect(eventsOf(capture('caller-withheld')).find((event) => event.type === 'call.arrived')).toMatchObject({
      ani: null,
      dnis: 'hotline',
    });
  });
});
