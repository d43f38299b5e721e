import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import {
  callerMatters,
  inWrapUp,
  isWrapUp,
  waitingOf,
  workerOf,
  wrapUpOf,
} from '../../../../../server/domain/case/waiting.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';
import { caseAfter, type What } from './support.ts';

const talking: readonly What[] = ['arrived', 'offered', 'answered'];
const noted: readonly What[] = [...talking, 'intake', 'unsolved', 'dispatched'];
const handedOn: readonly What[] = [...noted, 'ended', 'recappedDispatched'];
const closed: readonly What[] = [...talking, 'ended', 'recappedPrank'];
/** Each step with how it stands. */
const withRuns = (runs: Readonly<Record<string, string>>): CaseState => ({
  ...newCase,
  status: 'open',
  sop: { ...newCase.sop, runs: Object.entries(runs).map(([step, verdict]) => ({ id: step, step, verdict })) as never },
});

describe('an agent', () => {
  it.each<[boolean, readonly What[]]>([
    [false, talking],
    [true, [...talking, 'ended']],
    [true, [...noted, 'ended']],
    [false, handedOn],
    [false, closed],
  ])('owes what follows a call: %s after %j', (owes, whats) => {
    expect(inWrapUp(surabaya, caseAfter(...whats))).toBe(owes);
  });

  it('owes nothing while somebody is on the line, nor when it is over, whatever runs', () => {
    const owed = caseAfter(...talking, 'ended');
    expect(inWrapUp(surabaya, { ...owed, closedAt: 9_000 })).toBe(false);
    expect(inWrapUp(surabaya, { ...owed, sop: { ...owed.sop, live: true } })).toBe(false);
  });

  it('wraps up in a step of his own that the end of a call begins, and no other', () => {
    const after = { starts: [{ on: 'call.ended' }] };
    expect(isWrapUp(stepWith(after))).toBe(true);
    expect(isWrapUp(stepWith({ starts: [{ on: 'case.returned' }, { on: 'call.ended' }] }))).toBe(true);
    const others = [
      { ...after, actor: 'dispatcher' },
      { ...after, scope: 'day' },
      { ...after, kind: 'end' },
    ] as const;
    for (const other of others) expect([other, isWrapUp(stepWith(other))]).toEqual([other, false]);
    expect(isWrapUp(stepWith({ starts: [{ on: 'call.answered' }] }))).toBe(false);
    expect(isWrapUp(stepWith({ starts: [{ on: 'call.ended', while: 'answered' } as never] }))).toBe(false);
  });

  it('wraps up as long as the step says that he has to do, where it says so', () => {
    const starts = [{ on: 'call.ended' }];
    const minute = { ms: 60_000, extendMs: 30_000, extensions: 2 };
    const sop = sopWith([
      stepWith({ id: 'works', wrapUp: { ...minute, ms: 1 } }),
      stepWith({ id: 'files', starts }),
      stepWith({ id: 'recaps', starts, wrapUp: minute }),
    ]);
    expect(wrapUpOf(sop, withRuns({ works: 'running', files: 'running', recaps: 'running' }))).toEqual(minute);
    expect(wrapUpOf(sop, withRuns({ files: 'running', recaps: 'met' }))).toBeUndefined();
  });

  it('writes down what citizen and system say; everybody else works for himself', () => {
    expect((['citizen', 'system', 'agent', 'head'] as const).map(workerOf)).toEqual([
      'agent',
      'agent',
      'agent',
      'head',
    ]);
  });
});

describe('who is calling', () => {
  it.each<[boolean, readonly What[]]>([
    [true, ['arrived', 'offered']],
    [true, talking],
    [true, noted],
    [true, [...noted, 'ended']],
    [false, handedOn],
    [false, closed],
  ])('matters: %s after %j', (matters, whats) => {
    expect(callerMatters(surabaya, caseAfter(...whats))).toBe(matters);
  });

  it('matters of one who waits in the queue, though he was written down before', () => {
    expect(callerMatters(surabaya, { ...caseAfter(...handedOn), status: 'waiting' })).toBe(true);
  });

  it('matters as long as nobody has written it down', () => {
    const state = caseAfter(...handedOn);
    const runs = state.sop.runs.filter(({ endedBy }) => endedBy?.type !== 'intake.saved');
    expect(runs.length).toBeLessThan(state.sop.runs.length);
    expect(callerMatters(surabaya, { ...state, sop: { ...state.sop, runs } })).toBe(true);
    expect(callerMatters(surabaya, { ...state, closedAt: 9_000, sop: { ...state.sop, runs } })).toBe(false);
  });
});

describe('whom an open case waits for', () => {
  const of = (state: CaseState) =>
    waitingOf(surabaya, state).map(({ step, role, personId, untimed }) =>
      [step?.name.en ?? 'no step', role, personId ?? 'all', untimed ?? 'timed'].join(' | '),
    );
  /** None of its steps runs. */
  const idle = (state: CaseState, live: boolean): CaseState => ({ ...state, sop: { ...state.sop, runs: [], live } });

  it('is the one who has the step, by a clock that runs or for a reason that none does', () => {
    const state = caseAfter(...noted, 'ended', 'recappedDispatched', 'forwarded');
    const [run] = state.sop.runs.filter(({ verdict, ownerId }) => verdict === 'running' && ownerId === null);
    const stopped = (more: object, awaiting = false) =>
      of({ ...state, sop: { ...state.sop, awaiting, runs: [{ ...run, ...more }] as never } }).map((told) =>
        told.split(' | ').at(-1),
      );
    expect(of(state)).toContainEqual(expect.stringMatching(/official \| hadi \| timed$/));
    expect([stopped({}), stopped({ stoppedAt: 5 }), stopped({ stoppedAt: 5 }, true), stopped({ clock: null })]).toEqual(
      [['timed'], ['hold'], ['citizen'], ['no_limit']],
    );
  });

  it('are all whose steps run, and nobody by a step that has ended or by a promise about the whole', () => {
    const sop = sopWith([
      stepWith({ id: 'done' }),
      stepWith({ id: 'asks', actor: 'citizen' }),
      stepWith({ id: 'looks', actor: 'head' }),
      stepWith({ id: 'whole', kind: 'total' }),
    ]);
    const state = withRuns({ done: 'met', asks: 'running', looks: 'running', whole: 'running' });
    const waiting = waitingOf(sop, state).map(({ step, role }) => `${step?.id} ${role}`);
    expect(waiting).toEqual(['asks agent', 'looks head']);
  });

  it('are the agents where nothing runs, or the one who talks to the citizen; nobody of a case that is over', () => {
    const state = caseAfter(...talking);
    expect(of(idle(state, false))).toEqual(['no step | agent | all | no_step']);
    expect(of(idle(state, true))).toEqual(['no step | agent | siti | no_step']);
    expect(of(idle({ ...state, status: 'waiting' }, false))).toEqual([]);
    expect(of({ ...idle(state, false), closedAt: 9_000 })).toEqual([]);
    expect(of(caseAfter(...closed))).toEqual([]);
  });
});
