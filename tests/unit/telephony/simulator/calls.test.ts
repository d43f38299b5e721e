import { brief, emptyWorld, ofType } from './support.ts';

const zeroMix = { patient: 0, impatient: 0, 'prank-hang-up': 0, 'prank-silent': 0 };

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
