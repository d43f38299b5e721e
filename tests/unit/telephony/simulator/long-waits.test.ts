import type { Door } from '../../../../telephony/doors.ts';
import { brief, emptyWorld, ofType } from './support.ts';

/** Somebody patient waits behind such a door. */
function waits(door: Partial<Door>) {
  const made = emptyWorld();
  const callId = made.world.placeCall({ ani: null, patienceMs: 60_000, talkMs: 600_000, redialAfterMs: null });
  made.world.registered(callId, true, { tells: [], turnsAway: null, ...door });
  made.pass(0);
  const told = () => ofType(made.log, 'call.turned_away').map((event) => `${brief(event)} ${event.why}`);
  return { ...made, callId, told };
}
const longest = { ms: 10_000, to: 'call_back' } as const;

describe('a caller who waits long', () => {
  it('takes a call back when he is asked, if he would not wait as long again', () => {
    const [patient, other] = [waits({ offersCallBackAfterMs: 20_000 }), waits({ offersCallBackAfterMs: 40_000 })];
    for (const { pass } of [patient, other]) pass(60_000);
    expect(patient.told()).toEqual([]);
    expect(other.told()).toEqual(['40.000 call.turned_away call_back']);
    expect(other.log.slice(-1).map(brief)).toEqual(['40.000 call.ended exchange']);
  });

  it('waits no longer than anybody does, but no ring is taken from him', () => {
    const { log, pass, join, told } = waits({ longest });
    pass(8_000);
    join('101', '102');
    pass(20_000);
    expect(told()).toEqual(['14.000 call.turned_away call_back']);
    expect(log.slice(-3).map(brief)).toEqual([
      '14.000 offer.lapsed 101 no-answer',
      '14.000 call.turned_away',
      '14.000 call.ended exchange',
    ]);
  });

  it('is answered by the ring that came in time', () => {
    const { world, callId, pass, join, told } = waits({ longest });
    pass(8_000);
    join('101');
    pass(4_000);
    expect(world.execute({ type: 'leg.answer', callId, extension: '101' })).toEqual({ ok: true });
    pass(20_000);
    expect(told()).toEqual([]);
  });

  it('is not led away while he rings whom he was moved to, nor when he has talked and waits again', () => {
    const moved = waits({ longest });
    moved.pass(9_000);
    moved.join('101', '102');
    const move = { type: 'caller.move', callId: moved.callId, queue: 'hotline', extension: '102' } as const;
    expect(moved.world.execute(move)).toEqual({ ok: true });
    moved.pass(2_000);
    const back = waits({ longest });
    back.join('101');
    back.world.execute({ type: 'leg.answer', callId: back.callId, extension: '101' });
    const { extension, target } = { extension: '101', target: { kind: 'queue' } } as const;
    back.world.execute({ type: 'agent.pause', extension, reason: 'break' });
    expect(back.world.execute({ type: 'transfer.blind', callId: back.callId, extension, target })).toEqual({
      ok: true,
    });
    back.pass(20_000);
    expect([moved.told(), back.told()]).toEqual([[], []]);
    expect(back.world.snapshot().calls).toMatchObject([{ answered: null, queued: { queue: 'hotline' } }]);
  });

  it('is led out of the office when he has waited so long, or before he waits, and abandons nothing', () => {
    const leadsOut = { id: '112', number: '112', atOnce: false };
    const late = waits({ longest: { ms: 10_000, to: 'outside' }, leadsOut });
    late.pass(20_000);
    expect(late.log.slice(-2).map(brief)).toEqual(['10.000 call.transfer ', '13.000 call.transfer ']);
    const now = waits({ leadsOut: { ...leadsOut, atOnce: true } });
    now.pass(20_000);
    expect(now.log.map(brief).filter((line) => !/arrived|number_told/.test(line))).toEqual([
      '0.000 call.transfer ',
      '3.000 call.transfer ',
    ]);
    // They talk as long as he wants to, and he does not call again as one who gave up would.
    now.pass(600_000);
    expect(now.log.slice(-1).map(brief)).toEqual(['603.000 call.ended caller']);
  });
});
