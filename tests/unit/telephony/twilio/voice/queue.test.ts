import { caller, leg, leg101, room, roomOf, rung, sidOf, start, testQueue } from './support.ts';

const other = sidOf(102);

describe('a caller who waits', () => {
  it('rings the agent who has been idle the longest, and nobody who pauses or has left', () => {
    const { queue, caller: comes, asked } = testQueue();
    queue.member('101', false, start - 1_000);
    queue.member('102', false, start - 3_000);
    queue.member('103', true, start - 9_000);
    queue.member('104', false, start - 9_000);
    queue.leaveQueue('104');
    comes(1);
    comes(2, 5);
    comes(3, 6);
    expect(asked()).toEqual(['ring 102', 'ring 101']);
    expect([1, 2, 3].map((n) => queue.position(sidOf(n)))).toEqual([1, 2, 3]);
    queue.member('103', false, start + 100);
    expect(asked()).toEqual(['ring 103']);
  });

  it('rings who has been free the longer, counted from the end of the last talk', () => {
    const { queue, caller: comes, asked } = rung();
    queue.leg(...leg101('in-progress', 1_000));
    queue.member('102', false, start + 2_000);
    queue.callerEnded(caller, start + 9_000, start + 9_000);
    queue.left(caller, { legSid: leg, status: 'completed', at: start + 9_000 }, start + 9_000);
    queue.tick(start + 20_000);
    asked();
    comes(2, 21_000);
    expect(asked()).toEqual(['ring 102']);
  });

  it('rings nobody in the wrap-up of a talk, and everybody who has resumed', () => {
    const { queue, caller: comes, asked } = testQueue();
    queue.member('101', false, start, 7_000);
    comes(1);
    queue.ringMade(caller, '101', leg, start + 20);
    queue.leg(...leg101('in-progress', 1_000));
    comes(2, 2_000);
    queue.left(caller, { legSid: leg, status: 'completed', at: start + 9_000 }, start + 9_000);
    queue.callerEnded(caller, start + 9_000, start + 9_000);
    asked();
    queue.tick(start + 15_999);
    expect(asked()).toEqual([]);
    expect(queue.next(start + 15_999)).toBe(start + 16_000);
    queue.tick(start + 16_000);
    expect(asked()).toEqual(['ring 101']);
  });

  it('rings who resumes within the wrap-up at once', () => {
    const { queue, caller: comes, asked } = testQueue();
    queue.member('101', false, start, 7_000);
    comes(1);
    queue.ringMade(caller, '101', leg, start + 20);
    queue.leg(...leg101('in-progress', 1_000));
    comes(2, 2_000);
    queue.left(caller, { legSid: leg, status: 'completed', at: start + 9_000 }, start + 9_000);
    queue.callerEnded(caller, start + 9_000, start + 9_000);
    asked();
    queue.pause('101', true, start + 10_000);
    queue.tick(start + 17_000);
    expect(asked()).toEqual([]);
    queue.pause('101', false, start + 10_500);
    expect(asked()).toEqual(['ring 101']);
  });

  it('is not offered while he hears the announcements', () => {
    const { queue, asked, said } = testQueue();
    queue.member('101', false, start);
    queue.arrived({ sid: caller, ani: null, dnis: '+622150001234' }, start);
    queue.tick(start + 5_000);
    expect(asked()).toEqual([]);
    queue.waiting(caller, room, start + 6_000, start + 6_000);
    expect(asked()).toEqual(['ring 101']);
    expect(said()).toEqual(['call.arrived', 'call.queued']);
  });

  it('is offered when the telephone rings, and not before', () => {
    const { queue, said, events } = rung();
    queue.leg(...leg101('initiated', 100));
    expect(said()).toEqual([]);
    queue.leg(...leg101('ringing', 900));
    expect(events).toMatchObject([{ type: 'call.offered', offerId: leg, extension: '101', at: start + 900 }]);
  });

  it('is offered in a browser that was called even when Twilio does not say that it rings; a mobile telephone is waited for', () => {
    const { queue, said } = rung();
    queue.tick(start + 1_000);
    expect(said()).toEqual([]);
    queue.tick(start + 1_600);
    expect(said()).toEqual(['call.offered']);
    queue.leg(...leg101('ringing', 1_700));
    expect(said()).toEqual([]);

    const mobile = testQueue();
    mobile.queue.member('102', false, start);
    mobile.caller(1);
    mobile.queue.ringMade(caller, '102', other, start + 20);
    mobile.said();
    mobile.queue.tick(start + 10_000);
    expect(mobile.said()).toEqual([]);
  });

  it('is rung for at the next agent after 20 s, and first answer wins even when it comes too late', () => {
    const { queue, said, asked } = rung();
    queue.leg(...leg101('ringing', 100));
    queue.member('102', false, start + 200);
    expect(queue.next(start + 200)).toBe(start + 20_100);
    queue.tick(start + 20_100);
    expect(asked()).toEqual(['cancel']);
    expect(said()).toEqual(['call.offered']);
    queue.cancelled(caller, leg, 'canceled', start + 20_200);
    expect(said()).toEqual(['offer.lapsed no-answer']);
    expect(asked()).toEqual(['ring 102']);
    queue.ringMade(caller, '102', other, start + 20_300);
    queue.leg(caller, { extension: '102', legSid: other, status: 'ringing', at: start + 20_400 }, start + 20_400);
    // Twilio let the first through after all.
    queue.leg(...leg101('in-progress', 20_500));
    expect(said()).toEqual(['call.offered', 'offer.lapsed answered-elsewhere', 'call.answered']);
    expect(asked()).toEqual(['hangup']);
    expect(queue.calls.get(caller)?.answered).toMatchObject({ extension: '101' });
  });

  it('goes on waiting when the agent is told no, is busy, or cannot be reached', () => {
    for (const [status, reason] of [
      ['busy', 'refused'],
      ['no-answer', 'no-answer'],
      ['failed', 'no-answer'],
    ] as const) {
      const { queue, said, asked, events } = rung();
      queue.leg(...leg101('ringing', 100));
      queue.leg(...leg101(status, 200));
      expect(said()).toEqual(['call.offered', `offer.lapsed ${reason}`]);
      expect(asked()).toEqual([]);
      expect(queue.next(start + 200)).toBe(start + 5_200);
      queue.tick(start + 5_200);
      expect(asked()).toEqual(['ring 101']);
      expect(events).toEqual([]);
    }
    const { queue, said, events } = rung();
    queue.leg(...leg101('failed', 200));
    expect(events).toMatchObject([{ type: 'phone.unreachable', extension: '101' }]);
    expect(said()).toEqual([]);
  });

  it('is not offered twice when the leg answers before Twilio has named it to us', () => {
    const { queue, caller: comes, said, asked } = testQueue();
    queue.member('101', false, start);
    comes(1);
    said();
    queue.leg(...leg101('in-progress', 50));
    queue.ringMade(caller, '101', leg, start + 60);
    expect(said()).toEqual(['call.offered', 'call.answered']);
    expect(asked()).toEqual(['ring 101']);
  });

  it('is rung for once more when it is not known whether the ring was made, and a leg too many is ended', () => {
    const { queue, caller: comes, said, asked } = testQueue();
    queue.member('101', false, start);
    comes(1);
    queue.ringFailed(caller, '101', 'unknown', start + 5_000);
    expect(asked()).toEqual(['ring 101']);
    queue.tick(start + 20_010);
    queue.tick(start + 25_010);
    expect(asked()).toEqual(['ring 101']);
    queue.ringMade(caller, '101', other, start + 25_100);
    queue.leg(...leg101('ringing', 25_200));
    queue.leg(caller, { extension: '101', legSid: other, status: 'in-progress', at: start + 26_000 }, start + 26_000);
    queue.leg(...leg101('in-progress', 26_500));
    expect(asked()).toEqual(['hangup']);
    expect(said()).toEqual(['call.arrived', 'call.queued', 'call.offered', 'call.answered']);
  });
});

