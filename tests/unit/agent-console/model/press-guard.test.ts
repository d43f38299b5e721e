import { createPressGuard } from '../../../../agent-console/src/model/press-guard.ts';

describe('a train of presses', () => {
  const through = (moments: readonly number[]): readonly number[] => {
    const guard = createPressGuard();
    return moments.filter((moment) => guard.press(moment));
  };

  it('does one thing, however long it is pressed on', () => {
    expect(through(Array.from({ length: 200 }, (_, n) => n * 33))).toEqual([0]);
    expect(through([0, 600, 1_200, 1_800])).toEqual([0]);
  });

  it('ends with a pause: the next press is a fresh one', () => {
    expect(through([0, 700, 900, 1_599, 2_299])).toEqual([0, 700, 2_299]);
  });
});
