import { lengthParts, lineRange } from '../../../../agent-console/src/model/lengths.ts';

describe('a length', () => {
  const said = (ms: number) =>
    lengthParts(ms)
      .map(({ unit, count }) => `${count} ${unit}`)
      .join(' ');

  it('is told in its two largest parts', () => {
    expect([0, -5, 4_960, 9_999, 10_000, 59_999].map(said)).toEqual([
      '0 seconds',
      '0 seconds',
      '4.9 seconds',
      '9.9 seconds',
      '10 seconds',
      '59 seconds',
    ]);
    expect([60_000, 90_000, 3_600_000, 3_605_000, 7_500_000, 360_061_000].map(said)).toEqual([
      '1 minutes',
      '1 minutes 30 seconds',
      '1 hours',
      '1 hours',
      '2 hours 5 minutes',
      '100 hours 1 minutes',
    ]);
  });
});

describe('a line of a text', () => {
  const text = 'a\nbcd\n\nef';
  it('is found from its number', () => {
    const line = (n: number) => {
      const { start, end } = lineRange(text, n);
      return text.slice(start, end);
    };
    expect([1, 2, 3, 4, 5].map(line)).toEqual(['a', 'bcd', '', 'ef', '']);
    expect(lineRange(text, 9)).toEqual({ start: text.length, end: text.length });
  });
});
