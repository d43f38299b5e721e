import type { SopDefinition } from '../../../../../server/domain/sop/definition.ts';
import { initialSopState, type SopEvent, type SopState } from '../../../../../server/domain/sop/state.ts';
import { nextDeadline, step } from '../../../../../server/domain/sop/step.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

type Given = Parameters<typeof stepWith>[0];
const sopOf = (...steps: Given[]): SopDefinition => sopWith(steps.map(stepWith));

let count = 0;
const event = (type: string, at: number, data: object = {}): SopEvent => {
  count += 1;
  return { id: `e${count}`, type, at, data };
};

/** Handles each event when it happens, or at `now` where that is given beside it. */
function play(sop: SopDefinition, ...events: readonly (SopEvent | readonly [SopEvent, number])[]) {
  let state: SopState = initialSopState;
  const alerts: string[] = [];
  for (const given of events) {
    const [one, now] = 'type' in given ? [given, given.at] : given;
    const result = step(sop, state, one, now, wallClock);
    state = result.state;
    alerts.push(...result.effects.map(({ kind, runId, dueAt, firedAt }) => `${kind} ${runId} ${dueAt}@${firedAt}`));
  }
  return { state, alerts, verdicts: state.runs.map(({ id, verdict }) => `${id} ${verdict}`) };
}

describe('a step of a procedure', () => {
  const sop = sopOf({});

  it('is met to the very end of its length, and breached a millisecond later', () => {
    expect(play(sop, event('go', 0), event('done', 1_000)).verdicts).toEqual(['a met']);
    expect(play(sop, event('go', 0), event('done', 1_001)).verdicts).toEqual(['a breached']);
  });

  it('raises no breach at its due moment, and one a millisecond later', () => {
    expect(play(sop, event('go', 0), event('timer', 1_000)).alerts).toEqual(['warning a 500@1000']);
    expect(play(sop, event('go', 0), event('timer', 1_001)).alerts).toEqual([
      'warning a 500@1001',
      'breach a 1000@1001',
    ]);
    expect(play(sop, event('go', 0), event('done', 1_000)).alerts).toEqual(['warning a 500@1000']);
  });

  it('is dropped without a verdict in time, and breached when it was late already', () => {
    expect(play(sop, event('go', 0), event('off', 1_000)).verdicts).toEqual(['a cancelled']);
    expect(play(sop, event('go', 0), event('off', 1_001)).verdicts).toEqual(['a breached']);
  });

  it('that was late stays late when another clock begins to count it', () => {
    const switching = sopOf({ budget: { clock: 'elapsed', offlineClock: 'call', amount: 1_000 }, warnPercents: [] });
    const linked = event('case.linked', 1_500, { live: true });
    const { state } = play(switching, event('go', 0), linked, event('done', 1_500));
    expect(state.runs[0]).toMatchObject({ verdict: 'breached', dueAt: 1_000 });
  });

  it('announces nothing of an event that came in time and is handled late', () => {
    expect(play(sop, event('go', 0), [event('done', 400), 5_000]).alerts).toEqual([]);
  });

  it.each(['done', 'off'])(
    'that was announced as late keeps the alert, and is corrected by a late word of "%s"',
    (type) => {
      const { alerts, state } = play(sop, event('go', 0), event('timer', 1_001), [event(type, 900), 1_500]);
      expect(alerts).toEqual(['warning a 500@1001', 'breach a 1000@1001']);
      expect(state.runs[0]).toMatchObject({
        verdict: type === 'done' ? 'met' : 'cancelled',
        corrected: true,
        endedAt: 900,
      });
    },
  );

  it('that was warned of, or ended late indeed, is not corrected', () => {
    const warned = play(sop, event('go', 0), event('timer', 600), [event('done', 900), 950]);
    expect(warned.state.runs[0]).toMatchObject({ verdict: 'met', corrected: false });
    const late = play(sop, event('go', 0), event('timer', 1_001), [event('done', 1_200), 1_500]);
    expect(late.state.runs[0]).toMatchObject({ verdict: 'breached', corrected: false });
  });

  it('that begins in the past raises what is due at once', () => {
    expect(play(sop, [event('go', 0), 700]).alerts).toEqual(['warning a 500@700']);
  });

  it('runs once, however often it is started', () => {
    const { state } = play(sop, event('go', 0), event('done', 10), event('go', 20), event('go', 30));
    expect(state.runs).toHaveLength(1);
    expect(state.runs[0]).toMatchObject({ verdict: 'met', startedAt: 0 });
  });

  it('never ends before it began', () => {
    expect(play(sop, event('go', 100), [event('done', 50), 120]).state.runs[0]?.endedAt).toBe(100);
  });

  it('names whom its first event named', () => {
    expect(play(sop, event('go', 0, { agentId: 'siti' })).state.runs[0]?.ownerId).toBe('siti');
    expect(play(sop, event('go', 0, { agentId: null })).state.runs[0]?.ownerId).toBeNull();
  });
});

