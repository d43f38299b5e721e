import { type Drawing, drawingOf } from '../../../../../agent-console/src/model/flow/drawing.ts';
import type { Box, Point } from '../../../../../agent-console/src/model/flow/shapes.ts';
import type { Line, Measure } from '../../../../../agent-console/src/model/flow/text.ts';
import { SopGraph } from '../../../../../server/contract/sop-graph.ts';
import { graphOf } from '../../../../../server/domain/sop-print/diagram.ts';
import { shipped, sopNames } from '../../../../support/sops.ts';

const measure: Measure = (text, strong) => text.length * (strong ? 7.4 : 6.8);
const eventName = (type: string) => `when ${type}`;
const languages = ['id', 'en'] as const;
const cases = sopNames.flatMap((name) => languages.map((language) => [name, language] as const));

const words = (lines: readonly Line[]) => lines.map(({ text }) => text).join(' ');
const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
const holds = ({ x, y, width, height }: Box, point: Point, by = 0) =>
  point.x > x - by && point.x < x + width + by && point.y > y - by && point.y < y + height + by;

/** Points along a path of ours: M, V and C, all absolute. */
function along(path: string): Point[] {
  const found: Point[] = [];
  let at: Point = { x: 0, y: 0 };
  for (const [, letter, rest = ''] of path.matchAll(/([MVC])([^MVC]*)/gu)) {
    const n = rest.trim().split(/\s+/u).map(Number);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = n;
    const from = at;
    at = letter === 'M' ? { x: a, y: b } : letter === 'V' ? { x: from.x, y: a } : { x: e, y: f };
    for (let t = 0; t <= 1; t += 0.02) {
      const u = 1 - t;
      const bend = (p: number, q: number, r: number, s: number) =>
        u ** 3 * p + 3 * u * u * t * q + 3 * u * t * t * r + t ** 3 * s;
      if (letter === 'C') found.push({ x: bend(from.x, a, c, e), y: bend(from.y, b, d, f) });
      else found.push({ x: at.x, y: letter === 'M' ? at.y : from.y + (at.y - from.y) * t });
    }
    found.push(at);
  }
  return found;
}

/** How far a point is from the nearest straight or round part of an outline. */
function off(outline: string, point: Point): number {
  const corners: Point[] = [];
  let at: Point = { x: 0, y: 0 };
  for (const [, letter, rest = ''] of outline.matchAll(/([MLHVA])([^MLHVAZ]*)/gu)) {
    const n = rest.trim().split(/\s+/u).map(Number);
    const [x = 0, y = 0] = n.slice(-2);
    at = letter === 'H' ? { x, y: at.y } : letter === 'V' ? { x: at.x, y: x } : { x, y };
    corners.push(at);
  }
  const first = corners[0] as Point;
  return Math.min(
    ...corners.map((a, index) => {
      const b = corners[index + 1] ?? first;
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const t = Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy);
    }),
  );
}

