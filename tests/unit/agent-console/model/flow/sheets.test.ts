import { type Drawing, drawingOf } from '../../../../../agent-console/src/model/flow/drawing.ts';
import { a4, sheetsOf } from '../../../../../agent-console/src/model/flow/sheets.ts';
import { graphOf } from '../../../../../server/domain/sop-print/diagram.ts';
import { shipped, sopNames } from '../../../../support/sops.ts';

const drawn = (name: string) =>
  drawingOf(
    graphOf(shipped(name), 'id'),
    (type) => type,
    (text) => text.length * 7,
  );

/** A drawing of boxes from one height to another. */
const stack = (height: number, ...boxes: readonly (readonly [top: number, bottom: number])[]): Drawing => ({
  width: 100,
  height,
  nodes: boxes.map(([top, bottom]) => ({
    id: `${top}`,
    shape: 'box',
    lines: [],
    outline: '',
    x: 0,
    y: top,
    width: 100,
    height: bottom - top,
  })),
  edges: [],
});
const paper = { width: 100, height: 100, heading: 20 };
const cuts = (drawing: Drawing) => sheetsOf(drawing, paper).map(({ y, height }) => [y, y + height]);

describe('a drawing on paper', () => {
  it.each(sopNames)('of %s has each node and each label whole on one sheet, and every sheet fits', (name) => {
    const drawing = drawn(name);
    const sheets = sheetsOf(drawing, a4);
    const scale = Math.max(1, drawing.width / a4.width);
    for (const box of [...drawing.nodes, ...drawing.edges.map(({ label }) => label)]) {
      expect(sheets.filter(({ y, height }) => y <= box.y && box.y + box.height <= y + height)).toHaveLength(1);
    }
    sheets.forEach(({ y, height }, index) => {
      expect(height).toBeLessThanOrEqual((a4.height - (index === 0 ? a4.heading : 0)) * scale + 0.001);
      expect(y + height).toBeCloseTo(sheets[index + 1]?.y ?? drawing.height);
    });
    expect(sheets[0]?.y).toBe(0);
  });

  it('is one sheet where that is enough, and has less room below the heading', () => {
    expect(cuts(stack(80))).toEqual([[0, 80]]);
    expect(cuts(stack(180))).toEqual([
      [0, 80],
      [80, 180],
    ]);
  });

  it('is cut above what stands in the way, and above what stands beside that', () => {
    expect(cuts(stack(150, [60, 90], [50, 61]))).toEqual([
      [0, 46],
      [46, 146],
      [146, 150],
    ]);
  });

  it('is cut through what is taller than a sheet', () => {
    expect(cuts(stack(180, [2, 178]))).toEqual([
      [0, 80],
      [80, 180],
    ]);
  });

  it('that is wider than the paper is made smaller, so a sheet takes more of it', () => {
    expect(sheetsOf({ ...stack(250), width: 200 }, paper).map(({ height }) => height)).toEqual([160, 90]);
  });
});
