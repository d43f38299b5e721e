import { spentUntil } from '../../../../../server/domain/sop/runs.ts';
import { initialSopState } from '../../../../../server/domain/sop/state.ts';
import { nextDeadline, step } from '../../../../../server/domain/sop/step.ts';
import type { Clock } from '../../../../../server/domain/sop/terms.ts';
import { createTimekeeper, type Timekeeper, wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { calendarOf, shipped as shippedCalendar, wib } from '../calendar/support.ts';
import { play, sopOf } from './support.ts';

describe('a clock that stops while the caller is on hold', () => {
  const sop = sopOf({ pauses: ['hold'], warnPercents: [50] });

  it('says nothing meanwhile, and goes on with what was left', () => {
    const { state, alerts } = play(sop, ['go@0', 'call.held@400', 'timer@9000']);
    expect(alerts).toEqual([]);
    expect(nextDeadline(sop, state)).toBeNull();
    const on = play(sop, ['go@0', 'call.held@400', 'call.resumed@10000', 'timer@10601']);
    expect(on.alerts).toEqual(['warning 50 % 10100', 'breach 100 % 10600']);
    expect(on.run).toMatchObject({ dueAt: 10_600, spent: 400, stoppedAt: null, stretchAt: 10_000 });
  });

  it('keeps the moments that were said before it stopped', () => {
    const { run } = play(sop, ['go@0', 'timer@500', 'call.held@700', 'call.resumed@1000']);
    expect(run).toMatchObject({ moments: [500, 1_300], fired: 1, dueAt: 1_300 });
    // Also one that was said in the very moment in which it stopped.
    const sharp = play(sop, ['go@0', 'timer@500', 'call.held@500', 'call.resumed@1000']);
    expect(sharp.run).toMatchObject({ moments: [500, 1_500], fired: 1, dueAt: 1_500 });
  });

  it('is met when it ends while it stands, however late that is, and late when it was late before', () => {
    expect(play(sop, ['go@0', 'call.held@1000', 'done@9000']).run).toMatchObject({ verdict: 'met', spent: 1_000 });
    expect(play(sop, ['go@0', 'call.held@1001', 'done@9000']).run).toMatchObject({ verdict: 'breached', spent: 1_001 });
    expect(play(sop, ['go@0', 'call.held@400', 'done@300 handled 500']).run).toMatchObject({
      verdict: 'met',
      spent: 400,
      endedAt: 300,
    });
  });

  it('has stopped at its due moment and breaches a millisecond after it goes on', () => {
    const { alerts } = play(sop, ['go@0', 'call.held@1000', 'call.resumed@5000', 'timer@5001']);
    expect(alerts).toEqual(['warning 50 % 500', 'breach 100 % 5000']);
  });

  it('goes on when the call is over, and is not stopped by other things', () => {
    expect(play(sop, ['go@0', 'call.held@400', 'call.ended@600']).run).toMatchObject({ dueAt: 1_200, stoppedAt: null });
    expect(play(sop, ['go@0', 'citizen.asked@400']).run?.stoppedAt).toBeNull();
    expect(play(sopOf({}), ['go@0', 'call.held@400']).run?.stoppedAt).toBeNull();
  });

  it('that begins on hold stands from the beginning', () => {
    const { run, state } = play(sop, ['call.held@0', 'go@100']);
    expect(run).toMatchObject({ stoppedAt: 100, spent: 0 });
    expect(nextDeadline(sop, state)).toBeNull();
    expect(play(sop, ['call.held@0', 'go@100', 'call.resumed@300']).run?.dueAt).toBe(1_300);
  });

  it('of a run that is over is touched no more', () => {
    const over = play(sop, ['go@0', 'done@100']).run;
    expect(play(sop, ['go@0', 'done@100', 'call.held@200', 'call.resumed@300']).run).toEqual(over);
  });

  it('stands until both reasons are gone, where there are two', () => {
    const both = sopOf({ pauses: ['hold', 'citizen'] });
    const held = ['go@0', 'call.held@100', 'citizen.asked@200', 'call.resumed@300'];
    expect(play(both, held).run?.stoppedAt).toBe(100);
    expect(play(both, [...held, 'citizen.replied@500']).run).toMatchObject({ stoppedAt: null, dueAt: 1_400 });
  });

  it('heard of too late, takes nothing back that was said, and corrects the verdict', () => {
    const { alerts, run } = play(sop, [
      'go@0',
      'timer@1001',
      'call.held@300 handled 1100',
      'call.resumed@1200',
      'done@1500',
    ]);
    expect(alerts).toEqual(['warning 50 % 500', 'breach 100 % 1000']);
    expect(run).toMatchObject({ verdict: 'met', corrected: true, spent: 600, dueAt: 1_900 });
  });

  it('tells what has been spent at any moment', () => {
    const standing = play(sop, ['go@0', 'call.held@400']).run;
    const going = play(sop, ['go@0', 'call.held@400', 'call.resumed@1000']).run;
    expect(standing && spentUntil(standing, 9_000, wallClock)).toBe(400);
    expect(going && spentUntil(going, 1_250, wallClock)).toBe(650);
  });
});

describe('a step that is counted otherwise when the caller is gone', () => {
  /** Open in the first half of every second. */
  const halves: Timekeeper = {
    dueAt: (clock, from, amount) => {
      if (clock === 'call') return from + amount;
      let left = amount;
      for (let at = from; ; at += 1) {
        if (left === 0) return at;
        if (at % 1_000 < 500) left -= 1;
      }
    },
    spent: (clock, from, to) => {
      if (clock === 'call') return to - from;
      return Array.from({ length: to - from }, (_, index) => from + index).filter((at) => at % 1_000 < 500).length;
    },
  };
  const budget = { clock: 'call', offlineClock: 'elapsed', amount: 1_000 } as const;
  const sop = sopOf({ budget, warnPercents: [] });

  it('is counted by the wall while he is there, and by the hours of the service from then on', () => {
    expect(play(sop, ['call.answered@0', 'go@100'], halves).run).toMatchObject({ clock: 'call', dueAt: 1_100 });
    const { run } = play(sop, ['call.answered@0', 'go@100', 'call.ended@600'], halves);
    expect(run).toMatchObject({ clock: 'elapsed', spent: 500, dueAt: 1_500 });
    expect(play(sop, ['go@100'], halves).run).toMatchObject({ clock: 'elapsed', dueAt: 2_100 });
  });

  it('adds up what was spent by either', () => {
    const { run } = play(sop, ['call.answered@0', 'go@100', 'call.ended@600', 'done@1200'], halves);
    expect(run).toMatchObject({ verdict: 'met', spent: 700 });
  });
});

describe('the hours of an office', () => {
  const office = shippedCalendar('office');
  const time = createTimekeeper({ service: calendarOf('  daily: { open: 08:00-20:00 }'), office });
  const at = (text: string) => wib(text);

  it('are asked by each clock in its own way', () => {
    const friday = at('2026-08-14 15:55');
    expect(time.dueAt('call', friday, 3_600_000, friday)).toBe(at('2026-08-14 16:55'));
    expect(time.dueAt('elapsed', friday, 3_600_000, friday)).toBe(at('2026-08-14 16:55'));
    expect(time.dueAt('office', friday, 3_600_000, friday)).toBe(at('2026-08-18 07:55'));
    expect(time.dueAt('workday', friday, 2, friday)).toBe(at('2026-08-19 16:00'));
    const wednesday = at('2026-08-19 16:00');
    expect(time.spent('call', friday, wednesday, friday)).toBe(wednesday - friday);
    expect(time.spent('elapsed', friday, at('2026-08-14 21:00'), friday)).toBe(4 * 3_600_000 + 300_000);
    expect(time.spent('office', friday, at('2026-08-18 08:00'), friday)).toBe(35 * 60_000 + 30 * 60_000);
    expect(time.spent('workday', friday, wednesday, friday)).toBe(2);
  });

  it.each([
    ['the same day, and gains nothing', '2026-07-06 10:00', '2026-07-06 14:00', '2026-07-08 16:00'],
    [
      'the next morning, and gains the day whose close it missed',
      '2026-07-07 10:00',
      '2026-07-08 08:00',
      '2026-07-09 16:00',
    ],
    ['the next day before its close, and gains nothing', '2026-07-07 10:00', '2026-07-07 15:59', '2026-07-08 16:00'],
    ['over a weekend, and gains the Friday', '2026-07-08 15:00', '2026-07-13 09:00', '2026-07-13 16:00'],
  ])('let working days that stood go on %s', (_, stopped, resumed, due) => {
    const sop = sopOf({ budget: { clock: 'workday', amount: 2 }, warnPercents: [], pauses: ['citizen'] });
    const happenings = [
      `go@${at('2026-07-06 09:00')}`,
      `citizen.asked@${at(stopped)}`,
      `citizen.replied@${at(resumed)}`,
    ];
    expect(new Date(play(sop, happenings, time).run?.dueAt ?? 0)).toEqual(new Date(at(due)));
  });

  it('tell why a stretch is due when it is, by each clock in its own way', () => {
    const time = createTimekeeper({ service: shippedCalendar('hotline-24h'), office: shippedCalendar('office') });
    const friday = wib('2026-11-20 15:55');
    const why = (clock: Clock, amount: number, begunAt = friday) => {
      const due = time.dueAt(clock, friday, amount, begunAt);
      return time.explain?.(clock, { from: friday, amount, begunAt }, due, 'en');
    };
    expect(why('call', 1_000)).toBeNull();
    expect(why('elapsed', 3_600_000)).toBe('due 20 Nov 16.55 WIB: started Fri 15.55');
    expect(why('office', 3_600_000)).toBe(
      'due 23 Nov 07.55 WIB: started Fri 15.55, office closes 16.30, weekend, continues Mon 07.30',
    );
    const [counted, monday] = ['came in Fri 15.55 (that day does not count)', 'weekend, working day 1 Mon'];
    expect(why('workday', 1)).toBe(`due 23 Nov 16.00 WIB: ${counted}, ${monday}, office closes 16.00`);
    expect(why('workday', 1, wib('2026-11-19 10:00'))).toBe(
      'due 20 Nov 16.30 WIB: continues Fri 15.55, working day 1 Fri, office closes 16.30',
    );
  });

  it('that change later move no promise that was made', () => {
    const sop = sopOf({ budget: { clock: 'office', amount: 3_600_000 }, warnPercents: [], drops: [] });
    const friday = at('2026-08-14 15:55');
    const before = step(sop, initialSopState, { id: 'a', type: 'go', at: friday }, friday, time).state;
    const shorter = createTimekeeper({ service: office, office: calendarOf('  mon-fri: { open: 09:00-10:00 }') });
    const after = step(sop, before, { id: 'b', type: 'other', at: friday + 1 }, friday + 1, shorter).state;
    expect(after.runs).toEqual(before.runs);
  });

  it('of nobody: the wall clock counts every day', () => {
    expect(wallClock.dueAt('workday', 5, 2, 5)).toBe(5 + 2 * 86_400_000);
    expect(wallClock.spent('workday', 5, 5 + 86_400_000 * 2 - 1, 5)).toBe(1);
  });
});
