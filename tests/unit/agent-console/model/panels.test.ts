import { currentPanel, isAway, needsDesk, panelStates } from '../../../../agent-console/src/model/panels.ts';
import { railOf } from '../../../../agent-console/src/model/steps.ts';
import { caseCard, ended, step } from '../cards.ts';

describe('the panel a case needs', () => {
  it.each([
    ['step 5, asking', [step(5)], 'intake'],
    ['step 6, recording', [ended(5), step(6)], 'intake'],
    ['step 7, analysing', [ended(6), step(7)], 'analysis'],
    ['step 8, searching', [ended(7), step(8)], 'solution'],
    ['step 9, dispatching', [ended(8), step(9)], 'dispatch'],
    ['step 12, confirming', [ended(8), step(12)], 'confirm'],
    ['step 13, closing', [ended(12), step(13)], 'hangup'],
    ['step 14, recapping', [ended(13), step(14)], 'recap'],
  ])('is, in %s, the one of that step', (_, steps, panel) => {
    expect(currentPanel(caseCard({ steps }))).toBe(panel);
  });

  it('is the recap when the caller hung up in the middle of the intake', () => {
    expect(currentPanel(caseCard({ callLive: false, steps: [step(6), step(14)] }))).toBe('recap');
  });

  it('is none while an official looks for the solution', () => {
    const card = caseCard({ status: 'forwarded', steps: [ended(10), step(11, { actor: 'official' })] });
    expect(currentPanel(card)).toBeNull();
    expect(isAway(card)).toBe(true);
  });

  it('is not opened by a run that was cancelled', () => {
    expect(currentPanel(caseCard({ steps: [step(5, { verdict: 'cancelled', endedAt: 3_000 })] }))).toBeNull();
  });

  it('leaves the dispatch form hidden until no solution was found', () => {
    expect(panelStates(caseCard()).dispatch).toBe('hidden');
    expect(panelStates(caseCard({ noSolution: true, steps: [step(9)] })).dispatch).toBe('current');
    expect(panelStates(caseCard({ noSolution: true, dispatchNote: 'x', steps: [ended(9)] })).dispatch).toBe('done');
  });

  it('asks for no confirmation of a caller who is gone', () => {
    expect(panelStates(caseCard({ callLive: true })).confirm).toBe('ahead');
    expect(panelStates(caseCard({ callLive: false })).confirm).toBe('hidden');
  });

  it('keeps a case on the desk while the call is live or a recap is owed', () => {
    expect(needsDesk(caseCard())).toBe(true);
    expect(needsDesk(caseCard({ callLive: false, steps: [step(14)] }))).toBe(true);
    expect(needsDesk(caseCard({ callLive: false, steps: [ended(14)] }))).toBe(false);
  });
});

describe('the rail of steps', () => {
  it('shows the newest run of a step and how often it ran, in the procedure’s order', () => {
    const rail = railOf([
      step(5),
      ended(4, { runId: 'first', startedAt: 0, verdict: 'breached' }),
      ended(4, { runId: 'second', startedAt: 6_000 }),
      ended(2),
    ]);
    expect(rail.map(({ run, runs }) => [run.number, run.runId, runs])).toEqual([
      [2, 'run-2', 1],
      [4, 'second', 2],
      [5, 'run-5', 1],
    ]);
  });
});
