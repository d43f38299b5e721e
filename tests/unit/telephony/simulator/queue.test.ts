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

  it('gives a caller who is moved to the agent who was named, and the ring elsewhere counts as nobody’s fault', () => {
    const { world, log, pass, queued, join } = emptyWorld();
    join('101', '102');
    const callId = queued();
    pass(1_000);
    const moved = { type: 'caller.move', callId, queue: 'hotline', extension: '102' } as const;
    expect(world.execute(moved)).toEqual({ ok: true });
    expect(world.execute(moved)).toMatchObject({ kind: 'rejected' });
    world.execute({ type: 'leg.answer', callId, extension: '102' });
    pass(60_000);
    expect(log.map(brief).slice(5)).toEqual([
      '0.000 call.offered 101',
      '1.000 offer.lapsed 101 answered-elsewhere',
      '1.000 call.transfer ',
      '1.000 call.offered 102',
      '1.000 call.answered 102',
      '1.000 call.transfer ',
      '61.000 call.ended caller',
    ]);
  });

  it('has a moved caller first in line again when nobody answers him there', () => {
    const { world, log, pass, queued } = emptyWorld({ agents: ['101', '102'] });
    const early = queued();
    const late = queued();
    world.execute({ type: 'caller.move', callId: late, queue: 'hotline', extension: '102' });
    pass(20_000);
    expect(ofType(log, 'call.transfer').map(({ step, reason }) => reason ?? step)).toEqual(['begun', 'no-answer']);
    expect(ofType(log, 'call.queued')).toHaveLength(2);
    world.execute({ type: 'agent.join', extension: '101', name: 'A', queue: 'hotline', paused: false });
    expect(ofType(log, 'call.offered').map((offer) => [offer.extension, offer.callId])).toEqual([
      ['102', late],
      ['101', late],
    ]);
    expect(world.snapshot().calls.map(({ callId }) => callId)).toEqual([early, late]);
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

describe('several queues', () => {
  const define = { type: 'queues.define', queues: [{ name: 'medis', strategy: 'turns', ringMs: 9_000 }] } as const;
  const member = (extension: string, queue: string, penalty: number) =>
    ({ type: 'agent.join', extension, name: extension, queue, paused: false, penalty }) as const;
  const twoQueues = () => {
    const made = emptyWorld({ queueOf: (dnis) => (dnis === '119' ? 'medis' : 'hotline') });
    made.world.execute(define);
    return made;
  };
  const callTo = (world: ReturnType<typeof emptyWorld>['world'], dnis: string, priority = 0) => {
    const callId = world.placeCall({ ani: null, patienceMs: 300_000, talkMs: 60_000, redialAfterMs: null }, dnis);
    world.registered(callId, true, undefined, undefined, { priority });
    return callId;
  };

  it('ring their own members alone, who knows more first, and in vain the others next', () => {
    const { world, log, pass } = twoQueues();
    for (const one of [member('102', 'medis', 2), member('103', 'hotline', 0), member('101', 'medis', 0)])
      expect(world.execute(one)).toEqual({ ok: true });
    callTo(world, '119');
    expect(ofType(log, 'call.offered')).toMatchObject([{ extension: '101', queue: 'medis' }]);
    pass(9_000);
    expect(ofType(log, 'call.offered').map(({ extension }) => extension)).toEqual(['101', '102']);
    expect(world.snapshot().members).toContainEqual({ extension: '102', queue: 'medis', paused: false, penalty: 2 });
    expect(world.execute(member('101', 'gone', 0))).toMatchObject({ ok: false, kind: 'rejected' });
  });

  it('serve who has more priority before all who wait, whenever he came', () => {
    const { world, log, join } = twoQueues();
    const [first, second] = [callTo(world, '1500000'), callTo(world, '1500000', 2)];
    const last = callTo(world, '1500000', 4);
    for (const extension of ['101', '102', '103']) join(extension);
    expect(ofType(log, 'call.offered').map(({ callId }) => callId)).toEqual([last, second, first]);
  });

  it('are left one by one', () => {
    const { world } = twoQueues();
    world.execute(member('101', 'medis', 0));
    world.execute(member('101', 'hotline', 0));
    world.execute({ type: 'agent.leave', extension: '101', queue: 'hotline' });
    expect(world.snapshot().members).toEqual([{ extension: '101', queue: 'medis', paused: false }]);
    world.execute({ type: 'agent.leave', extension: '101', queue: 'medis' });
    expect(world.snapshot().members).toEqual([]);
  });
});

it('callers of a number with a menu choose in turn each of its keys, and none', () => {
  const keys = { '1': { service: 'medical', language: null }, '9': { service: null, language: 'en' as const } };
  const menu = { name: 'hotline', text: { id: 'x', en: 'x' }, keys, tries: 2 };
  const { log, queued } = emptyWorld({ menuOf: (dnis) => (dnis === '1500000' ? menu : undefined) });
  for (let i = 0; i < 6; i++) queued();
  const doors = ofType(log, 'call.arrived').map(({ dnis }) => dnis);
  expect(new Set(doors.slice(0, 3))).toEqual(new Set(['1500000', '1500000*medical', '1500000**en']));
  expect(doors.slice(3)).toEqual(doors.slice(0, 3));
});

it('a caller is led on to the next queue when nobody has answered, and is rung for there', () => {
  const { world, log, pass, join } = emptyWorld();
  join('101');
  const callId = world.placeCall({ ani: '0812', patienceMs: 300_000, talkMs: 1_000, redialAfterMs: null });
  const leads = [{ queue: 'hotline', afterMs: 30_000 }];
  world.registered(callId, false, undefined, false, { queue: 'medis', priority: 0, leads });
  pass(29_000);
  expect(ofType(log, 'call.offered')).toEqual([]);
  pass(2_000);
  expect(ofType(log, 'call.queued').map(({ queue }) => queue)).toEqual(['medis', 'hotline']);
  expect(ofType(log, 'call.offered').map(({ queue, extension }) => [queue, extension])).toEqual([['hotline', '101']]);
});
