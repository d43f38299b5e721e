import fc from 'fast-check';
import { hidePersonalNumbers } from '../../../../../server/domain/identity/personal-numbers.ts';
import { restoreNumbers } from '../../../../../server/domain/identity/restore-numbers.ts';

const numbers = ['0812 3456 7890', '+62 857-1111-2222', '3578014507900001', '(024) 6921105'];

describe('restoreNumbers', () => {
  it('gives back what was written, whatever stands between the numbers', () => {
    const word = fc.constantFrom('hubungi', 'atau', 'NIK', 'Ibu Siti', 'lampu padam', '\n', ',');
    const sentence = fc
      .array(fc.tuple(word, fc.constantFrom(...numbers)), { minLength: 1, maxLength: 4 })
      .map((parts) => `${parts.map(([before, number]) => `${before} ${number}`).join(' lalu ')} ya`);
    fc.assert(
      fc.property(sentence, (words) => {
        expect(restoreNumbers(hidePersonalNumbers(words), [words])).toBe(words);
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  const kept = 'Ibu 0812 3456 7890, Bapak 0857 1111 2222.';
  it.each([
    ['Ibu [hidden], Bapak [hidden].', kept],
    ['Bapak [hidden].', 'Bapak 0857 1111 2222.'],
    ['Hubungi Ibu [hidden]', 'Hubungi Ibu 0812 3456 7890'],
    ['[hidden]', '0812 3456 7890'],
    ['Bapak [hidden] lalu Ibu [hidden],', 'Bapak 0857 1111 2222 lalu Ibu 0812 3456 7890,'],
    ['tanpa nomor', 'tanpa nomor'],
  ])('follows what was changed around: %s', (text, whole) => {
    expect(restoreNumbers(text, [kept])).toBe(whole);
  });

  it('takes of equals the likeliest words, gathers from several, and leaves a mark that hides nothing', () => {
    expect(restoreNumbers('HP [hidden]', ['HP 081200000001', 'HP 081200000002'])).toBe('HP 081200000001');
    expect(
      restoreNumbers('keluhan HP [hidden]\n\nhubungi [hidden]', ['keluhan HP 081200000001', 'hubungi 081200000002']),
    ).toBe('keluhan HP 081200000001\n\nhubungi 081200000002');
    expect(restoreNumbers('tertulis [hidden]', ['tanpa nomor'])).toBe('tertulis [hidden]');
    expect(restoreNumbers('tertulis [hidden]', [])).toBe('tertulis [hidden]');
    const ours = new Set(['811111500']);
    expect(restoreNumbers('HP [hidden]', ['kami 0811111500, HP 081200000001'], ours)).toBe('HP 081200000001');
  });
});
