import { caller, leg, leg101, room, rung, start } from './support.ts';

describe('a conversation', () => {
  const talking = () => {
    const test = rung();
    test.queue.leg(...leg101('in-progress', 500));
    test.said();
    test.asked();
    return test;
  };

  it.each([
    ['agent', leg],
    ['caller', caller],
  ])('ends by the %s, whose leg ended the room', (who, by) => {
    const { queue, events } = talking();
    const left = (legSid: string) =>
      queue.left(caller, { legSid, status: 'completed', at: start + 9_000 }, start + 9_000);
    left(caller);
    left(leg);
    expect(events).toEqual([]);
    queue.conferenceEnded(caller, { conferenceSid: room, by, at: start + 9_000 }, start + 9_100);
    expect(events).toMatchObject([{ type: 'call.ended', endedBy: who, at: start + 9_000 }]);
  });

  it('ends by whom was seen to go first when nobody says more', () => {
    for (const [first, second, who] of [
      [caller, leg, 'caller'],
      [leg, caller, 'agent'],
    ] as const) {
      const { queue, events } = talking();
      for (const legSid of [first, second])
        queue.left(caller, { legSid, status: 'completed', at: start + 9_000 }, start + 9_000);
      queue.tick(start + 11_000);
      expect(events).toMatchObject([{ type: 'call.ended', endedBy: who }]);
    }
  });

  it('is held and resumed once each, in whatever order it is told', () => {
    const { queue, said, events } = talking();
    const held = (on: boolean, order: number) => queue.held(caller, { on, order, at: start + 9_000 }, start + 9_000);
    held(true, 4);
    held(true, 4);
    held(false, 5);
    held(true, 4);
    expect(new Set(events.map((event) => ('id' in event ? event.id : ''))).size).toBe(2);
    expect(said()).toEqual(['call.held', 'call.resumed']);
    held(false, 7);
    held(true, 6);
    expect(said()).toEqual([]);
  });
});
