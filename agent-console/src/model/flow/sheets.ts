import type { Drawing } from './drawing.ts';
import type { Box } from './shapes.ts';

/** What a sheet of paper has room for, px; the first has a heading above the drawing. */
export interface Paper {
  readonly width: number;
  readonly height: number;
  readonly heading: number;
}

/** A4 upright as browsers print it, with room left for their own lines at the edges. */
export const a4: Paper = { width: 660, height: 930, heading: 200 };

/** Px between a cut and what it keeps away from. */
const away = 4;

/** The parts of a drawing that go on a sheet each, from the top: only lines are cut through, no node and no label. */
export function sheetsOf({ width, height, nodes, edges }: Drawing, paper: Paper): Box[] {
  const boxes: readonly Box[] = [...nodes, ...edges.map(({ label }) => label)];
  const scale = Math.max(1, width / paper.width);
  const sheets: Box[] = [];
  let top = 0;
  while (top < height) {
    const farthest = top + (paper.height - (top === 0 ? paper.heading : 0)) * scale;
    let cut = Math.min(height, farthest);
    const crossed = () => boxes.filter(({ y, height: tall }) => y - away < cut && cut < y + tall + away);
    for (let found = crossed(); found.length > 0 && cut < height; found = crossed()) {
      cut = Math.min(...found.map(({ y }) => y - away));
    }
    // Something taller than a sheet has to be cut.
    if (cut <= top) cut = farthest;
    sheets.push({ x: 0, y: top, width, height: cut - top });
    top = cut;
  }
  return sheets;
}
