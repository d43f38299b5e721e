import type { HandedOver } from '../../../../telephony/recording.ts';
import { emptyWorld } from './support.ts';

/** 101 talks to a caller of a service that has its conversations recorded. */
function talk(full = false) {
  const kept: HandedOver[] = [];
  const { world, pass, join, log } = emptyWorld({ handOver: (recording) => void kept.push(recording) });
  join('101');
  world.recordingsFull(full);
  const callId = world.placeCall({ ani: null, patienceMs: 60_000, talkMs: 60_000, redialAfterMs: null });
  world.registered(callId, true, undefined, true);
  pass(100);
  world.execute({ type: 'leg.answer', callId, extension: '101' });
  const told = () => log.flatMap((event) => (event.type.startsWith('recording.') ? [event.type] : []));
  const pause = (on: boolean, extension = '101') => world.execute({ type: 'recording.pause', callId, extension, on });
  return { world, pass, callId, kept, told, pause };
}

describe('a recording in the simulated world', () => {
  it('is on from the answer, pauses and goes on when told, and is handed over as long as the talk', async () => {
    const { world, pass, callId, kept, told, pause } = talk();
    expect(world.snapshot().recorded).toMatchObject([{ callId, paused: false }]);
    pass(2_000);
    expect([pause(true), pause(true), pause(false)]).toEqual(Array(3).fill({ ok: true }));
    pass(1_000);
    world.hangUpCaller(callId);
    expect(told()).toEqual(['recording.on', 'recording.paused', 'recording.resumed']);
    expect(world.snapshot().recorded).toEqual([]);
    expect(kept).toMatchObject([{ callId, lengthMs: 3_000, whole: true }]);
    let signs = 0;
    for await (const piece of (kept[0] as HandedOver).sound()) signs += piece.length;
    expect(signs).toBe(24_000);
  });

  it('fails where there is no place, and the call goes on', () => {
    const { world, callId, kept, told } = talk(true);
    expect(told()).toEqual(['recording.failed']);
    expect(world.snapshot().calls).toMatchObject([{ callId, answered: { extension: '101' } }]);
    world.hangUpCaller(callId);
    expect(kept.every(({ whole }) => !whole)).toBe(true);
  });

  it('is paused by nobody else, nor of a call that is not there', () => {
    const { world, callId, pause } = talk();
    expect(pause(true, '102')).toMatchObject({ kind: 'rejected' });
    world.hangUpCaller(callId);
    expect(pause(true)).toMatchObject({ kind: 'rejected' });
  });

  it('is a message where a caller may leave one, after the hours and after the longest wait', () => {
    const kept: HandedOver[] = [];
    const { world, pass, log } = emptyWorld({ handOver: (recording) => void kept.push(recording) });
    const calls = (['closed', null] as const).map((turnsAway) => {
      const callId = world.placeCall({ ani: null, patienceMs: 600_000, talkMs: 60_000, redialAfterMs: null });
      const door = turnsAway ? { takesMessages: true } : { longest: { ms: 30_000, to: 'voicemail' as const } };
      world.registered(callId, true, { tells: [], turnsAway, ...door });
      return callId;
    });
    pass(60_000);
    const told = log.flatMap((event) => (event.type === 'call.turned_away' ? [event.why] : []));
    expect(told).toEqual(['closed', 'voicemail', 'voicemail']);
    expect(kept.map(({ callId, kind, lengthMs }) => [callId, kind, lengthMs])).toEqual(
      calls.map((callId) => [callId, 'message', 5_000]),
    );
    expect(world.snapshot().calls).toEqual([]);
  });
});
