import { createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { parseHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import { recount } from '../../../../../server/domain/sop/recount.ts';
import type { StepRun } from '../../../../../server/domain/sop/state.ts';
import { step } from '../../../../../server/domain/sop/step.ts';
import { createTimekeeper, type Timekeeper, wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';
import { shipped, table2026, wib } from '../calendar/support.ts';
import { play, sopOf } from './support.ts';

const service = shipped('hotline-24h');
const hoursWith = (...days: string[]) => {
  const rows = days.map((day) => `${day},libur nasional,x`).join('\n');
  const tables = days.length === 0 ? [] : [parseHolidays(`tanggal,jenis,nama\n${rows}\n`, 'x').table];
  const { definition } = shipped('office');
  return createTimekeeper({ service, office: createCalendar(definition, [table2026, ...tables], 'Asia/Jakarta') });
};
const untold = hoursWith();
/** The decree of 2027 closes the fifth of January. */
const told = hoursWith('2027-01-01', '2027-01-05');
const begun = wib('2026-12-31 10:00');
const twoDays = sopOf({ budget: { clock: 'workday', amount: 2 }, pauses: ['citizen'], warnPercents: [50] });
const due = (run: StepRun | undefined) => new Date((run?.dueAt ?? 0) + 7 * 3_600_000).toISOString().slice(0, 16);

describe('a promise into a year whose holidays are not known', () => {
  it('is provisional, and counted anew when they are known: once, and then it stands', () => {
    const before = play(twoDays, [`go@${begun}`], untold).state;
    expect([before.runs[0]?.provisional, due(before.runs[0])]).toEqual([true, '2027-01-05T16:00']);
    const at = wib('2027-01-02 08:00');
    const after = step(twoDays, before, { id: 'r', type: 'promise.recounted', at }, at, told).state.runs[0];
    expect(due(after)).toBe('2027-01-06T16:00');
    expect(after).not.toHaveProperty('provisional');
    // As if the table had been there from the beginning.
    expect(after).toEqual(play(twoDays, [`go@${begun}`], told).run);
    const other = hoursWith('2027-01-01', '2027-01-04', '2027-01-05');
    const again = step(
      twoDays,
      { ...before, runs: [after as StepRun] },
      { id: 's', type: 'promise.recounted', at },
      at,
      other,
    );
    expect(again.state.runs[0]).toEqual(after);
  });

  it('is not one where the year is known, the wall clock counts, or its hours know no holidays', () => {
    expect(play(twoDays, [`go@${wib('2026-12-30 10:00')}`], untold).run?.provisional).toBe(true);
    expect(play(twoDays, [`go@${wib('2026-12-29 10:00')}`], untold).run).not.toHaveProperty('provisional');
    for (const clock of ['call', 'elapsed'] as const) {
      const sop = sopOf({ budget: { clock, amount: 3 * 86_400_000 } });
      expect(play(sop, [`go@${begun}`], untold).run).not.toHaveProperty('provisional');
    }
  });

  it('whose end was announced wrongly is announced no more, and keeps what was announced before', () => {
    const warned = [`go@${begun}`, `timer@${wib('2027-01-04 17:00')}`];
    const { state, alerts } = play(twoDays, warned, untold);
    expect(alerts).toHaveLength(1);
    const late = wib('2027-01-06 08:00');
    const { state: anew, effects } = step(twoDays, state, { id: 'r', type: 'promise.recounted', at: late }, late, told);
    expect(effects).toEqual([]);
    expect(anew.runs[0]).toMatchObject({ fired: 1, dueAt: wib('2027-01-06 16:00') });
    expect(anew.runs[0]?.moments[0]).toBe(state.runs[0]?.moments[0]);
    const over = wib('2027-01-06 16:01');
    expect(step(twoDays, anew, { id: 't', type: 'timer', at: over }, over, told).effects).toMatchObject([
      { kind: 'breach', dueAt: wib('2027-01-06 16:00') },
    ]);
  });

  it('while its clock stands waits until it goes on', () => {
    const stopped = play(twoDays, [`go@${begun}`, `citizen.asked@${begun + 1}`], untold).state;
    const at = wib('2027-01-02 08:00');
    const { state } = step(twoDays, stopped, { id: 'r', type: 'promise.recounted', at }, at, told);
    expect(state.runs).toEqual(stopped.runs);
    const on = wib('2027-01-04 08:00');
    const run = step(twoDays, state, { id: 'c', type: 'citizen.replied', at: on }, on, told).state.runs[0];
    expect(run).not.toHaveProperty('provisional');
    expect(due(run)).toBe('2027-01-06T16:00');
  });

  it('of two years, of which one is told now, stays provisional', () => {
    const long = sopOf({ budget: { clock: 'workday', amount: 270 } });
    const before = play(long, [`go@${begun}`], untold).state;
    const at = wib('2027-01-02 08:00');
    const { state } = step(long, before, { id: 'r', type: 'promise.recounted', at }, at, told);
    expect(state.runs[0]?.provisional).toBe(true);
    expect(state.runs[0]?.dueAt).not.toBe(before.runs[0]?.dueAt);
  });
});

describe('a run that is counted anew', () => {
  const half = stepWith({ budget: { clock: 'workday', amount: 100 } as never, warnPercents: [50] });
  /** Everything takes so much longer up to half of it, and from there on. */
  const time = (early: number, late: number, provisional: boolean): Timekeeper => ({
    ...wallClock,
    dueAt: (_, from, amount) => from + amount + (amount > 50 ? late : early),
    provisional: () => provisional,
  });
  const run = play(sopWith([half]), ['go@1000'], time(0, 0, true)).run as StepRun;
  const moments = (of: StepRun) => [...of.moments, of.dueAt, of.provisional];

  it('is the same where nothing is known better, and where there is nothing to count', () => {
    expect(moments(run)).toEqual([1050, 1100, 1100, true]);
    expect(recount(half, run, time(0, 0, true))).toBe(run);
    const over: StepRun = { ...run, verdict: 'met' };
    expect(recount(half, over, time(5, 5, false))).toBe(over);
  });

  it('moves with its end, its warning, or what is known of it', () => {
    expect(moments(recount(half, run, time(0, 5, true)))).toEqual([1050, 1105, 1105, true]);
    expect(moments(recount(half, run, time(5, 0, true)))).toEqual([1055, 1100, 1100, true]);
    expect(moments(recount(half, run, time(0, 0, false)))).toEqual([1050, 1100, 1100, undefined]);
    // What was announced stays announced for when it was.
    const announced: StepRun = { ...run, fired: 2 };
    expect(moments(recount(half, announced, time(5, 5, true)))).toEqual([1050, 1100, 1105, true]);
  });
});
