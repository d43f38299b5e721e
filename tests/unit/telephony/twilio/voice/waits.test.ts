import { askedMark } from '../../../../../telephony/twilio/voice/rooms.ts';
import { stepsOf } from '../../../../../telephony/twilio/voice/waits.ts';
import { caller, leg, room, roomOf, start, testQueue } from './support.ts';

const place = { queue: 'medis', priority: 0, leads: [{ queue: 'umum', afterMs: 30_000 }] };
const calledBack = { tells: [], turnsAway: null, longest: { ms: 60_000, to: 'call_back' } } as const;

/** A caller in the queue `medis`, who is led to `umum` after 30 s and called back after 60. */
function waits({ has = (queue: string) => queue !== '' } = {}) {
  const test = testQueue({ hasQueue: has });
  test.queue.arrived({ sid: caller, ani: '+6281234567890', dnis: '+622150001234' }, start);
  test.queue.numbered(caller, { place, door: calledBack });
  test.queue.waiting(caller, room, start, start);
  test.said();
  return test;
}

describe('how long a caller waits', () => {
  it('is told in order of time, with a message at its end too, and without what comes after it', () => {
    const leads = [...place.leads, { queue: 'lain', afterMs: 40_000 }];
    expect(stepsOf({ place: { ...place, leads }, door: calledBack })).toEqual([
      { type: 'lead', afterMs: 30_000, queue: 'umum' },
      { type: 'call_back', afterMs: 60_000 },
    ]);
    expect(stepsOf({ door: { ...calledBack, longest: { ms: 60_000, to: 'voicemail' } } })).toEqual([
      { type: 'voicemail', afterMs: 60_000 },
    ]);
    expect(stepsOf({ door: { ...calledBack, longest: { ms: 60_000, to: 'outside' } } })).toEqual([]);
    expect(stepsOf({})).toEqual([]);
  });

  it('leads him on, as one who came when he did, to agents of the other queue', () => {
    const { queue, said, asked } = waits();
    queue.member('102', false, start, 0, { queue: 'umum', penalty: 0 });
    expect(asked()).toEqual([]);
    expect(queue.next(start + 1)).toBe(start + 30_000);
    queue.tick(start + 29_999);
    expect(said()).toEqual([]);
    queue.tick(start + 30_000);
    expect(said()).toEqual(['call.queued']);
    expect(asked()).toEqual(['ring 102']);
    expect(queue.snapshot(start + 30_000).calls[0]?.queued).toEqual({ queue: 'umum', at: start });
  });

  it('goes on in the first queue where the other one is not there any more', () => {
    const { queue } = waits({ has: (name) => name !== 'umum' });
    queue.tick(start + 30_000);
    expect(queue.calls.get(caller)?.queue).toBe('hotline');
  });

  it('takes no ring from him: only when it was in vain he is led on', () => {
    const { queue, asked, said } = waits();
    queue.member('101', false, start, 0, { queue: 'medis', penalty: 0 });
    queue.member('102', false, start, 0, { queue: 'umum', penalty: 0 });
    queue.ringMade(caller, '101', leg, start + 20_000);
    queue.leg(caller, { extension: '101', legSid: leg, status: 'ringing', at: start + 20_000 }, start + 20_000);
    asked();
    said();
    queue.tick(start + 35_000);
    expect(asked()).toEqual([]);
    queue.leg(caller, { extension: '101', legSid: leg, status: 'no-answer', at: start + 36_000 }, start + 36_000);
    expect(asked()).toEqual([]);
    queue.tick(start + 36_000);
    expect(said()).toEqual(['offer.lapsed no-answer', 'call.queued']);
    expect(asked()).toEqual(['ring 102']);
  });

  it('ends out of his room, is asked of Twilio until it is done, and is told once', () => {
    const { queue, asked, said } = waits();
    queue.tick(start + 60_000);
    expect(said()).toEqual(['call.queued']);
    expect(asked()).toEqual(['word']);
    // Nobody is rung for him, and he stands in no line.
    queue.member('102', false, start + 60_000, 0, { queue: 'umum', penalty: 0 });
    expect(asked()).toEqual([]);
    expect(queue.position(caller)).toBeNull();
    queue.left(
      caller,
      { legSid: caller, status: 'in-progress', at: start + 60_100, conferenceSid: room },
      start + 60_100,
    );
    queue.tick(start + 64_000);
    expect(asked()).toEqual(['word']);
    queue.turnedAway(caller, 'call_back', start + 64_500);
    queue.tick(start + 90_000);
    expect(asked()).toEqual([]);
    queue.callerEnded(caller, start + 91_000, start + 91_000);
    expect(said()).toEqual(['call.turned_away', 'call.ended']);
  });

  it('ends with a message: he stands in no line from then on, and comes back to it where nothing comes of the tone', () => {
    const { queue, asked, said } = testQueue();
    queue.arrived({ sid: caller, ani: null, dnis: '+622150001234' }, start);
    queue.numbered(caller, { door: { ...calledBack, longest: { ms: 60_000, to: 'voicemail' } } });
    queue.waiting(caller, room, start, start);
    queue.tick(start + 60_000);
    expect([asked(), queue.position(caller)]).toEqual([['word'], null]);
    queue.worded(caller, 'message', start + 61_000);
    queue.member('101', false, start + 62_000);
    queue.tick(start + 64_000);
    expect(asked()).toEqual([]);
    said();
    queue.tick(start + 106_000);
    expect(asked()).toEqual(['lead']);
    for (const _ of [1, 2]) queue.turnedAway(caller, 'voicemail', start + 107_000);
    queue.tick(start + 200_000);
    expect([asked(), said()]).toEqual([[], ['call.turned_away']]);
    queue.callerEnded(caller, start + 210_000, start + 210_000);
    expect(said()).toEqual(['call.ended']);
  });

  describe('and is asked whether he wants to be called back', () => {
    const asks = { tells: [], turnsAway: null, offersCallBackAfterMs: 20_000 } as const;
    /** Of one who has waited 20 s. */
    function isAsked() {
      const test = testQueue();
      test.queue.arrived({ sid: caller, ani: '+6281234567890', dnis: '+622150001234' }, start);
      test.queue.numbered(caller, { door: asks });
      test.queue.waiting(caller, room, start, start);
      test.caller(2, 5);
      test.queue.tick(start + 20_000);
      test.said();
      return test;
    }
    const backAt = (ms: number) => [caller, roomOf(9), start + ms, start + ms, askedMark(start + 20_000)] as const;

    it('out of his room, once, keeping his place, and before all who were not asked', () => {
      const { queue, asked } = isAsked();
      expect(asked()).toEqual(['word']);
      queue.member('101', false, start + 20_100);
      // He is being asked; the next one gets the agent.
      expect(queue.calls.get(caller)?.ring).toBeNull();
      expect(asked()).toEqual(['ring 101']);
      queue.worded(caller, 'offer', start + 20_500);
      queue.tick(start + 30_000);
      expect(asked()).toEqual([]);
      queue.waiting(...backAt(31_000));
      expect(queue.position(caller)).toBe(1);
      queue.member('102', false, start + 31_000);
      expect(queue.calls.get(caller)?.ring?.extension).toBe('102');
      queue.tick(start + 40_000);
      expect(asked()).toEqual(['ring 102']);
    });

    it('again where Twilio does not come for the words, and he is led to a room where it never tells of one', () => {
      const { queue, asked } = isAsked();
      asked();
      queue.tick(start + 24_000);
      expect(asked()).toEqual(['word']);
      queue.worded(caller, 'offer', start + 24_500);
      queue.tick(start + 60_000);
      expect(asked()).toEqual([]);
      queue.tick(start + 69_500);
      expect(asked()).toEqual(['lead']);
    });

    it('not out of a talk that began in a room of which the lists alone have told', () => {
      const { queue, asked } = isAsked();
      queue.worded(caller, 'offer', start + 20_500);
      const of = { sid: caller, callerLeg: caller, dialledAt: null, ani: null, dnis: '+62119', arrivedAt: start };
      const talk = { answered: { offerId: leg, extension: '101', at: start + 33_000 }, agentEndsRoom: true };
      const found = { ...of, ...talk, rings: [], target: null, alone: false };
      const inRoom = { conferenceSid: roomOf(9), at: start + 31_000, held: false };
      queue.adopt([{ ...found, room: inRoom }], start + 35_000, start + 35_000);
      asked();
      queue.tick(start + 80_000);
      expect(asked()).toEqual([]);
    });

    it('and is told of once, however often he has pressed the key, also before the lists know him', () => {
      const { queue, said } = isAsked();
      queue.worded(caller, 'offer', start + 20_500);
      for (const _ of [1, 2, 3]) queue.turnedAway(caller, 'call_back', start + 25_000);
      expect(said()).toEqual(['call.turned_away']);
      queue.callerEnded(caller, start + 26_000, start + 26_000);
      queue.turnedAway(caller, 'call_back', start + 27_000);
      expect(said()).toEqual(['call.ended']);
      const another = testQueue();
      another.queue.turnedAway(caller, 'call_back', start + 25_000);
      expect(another.said()).toEqual(['call.turned_away']);
    });

    it('not again by a process that finds him in the room of one who was asked', () => {
      const { queue } = testQueue();
      const nobody = { rings: [], answered: null, agentEndsRoom: true, target: null, alone: false, asked: true };
      const of = { sid: caller, callerLeg: caller, dialledAt: null, ani: null, dnis: '+62119', arrivedAt: start };
      const inRoom = { conferenceSid: room, at: start, held: false };
      queue.adopt([{ ...of, ...nobody, room: inRoom }], start + 50_000, start + 50_000);
      queue.learnt(caller, { door: asks }, start + 51_000);
      expect(queue.calls.get(caller)?.steps).toEqual([]);
    });
  });

  it('begins anew where he comes to a room all the same, and is over once he talks', () => {
    const { queue, asked } = waits();
    queue.member('102', false, start, 0, { queue: 'umum', penalty: 0 });
    queue.pause('102', true, start);
    queue.tick(start + 60_000);
    asked();
    queue.turnedAway(caller, 'call_back', start + 60_500);
    queue.waiting(caller, roomOf(2), start + 61_000, start + 61_000);
    expect(queue.position(caller)).toBe(1);
    queue.tick(start + 61_000);
    expect(asked()).toEqual(['word']);
    queue.waiting(caller, roomOf(3), start + 62_000, start + 62_000);
    queue.leg(caller, { extension: '102', legSid: leg, status: 'in-progress', at: start + 62_100 }, start + 62_100);
    asked();
    queue.tick(start + 80_000);
    expect(asked()).toEqual([]);
  });

  it('is asked for once of one who came to a process that is no more, from the moment at which he came', () => {
    const { queue, asked, said } = testQueue();
    const nobody = { rings: [], answered: null, agentEndsRoom: true, target: null, alone: false };
    const of = { sid: caller, callerLeg: caller, dialledAt: null, ani: null, dnis: '+62119', arrivedAt: start };
    queue.adopt(
      [{ ...of, ...nobody, room: { conferenceSid: room, at: start, held: false } }],
      start + 50_000,
      start + 50_000,
    );
    expect(queue.untold().map(({ sid }) => sid)).toEqual([caller]);
    queue.learnt(caller, { door: calledBack }, start + 51_000);
    expect(queue.untold()).toEqual([]);
    expect(queue.next(start + 51_000)).toBe(start + 60_000);
    queue.tick(start + 60_000);
    expect([said(), asked()]).toEqual([[], ['word']]);
  });
});