describe('a caller who hangs up', () => {
  it('while it rings takes the ring with him', () => {
    const { queue, said, asked, events } = rung();
    queue.leg(...leg101('ringing', 100));
    queue.left(caller, { legSid: caller, status: 'completed', at: start + 3_000 }, start + 3_050);
    expect(events.at(-1)).toMatchObject({ type: 'call.ended', endedBy: 'caller', at: start + 3_000 });
    expect(said()).toEqual(['call.offered', 'offer.lapsed caller-gone', 'call.ended']);
    expect(asked()).toEqual(['hangup']);
    queue.conferenceEnded(caller, { conferenceSid: room, by: caller, at: start + 3_000 }, start + 3_100);
    queue.callerEnded(caller, start + 3_000, start + 3_200);
    queue.leg(...leg101('in-progress', 3_300));
    expect(said()).toEqual([]);
    // Who answers a call that is over is let go.
    expect(asked()).toEqual(['hangup']);
    // The agent may be rung for the next at once.
    queue.arrived({ sid: sidOf(2), ani: null, dnis: '+622150001234' }, start + 4_000);
    queue.waiting(sidOf(2), roomOf(2), start + 4_000, start + 4_000);
    expect(asked()).toEqual(['ring 101']);
  });

  it('has his leg looked at when only his room is said to be over, and is rung for anew in another room', () => {
    const { queue, said, asked } = rung();
    queue.leg(...leg101('ringing', 2_900));
    queue.conferenceEnded(caller, { conferenceSid: room, by: caller, at: start + 3_000 }, start + 3_000);
    expect(said()).toEqual(['call.offered']);
    queue.tick(start + 5_000);
    expect(asked()).toEqual(['look']);
    queue.looked(caller, true, start + 5_100);
    queue.waiting(caller, roomOf(9), start + 5_200, start + 5_200);
    expect(said()).toEqual(['offer.lapsed caller-gone']);
    expect(asked()).toEqual(['hangup', 'ring 101']);
    queue.callerEnded(caller, start + 6_000, start + 6_000);
    expect(said()).toEqual(['call.ended']);
  });
});

