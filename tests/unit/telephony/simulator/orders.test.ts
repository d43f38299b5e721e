import type { ExchangeCommand } from '../../../../telephony/commands.ts';
import { brief, emptyWorld, ofType } from './support.ts';

describe('a command the simulated exchange cannot obey', () => {
  /** One call rings 101; 102 talks on another; 103 is no member. */
  function scene() {
    const made = emptyWorld({ agents: ['101', '102', '103'] });
    made.join('102');
    const answered = made.queued();
    made.world.execute({ type: 'leg.answer', callId: answered, extension: '102' });
    made.join('101');
    const ringing = made.queued();
    return { ...made, answered, ringing };
  }

  const cases: [string, (of: { answered: string; ringing: string }) => ExchangeCommand, RegExp][] = [
    ['joins another queue', () => join('101', 'other'), /^no queue other/],
    ['joins with a telephone there is not', () => join('999', 'hotline'), /^no extension 999/],
    [
      'leaves without being a member',
      () => ({ type: 'agent.leave', extension: '103', queue: 'hotline' }),
      /not a member/,
    ],
    ['pauses without being a member', () => ({ type: 'agent.pause', extension: '103', reason: 'x' }), /not a member/],
    ['resumes without being a member', () => ({ type: 'agent.resume', extension: '103' }), /not a member/],
    ['answers no call', () => ({ type: 'leg.answer', callId: 'sim-0.9', extension: '101' }), /^no call sim-0.9/],
    ['answers what rings another', ({ ringing }) => leg('leg.answer', ringing, '102'), /does not ring extension 102/],
    [
      'answers what is answered',
      ({ answered }) => leg('leg.answer', answered, '102'),
      /already answered by extension 102/,
    ],
    ['hangs up a leg there is not', ({ answered }) => leg('leg.hangup', answered, '101'), /has no leg/],
    ['holds what rings', ({ ringing }) => ({ ...leg('leg.hold', ringing, '101'), on: true }), /does not talk/],
    [
      'mutes what another talks on',
      ({ answered }) => ({ ...leg('leg.mute', answered, '101'), on: true }),
      /does not talk/,
    ],
  ];

  it.each(cases)('is rejected and changes nothing: %s', (_, command, reason) => {
    const { world, log, ...calls } = scene();
    const before = JSON.stringify([world.snapshot(), log]);
    const outcome = world.execute(command(calls));
    expect(outcome).toEqual({ ok: false, kind: 'rejected', reason: expect.stringMatching(reason) });
    expect(JSON.stringify([world.snapshot(), log])).toBe(before);
  });

  it('is rejected when the call has ended', () => {
    const { world, answered } = scene();
    expect(world.hangUpCaller(answered)).toBe(true);
    expect(world.execute({ type: 'leg.hangup', callId: answered, extension: '102' })).toMatchObject({
      kind: 'rejected',
    });
    expect(world.hangUpCaller(answered)).toBe(false);
  });

  it('is rejected when the ring ended in that very moment', () => {
    const { world, pass, ringing } = scene();
    pass(6_000);
    expect(world.execute({ type: 'leg.answer', callId: ringing, extension: '101' })).toMatchObject({
      kind: 'rejected',
    });
  });
});

describe('a command the simulated exchange obeys', () => {
  it('holds and resumes a call, and saying it twice makes no second event', () => {
    const { world, log, pass, queued, join: joins } = emptyWorld();
    joins('101');
    const callId = queued();
    world.execute({ type: 'leg.answer', callId, extension: '101' });
    for (const on of [true, true, false, false]) {
      pass(1_000);
      expect(world.execute({ type: 'leg.hold', callId, extension: '101', on })).toEqual({ ok: true });
      expect(world.execute({ type: 'leg.mute', callId, extension: '101', on })).toEqual({ ok: true });
    }
    expect(log.slice(-2).map(brief)).toEqual(['1.000 call.held', '3.000 call.resumed']);
  });

  it('never makes two holds with one id', () => {
    const { world, log, queued, join: joins } = emptyWorld();
    joins('101');
    const callId = queued();
    world.execute({ type: 'leg.answer', callId, extension: '101' });
    const hold = (on: boolean) => world.execute({ type: 'leg.hold', callId, extension: '101', on });
    expect([hold(true), hold(false)]).toEqual([{ ok: true }, { ok: true }]);
    expect(hold(true)).toMatchObject({ ok: false, kind: 'rejected' });
    expect(ofType(log, 'call.held')).toHaveLength(1);
  });

  it('joins twice without harm, the second word on the pause being the last', () => {
    const { world, log, queued, join: joins } = emptyWorld();
    joins('101', '101');
    world.execute({ type: 'agent.join', extension: '101', name: 'A', queue: 'hotline', paused: true });
    queued();
    expect(world.snapshot().members).toEqual([{ extension: '101', queue: 'hotline', paused: true }]);
    expect(ofType(log, 'phone.reachable')).toHaveLength(1);
    expect(ofType(log, 'call.offered')).toEqual([]);
  });

  it('ends the talk in the name of the agent', () => {
    const { world, log, pass, queued, join: joins } = emptyWorld();
    joins('101');
    const callId = queued();
    world.execute({ type: 'leg.answer', callId, extension: '101' });
    pass(3_000);
    world.execute({ type: 'leg.hangup', callId, extension: '101' });
    pass(100_000);
    expect(ofType(log, 'call.ended').map(brief)).toEqual(['3.000 call.ended agent']);
  });
});

function join(extension: string, queue: string): ExchangeCommand {
  return { type: 'agent.join', extension, name: 'A', queue, paused: false };
}

function leg<T extends string>(type: T, callId: string, extension: string) {
  return { type, callId, extension };
}
