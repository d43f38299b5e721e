import { suggested, wordsIn } from '../../../../agent-console/src/model/suggestions.ts';
import { caseCard, written } from '../cards.ts';

describe('the first version of a field', () => {
  const question = { code: 'question', name: { id: 'Pertanyaan', en: 'Question' } };
  const sentOn = written('dispatchNote', 'x');
  const solved = written('solution', 'Datang');

  it('is, of a recap, what was recorded', () => {
    const complaint = written('complaint', 'KTP hilang');
    expect(suggested(caseCard({ contents: [complaint, sentOn, solved] }), 'recapSummary')).toBe('KTP hilang\n\nDatang');
    expect(suggested(caseCard({ contents: [complaint, sentOn] }), 'recapSummary')).toBe('KTP hilang\n\nx');
    expect(suggested(caseCard(), 'recapSummary')).toBeNull();
  });

  it('is, of the outcome, what was recorded points to', () => {
    const outcome = (change: Parameters<typeof caseCard>[0]) => suggested(caseCard(change), 'disposition');
    expect(outcome({})).toBe('dropped');
    expect(outcome({ contents: [sentOn] })).toBe('dispatched');
    expect(outcome({ contents: [sentOn, solved] })).toBe('resolved');
    expect(outcome({ contents: [solved], kind: question })).toBe('information');
  });

  it('is, of the note to whoever passes it on, what was found out', () => {
    const card = caseCard({ contents: [written('problemFrame', 'Alamat salah')] });
    expect(suggested(card, 'dispatchNote')).toBe('Alamat salah');
    expect(suggested(caseCard(), 'dispatchNote')).toBeNull();
  });

  it('is none for what nothing points to', () => {
    expect(suggested(caseCard({ contents: [solved] }), 'reason')).toBeNull();
    expect(wordsIn(caseCard({ contents: [solved] }), 'solution')).toBe('Datang');
    expect(wordsIn(caseCard(), 'solution')).toBeNull();
  });
});
