import fc from 'fast-check';
import {
  leastLike,
  likeness,
  type Said,
  soughtBy,
  type Term,
  termsOf,
  wordsIn,
} from '../../../../server/domain/search/likeness.ts';

const synonyms = [
  ['KTP', 'kartu tanda penduduk'],
  ['PJU', 'lampu jalan'],
];
const shares: Readonly<Record<string, number>> = { jalan: 0.3, lampu: 0.02, padam: 0.01, gubeng: 0.005 };
const shareOf = (word: string): number => shares[word] ?? 0.001;
const heard = (text: string) => new Set(text.split(' '));

const own: Said = {
  ...{ kind: 'complaint', category: 'lighting', serviceId: 'hotline' },
  words: termsOf('Lampu jalan padam', synonyms, 24),
  places: termsOf('Gubeng', synonyms, 8),
};
const other = { kind: 'complaint', category: 'roads', serviceId: 'elsewhere', has: new Set<string>() };

it('what a text says holds what else the office calls it, and how it sounds', () => {
  expect(termsOf('Kartu tanda penduduk Djoko di KTP', synonyms, 24)).toEqual([
    ...[[['kartu']], [['tanda']], [['penduduk']], [['djoko'], ['joko']], [['ktp'], ['kartu', 'tanda', 'penduduk']]],
    [['kartu', 'tanda', 'penduduk'], ['ktp']],
  ]);
  expect(termsOf('di yang [!] 🙂', synonyms, 24)).toEqual([]);
});

it('the rarest words are asked for, as many as find few enough; of common ones those cases that have several', () => {
  const terms = own.words.slice(0, 3);
  expect(soughtBy(terms, shareOf, 1_000)).toBe("(('padam')) | (('lampu')) | (('jalan'))");
  expect(soughtBy(terms, shareOf, 1_000_000)).toBe("(('padam'))");
  expect(soughtBy(terms, shareOf, 100_000_000)).toBe("(('padam')) & (('lampu')) & (('jalan'))");
  expect(soughtBy([], shareOf, 10)).toBeNull();
});

it('a rare word counts for more than a common one, and a place or subject of its own', () => {
  const score = (more: Partial<typeof other>) => likeness(own, { ...other, ...more }, shareOf);
  expect(score({ has: heard('padam') }).score).toBeGreaterThan(score({ has: heard('jalan') }).score);
  expect(score({ has: heard('jalan'), kind: 'question' }).score).toBeLessThan(leastLike);
  expect(score({ category: 'lighting', serviceId: 'hotline' })).toMatchObject({ same: ['category'] });
  expect(score({ category: 'lighting', has: heard('pju padam gubeng') }).same).toEqual(['category', 'place', 'words']);
});

it('what is compared is bounded, holds no sign of anybody’s, and is 0 to 1 whatever was written', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 4_000 });
  fc.assert(
    fc.property(texts, texts, fc.double({ min: 0, max: 1, noNaN: true }), (text, theirs, share) => {
      const words = termsOf(text, synonyms, 24);
      expect(words.length).toBeLessThanOrEqual(24);
      const query = soughtBy(words, () => share, 1_000_000);
      if (query !== null) expect(query).toMatch(/^(?:'[\p{L}\p{N}]{1,80}'|[ ()&|])+$/u);
      const has = new Set(wordsIn(termsOf(theirs, synonyms, 24)));
      const { score } = likeness({ ...own, words }, { ...other, has }, () => share);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }),
    { numRuns: 30 },
  );
});

it('nothing is more like a case than one that says the same', () => {
  const all = new Set(wordsIn([...own.words, ...own.places] as Term[]));
  expect(likeness(own, { ...own, has: all }, shareOf).score).toBeCloseTo(1);
});
