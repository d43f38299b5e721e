import type { DialledCitizen } from '../../../../telephony/simulator/dialled.ts';
import { brief, emptyWorld } from './support.ts';

const callId = 'sim-out-1';
const digits = '6281200000011';
const dial = { type: 'call.dial', callId, extension: '101', digits } as const;

function office(citizen: Partial<DialledCitizen> = {}) {
  const asked: string[] = [];
  const { log, world, pass, join, queued } = emptyWorld({
    citizen: (number) => {
      asked.push(number);
      return { result: null, afterMs: 4_000, talkMs: 60_000, ...citizen };
    },
  });
  join('101');
  log.length = 0;
  return { log, world, pass, join, queued, asked, told: () => log.map(brief) };
}
const lift = { type: 'leg.answer', callId, extension: '101' } as const;
const hangUp = { type: 'leg.hangup', callId, extension: '101' } as const;

describe('a call that an agent places', () => {
  it('rings the agent, then the citizen, who answers and hangs up', () => {
    const { world, pass, told, asked } = office();
    expect(world.execute(dial)).toEqual({ ok: true });
    pass(1_000);
    expect(world.execute(lift)).toEqual({ ok: true });
    pass(70_000);
    expect(told()).toEqual(['1.000 call.dialling', '5.000 call.answered 101', '65.000 call.ended caller']);
    expect(asked).toEqual([digits]);
  });

  it.each(['busy', 'no-answer', 'wrong-number', 'unreachable'] as const)('ends without an answer: %s', (result) => {
    const { world, pass, log } = office({ result });
    world.execute(dial);
    world.execute(lift);
    pass(10_000);
    expect(log.at(-1)).toMatchObject({ type: 'call.ended', callId, endedBy: 'exchange', result });
  });

  it('ends by the agent before the answer and after it, and by nobody who does not lift', () => {
    const before = office();
    before.world.execute(dial);
    before.world.execute(lift);
    before.world.execute(hangUp);
    expect(before.log.at(-1)).toMatchObject({ type: 'call.ended', endedBy: 'agent', result: 'cancelled' });
    const after = office();
    after.world.execute(dial);
    after.world.execute(lift);
    after.pass(10_000);
    after.world.execute(hangUp);
    expect(after.log.at(-1)).toEqual(expect.not.objectContaining({ result: expect.anything() }));
    const absent = office();
    absent.world.execute(dial);
    absent.pass(30_000);
    expect(absent.told()).toEqual(['20.000 call.ended exchange']);
    expect(absent.log[0]).toMatchObject({ result: 'agent-absent' });
  });

  it('keeps the telephone from the queue as long as it goes on, and gives it back', () => {
    const { world, pass, queued, log } = office({ talkMs: 5_000 });
    world.execute(dial);
    queued();
    world.execute(lift);
    pass(8_000);
    expect(log.filter(({ type }) => type === 'call.offered')).toEqual([]);
    pass(2_000);
    expect(log.filter(({ type }) => type === 'call.offered')).toHaveLength(1);
  });

  it('is one call however often it is asked for, and stands in the snapshot', () => {
    const { world, pass, asked } = office();
    world.execute(dial);
    expect(world.execute(dial)).toEqual({ ok: true });
    expect(asked).toHaveLength(1);
    const { snapshot } = world;
    expect(snapshot().calls).toMatchObject([{ callId, dialled: { at: null }, offers: [{ extension: '101' }] }]);
    world.execute(lift);
    expect(snapshot().calls).toMatchObject([{ dialled: { at: world.now() }, offers: [], answered: null }]);
    pass(4_000);
    expect(snapshot().calls).toMatchObject([{ answered: { extension: '101', at: world.now() } }]);
  });

  it('is refused at a telephone that is not there or talks', () => {
    const { world, queued } = office();
    world.setReachable('101', false);
    expect(world.execute(dial)).toMatchObject({ ok: false, kind: 'rejected' });
    world.setReachable('101', true);
    queued();
    expect(world.execute(dial)).toMatchObject({ ok: false, kind: 'rejected' });
  });
});
