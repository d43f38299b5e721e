import {
  type CallQueue,
  changesOf,
  firstQueue,
  leadsRound,
  penaltyOf,
  placesOf,
  queueOfService,
  wayOf,
  wayWhenClosed,
} from '../../../../../server/domain/agent/queues.ts';

const medical: CallQueue = { ...firstQueue('medis'), services: ['medical'], skills: ['emergency', 'english'] };
const known = [firstQueue('hotline'), medical];

describe('the queues of an office', () => {
  it.each([
    [[], {}, 0],
    [['emergency'], { emergency: 3 }, 0],
    [['emergency'], { emergency: 1 }, 2],
    [['emergency'], {}, 3],
    [['emergency', 'english'], { emergency: 3, english: 2 }, 1],
    // A word that every object has is no skill.
    [['constructor'], {}, 3],
  ] as const)('of skills %j somebody with %j is rung after %d better ones', (wanted, skills, penalty) => {
    expect(penaltyOf(wanted, skills)).toBe(penalty);
  });

  it('hold whom somebody has put there, and else the first one holds everybody', () => {
    expect(placesOf({ queues: null, skills: {} }, known, 'hotline')).toEqual([{ queue: 'hotline', penalty: 0 }]);
    const both = { queues: ['medis', 'hotline', 'gone'], skills: { emergency: 3, english: 3 } } as const;
    expect(placesOf(both, known, 'hotline')).toEqual([
      { queue: 'hotline', penalty: 0 },
      { queue: 'medis', penalty: 0 },
    ]);
    expect(placesOf({ queues: [], skills: {} }, known, 'hotline')).toEqual([]);
  });

  it('take the callers of their services, and the first one all others', () => {
    expect(queueOfService('medical', known, 'hotline')).toBe('medis');
    expect(queueOfService('other', known, 'hotline')).toBe('hotline');
  });

  it('tell what changed, and nothing of what did not', () => {
    expect(changesOf(medical, { ...medical, ringSeconds: 9 })).toBe('ringSeconds: 6 → 9');
    expect(changesOf(medical, medical)).toBe('');
    expect(changesOf({ a: 1 }, null)).toBe('a: 1 → null');
  });
});

describe('callers are led on', () => {
  const queue = (id: string, to?: string, afterSeconds = 60) => ({
    ...firstQueue(id),
    ...(to !== undefined && { overflow: { queue: to, afterSeconds } }),
  });
  const known = [queue('hotline'), queue('a', 'b', 30), queue('b', 'hotline'), queue('lost', 'gone')];
  const all = () => true;

  it('from queue to queue, each after its time', () => {
    expect(wayOf('a', known, all)).toEqual({
      queue: 'a',
      leads: [
        { queue: 'b', afterMs: 30_000 },
        { queue: 'hotline', afterMs: 60_000 },
      ],
      outside: null,
    });
    expect(wayOf('hotline', known, all)).toEqual({ queue: 'hotline', leads: [], outside: null });
  });

  it('at once past queues of which nobody is there, and nowhere where nobody is anywhere', () => {
    expect(wayOf('a', known, (id) => id === 'hotline')).toMatchObject({ queue: 'hotline', leads: [] });
    expect(wayOf('a', known, (id) => id === 'b').queue).toBe('b');
    expect(wayOf('a', known, () => false).queue).toBe('a');
  });

  it('never round, nor to a queue that is no more', () => {
    expect(wayOf('lost', known, all)).toEqual({ queue: 'lost', leads: [], outside: null });
    const round = [queue('a', 'b'), queue('b', 'a')];
    expect(wayOf('a', round, all).leads).toEqual([{ queue: 'b', afterMs: 60_000 }]);
    expect([leadsRound('a', round), leadsRound('a', [queue('a', 'a')]), leadsRound('a', known)]).toEqual([
      ...[true, true],
      false,
    ]);
  });

  it('out of the office from the last queue, at once where nobody is in any of them', () => {
    const out = { ...queue('b'), overflow: { outside: '112', afterSeconds: 45 } };
    const led = [queue('hotline'), queue('a', 'b', 30), out];
    expect(wayOf('a', led, all).outside).toEqual({ id: '112', afterMs: 75_000, atOnce: false });
    expect(wayOf('a', led, (id) => id === 'b')).toEqual({
      ...{ queue: 'b', leads: [], outside: { id: '112', afterMs: 45_000, atOnce: false } },
    });
    expect(wayOf('a', led, () => false)).toEqual({
      ...{ queue: 'a', leads: [{ queue: 'b', afterMs: 30_000 }] },
      outside: { id: '112', afterMs: 75_000, atOnce: true },
    });
    expect(wayOf('hotline', led, () => false).outside).toBeNull();
  });

  it('while it is closed to another queue where somebody is, or out of the office; else nowhere', () => {
    const night = { ...queue('night'), overflow: { outside: '112', afterSeconds: 30 } };
    const led = [
      { ...queue('a'), whenClosed: { outside: 'PLN' } },
      { ...queue('b'), whenClosed: { queue: 'night' } },
      { ...queue('c'), whenClosed: { queue: 'hotline' } },
      { ...queue('d'), whenClosed: { queue: 'gone' } },
      ...[queue('hotline'), night],
    ];
    const nobody = () => false;
    expect(wayWhenClosed('a', led, all)).toEqual({ outside: 'PLN' });
    expect(wayWhenClosed('b', led, all)).toMatchObject({ way: { queue: 'night' } });
    // Nobody is there either, and there it is said what then.
    expect(wayWhenClosed('b', led, nobody)).toEqual({ outside: '112' });
    expect([wayWhenClosed('c', led, nobody), wayWhenClosed('d', led, all), wayWhenClosed('night', led, all)]).toEqual([
      ...[null, null],
      null,
    ]);
  });
});
