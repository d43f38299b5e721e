import { loopAround, pathOf, ports, throughRows } from '../../../../../agent-console/src/model/flow/routes.ts';

describe('arrows at a border', () => {
  it('come in where they come from, as far as the border reaches', () => {
    expect(ports([50, -10, 200], 0, 100)).toEqual([50, 0, 100]);
  });

  it('stand apart, in the order in which they come, whichever is named first', () => {
    expect(ports([51, 50, 52], 0, 100)).toEqual([72, 50, 94]);
    expect(ports([300, 200], 0, 100)).toEqual([100, 78]);
  });

  it('share the border evenly when it is short', () => {
    expect(ports([5, 5, 5], 0, 20)).toEqual([0, 10, 20]);
    expect(ports([5], 10, 10)).toEqual([10]);
  });
});

describe('a way between two nodes', () => {
  const bandAt = (y: number) => ({ top: y - 10, bottom: y + 10 });

  it('is upright through each row, aside between rows, and upright before the arrow, down and up', () => {
    const [high, low] = [
      { x: 0, y: 0 },
      { x: 40, y: 100 },
    ] as const;
    const between = [{ x: 20, y: 50 }];
    expect(throughRows([high, low], between, bandAt)).toEqual([
      high,
      { x: 20, y: 40 },
      { x: 20, y: 60 },
      { x: 40, y: 87 },
      low,
    ]);
    expect(throughRows([low, high], between, bandAt)).toEqual([
      low,
      { x: 20, y: 60 },
      { x: 20, y: 40 },
      { x: 0, y: 13 },
      high,
    ]);
  });

  it('is written as lines where it is straight, and as curves that begin and end upright where it is not', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 20, y: 40 },
      { x: 20, y: 60.04 },
    ];
    expect(pathOf(points)).toBe('M0 0C0 20 20 20 20 40V60');
  });

  it('to the node where it began comes back below where it left, no farther out than told', () => {
    const { path, ends } = loopAround({ x: 0, y: 0, width: 100, height: 40 }, () => 100, 130);
    expect(ends).toEqual([
      { x: 100, y: 10 },
      { x: 100, y: 30 },
    ]);
    // Of a curve with both handles at 140, three quarters of the way is 130.
    expect(path).toBe('M100 10C140 10 140 30 100 30');
  });
});
