import type { SopGraph } from '../../../../server/contract/sop-graph.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** By its upper left corner, px. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export type Shape = SopGraph['nodes'][number]['shape'];

/** How far the points of a choice stand out at its sides, px. */
const tip = 18;

/** Room between a shape's border and its text: at each side, and above and below, px. */
export const padding: Readonly<Record<Shape, Point>> = {
  box: { x: 14, y: 9 },
  choice: { x: tip + 6, y: 9 },
  point: { x: 18, y: 6 },
};

/** From where to where (px) the upper and lower border are level: where arrows may come in. */
export function levelOf(shape: Shape, { x, width, height }: Box): readonly [left: number, right: number] {
  const corner = shape === 'box' ? 12 : shape === 'choice' ? tip + 6 : height / 2;
  return [x + corner, x + width - corner];
}

/** The border of a shape as an SVG path: a box, a hexagon, a bar with round ends. */
export function outlineOf(shape: Shape, { x, y, width, height }: Box): string {
  const [right, bottom, middle] = [x + width, y + height, y + height / 2];
  if (shape === 'choice')
    return `M${x} ${middle}L${x + tip} ${y}H${right - tip}L${right} ${middle}L${right - tip} ${bottom}H${x + tip}Z`;
  const r = shape === 'box' ? 4 : height / 2;
  const arc = (toX: number, toY: number) => `A${r} ${r} 0 0 1 ${toX} ${toY}`;
  return [
    `M${x + r} ${y}H${right - r}${arc(right, y + r)}V${bottom - r}${arc(right - r, bottom)}`,
    `H${x + r}${arc(x, bottom - r)}V${y + r}${arc(x + r, y)}Z`,
  ].join('');
}

/** Where the right border of a shape is, this far above or below its middle (px). */
export function rightBorder(shape: Shape, { x, width, height }: Box, off: number): number {
  const right = x + width;
  if (shape === 'box') return right;
  const half = height / 2;
  if (shape === 'choice') return right - (tip * Math.abs(off)) / half;
  return right - half + Math.sqrt(Math.max(0, half * half - off * off));
}
