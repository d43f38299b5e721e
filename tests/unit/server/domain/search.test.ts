import fc from 'fast-check';
import { suggestionQuery, textQuery } from '../../../../server/domain/search/query.ts';
import { indexed, soundOf, tellingWords } from '../../../../server/domain/search/words.ts';

const synonyms = [
  ['KTP', 'kartu tanda penduduk', 'e-KTP'],
  ['KK', 'kartu keluarga'],
];

describe('what is typed as a question to the database', () => {
  it.each([
    ['akta lahir', "'akta':* & 'lahir':*"],
    // The last word is still being typed, however short; words that nobody looks for are left out.
    ['cara mengurus pindah d', "'mengurus':* & 'pindah':* & 'd':*"],
    ['di mana', "'mana':*"],
    ['Achmad Soeharto', "('achmad':* | 'ahmad':*) & ('soeharto':* | 'suharto':*)"],
    ['ktp hilang', "('ktp':* | ('kartu' <-> 'tanda' <-> 'penduduk') | ('e' <-> 'ktp')) & 'hilang':*"],
    ['hilang kartu keluarga', "'hilang':* & (('kartu' <-> 'keluarga') | 'kk')"],
    [
      '(kk) & !ktp | <->',
      "('kk' | ('kartu' <-> 'keluarga')) & ('ktp':* | ('kartu' <-> 'tanda' <-> 'penduduk') | ('e' <-> 'ktp'))",
    ],
  ])('%s', (typed, exact) => {
    expect(textQuery(typed, synonyms)?.exact).toBe(exact);
  });

  it('is none where there is no word', () => {
    for (const typed of ['', '   ', `%_\\'"&|!():*<->`, '\u0000', '🙂🙂'])
      expect([textQuery(typed), suggestionQuery(typed)]).toEqual([null, null]);
  });

  it('holds letters, digits and our own signs alone, and is bounded, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12_000 }), (typed) => {
        for (const query of [textQuery(typed, synonyms), suggestionQuery(typed, synonyms)]) {
          if (query === null) continue;
          expect(query.exact).toMatch(/^(?:'[\p{L}\p{N}]{1,80}'(?::\*)?|[ ()&|]|<->)+$/u);
          expect(query.exact.length).toBeLessThan(4_000);
          expect(query.words.length).toBeLessThanOrEqual(24);
        }
      }),
    );
    expect(textQuery('x'.repeat(10_000))?.exact).toBe(`'${'x'.repeat(40)}':*`);
  });
});

it('a suggestion asks for any telling word of the complaint, and for what means the same', () => {
  expect(suggestionQuery('Saya mau tanya, kartu keluarga saya hilang di pasar', synonyms)?.exact).toBe(
    "'tanya' | 'kartu' | 'keluarga' | 'hilang' | 'pasar' | 'kk'",
  );
  expect(tellingWords('dan yang di KTP-nya itu KTP', 5)).toEqual(['ktp']);
});

it('names sound the same in the spellings of both times, and numbers are what they are', () => {
  expect(['Djoko', 'Joko', 'Tjahjono', 'Muhammad', 'a1122'].map((name) => soundOf(name.toLowerCase()))).toEqual([
    'joko',
    'joko',
    'cahjono',
    'muhamad',
    'a1122',
  ]);
  expect(indexed('Soeharto KTP')).toBe('Soeharto KTP\nsuharto');
});
