import { spentUntil } from '../../../../../server/domain/sop/runs.ts';
import type { StepRun } from '../../../../../server/domain/sop/state.ts';
import { plannedAlerts } from '../../../../../server/domain/sop/thresholds.ts';
import { createTimekeeper, wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { verdictOf } from '../../../../../server/domain/sop/verdict.ts';
import { stepWith } from '../../../../support/sops.ts';
import { calendarOf, shipped, wib } from '../calendar/support.ts';
import { play, sopOf } from './support.ts';

const service = calendarOf('  sat: { open: 08:00-12:00 }');
const time = createTimekeeper({ service, office: shipped('office') });

describe('the hours of a service', () => {
  it('do not count while the caller is on the line', () => {
    const sunday = wib('2026-11-22 10:00');
    expect(time.dueAt('call', sunday, 30_000, sunday)).toBe(sunday + 30_000);
    expect(time.spent('call', sunday, sunday + 30_000, sunday)).toBe(30_000);
  });

  it('are not known for sure from the first moment of a year without its holidays', () => {
    const provisional = (to: number) => time.provisional?.('elapsed', wib('2026-12-31 08:00'), to);
    const newYear = wib('2027-01-01 00:00');
    expect([provisional(newYear - 1), provisional(newYear), provisional(newYear + 1)]).toEqual([false, false, true]);
  });
});

describe('what a run has spent', () => {
  it('is all that went by, where nothing is promised, and nothing more once it has ended', () => {
    const untimed = sopOf({ budget: null });
    const going = play(untimed, ['go@1000']).run as StepRun;
    expect(going.corrected).toBe(false);
    expect(spentUntil(going, 1_700, time)).toBe(700);
    const timed = play(sopOf({}), ['go@1000', 'done@1400']).run as StepRun;
    expect([spentUntil(timed, 1_400, wallClock), spentUntil(timed, 9_000, wallClock)]).toEqual([400, 400]);
  });
});

describe('how long the clock of a run has stood', () => {
  const holding = sopOf({ pauses: ['hold'] });
  const paused = (...happenings: readonly string[]) => play(holding, ['go@1000', ...happenings]).run;

  it('is all of its stops together, up to its end', () => {
    expect(paused('call.held@1200', 'call.resumed@1500')?.pausedMs).toBe(300);
    expect(paused('call.held@1200', 'call.resumed@1500', 'call.held@1600')?.pausedMs).toBe(300);
    expect(paused('call.held@1200', 'call.resumed@1500', 'call.held@1600', 'done@1700')?.pausedMs).toBe(400);
    expect(paused('call.held@1200', 'call.resumed@1500', 'done@1700')?.pausedMs).toBe(300);
  });

  it('is not told where it never stood, or stood only after the end that was told late', () => {
    expect(paused('done@1100')).not.toHaveProperty('pausedMs');
    expect(paused('call.held@1200', 'done@1100')).not.toHaveProperty('pausedMs');
  });
});

describe('what a step may raise', () => {
  it('comes in the order of its moments, the breach before the level at the same one', () => {
    const level = (percent: number) => ({ percent, level: 1, to: ['supervisor'] });
    const step = stepWith({ warnPercents: [50, 90], escalate: [level(75), level(100), level(150)] as never });
    expect(plannedAlerts(step).map(({ kind, percent }) => `${kind} ${percent}`)).toEqual([
      ...['warning 50', 'escalation 75', 'warning 90'],
      ...['breach 100', 'escalation 100', 'escalation 150'],
    ]);
  });
});

describe('the steps that a case never came to', () => {
  it('are steps of a case, and told when it is over', () => {
    const sop = sopOf(
      { id: 'a' },
      { id: 'never', starts: [{ on: 'x' }] },
      { id: 'whole', kind: 'total', starts: [{ on: 'x' }] },
      { id: 'daily', scope: 'day', starts: [{ on: 'x' }] },
      { id: 'shared', shares: 'a', starts: [{ on: 'x' }] } as never,
    );
    const skipped = (...happenings: readonly string[]) => verdictOf(sop, play(sop, happenings).state).skipped;
    expect(skipped('go@1000', 'done@1400')).toEqual(['never']);
    expect(skipped('go@1000')).toEqual([]);
  });
});