describe.each(cases)('the flow chart of %s in "%s"', (name, language) => {
  const graph = graphOf(shipped(name), language);
  const drawing: Drawing = drawingOf(graph, eventName, measure);
  const nodeOf = (id: string) => drawing.nodes.find((node) => node.id === id);

  it('is made from what the contract lets through', () => {
    expect(SopGraph.parse(graph)).toEqual(graph);
  });

  it('has every node with its whole label, and no two of them on one another', () => {
    expect(drawing.nodes.map(({ id, lines }) => [id, words(lines).replaceAll(' · ', ' ')])).toEqual(
      graph.nodes.map(({ id, number, name: called, role, time }) => [
        id,
        [number, called, role, time].filter((part) => part !== null).join(' '),
      ]),
    );
    drawing.nodes.forEach((node, index) => {
      for (const other of drawing.nodes.slice(index + 1))
        expect([node.id, other.id, apart(node, other)]).toContain(true);
      for (const { text, strong } of node.lines) expect(measure(text, strong)).toBeLessThan(node.width - 20);
      expect([node.x >= 0, node.y >= 0]).toEqual([true, true]);
      expect([node.x + node.width <= drawing.width, node.y + node.height <= drawing.height]).toEqual([true, true]);
    });
  });

  it('has every edge with its whole label, in a place of its own', () => {
    expect(drawing.edges.map(({ from, to, dashed, label }) => [from, to, dashed, words(label.lines)])).toEqual(
      graph.edges.map(({ from, to, dashed, label, events }) => [
        from,
        to,
        dashed,
        label ?? events.map(eventName).join(', '),
      ]),
    );
    const boxes = [...drawing.nodes, ...drawing.edges.map(({ label }) => label)];
    for (const { label } of drawing.edges) {
      for (const box of boxes) expect(box === label || apart(box, label)).toBe(true);
      expect([label.x >= 0, label.x + label.width <= drawing.width]).toEqual([true, true]);
    }
  });

  it('leads each edge from the border of its first node to that of its last, and through no other', () => {
    for (const { from, to, ends, path, label } of drawing.edges) {
      const way = along(path);
      ends.forEach((end, index) => {
        const node = nodeOf(index === 0 ? from : to);
        expect(off(node?.outline ?? '', end)).toBeLessThan(0.1);
        const drawn = (index === 0 ? way[0] : way.at(-1)) as Point;
        expect(Math.hypot(drawn.x - end.x, drawn.y - end.y)).toBeLessThan(0.2);
      });
      for (const node of drawing.nodes.filter(({ id }) => id !== from || id !== to))
        expect([from, to, node.id, way.some((at) => holds(node, at, -1))]).toContain(false);
      for (const other of drawing.edges) {
        if (other.label !== label) expect(way.some((at) => holds(other.label, at, -1))).toBe(false);
      }
      expect(way.some((at) => holds(label, at, 5))).toBe(true);
    }
  });
});

describe('a flow chart', () => {
  const node = (id: string, over: Partial<SopGraph['nodes'][number]> = {}) =>
    ({ id, shape: 'box', number: null, name: id, role: null, time: null, ...over }) as const;
  const edge = (from: string, to: string) => ({ from, to, label: 'x', events: [], dashed: false });

  it('gives the shapes borders that differ', () => {
    const nodes = (['box', 'choice', 'point'] as const).map((shape) => node(shape, { shape }));
    const { nodes: drawn } = drawingOf({ nodes, edges: [] }, eventName, measure);
    expect(drawn.map(({ outline }) => outline.replace(/[^A-Z]/gu, ''))).toEqual([
      'MHAVAHAVAZ',
      'MLHLLHZ',
      'MHAVAHAVAZ',
    ]);
    const radius = (outline = '') => Number(/A([\d.]+)/u.exec(outline)?.[1]);
    expect(radius(drawn[2]?.outline)).toBeGreaterThan(3 * radius(drawn[0]?.outline));
  });

  it('keeps a word whole that is longer than a line', () => {
    const name = 'x'.repeat(60);
    const [drawn] = drawingOf({ nodes: [node('a', { name })], edges: [] }, eventName, measure).nodes;
    expect(drawn?.lines.map(({ text }) => text)).toEqual([name]);
    expect(drawn?.width).toBeGreaterThan(measure(name, true));
  });

  it('puts who and how long on one line, or the time below when it does not fit', () => {
    const notes = [
      node('a', { role: 'Staf', time: '5 menit' }),
      node('b', { role: 'Petugas '.repeat(4).trim(), time: '5 menit' }),
    ];
    const { nodes } = drawingOf({ nodes: notes, edges: [] }, eventName, measure);
    expect(nodes.map(({ lines }) => lines.slice(1).map(({ text }) => text))).toEqual([
      ['Staf · 5 menit'],
      ['Petugas Petugas Petugas Petugas', '5 menit'],
    ]);
  });

  it('lets arrows at one border stand side by side', () => {
    const from = ['a', 'b', 'c', 'd', 'e'];
    const graph = { nodes: [...from, 'to'].map((id) => node(id)), edges: from.map((id) => edge(id, 'to')) };
    const xs = drawingOf(graph, eventName, measure).edges.map(({ ends }) => ends[1].x);
    expect(new Set(xs).size).toBe(5);
  });

  it('of nothing is empty', () => {
    expect(drawingOf({ nodes: [], edges: [] }, eventName, measure)).toMatchObject({ nodes: [], edges: [] });
  });
});
