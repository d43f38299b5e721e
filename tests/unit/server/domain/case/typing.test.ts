import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { typingBefore } from '../../../../../server/domain/case/decide-action.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

const asks = stepWith({ id: 'ask', ends: ['intake.started'] });
const records = stepWith({ id: 'record', starts: [{ on: 'intake.started' }] as never, ends: ['intake.saved'] });
const acts = stepWith({ id: 'act', ends: ['action.done'] });
const typed = (
  event: Parameters<typeof typingBefore>[2],
  runs: Record<string, 'running' | 'met'>,
  steps = [acts, asks, records],
) => {
  const all = Object.entries(runs).map(([step, verdict]) => ({ id: step, step, verdict, endedBy: null }));
  const state: CaseState = { ...newCase, sop: { ...newCase.sop, runs: all as never } };
  return typingBefore(sopWith(steps), state, event);
};

describe('the first word that is written down', () => {
  it('begins what waits for it, whatever else runs and comes first', () => {
    expect(typed('intake.saved', { ask: 'running' })).toBe('intake.started');
    expect(typed('intake.saved', { act: 'running', ask: 'running' })).toBe('intake.started');
  });

  it('begins nothing that has begun, or for which nobody waits yet', () => {
    const none: readonly Parameters<typeof typed>[1][] = [
      {},
      { ask: 'met' },
      { act: 'running' },
      { ask: 'met', record: 'running' },
    ];
    for (const runs of none) expect([runs, typed('intake.saved', runs)]).toEqual([runs, null]);
  });

  it('begins nothing by what belongs to another step', () => {
    expect(typed('action.done', { act: 'running', ask: 'running' })).toBeNull();
  });

  it('begins nothing where there is nothing to write', () => {
    expect(typed('intake.saved', { ask: 'running' }, [asks, acts])).toBeNull();
    expect(typed('action.done', { act: 'running', ask: 'running' }, [asks, acts])).toBeNull();
  });
});
