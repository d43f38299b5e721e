import { actionsFor } from '../../../../../server/domain/case/actions.ts';
import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';
import { caseAfter, dispatched, handedOn, noted, talking, type What } from './support.ts';

/** Each with whose work it is; `alone`: one person's. */
const offered = (state: CaseState, message = true) =>
  actionsFor(surabaya, state, { message, call: false }).map(({ event, actor, heldBy }) =>
    [event, actor === 'agent' ? '' : ` ${actor}`, heldBy === null ? '' : ' alone'].join(''),
  );

/** One row a state: everything that may be done in it. */
const table: readonly [string, readonly What[], readonly string[]][] = [
  ['while it waits', ['arrived', 'offered'], []],
  ['when just answered', talking, ['intake.saved alone', 'case.ended alone']],
  [
    'with its intake saved',
    noted,
    [
      'analysis.saved alone',
      'solution.saved alone',
      'solution.not_found alone',
      'case.corrected alone',
      'case.ended alone',
    ],
  ],
  [
    'when it was dispatched, and the citizen is on the line',
    dispatched,
    ['solution.saved alone', 'case.forwarded dispatcher', 'case.corrected alone', 'case.ended alone'],
  ],
  [
    'when it was forwarded, and the call is over',
    [...dispatched, 'forwarded', 'ended'],
    [
      'case.returned official',
      'solution.given official',
      'solution.saved',
      'recap.saved alone',
      'follow_up.noted dispatcher',
      'case.passed_on official',
      'case.corrected',
      'contact.failed',
      'case.ended',
    ],
  ],
  [
    'when the official has answered, and it is recapped',
    [...handedOn, 'forwarded', 'given'],
    ['answer.sent', 'citizen.asked', 'case.corrected', 'contact.failed', 'case.ended'],
  ],
  ['when it is closed', [...talking, 'ended', 'recappedPrank'], []],
];

describe('what may be done to a case of Surabaya', () => {
  it.each(table)('%s', (_, whats, expected) => {
    expect([...offered(caseAfter(...whats))].sort()).toEqual([...expected].sort());
  });

  it('stands in the order of the procedure, whatever began first', () => {
    const sop = sopWith([
      stepWith({ id: 'a', ends: ['action.done'] }),
      stepWith({ id: 'b', actor: 'citizen', ends: ['report.logged'] }),
      stepWith({ id: 'c', actor: 'head', ends: ['report.logged', 'answer.reviewed'] }),
    ]);
    const runs = ['c', 'b', 'a'].map((step) => ({ runId: step, step, verdict: 'running', endedBy: null })) as never;
    const state: CaseState = { ...newCase, status: 'open', sop: { ...newCase.sop, runs } };
    const ofSteps = actionsFor(sop, state, { message: true, call: false }).filter(({ step }) => step !== null);
    // What ends a step of the citizen's and one of the head's is the head's to do.
    expect(ofSteps.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
      'action.done agent',
      'report.logged head',
      'answer.reviewed head',
    ]);
  });

  it('does not wait for the line to be told to whom it can be told otherwise, nor leaves untold who can be reached', () => {
    const answered = caseAfter(...handedOn, 'forwarded', 'given');
    expect(offered(answered)).not.toContain('reply.not_possible');
    expect(offered(answered, false)).toContain('reply.not_possible');
    // A letter goes to an address, and whoever rings again is told then.
    expect(offered({ ...answered, address: 'Jl. Tunjungan 1' }, false)).not.toContain('reply.not_possible');
    const ringsAgain = actionsFor(surabaya, answered, { message: false, call: true });
    expect(ringsAgain.map(({ event }) => event)).not.toContain('reply.not_possible');
  });
});

describe('of a case whose citizen does not consent', () => {
  const asked = { basis: 'izin', version: '1', kind: 'consent', without: 'nothing', toldAt: 1, answer: null } as const;
  const withBasis = (basis: CaseState['basis']) => offered({ ...caseAfter(...noted), ...(basis && { basis }) });

  it('nothing is left but to end it, where nothing may go on without', () => {
    expect(withBasis({ ...asked, answer: 'refused' })).toEqual(['case.ended alone']);
    expect(withBasis({ ...asked, answer: 'withdrawn' })).toEqual(['case.ended alone']);
  });

  it('everything is as ever, where it was not answered, is given, or the answer may come without', () => {
    const ever = withBasis(undefined);
    expect(ever.length).toBeGreaterThan(3);
    expect(withBasis(asked)).toEqual(ever);
    expect(withBasis({ ...asked, answer: 'given' })).toEqual(ever);
    expect(withBasis({ ...asked, without: 'answer', answer: 'refused' })).toEqual(ever);
  });

  it('everything is as ever under a procedure that knows no other end', () => {
    const state: CaseState = { ...caseAfter(...noted), basis: { ...asked, answer: 'refused' } };
    const events = actionsFor({ ...surabaya, closings: [] }, state, { message: true, call: false });
    expect(events.map(({ event }) => event)).toContain('analysis.saved');
  });
});
