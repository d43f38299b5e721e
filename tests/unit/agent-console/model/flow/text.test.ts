import { type Measure, sizeOf, wrapped } from '../../../../../agent-console/src/model/flow/text.ts';

const measure: Measure = (text, strong) => text.length * (strong ? 20 : 10);
const lines = (text: string, most: number, strong = false) =>
  wrapped(text, strong, most, measure).map((line) => line.text);

describe('a label', () => {
  it('takes as few lines as its width allows, about equally long', () => {
    expect(lines('aaa bbb ccc ddd', 150)).toEqual(['aaa bbb ccc ddd']);
    expect(lines('aaa bbb ccc ddd', 140)).toEqual(['aaa bbb', 'ccc ddd']);
  });

  it('is measured in the letters in which it is drawn', () => {
    expect(lines('aaa bbb', 70)).toEqual(['aaa bbb']);
    expect(lines('aaa bbb', 70, true)).toEqual(['aaa', 'bbb']);
  });

  it('is never cut within a word', () => {
    expect(lines('a bbbbbbbbbb c', 50)).toEqual(['a', 'bbbbbbbbbb', 'c']);
  });

  it('of nothing has no line and no size', () => {
    expect(lines(' ', 50)).toEqual([]);
    expect(sizeOf([], measure)).toEqual({ width: 0, height: 0 });
  });

  it('is as wide as its widest line', () => {
    const both = [
      { text: 'aaaa', strong: false },
      { text: 'bbb', strong: true },
    ];
    expect(sizeOf(both, measure)).toEqual({ width: 60, height: 36 });
  });
});
