import { suggestedDisposition, suggestedSummary } from '../../../../agent-console/src/model/recap.ts';
import { caseCard } from '../cards.ts';

describe('the first version of a recap', () => {
  it('follows from what was recorded', () => {
    expect(suggestedDisposition(caseCard())).toBe('dropped');
    expect(suggestedDisposition(caseCard({ dispatchNote: 'x' }))).toBe('dispatched');
    expect(suggestedDisposition(caseCard({ dispatchNote: 'x', solution: 'y' }))).toBe('resolved');
    expect(suggestedDisposition(caseCard({ kind: 'question', solution: 'y' }))).toBe('information');
    expect(suggestedSummary(caseCard({ complaint: 'KTP hilang', solution: 'Datang' }))).toBe('KTP hilang\n\nDatang');
    expect(suggestedSummary(caseCard())).toBe('');
  });
});
