import fc from 'fast-check';
import { cleaned, oneLine, saysSomething, storable, trimmed } from '../../../../../server/domain/shared/typed.ts';

describe('words that are owed', () => {
  it.each(['ok', 'OK.', 'ya', 'KTP', 'RT 5', 'Rp 5.000', '112', 'Sdh.', 'tdk', '— selesai', '👍 siap', 'ﬁ', 'ꦱꦩ꧀ꦥꦸꦤ꧀'])(
    'say something, however short: %j',
    (words) => expect(saysSomething(words, 2)).toBe(true),
  );

  it.each([
    '',
    '.',
    '...',
    '-',
    '—',
    '?!',
    '_',
    '=',
    '👍',
    '🙏🏽🙏🏽',
    '\u2764\ufe0f',
    '1️⃣',
    'x',
    'xxxx',
    'X x x',
    'aAaA',
    '0000',
    '٠٠٠',
    'ａa',
  ])('say nothing: %j', (words) => expect(saysSomething(words, 2)).toBe(false));

  it('of a name may be one letter, or one twice, and no key held down', () => {
    expect(['N', 'Uu', 'Aa', 'Oo.', 'U Nu', '5'].filter((name) => !saysSomething(name, 1))).toEqual([]);
    expect(['', '.', '-', '👤', 'xxx', 'a.a.a'].filter((name) => saysSomething(name, 1))).toEqual([]);
  });
});

describe('a text as it is typed', () => {
  it('loses what stands around it and what turns its writing, and nothing else', () => {
    expect(trimmed(' \u202a+62 812-3456-7890\u202c\n')).toBe('+62 812-3456-7890');
    expect(trimmed('a \u202egnp.exe\u202c b \u2067c\u2069')).toBe('a gnp.exe b c');
    // Hebrew, Arabic and joined pictures need theirs.
    for (const kept of ['ש\u200f1', '\u{1f468}\u200d\u{1f469}', 'ya\u200b']) expect(trimmed(kept)).toBe(kept);
    for (const unseen of ['\u200b', ' \u00a0', '\u202e', '\u2066\u2069', '\u3164']) expect(trimmed(unseen)).toBe('');
  });

  it.each(['\0', '\u0007', '\u001b', '\v', '\f', '\u007f', '\u0085', '\u009f', '\ud83d', '\ude4f'])(
    'cannot be kept with %j, and is cleaned of it where nobody could find it',
    (sign) => {
      expect(storable.test(`a${sign}b`)).toBe(false);
      expect(storable.test(cleaned(`a${sign}b`))).toBe(true);
      expect(['ab', 'a b']).toContain(cleaned(`a${sign}b`));
    },
  );

  it('breaks into lines at every sign that does so on a screen or a paper', () => {
    for (const sign of ['\n', '\r', '\t', '\u2028', '\u2029']) expect(oneLine.test(`a${sign}b`)).toBe(false);
    expect(oneLine.test('Jl. Ä 3 😀')).toBe(true);
    expect(cleaned('a\u2028b\u2029c\vd')).toBe('a b c d');
  });

  it('can be kept once it is cleaned, whatever it was, and is left alone where it could be before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        expect(storable.test(cleaned(typed))).toBe(true);
        if (storable.test(typed) && !/[\u2028\u2029]/.test(typed)) expect(cleaned(typed)).toBe(typed);
      }),
    );
  });
});
