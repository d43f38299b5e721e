import { initialSopState, type StepRun } from '../../../../../server/domain/sop/state.ts';
import { nextDeadline, step } from '../../../../../server/domain/sop/step.ts';
import type { StepDefinition } from '../../../../../server/domain/sop/step-definition.ts';
import { plannedAlerts, warnMoments } from '../../../../../server/domain/sop/thresholds.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { isFinished, requiredFor, runsBeyond, verdictOf } from '../../../../../server/domain/sop/verdict.ts';
import { shipped, sopWith, stepWith } from '../../../../support/sops.ts';
import { play, sopOf } from './support.ts';

describe('levels', () => {
  const level = (percent: number, to: 'supervisor' | 'head') => ({ percent, to: [to], by: ['screen' as const] });
  const sop = sopOf({
    warnPercents: [50],
    escalate: [level(80, 'supervisor'), level(100, 'supervisor'), level(150, 'head')],
  });

  it('stand among the other alerts in the order of their per cents, the breach before what follows from it', () => {
    const { alerts, state } = play(sop, ['go@0', 'timer@1501']);
    expect(alerts).toEqual([
      'warning 50 % 500',
      'escalation 80 % 800',
      'breach 100 % 1000',
      'escalation 100 % 1000',
      'escalation 150 % 1500',
    ]);
    expect(nextDeadline(sop, state)).toBeNull();
  });

  it('are no warnings: only those turn a step amber', () => {
    const { run } = play(sop, ['go@0']);
    expect(warnMoments(sop.steps[0] as StepDefinition, run as StepRun)).toEqual([500]);
  });

  it('say who hears of it and by which means; a breach goes to whoever does the step', () => {
    const { effects } = step(
      sop,
      play(sop, ['go@0', 'timer@999']).state,
      { id: 'x', type: 'timer', at: 1_001 },
      1_001,
      wallClock,
    );
    expect(effects.map(({ kind, level: told }) => [kind, told?.to ?? null, told?.by ?? null])).toEqual([
      ['breach', null, null],
      ['escalation', ['supervisor'], ['screen']],
    ]);
  });

  it('at or above 100 per cent wait for the millisecond after, as the breach does', () => {
    const { state } = play(sop, ['go@0', 'timer@1001']);
    expect(nextDeadline(sop, state)).toBe(1_501);
  });
});

describe('a step that may run again', () => {
  const loop = (runsAtMost: number | null) => sopOf({ runsAtMost }, { id: 'b', starts: [{ on: 'off' }] });

  it('has a run for each time, and one at a time', () => {
    const { state } = play(loop(null), ['go@0', 'go@10', 'done@20', 'go@30', 'done@40', 'go@50']);
    expect(state.runs.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['a met', 'a#2 met', 'a#3 running']);
  });

  it('does not begin again where the procedure foresees it once', () => {
    const { state } = play(loop(1), ['go@0', 'done@20', 'go@30']);
    expect(state.runs.map(({ id }) => id)).toEqual(['a']);
  });

  it('is timed beyond what the procedure foresees, and flagged', () => {
    const sop = loop(2);
    const { state } = play(sop, ['go@0', 'done@20', 'go@30', 'done@40', 'go@50', 'done@9000', 'go@9010']);
    expect(state.runs.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'a met',
      'a#2 met',
      'a#3 breached',
      'a#4 running',
    ]);
    expect(verdictOf(sop, state).beyond).toEqual(['a#3', 'a#4']);
    expect(verdictOf(loop(null), state).beyond).toEqual([]);
  });

  it('is foreseen so often for each of what tells its runs apart', () => {
    const sop = sopOf({ runsAtMost: 2, perKey: 'offerId' });
    const { run } = play(sop, ['go@0']);
    const runs = ['x', 'y', 'x', 'y', 'y'].map((key, index) => ({ ...(run as StepRun), key, id: `${index}` }));
    expect(runsBeyond(sop, runs)).toEqual(['4']);
  });

  it('is ended and begun anew by one event', () => {
    const self = sopOf({ runsAtMost: null, starts: [{ on: 'go' }, { on: 'done' }] });
    expect(play(self, ['go@0', 'done@20']).state.runs.map(({ id, startedAt }) => [id, startedAt])).toEqual([
      ['a', 0],
      ['a#2', 20],
    ]);
  });
});

describe('a step without a promise', () => {
  const sop = sopOf({ budget: null, warnPercents: [] });

  it('is never late, and tells how long it took', () => {
    const { run, state } = play(sop, ['go@0', 'timer@99000']);
    expect(run?.dueAt).toBeNull();
    expect(nextDeadline(sop, state)).toBeNull();
    expect(play(sop, ['go@0', 'done@99000']).run).toMatchObject({ verdict: 'met', spent: 99_000 });
  });

  it('has no moments, nothing planned, and no clock to stop', () => {
    const holding = sopOf({ budget: null, warnPercents: [], escalate: [], pauses: ['hold'] });
    expect(plannedAlerts(holding.steps[0] as StepDefinition)).toEqual([]);
    expect(play(holding, ['go@0', 'call.held@10']).run).toMatchObject({ moments: [], stoppedAt: null, clock: null });
  });
});

