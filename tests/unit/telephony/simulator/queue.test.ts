import { brief, emptyWorld, ofType } from './support.ts';

describe('the queue of the simulated exchange', () => {
  it('offers the caller to the agent idle the longest', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('101');
    pass(1_000);
    join('102');
    pass(1_000);
    const first = queued();
    world.execute({ type: 'leg.answer', callId: first, extension: '101' });
    pass(1_000);
    world.execute({ type: 'leg.hangup', callId: first, extension: '101' });
    queued();
    queued();
    expect(ofType(log, 'call.offered').map(({ extension }) => extension)).toEqual(['101', '102', '101']);
  });

  it('counts idleness from the resume, not from before the pause', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('101', '102');
    pass(1_000);
    world.execute({ type: 'agent.pause', extension: '101', reason: 'break' });
    pass(1_000);
    world.execute({ type: 'agent.resume', extension: '101' });
    queued();
    expect(ofType(log, 'call.offered').map(({ extension }) => extension)).toEqual(['102']);
  });

  it('counts idleness from the first join, however often the agent joins, and anew after leaving', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('103');
    pass(1_000);
    join('101');
    pass(1_000);
    join('102');
    pass(1_000);
    join('101');
    world.execute({ type: 'agent.leave', extension: '103', queue: 'hotline' });
    join('103');
    for (let i = 0; i < 3; i++) queued();
    expect(ofType(log, 'call.offered').map(({ extension }) => extension)).toEqual(['101', '102', '103']);
  });

  it('offers the caller who has waited longest first', () => {
    const { log, pass, queued, join } = emptyWorld();
    const first = queued();
    pass(10);
    const second = queued();
    join('101');
    join('102');
    expect(ofType(log, 'call.offered').map(({ callId }) => callId)).toEqual([first, second]);
  });

  it('keeps the place of a caller who rang in vain', () => {
    const { log, pass, queued, join } = emptyWorld();
    join('101');
    const first = queued();
    pass(1_000);
    queued();
    pass(10_000);
    expect(ofType(log, 'call.offered').map(({ callId }) => callId)).toEqual([first, first]);
  });

  it('rings six seconds, says so, and offers the caller to the other agent at once', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('101', '102');
    const callId = queued();
    pass(6_000);
    world.execute({ type: 'leg.answer', callId, extension: '102' });
    expect(log.map(brief)).toEqual([
      '0.000 phone.reachable 101',
      '0.000 phone.reachable 102',
      '0.000 call.arrived',
      '0.000 call.number_told',
      '0.000 call.queued',
      '0.000 call.offered 101',
      '6.000 offer.lapsed 101 no-answer',
      '6.000 call.offered 102',
      '6.000 call.answered 102',
    ]);
  });

  it('rings the only agent again after a rest', () => {
    const { log, pass, queued, join } = emptyWorld();
    join('101');
    queued();
    pass(14_000);
    expect(log.map(brief).slice(4)).toEqual([
      '0.000 call.offered 101',
      '6.000 offer.lapsed 101 no-answer',
      '7.000 call.offered 101',
      '13.000 offer.lapsed 101 no-answer',
      '14.000 call.offered 101',
    ]);
  });

  it('goes round the agents while nobody answers', () => {
    const { log, pass, queued, join } = emptyWorld();
    join('101', '102', '103');
    queued();
    pass(24_000);
    const rung = ofType(log, 'call.offered').map(({ extension }) => extension);
    expect(rung).toEqual(['101', '102', '103', '101', '102']);
  });

  it('re-offers a refused call', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('101', '102');
    const callId = queued();
    pass(2_000);
    world.execute({ type: 'leg.hangup', callId, extension: '101' });
    expect(log.slice(-2).map(brief)).toEqual(['2.000 offer.lapsed 101 refused', '2.000 call.offered 102']);
  });

  it('rings one agent at a time for a call, and one call at a time at an agent', () => {
    const { world, queued, join } = emptyWorld();
    join('101', '102', '103');
    for (let i = 0; i < 5; i++) queued();
    const rings = world.snapshot().calls.map(({ offers }) => offers.map(({ extension }) => extension));
    expect(rings).toEqual([['101'], ['102'], ['103'], [], []]);
  });

  it('gives a paused agent nothing until the agent resumes', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('101');
    world.execute({ type: 'agent.pause', extension: '101', reason: 'break' });
    queued();
    pass(30_000);
    expect(ofType(log, 'call.offered')).toEqual([]);
    world.execute({ type: 'agent.resume', extension: '101' });
    expect(ofType(log, 'call.offered').map(brief)).toEqual(['30.000 call.offered 101']);
  });

  it('leaves who has talked in peace for the wrap-up, which a resume ends before its time', () => {
    const { world, log, pass, queued } = emptyWorld();
    const join = { type: 'agent.join', extension: '101', name: 'A', queue: 'hotline', paused: false } as const;
    world.execute({ ...join, wrapUpMs: 7_000 });
    const talk = (callId: string) => {
      world.execute({ type: 'leg.answer', callId, extension: '101' });
      world.execute({ type: 'leg.hangup', callId, extension: '101' });
    };
    talk(queued());
    // Asked again, as an effect carried out twice does.
    world.execute({ ...join, wrapUpMs: 7_000 });
    const second = queued();
    pass(7_000);
    talk(second);
    pass(1_000);
    queued();
    pass(1_000);
    world.execute({ type: 'agent.resume', extension: '101' });
    expect(ofType(log, 'call.offered').map(brief)).toEqual([
      '0.000 call.offered 101',
      '7.000 call.offered 101',
      '9.000 call.offered 101',
    ]);
  });

  it('gives nothing to an agent who joined paused, has left or cannot be reached', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('102', '103');
    world.execute({ type: 'agent.join', extension: '101', name: 'A', queue: 'hotline', paused: true });
    world.execute({ type: 'agent.leave', extension: '102', queue: 'hotline' });
    world.setReachable('103', false);
    queued();
    pass(20_000);
    expect(ofType(log, 'call.offered')).toEqual([]);
    world.setReachable('103', true);
    expect(ofType(log, 'call.offered').map(({ extension }) => extension)).toEqual(['103']);
  });

  it('lets a ring and a talk go on when the agent pauses or leaves', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('101');
    const callId = queued();
    world.execute({ type: 'agent.pause', extension: '101', reason: 'wrap-up' });
    expect(world.execute({ type: 'leg.answer', callId, extension: '101' })).toEqual({ ok: true });
    world.execute({ type: 'agent.leave', extension: '101', queue: 'hotline' });
    pass(60_000);
    expect(log.slice(-1).map(brief)).toEqual(['60.000 call.ended caller']);
  });
});

