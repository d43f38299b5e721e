import { type CaseCommand, decide } from '../../../../../server/domain/case/commands.ts';
import { caseAfter, decided, intake, type What } from './support.ts';

const all: Readonly<Record<CaseCommand['type'], CaseCommand>> = {
  'save-draft': { type: 'save-draft' },
  'save-intake': { type: 'save-intake', fields: intake },
  'choose-caller': { type: 'choose-caller', callerId: 'p1', callerName: 'Bu Ani', address: null },
  'save-analysis': { type: 'save-analysis', problemFrame: 'frame' },
  'save-solution': { type: 'save-solution', solution: 'come by' },
  'no-solution': { type: 'no-solution' },
  dispatch: { type: 'dispatch', note: 'please look' },
  forward: { type: 'forward', officialId: 'hadi', note: null },
  answer: { type: 'answer', solution: 'deleted' },
  confirm: { type: 'confirm', confirmed: true, anotherComplaint: false },
  recap: { type: 'recap', disposition: 'information', summary: 'sum' },
};
const recap = (disposition: string): CaseCommand => ({ type: 'recap', disposition, summary: 'sum' });

const talking: readonly What[] = ['arrived', 'offered', 'answered'];
const noted: readonly What[] = [...talking, 'started', 'intake'];
const dispatched: readonly What[] = [...noted, 'unsolved', 'dispatched'];

/** One row a state: what each command makes happen in it, or why not. */
const table: readonly [string, readonly What[], Readonly<Record<CaseCommand['type'], string>>][] = [
  [
    'while it waits',
    ['arrived', 'offered'],
    {
      'save-draft': 'not_answered',
      'save-intake': 'not_answered',
      'choose-caller': 'not_answered',
      'save-analysis': 'not_answered',
      'save-solution': 'not_answered',
      'no-solution': 'not_answered',
      dispatch: 'not_answered',
      forward: 'not_answered',
      answer: 'not_answered',
      confirm: 'not_answered',
      recap: 'not_answered',
    },
  ],
  [
    'when just answered',
    talking,
    {
      'save-draft': 'intake.started',
      'save-intake': 'intake.started intake.saved',
      'choose-caller': 'caller.chosen',
      'save-analysis': 'intake_missing',
      'save-solution': 'intake_missing',
      'no-solution': 'intake_missing',
      dispatch: 'not_sent_on',
      forward: 'not_dispatched',
      answer: 'not_forwarded',
      confirm: 'no_solution_yet',
      recap: 'call_still_live',
    },
  ],
  [
    'with its intake saved',
    noted,
    {
      'save-draft': '',
      'save-intake': 'intake.saved',
      'choose-caller': 'caller.chosen',
      'save-analysis': 'analysis.saved',
      'save-solution': 'solution.saved',
      'no-solution': 'solution.not_found',
      dispatch: 'not_sent_on',
      forward: 'not_dispatched',
      answer: 'not_forwarded',
      confirm: 'no_solution_yet',
      recap: 'call_still_live',
    },
  ],
  [
    'when it was dispatched',
    dispatched,
    {
      'save-draft': '',
      'save-intake': 'intake.saved',
      'choose-caller': 'caller.chosen',
      'save-analysis': 'analysis.saved',
      'save-solution': 'solution.saved',
      'no-solution': 'solution.not_found',
      dispatch: 'case.dispatched',
      forward: 'case.forwarded',
      answer: 'not_forwarded',
      confirm: 'confirmation.saved',
      recap: 'call_still_live',
    },
  ],
  [
    'when it was forwarded, and the call is over',
    [...dispatched, 'forwarded', 'ended'],
    {
      'save-draft': '',
      'save-intake': 'intake.saved',
      'choose-caller': 'caller.chosen',
      'save-analysis': 'analysis.saved',
      'save-solution': 'solution.saved',
      'no-solution': 'solution.not_found',
      dispatch: 'case.dispatched',
      forward: 'case.forwarded',
      answer: 'solution.given',
      confirm: 'confirmation.saved',
      recap: 'recap.saved',
    },
  ],
  [
    'when the official has answered, and it is recapped',
    [...dispatched, 'forwarded', 'ended', 'recappedDispatched', 'given'],
    {
      'save-draft': '',
      'save-intake': 'intake.saved',
      'choose-caller': 'caller.chosen',
      'save-analysis': 'analysis.saved',
      'save-solution': 'solution.saved',
      'no-solution': 'solution.not_found',
      dispatch: 'case.dispatched',
      forward: 'not_dispatched',
      answer: 'not_forwarded',
      confirm: 'confirmation.saved',
      recap: 'already_recapped',
    },
  ],
  [
    'when it is closed',
    [...talking, 'ended', 'recappedPrank'],
    {
      'save-draft': 'case_closed',
      'save-intake': 'case_closed',
      'choose-caller': 'case_closed',
      'save-analysis': 'case_closed',
      'save-solution': 'case_closed',
      'no-solution': 'case_closed',
      dispatch: 'case_closed',
      forward: 'case_closed',
      answer: 'case_closed',
      confirm: 'case_closed',
      recap: 'case_closed',
    },
  ],
];

