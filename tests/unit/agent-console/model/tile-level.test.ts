import { createLevels } from '../../../../agent-console/src/model/tile-level.ts';

/** As the model has it, ms. */
const graveAtLeastMs = 10_000;
const limits = { rise: 30, fall: 25 };
const story = (values: readonly (number | null)[], everyMs = graveAtLeastMs) => {
  const levels = createLevels();
  return values.map((value, nth) => levels.grave('messages', value, limits, nth * everyMs));
};

describe('the level of a tile', () => {
  it('rises at its limit and falls below the lower one, and between them stays what it was', () => {
    expect(story([29, 30, 29, 25, 24, 25, 29, 30])).toEqual([false, true, true, true, false, false, false, true]);
  });

  it('does not flicker where a figure trembles at its limit', () => {
    expect(new Set(story([30, 29, 30, 29, 31, 28, 30]))).toEqual(new Set([true]));
  });

  it('is calm when its cause is gone, though not before somebody can have seen it', () => {
    expect(story([30, null], graveAtLeastMs - 1)).toEqual([true, true]);
    expect(story([30, null, null])).toEqual([true, false, false]);
    expect(story([null, 0])).toEqual([false, false]);
  });

  it('of one tile says nothing of another', () => {
    const levels = createLevels();
    expect([levels.grave('a', 30, limits, 0), levels.grave('b', 29, limits, 0)]).toEqual([true, false]);
  });
});
