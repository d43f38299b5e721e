import { aroundHidden, hidesNumbers } from '../../../../agent-console/src/model/hidden.ts';
import { hidePersonalNumbers } from '../../../../server/domain/identity/personal-numbers.ts';
import { caseCard } from '../cards.ts';

const both = (text: string) => ({ id: text, en: text });
const written = (text: string) => [{ name: 'complaint', label: both('x'), value: both(hidePersonalNumbers(text)) }];
const history = (text: string) => [
  {
    seq: 1,
    type: 'case.corrected',
    label: both('x'),
    at: 0,
    recordedAt: 0,
    actorName: null,
    words: [{ label: both('x'), value: both(hidePersonalNumbers(text)) }],
  },
];

describe('words in which the server hid numbers', () => {
  it.each([
    ['HP 0812 3456 7890 ya', ['HP ', ' ya']],
    ['3578014507900001', ['', '']],
    ['NIK 3578-0145-0790-0001, HP +62 812-3456-7890.', ['NIK ', ', HP ', '.']],
    ['pukul 09.30, antrean 12', ['pukul 09.30, antrean 12']],
  ])('are told apart from the places where they stood: %s', (text, pieces) => {
    expect(aroundHidden(hidePersonalNumbers(text))).toEqual(pieces);
  });

  it('are known to be there from what the case says, and from what was corrected since', () => {
    expect(hidesNumbers(caseCard({ contents: written('HP 081234567890') }))).toBe(true);
    expect(hidesNumbers(caseCard({ contents: written('lampu padam') }))).toBe(false);
    expect(hidesNumbers({ contents: written('lampu padam'), history: history('HP ０８１２３４５６７８９０') })).toBe(
      true,
    );
    expect(hidesNumbers({ contents: written('lampu padam'), history: history('dikoreksi') })).toBe(false);
  });
});