describe('a command to a case', () => {
  it.each(table)('%s', (_, whats, expected) => {
    const state = caseAfter(...whats);
    const got = Object.entries(all).map(([type, command]) => {
      const outcome = decided(state, command);
      return [type, typeof outcome === 'string' ? outcome : outcome.join(' ')];
    });
    expect(Object.fromEntries(got)).toEqual(expected);
  });

  it.each<[string, readonly What[], string]>([
    ['resolved', [...talking, 'ended'], 'recap_needs_solution'],
    ['resolved', [...noted, 'solved', 'ended'], 'recap.saved'],
    ['dispatched', [...noted, 'unsolved', 'ended'], 'recap_needs_dispatch'],
    ['dispatched', [...dispatched, 'ended'], 'recap.saved'],
    ['prank', [...talking, 'ended'], 'recap.saved'],
    ['ghost', [...talking, 'ended'], 'recap.saved'],
    ['dropped', [...talking, 'ended'], 'recap.saved'],
  ])('to recap as %s after %j: %s', (disposition, whats, expected) => {
    const outcome = decided(caseAfter(...whats), recap(disposition));
    expect(typeof outcome === 'string' ? outcome : outcome.join(' ')).toBe(expected);
  });

  it('makes a further complaint known as such', () => {
    const another: CaseCommand = { type: 'confirm', confirmed: true, anotherComplaint: true };
    expect(decided(caseAfter(...noted, 'solved'), another)).toEqual(['confirmation.another']);
  });

  it('finds the intake of a further complaint begun', () => {
    expect(decided(caseAfter('linked'), all['save-draft'])).toEqual([]);
  });

  it('makes events at its own moment, with ids made from its own', () => {
    const saved = decide(caseAfter(...talking), all['save-intake'], 'c1', 50_000);
    expect(saved).toEqual({
      ok: true,
      events: [
        { id: 'c1:started', type: 'intake.started', at: 50_000, data: {} },
        { id: 'c1', type: 'intake.saved', at: 50_000, data: intake },
      ],
    });
    expect(decide(caseAfter(...talking), all['save-intake'], 'c1', 50_000)).toEqual(saved);
  });

  it.each<[readonly What[], CaseCommand, object]>([
    [noted, all['save-analysis'], { problemFrame: 'frame' }],
    [noted, all['save-solution'], { solution: 'come by' }],
    [[...noted, 'unsolved'], all.dispatch, { note: 'please look' }],
    [dispatched, all.forward, { officialId: 'hadi', note: null }],
    [[...dispatched, 'forwarded'], all.answer, { solution: 'deleted' }],
    [dispatched, all.confirm, { confirmed: true }],
    [talking, all['choose-caller'], { callerId: 'p1', callerName: 'Bu Ani', address: null }],
    [[...talking, 'ended'], recap('prank'), { disposition: 'prank', summary: 'sum' }],
  ])('carries over what was written: after %j, %j', (whats, command, data) => {
    const decision = decide(caseAfter(...whats), command, 'c1', 50_000);
    expect(decision.ok && decision.events.map((event) => event.data)).toEqual([data]);
  });
});
