import { correctedState } from '../../../../../server/domain/case/correct.ts';
import { caseAfter } from './support.ts';

const typed = { callerName: 'Bu An', complaint: 'rus' };

describe('a name that is put right', () => {
  it('is right in the case and in each half-written form that has it, and in no other', () => {
    const drafts = { 'intake.saved': typed, 'recap.saved': { recapSummary: 'sum' } };
    const state = { ...caseAfter('linked'), drafts };
    expect(correctedState(state, { callerName: 'Bu Ana' })).toEqual({
      ...state,
      callerName: 'Bu Ana',
      drafts: { ...drafts, 'intake.saved': { ...typed, callerName: 'Bu Ana' } },
    });
  });

  it('is not written where the case had none', () => {
    const state = caseAfter('arrived', 'offered', 'answered');
    expect([state.callerName, state.address]).toEqual([null, null]);
    expect(correctedState(state, { callerName: 'Bu Ana', address: 'Jl. Darmo' })).toEqual(state);
  });
});