describe('a procedure as a whole', () => {
  const next = [{ to: 'end', on: 'over' }];
  const sop = sopOf(
    {},
    { id: 'b', starts: [{ on: 'done' }], ends: ['over'], next },
    { id: 'c', starts: [{ on: 'never' }] },
  );

  it('is over when a step has led to its end, nothing runs, and nobody is on the line', () => {
    expect(isFinished(sop, play(sop, ['go@0', 'done@10']).state)).toBe(false);
    expect(isFinished(sop, play(sop, ['go@0', 'done@10', 'over@20']).state)).toBe(true);
    expect(isFinished(sop, play(sop, ['go@0', 'off@10']).state)).toBe(false);
    expect(isFinished(sop, play(sop, ['go@0', 'done@10', 'off@20']).state)).toBe(false);
    expect(isFinished(sop, play(sop, ['call.answered@0', 'go@0', 'done@10', 'over@20']).state)).toBe(false);
    expect(isFinished(sop, play(sop, ['go@0', 'done@10', 'go@15', 'over@20']).state)).toBe(true);
    const leadsOn = sopOf({ next: [{ to: 'b', on: 'done' }] }, { id: 'b', starts: [{ on: 'later' }] });
    expect(isFinished(leadsOn, play(leadsOn, ['go@0', 'done@10']).state)).toBe(false);
  });

  it('is over at a closing row of the document too', () => {
    const closing: StepDefinition = { ...stepWith({ id: 'z', kind: 'end', budget: null, starts: [], ends: [] }) };
    const rows = sopWith([stepWith({ next: [{ to: 'z', on: 'done' }] }), closing]);
    expect(isFinished(rows, play(rows, ['go@0', 'done@10']).state)).toBe(true);
  });

  it('is late as soon as one step is, met when all is over in time, and says what was skipped', () => {
    const verdict = (...happenings: string[]) => verdictOf(sop, play(sop, happenings).state);
    expect(verdict()).toMatchObject({ verdict: 'running', startedAt: null, endedAt: null, skipped: [] });
    expect(verdict('go@0')).toMatchObject({ verdict: 'running', running: 1, startedAt: 0, endedAt: null });
    expect(verdict('go@0', 'timer@1001')).toMatchObject({ verdict: 'breached', running: 1, breached: 0 });
    expect(verdict('go@5', 'done@10', 'over@20')).toMatchObject({
      verdict: 'met',
      met: 2,
      startedAt: 5,
      endedAt: 20,
      skipped: ['c'],
      corrected: false,
      beyond: [],
    });
    expect(verdict('go@0', 'off@10')).toMatchObject({ verdict: 'cancelled', cancelled: 1 });
    expect(verdict('go@0', 'done@2000', 'over@2001')).toMatchObject({ verdict: 'breached', met: 1, breached: 1 });
    expect(verdict('go@0', 'timer@1001', 'done@900 handled 1100', 'over@1200')).toMatchObject({
      verdict: 'met',
      corrected: true,
    });
  });

  it('has skipped nothing where it is a recurring task', () => {
    const task = sopOf({ scope: 'month' }, { id: 'c', starts: [{ on: 'never' }] });
    expect(verdictOf(task, play(task, ['go@0', 'done@10']).state).skipped).toEqual([]);
    const both = sopOf({ scope: 'month' }, { id: 'b' }, { id: 'c', starts: [{ on: 'never' }] });
    expect(verdictOf(both, play(both, ['go@0', 'done@10']).state).skipped).toEqual(['c']);
  });

  it('names what an event that ends a running step needs, by the way the complaint came', () => {
    const bandungan = shipped('bandungan');
    const writing = play(bandungan, ['report.received@0', 'report.accepted@10']).state;
    expect(requiredFor(bandungan, writing, 'intake.saved', 'letter')).toEqual(['complaint']);
    expect(requiredFor(bandungan, writing, 'intake.saved', 'phone')).toEqual([
      'complaint',
      'callerName',
      'phone',
      'address',
      'happenedAt',
    ]);
    expect(requiredFor(bandungan, writing, 'case.archived', 'phone')).toEqual([]);
    expect(requiredFor(bandungan, initialSopState, 'intake.saved', 'phone')).toEqual([]);
    const written = play(bandungan, ['report.received@0', 'report.accepted@10', 'intake.saved@20']).state;
    expect(requiredFor(bandungan, written, 'intake.saved', 'phone')).toEqual([]);
  });
});
