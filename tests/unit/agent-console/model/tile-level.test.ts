import { createLevels, levelOf } from '../../../../agent-console/src/model/tile-level.ts';

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

describe('how a tile stands by the limits of its screen', () => {
  const told = (tile: 'waiting' | 'serviceLevel' | 'longest', amber: number | null, red: number | null) => {
    const levels = createLevels();
    let now = 0;
    return (...values: readonly (number | null)[]) =>
      values.map((value) => {
        now += graveAtLeastMs;
        return levelOf(levels, tile, value, { [tile]: { amber, red } }, now);
      });
  };

  it('is amber from one limit on and red from the other', () => {
    expect(told('waiting', 3, 5)(2, 3, 4, 5, 9, 4, 2)).toEqual([
      'calm',
      'amber',
      'amber',
      'red',
      'red',
      'amber',
      'calm',
    ]);
    expect(told('waiting', null, 5)(4, 5)).toEqual(['calm', 'red']);
    expect(told('waiting', 3, null)(4, 99)).toEqual(['amber', 'amber']);
  });

  it('counts downwards where little is bad, and is calm where nothing was measured', () => {
    expect(told('serviceLevel', 90, 80)(91, 90, 81, 80, 0)).toEqual(['calm', 'amber', 'amber', 'red', 'red']);
    expect(told('serviceLevel', 90, 80)(null, 70, null)).toEqual(['calm', 'red', 'calm']);
  });

  it('calms down a little beyond its limit, and not at once', () => {
    expect(told('longest', null, 60)(60, 59, 50, 49)).toEqual(['red', 'red', 'red', 'calm']);
    expect(told('serviceLevel', null, 80)(80, 81, 82, 83)).toEqual(['red', 'red', 'red', 'calm']);
    const levels = createLevels();
    const at = (value: number, now: number) =>
      levelOf(levels, 'waiting', value, { waiting: { amber: 3, red: 5 } }, now);
    expect([at(5, 0), at(0, graveAtLeastMs - 1), at(0, graveAtLeastMs)]).toEqual(['red', 'red', 'calm']);
  });

  it('is as usual where the office set nothing', () => {
    const levels = createLevels();
    expect([levelOf(levels, 'messages', 29.9, {}, 0), levelOf(levels, 'messages', 30, {}, 0)]).toEqual(['calm', 'red']);
    expect([levelOf(levels, 'waiting', 999, {}, 0), levelOf(levels, 'talking', 999, {}, 0)]).toEqual(['calm', 'calm']);
  });
});
