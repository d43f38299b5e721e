import { Graph, layout } from '@dagrejs/dagre';
import type { SopGraph } from '../../../../server/contract/sop-graph.ts';
import { type Band, loopAround, pathOf, ports, throughRows } from './routes.ts';
import { type Box, levelOf, outlineOf, type Point, padding, rightBorder, type Shape } from './shapes.ts';
import { type Line, type Measure, sizeOf, wrapped } from './text.ts';

export interface DrawnNode extends Box {
  readonly id: string;
  readonly shape: Shape;
  readonly lines: readonly Line[];
  /** Its border, as an SVG path. */
  readonly outline: string;
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly dashed: boolean;
  /** On the borders of its nodes. */
  readonly ends: readonly [Point, Point];
  /** As an SVG path. */
  readonly path: string;
  readonly label: Box & { readonly lines: readonly Line[] };
}

/** All in px, from the upper left corner. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** How wide lines may become, px. */
const most = { node: 236, edge: 130 };
const margin = 16;

/** How far a way back to the same node comes out, px. */
const loopReach = 38;

/** The flow chart of a procedure, from top to bottom; `eventName` says what an event is called on the screen. */
export function drawingOf(graph: SopGraph, eventName: (type: string) => string, measure: Measure): Drawing {
  const laid = new Graph({ multigraph: true });
  laid.setGraph({ rankdir: 'TB', nodesep: 40, edgesep: 20, ranksep: 64, marginx: margin, marginy: margin });
  const nodes = graph.nodes.map((node) => {
    const { name, number, shape } = node;
    const lines = [
      ...wrapped(number === null ? name : `${number} · ${name}`, true, most.node, measure),
      ...noteOf(node, measure),
    ];
    const { width, height } = sizeOf(lines, measure);
    const size = { width: width + 2 * padding[shape].x, height: height + 2 * padding[shape].y };
    laid.setNode(node.id, { ...size });
    return { id: node.id, shape, lines, size };
  });
  const edges = graph.edges.map(({ from, to, label, events, dashed }, index) => {
    const lines = wrapped(label ?? events.map(eventName).join(', '), false, most.edge, measure);
    const { width, height } = sizeOf(lines, measure);
    const size = { width: width + 8, height: height + 4 };
    laid.setEdge({ v: from, w: to, name: String(index) }, { ...size, labelpos: 'c' });
    return { from, to, dashed, name: String(index), lines, size };
  });
  layout(laid);

  const placed = new Map(
    nodes.map(({ id, shape, lines, size }) => {
      const box = boxAround(laid.node(id), size);
      return [id, { id, shape, lines, ...box, outline: outlineOf(shape, box) }];
    }),
  );
  const nodeOf = (id: string): DrawnNode => placed.get(id) as DrawnNode;
  const labelled = edges.map((edge) => {
    const { points, ...middle } = laid.edge({ v: edge.from, w: edge.to, name: edge.name }) as Laid;
    return { ...edge, label: { ...boxAround(middle, edge.size), lines: edge.lines }, points: points.slice(1, -1) };
  });
  const bandAt = bandsOf([...placed.values(), ...labelled.map(({ label }) => label)]);
  const ends = endsOf(labelled, nodeOf);
  const drawn = labelled.map(({ from, to, dashed, label, points }, index): DrawnEdge => {
    const edge = { from, to, dashed, label };
    const node = nodeOf(from);
    if (from === to) {
      // Beside its node: dagre puts nothing between them, but may leave much room there.
      const beside = { ...label, x: Math.min(label.x, node.x + node.width + loopReach) };
      const loop = loopAround(node, (off) => rightBorder(node.shape, node, off), beside.x - 3);
      return { ...edge, label: beside, ...loop };
    }
    const both = ends[index] as [Point, Point];
    return { ...edge, ends: both, path: pathOf(throughRows(both, points, bandAt)) };
  });
  const boxes = [...placed.values(), ...drawn.map(({ label }) => label)];
  return {
    width: Math.ceil(Math.max(0, ...boxes.map(({ x, width }) => x + width)) + margin),
    height: Math.ceil(Math.max(0, ...boxes.map(({ y, height }) => y + height)) + margin),
    nodes: [...placed.values()],
    edges: drawn,
  };
}

/** Who and how long: beside one another where there is room, else one below the other. */
function noteOf({ role, time }: SopGraph['nodes'][number], measure: Measure): Line[] {
  const parts = [role, time].filter((part) => part !== null);
  const note = parts.join(' · ');
  const lines = measure(note, false) <= most.node ? [note] : parts;
  return lines.flatMap((line) => wrapped(line, false, most.node, measure));
}

/** What dagre says of an edge: the middle of its label, and its way. */
interface Laid extends Point {
  readonly points: readonly Point[];
}

interface Way {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}

const boxAround = ({ x = 0, y = 0 }: Partial<Point>, { width, height }: { width: number; height: number }): Box => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The rows: what stands on the same middle line is as high as the highest of it. */
function bandsOf(boxes: readonly Box[]): (y: number) => Band {
  const key = (y: number) => Math.round(y * 10);
  const halves = new Map<number, number>();
  for (const box of boxes) {
    const row = key(middleOf(box).y);
    halves.set(row, Math.max(halves.get(row) ?? 0, box.height / 2));
  }
  return (y) => {
    const half = halves.get(key(y)) ?? 0;
    return { top: y - half, bottom: y + half };
  };
}

/** Where each edge leaves and arrives; those at the same border of a node stand side by side. */
function endsOf(edges: readonly Way[], nodeOf: (id: string) => DrawnNode): [Point, Point][] {
  const found = edges.map((): [Point, Point] => [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ]);
  const borders = new Map<string, { index: number; end: 0 | 1; x: number }[]>();
  edges.forEach(({ from, to, points }, index) => {
    if (from === to) return;
    for (const end of [0, 1] as const) {
      const id = end === 0 ? from : to;
      const near = (end === 0 ? points[0] : points.at(-1)) ?? middleOf(nodeOf(end === 0 ? to : from));
      const border = `${near.y < middleOf(nodeOf(id)).y ? 'above' : 'below'} ${id}`;
      borders.set(border, [...(borders.get(border) ?? []), { index, end, x: near.x }]);
    }
  });
  for (const [border, arriving] of borders) {
    const [side, id = ''] = border.split(' ');
    const node = nodeOf(id);
    const xs = ports(
      arriving.map(({ x }) => x),
      ...levelOf(node.shape, node),
    );
    arriving.forEach(({ index, end }, place) => {
      const ofEdge = found[index] as [Point, Point];
      ofEdge[end] = { x: xs[place] as number, y: side === 'above' ? node.y : node.y + node.height };
    });
  }
  return found;
}