describe('after a restart', () => {
  const found = {
    sid: caller,
    callerLeg: caller,
    dialledAt: null,
    ani: '+6281234567890',
    dnis: '+622150001234',
    arrivedAt: start - 60_000,
    room: { conferenceSid: room, at: start - 50_000, held: false },
    rings: [],
    answered: null,
    ...{ agentEndsRoom: true, target: null, alone: false },
  };

  it('a caller who waits is offered, one who talks is left alone, and a ring goes on', () => {
    const { queue, asked, said, events } = testQueue();
    const talk = { ...found, sid: sidOf(2), answered: { offerId: other, extension: '102', at: start - 9_000 } };
    const ring = { ...found, sid: sidOf(3), rings: [{ legSid: sidOf(103), extension: '103', at: start - 3_000 }] };
    queue.adopt([found, talk, ring], start, start);
    expect(events).toEqual([]);
    expect(queue.snapshot(start).calls).toMatchObject([
      { callId: `twilio-${caller}`, queued: { at: start - 50_000 }, offers: [], answered: null },
      { answered: { extension: '102' } },
      { offers: [{ offerId: sidOf(103), extension: '103' }] },
    ]);
    for (const extension of ['102', '103', '101']) queue.member(extension, false, start + 100);
    expect(asked()).toEqual(['ring 101']);
    queue.tick(start + 17_000);
    expect(asked()).toEqual(['cancel']);
    expect(said()).toEqual([]);
  });

  it('a call that the lists do not hold is looked at, not ended', () => {
    const { queue, caller: comes, asked, said } = testQueue();
    comes(1);
    comes(2, 19_000);
    said();
    queue.adopt([], start + 20_000, start + 20_000);
    expect(asked()).toEqual(['look']);
    expect(said()).toEqual([]);
    queue.looked(caller, false, start + 20_100);
    expect(said()).toEqual(['call.ended']);
  });
});

describe('several queues', () => {
  const queueOf = (dnis: string) => (dnis === '+62119' ? 'medis' : 'hotline');

  it('ring their own members alone, who knows more first', () => {
    const { queue, asked } = testQueue({ queueOf });
    queue.member('103', false, start - 9_000);
    queue.member('102', false, start - 9_000, 0, { queue: 'medis', penalty: 1 });
    queue.member('101', false, start, 0, { queue: 'medis', penalty: 0 });
    queue.arrived({ sid: caller, ani: null, dnis: '+62119' }, start);
    queue.waiting(caller, room, start, start);
    expect(asked()).toEqual(['ring 101']);
    expect(queue.snapshot(start).members).toContainEqual({
      ...{ extension: '102', queue: 'medis', paused: false, penalty: 1 },
    });
    queue.leaveQueue('102', 'medis');
    expect(queue.isMember('102')).toBe(false);
  });

  it('serve who has more priority before all who wait', () => {
    const { queue, caller: comes, asked } = testQueue();
    comes(1);
    queue.arrived({ sid: sidOf(2), ani: null, dnis: '+62211' }, start + 5);
    queue.numbered(sidOf(2), { place: { priority: 4 } });
    queue.waiting(sidOf(2), roomOf(2), start + 6, start + 6);
    expect([1, 2].map((n) => queue.position(sidOf(n)))).toEqual([2, 1]);
    queue.member('101', false, start + 10);
    expect(asked()).toEqual(['ring 101']);
    expect(queue.calls.get(sidOf(2))?.ring?.extension).toBe('101');
  });
});