describe('a caller of the simulated exchange', () => {
  it('hangs up when patience ends, queued or ringing, and the ring ends first', () => {
    const { log, pass, queued, join } = emptyWorld();
    queued({ patienceMs: 5_000 });
    pass(5_000);
    join('101');
    queued({ patienceMs: 4_000 });
    pass(5_000);
    expect(log.filter(({ type }) => type === 'offer.lapsed' || type === 'call.ended').map(brief)).toEqual([
      '5.000 call.ended caller',
      '9.000 offer.lapsed 101 caller-gone',
      '9.000 call.ended caller',
    ]);
  });

  it('hangs up after the talk when the agent does not', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('101');
    const callId = queued({ patienceMs: 3_000, talkMs: 20_000 });
    pass(2_000);
    world.execute({ type: 'leg.answer', callId, extension: '101' });
    pass(60_000);
    expect(log.slice(-2).map(brief)).toEqual(['2.000 call.answered 101', '22.000 call.ended caller']);
  });

  it('may be withheld', () => {
    const { world, log, queued } = emptyWorld();
    queued({ ani: null });
    expect(ofType(log, 'call.arrived').map(({ ani }) => ani)).toEqual([null]);
    expect(world.snapshot().calls.map(({ ani }) => ani)).toEqual([null]);
  });

  it('calls once more after giving up, and not after an answered call', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    queued({ ani: '081300000012', patienceMs: 5_000, redialAfterMs: 10_000 });
    pass(60_000);
    expect(ofType(log, 'call.arrived').map(brief)).toEqual(['0.000 call.arrived', '15.000 call.arrived']);
    expect(new Set(ofType(log, 'call.arrived').map(({ ani }) => ani))).toEqual(new Set(['081300000012']));
    join('101');
    const callId = queued({ redialAfterMs: 10_000, talkMs: 1_000 });
    world.execute({ type: 'leg.answer', callId, extension: '101' });
    pass(60_000);
    expect(ofType(log, 'call.arrived')).toHaveLength(3);
  });

  it('waits for the ticket number and its announcement, and two seconds at most when none comes', () => {
    const { world, log, pass } = emptyWorld({
      scenario: { callsPerMinute: 0, mix: zeroMix, storms: null, announceMs: 4_000 },
    });
    const caller = { ani: null, patienceMs: 60_000, talkMs: 1_000, redialAfterMs: null };
    const numbered = world.placeCall(caller);
    const refused = world.placeCall(caller);
    const forgotten = world.placeCall(caller);
    pass(500);
    world.registered(numbered, true);
    world.registered(refused, false);
    pass(10_000);
    world.registered(forgotten, true);
    pass(10_000);
    const queuedAt = ofType(log, 'call.queued').map(({ callId, at }) => [callId, at - world.now() + 20_500]);
    expect(queuedAt).toEqual([
      [refused, 500],
      [forgotten, 2_000],
      [numbered, 4_500],
    ]);
  });
});

describe('a robot', () => {
  it('answers and hangs up by itself', () => {
    const { log, pass, queued } = emptyWorld({ robots: [{ extension: '900', answerAfterMs: 2_000, talkMs: 10_000 }] });
    queued();
    pass(60_000);
    expect(log.slice(3).map(brief)).toEqual([
      '0.000 call.offered 900',
      '2.000 call.answered 900',
      '12.000 call.ended agent',
    ]);
  });

  it('answers at the last moment of the ring, and never a moment later', () => {
    const robots = [
      { extension: '901', answerAfterMs: 6_001, talkMs: 1_000 },
      { extension: '902', answerAfterMs: 6_000, talkMs: 1_000 },
    ];
    const { log, pass, queued } = emptyWorld({ robots });
    queued();
    pass(12_000);
    expect(log.slice(3).map(brief)).toEqual([
      '0.000 call.offered 901',
      '6.000 offer.lapsed 901 no-answer',
      '6.000 call.offered 902',
      '12.000 call.answered 902',
    ]);
  });

  it('is as quick as the world', () => {
    const robots = [{ extension: '900', answerAfterMs: 2_000, talkMs: 10_000 }];
    const { log, pass, queued } = emptyWorld({ robots, speed: 10 });
    queued();
    pass(60_000);
    expect(log.slice(-2).map(brief)).toEqual(['0.200 call.answered 900', '1.200 call.ended agent']);
  });
});

const zeroMix = { patient: 0, impatient: 0, 'prank-hang-up': 0, 'prank-silent': 0 };
