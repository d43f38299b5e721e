import type { Box, Point } from './shapes.ts';

/** A row of the drawing, from its top to its bottom, px. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** Px between two arrows at the same border, where there is room for it. */
const between = 22;

/** Px of straight line before an arrow's head ends. */
const stem = 13;

/**
 * Where edges come in at a level border from `left` to `right` px: each as near to where it comes from as the others
 * allow, so that they do not cross before they arrive.
 */
export function ports(from: readonly number[], left: number, right: number): number[] {
  const order = from.map((x, index) => ({ x: Math.min(right, Math.max(left, x)), from: x, index }));
  order.sort((a, b) => a.from - b.from);
  const gap = Math.min(between, (right - left) / Math.max(1, order.length - 1));
  let free = left;
  for (const port of order) {
    port.x = Math.max(port.x, free);
    free = port.x + gap;
  }
  free = right;
  for (const port of order.toReversed()) {
    port.x = Math.min(port.x, free);
    free = port.x - gap;
  }
  const found: number[] = [];
  for (const { x, index } of order) found[index] = x;
  return found;
}

/** Straight up or down through the rows between its ends, and aside only in the gaps between rows. */
export function throughRows(
  ends: readonly [Point, Point],
  points: readonly Point[],
  bandAt: (y: number) => Band,
): Point[] {
  const down = ends[1].y > ends[0].y;
  const inside = points.flatMap(({ x, y }) => {
    const { top, bottom } = bandAt(y);
    return down
      ? [
          { x, y: top },
          { x, y: bottom },
        ]
      : [
          { x, y: bottom },
          { x, y: top },
        ];
  });
  // Upright for its last bit, so that the arrow's head stands on a straight line.
  const before = ends[1].y + (down ? -stem : stem);
  return [ends[0], ...inside, { x: ends[1].x, y: before }, ends[1]];
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Points as an SVG path that leaves and reaches each of them upright. */
export function pathOf(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => {
      const last = points[index - 1];
      if (last === undefined) return `M${round(x)} ${round(y)}`;
      if (last.x === x) return `V${round(y)}`;
      const middle = round((last.y + y) / 2);
      return `C${round(last.x)} ${middle} ${round(x)} ${middle} ${round(x)} ${round(y)}`;
    })
    .join('');
}

/** From a shape's right border (px, by how far from its middle) to `farthest` px and back to it. */
export function loopAround(
  node: Box,
  borderAt: (off: number) => number,
  farthest: number,
): { path: string; ends: [Point, Point] } {
  const off = Math.min(16, node.height / 4);
  const middle = node.y + node.height / 2;
  const x = borderAt(off);
  // Three quarters of the way to its handles is as far as such a curve comes.
  const handle = round(x + (farthest - x) / 0.75);
  const ends: [Point, Point] = [
    { x, y: middle - off },
    { x, y: middle + off },
  ];
  const [from, to] = ends;
  return { path: `M${round(from.x)} ${from.y}C${handle} ${from.y} ${handle} ${to.y} ${round(to.x)} ${to.y}`, ends };
}
