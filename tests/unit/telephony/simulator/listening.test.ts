import { emptyWorld } from './support.ts';

const listenId = 'listen-1';

/** 101 talks to a caller; 103 is a supervisor's telephone. */
function office() {
  const { world, pass, join, queued, log } = emptyWorld();
  join('101', '103');
  world.execute({ type: 'agent.leave', extension: '103', queue: 'hotline' });
  const callId = queued();
  pass(100);
  world.execute({ type: 'leg.answer', callId, extension: '101' });
  const begin = { type: 'listen.begin', listenId, callId, agent: '101', extension: '103', mode: 'listen' } as const;
  const told = () => log.flatMap((event) => (event.type.startsWith('listening.') ? [event.type] : []));
  return { world, pass, callId, begin, told };
}

describe('somebody who listens in the simulated world', () => {
  it('hears at once, changes the mode, and hears no more when the conversation is over', () => {
    const { world, callId, begin, told } = office();
    expect(world.execute(begin)).toEqual({ ok: true });
    expect(world.execute({ type: 'listen.mode', listenId, extension: '103', mode: 'barge' })).toEqual({ ok: true });
    expect(world.snapshot().listeners).toMatchObject([{ listenId, mode: 'barge' }]);
    world.hangUpCaller(callId);
    expect(told()).toEqual(['listening.on', 'listening.on', 'listening.ended']);
    expect(world.snapshot().listeners).toEqual([]);
  });

  it('stops when told, and has a telephone that is free again', () => {
    const { world, begin, told } = office();
    world.execute(begin);
    // Asked again it is the same; a second listening is refused while the telephone is in use.
    expect(world.execute(begin)).toEqual({ ok: true });
    expect(world.execute({ ...begin, listenId: 'listen-2' })).toMatchObject({ kind: 'rejected' });
    world.execute({ type: 'listen.end', listenId, extension: '103' });
    expect(told()).toEqual(['listening.on', 'listening.ended']);
    expect(world.execute({ ...begin, listenId: 'listen-2' })).toEqual({ ok: true });
  });

  it('cannot hear who does not talk, nor with a telephone that is not there', () => {
    const { world, begin } = office();
    expect(world.execute({ ...begin, agent: '102' })).toMatchObject({ kind: 'rejected' });
    expect(world.execute({ ...begin, extension: '199' })).toMatchObject({ kind: 'rejected' });
    world.setReachable('103', false);
    expect(world.execute(begin)).toMatchObject({ kind: 'rejected' });
    expect(world.execute({ type: 'listen.end', listenId, extension: '103' })).toMatchObject({ kind: 'rejected' });
  });
});
