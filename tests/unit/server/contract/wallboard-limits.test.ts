import { limitFault, limitsOf, measuredOn } from '../../../../server/contract/wallboard-limits.ts';
import { stepTile, tileNames } from '../../../../server/contract/wallboard-tiles.ts';

const step = stepTile({ procedure: 'depok', step: 'answer' });

describe('the limits of a tile', () => {
  it('are as they always were where an office sets none', () => {
    const red = [...tileNames, step].map((tile) => [tile, limitsOf(tile, {}).red] as const).filter(([, at]) => at);
    expect(Object.fromEntries(red)).toEqual({ breaches: 1, messages: 30, ages: 1, [step]: 1 });
    expect([...tileNames, step].filter((tile) => limitsOf(tile, {}).amber !== null)).toEqual([]);
  });

  it('are none of a tile of which no figure is bad by itself', () => {
    expect(tileNames.filter((tile) => measuredOn(tile) === null)).toEqual(['talking', 'inTarget']);
    expect(limitFault('talking', { amber: null, red: null })).toBe('not_measured');
  });

  it.each([
    ['waiting', 3, 4, null],
    ['waiting', 4, 4, 'red_before_amber'],
    ['waiting', 4, 3, 'red_before_amber'],
    ['waiting', 0, 3, 'out_of_range'],
    ['waiting', null, 10_000, 'out_of_range'],
    ['serviceLevel', 90, 80, null],
    ['serviceLevel', 80, 90, 'red_before_amber'],
    ['serviceLevel', 101, 80, 'out_of_range'],
    ['ready', 1, 0, null],
    ['ready', 0, 1, 'red_before_amber'],
    ['messages', 15, 30.5, 'not_whole'],
    ['longest', 60, Number.NaN, 'not_whole'],
    [step, null, 3, null],
    [step, null, null, null],
  ] as const)('of %s, amber %p and red %p: %p', (tile, amber, red, fault) => {
    expect(limitFault(tile, { amber, red })).toBe(fault);
  });

  it('that an office sets hold in place of the usual ones, also where they say never', () => {
    expect(limitsOf('breaches', { breaches: { amber: null, red: null } }).red).toBeNull();
    expect(limitsOf(step, { [step]: { amber: 2, red: 5 } })).toEqual({ amber: 2, red: 5 });
  });
});