describe('a step with a run for each value of a field', () => {
  const sop = sopOf({ perKey: 'offerId' });
  const go = (at: number, offerId: string) => event('go', at, { offerId });

  it('times each value by itself', () => {
    const { verdicts } = play(sop, go(0, 'x'), go(900, 'y'), event('done', 1_100, { offerId: 'y' }));
    expect(verdicts).toEqual(['a:x running', 'a:y met']);
  });

  it('is not ended or dropped by the event of another value', () => {
    for (const type of ['done', 'off'])
      expect(play(sop, go(0, 'x'), event(type, 100, { offerId: 'y' })).verdicts).toEqual(['a:x running']);
  });

  it('is ended in all its runs by an event without the field', () => {
    expect(play(sop, go(0, 'x'), go(1, 'y'), event('off', 100)).verdicts).toEqual(['a:x cancelled', 'a:y cancelled']);
  });

  it('does not run twice for one value', () => {
    expect(play(sop, go(0, 'x'), go(50, 'x')).state.runs).toHaveLength(1);
  });
});

describe('a condition on a start', () => {
  const live = sopOf({ starts: [{ on: 'go', when: 'live' }] });
  const answered = sopOf({ starts: [{ on: 'go', when: 'answered' }] });
  const talk = event('call.answered', 1);
  const end = event('call.ended', 2);
  const linked = (on: boolean) => event('case.linked', 1, { live: on });

  it.each<[string, readonly SopEvent[], number, number]>([
    ['before the answer', [], 0, 0],
    ['while talking', [talk], 1, 1],
    ['after the call', [talk, end], 0, 1],
    ['after a call that nobody answered', [end], 0, 0],
    ['in a further case of a live call', [linked(true)], 1, 1],
    ['in a further case of a call that is over', [linked(false)], 0, 1],
  ])('%s', (_, before, liveRuns, answeredRuns) => {
    expect(play(live, ...before, event('go', 3)).state.runs).toHaveLength(liveRuns);
    expect(play(answered, ...before, event('go', 3)).state.runs).toHaveLength(answeredRuns);
  });

  it('looks at the facts as the starting event leaves them', () => {
    const sop = sopOf(
      { starts: [{ on: 'call.answered', when: 'live' }] },
      { id: 'b', starts: [{ on: 'call.ended', when: 'live' }] },
    );
    expect(play(sop, talk, end).verdicts).toEqual(['a running']);
  });
});

describe('a procedure', () => {
  it('goes on from step to step with one event', () => {
    const sop = sopOf({}, { id: 'b', starts: [{ on: 'done' }], ends: ['over'] });
    expect(play(sop, event('go', 0), event('done', 10)).verdicts).toEqual(['a met', 'b running']);
  });

  it('that is closed drops what runs, keeps what was late, and takes nothing any more', () => {
    const sop = sopOf({}, { id: 'b', budgetMs: 10 }, { id: 'c', starts: [{ on: 'again' }] });
    const closed = play(sop, event('go', 0), event('case.closed', 100));
    expect(closed.verdicts).toEqual(['a cancelled', 'b breached']);
    const { state, effects } = step(sop, closed.state, event('again', 99_000), 99_000, wallClock);
    expect(state).toBe(closed.state);
    expect(effects).toEqual([]);
    expect(nextDeadline(sop, closed.state)).toBeNull();
  });

  it('keeps what is known of the citizen, and of none when it is closed', () => {
    const facts = (...types: string[]) => {
      const { runs: _, ...rest } = play(sopOf({}), ...types.map((type, at) => event(type, at))).state;
      return rest;
    };
    const talking = { live: true, answered: true, held: false, awaiting: false, closed: false };
    expect(facts('call.answered', 'citizen.asked')).toEqual({ ...talking, awaiting: true });
    expect(facts('call.answered', 'citizen.asked', 'citizen.replied')).toEqual(talking);
    expect(facts('call.answered', 'call.held', 'citizen.asked', 'case.closed')).toEqual({
      ...talking,
      live: false,
      closed: true,
    });
  });

  it('announces what one moment brings in the order in which it lay', () => {
    const sop = sopOf({ budgetMs: 1_000, warnPercents: [90] }, { id: 'b', budgetMs: 800, warnPercents: [10] });
    expect(play(sop, event('go', 0), event('timer', 5_000)).alerts.map((alert) => alert.split('@')[0])).toEqual([
      'warning b 80',
      'breach b 800',
      'warning a 900',
      'breach a 1000',
    ]);
  });

  it('knows its next deadline: the soonest of all runs, or none', () => {
    const sop = sopOf({ warnPercents: [] }, { id: 'b', budgetMs: 700, warnPercents: [50] });
    expect(nextDeadline(sop, initialSopState)).toBeNull();
    expect(nextDeadline(sop, play(sop, event('go', 0)).state)).toBe(350);
    expect(nextDeadline(sop, play(sop, event('go', 0), event('timer', 350)).state)).toBe(701);
    expect(nextDeadline(sop, play(sop, event('go', 0), event('timer', 701)).state)).toBe(1_001);
    expect(nextDeadline(sop, play(sop, event('go', 0), event('timer', 1_001)).state)).toBeNull();
  });

  it('of an exchange whose clock is ahead of ours raises nothing too early', () => {
    expect(play(sopOf({}), event('go', 0), [event('other', 2_000), 100]).alerts).toEqual([]);
  });

  it('that has not the step a case is in says so', () => {
    const { state } = play(sopOf({}), event('go', 0));
    expect(() => nextDeadline(sopOf({ id: 'other' }), state)).toThrow('SOP p 1 has no step a');
  });
});

it('a threshold that falls between two milliseconds fires at the later one', () => {
  const { state } = play(sopOf({ budgetMs: 999 }), event('go', 0));
  expect(state.runs[0]?.moments).toEqual([500, 999]);
});
