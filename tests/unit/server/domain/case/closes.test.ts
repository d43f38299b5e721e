import { applyCaseEvent, type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

describe('a value that closes a case', () => {
  const closes = { field: 'disposition', values: ['prank', 'information'], drops: ['prank'] };
  const recap = stepWith({ id: 'recap', ends: ['recap.saved'], closes } as never);
  const run = (step: string) => ({
    id: step,
    step,
    key: null,
    verdict: 'running',
    endedBy: null,
    moments: [],
    fired: 0,
  });
  const recapped = (disposition: string, ...others: readonly ReturnType<typeof stepWith>[]) => {
    const sop = sopWith([recap, ...others]);
    const runs = [recap, ...others].map(({ id }) => run(id));
    const state: CaseState = { ...newCase, status: 'open', sop: { ...newCase.sop, runs: runs as never } };
    const event = { id: 'e', type: 'recap.saved', at: 5_000, data: { fields: { disposition } } } as const;
    return applyCaseEvent(sop, state, event, 5_000, wallClock).state.status;
  };
  const by = (actor: 'agent' | 'citizen' | 'system' | 'official', more = {}) =>
    stepWith({ id: 'other', actor, ends: ['action.done'], ...more });

  it('closes it while nobody else works on it', () => {
    for (const actor of ['agent', 'citizen', 'system'] as const)
      expect(recapped('information', by(actor))).toBe('closed');
    expect(recapped('information', by('official', { kind: 'total' }))).toBe('closed');
    expect(recapped('resolved', by('agent'))).toBe('open');
  });

  it('takes nobody’s work away, nor an answer that the citizen is still to hear, but where there was no citizen', () => {
    expect(recapped('information', by('official'))).toBe('open');
    expect(recapped('information', by('agent', { ends: ['action.done', 'answer.sent'] }))).toBe('open');
    // A question is none.
    expect(recapped('information', by('agent', { ends: ['photo.needed'] }))).toBe('closed');
    expect(recapped('prank', by('official'))).toBe('closed');
  });
});
