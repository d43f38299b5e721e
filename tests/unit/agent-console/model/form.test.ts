import type { DraftFields } from '../../../../agent-console/src/model/draft.ts';
import { askedOf, fieldsOf, missingIn, missingPapers, textIn } from '../../../../agent-console/src/model/form.ts';
import type { ActionField, OwedPaper } from '../../../../server/contract/actions.ts';
import { action, caseCard, field, written } from '../cards.ts';

const choice = (...codes: string[]) => codes.map((code) => ({ code, name: { id: code, en: code } }));

describe('the form of an action', () => {
  const card = caseCard();

  it('shows what was typed here over what is half written, what the case says and what suggests itself', () => {
    const summary = field('recapSummary', { value: 'lama', draft: 'draf' });
    const suggesting = caseCard({ contents: [written('complaint', 'KTP hilang')] });
    expect(textIn(suggesting, summary, { recapSummary: 'baru' })).toBe('baru');
    expect(textIn(suggesting, summary, { recapSummary: '' })).toBe('');
    expect(textIn(suggesting, summary, {})).toBe('draf');
    expect(textIn(suggesting, { ...summary, draft: null }, {})).toBe('lama');
    expect(textIn(suggesting, { ...summary, draft: null, value: null }, {})).toBe('KTP hilang');
  });

  it('suggests no choice that there is not, and makes the only one there is', () => {
    const outcome = field('disposition', { type: 'choice', choices: choice('resolved', 'prank') });
    expect(textIn(card, outcome, {})).toBe('');
    expect(textIn(card, { ...outcome, choices: choice('dropped', 'prank') }, {})).toBe('dropped');
    const via = field('via', { type: 'choice', required: true, choices: choice('letter') });
    expect(textIn(card, via, {})).toBe('letter');
    expect(textIn(card, { ...via, required: false }, {})).toBe('');
  });

  it('asks for a field only while the other one has one of the values', () => {
    const via = field('via', { type: 'choice', required: true, choices: choice('call', 'letter') });
    const proof = field('proof', { required: true, when: { field: 'via', values: ['letter', 'courier'] } });
    const orphan = field('orphan', { when: { field: 'elsewhere', values: ['x'] } });
    const told = action('answer.sent', { fields: [via, proof, orphan] });
    const names = (edits: DraftFields) => askedOf(card, told, edits).map(({ name }) => name);
    expect(names({})).toEqual(['via']);
    expect(names({ via: 'call' })).toEqual(['via']);
    expect(names({ via: 'letter' })).toEqual(['via', 'proof']);
    expect(missingIn(card, askedOf(card, told, { via: 'call' }), { via: 'call' })).toEqual({});
    expect(missingIn(card, askedOf(card, told, { via: 'letter' }), { via: 'letter' })).toEqual({ proof: 'required' });
  });

  it('needs nothing anew that is stored sealed, and shows nothing of it', () => {
    const nik = field('nik', { type: 'nik', required: true, sealed: true, stored: true });
    expect(missingIn(card, [nik], {})).toEqual({});
    expect(missingIn(card, [{ ...nik, stored: false }], {})).toEqual({ nik: 'required' });
    expect(textIn(card, { ...nik, draft: 'x', value: 'y' }, {})).toBe('');
  });

  it('sends what stands in the fields, and of a correction what was emptied', () => {
    const fields: readonly ActionField[] = [
      field('callerName', { value: 'Siti' }),
      field('address', { value: 'Jl. A' }),
      field('category'),
      field('nik', { type: 'nik', sealed: true, stored: true }),
      field('phone', { type: 'phone', sealed: true, stored: true }),
    ];
    const edits = { address: ' ', category: ' ', nik: null, phone: '' };
    const sent = (event: string) => fieldsOf(card, action(event), fields, edits);
    expect(sent('intake.saved')).toEqual({ callerName: 'Siti' });
    expect(sent('case.corrected')).toEqual({ callerName: 'Siti', address: '', nik: '' });
  });

  it('misses the papers by which it happens, told the way that is chosen, until they have come so far', () => {
    const via = field('via', { type: 'choice', required: true, choices: choice('call', 'letter') });
    const owed = (change: Partial<OwedPaper>): OwedPaper => ({
      ...{
        kind: 'decree',
        title: { id: 'Keputusan', en: 'Decree' },
        via: null,
        at: 'signed',
        ready: false,
        paper: null,
      },
      ...change,
    });
    const [always, byLetter, done] = [owed({}), owed({ kind: 'notice', via: 'letter' }), owed({ ready: true })];
    const told = action('answer.sent', { fields: [via], papers: [always, byLetter, done] });
    expect(missingPapers(card, told, {})).toEqual([always]);
    expect(missingPapers(card, told, { via: 'letter' })).toEqual([always, byLetter]);
    expect(missingPapers(card, { ...told, papers: [done] }, { via: 'letter' })).toEqual([]);
    // The only way that there is needs no choosing.
    const only = { ...told, fields: [{ ...via, choices: choice('letter') }], papers: [byLetter] };
    expect(missingPapers(card, only, {})).toEqual([byLetter]);
  });
});
