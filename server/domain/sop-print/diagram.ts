import type { SopDefinition, StepDefinition } from '../sop/definition.ts';
import type { Language } from './table.ts';

interface Node {
  readonly id: string;
  readonly label: string;
  /** `point`: where it begins, ends or goes on elsewhere. */
  readonly shape: 'box' | 'choice' | 'point';
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** A way back of the same run, or into another case. */
  readonly dashed: boolean;
}

const words = {
  id: { begin: 'Mulai', end: 'Selesai', join: 'bergabung', new: 'Tiket baru' },
  en: { begin: 'Start', end: 'End', join: 'joins', new: 'New ticket' },
} as const;

/** The procedure as a Mermaid flow chart, generated from its data. */
export function mermaidOf(sop: SopDefinition, language: Language): string {
  const { nodes, edges } = graphOf(sop, language);
  const quoted = (text: string) => `"${text.replaceAll('"', '#quot;')}"`;
  const shaped = ({ shape, label }: Node) =>
    shape === 'box' ? `[${quoted(label)}]` : shape === 'choice' ? `{${quoted(label)}}` : `([${quoted(label)}])`;
  return [
    'flowchart TD',
    ...nodes.map((node) => `  ${node.id}${shaped(node)}`),
    ...edges.map(({ from, to, label, dashed }) => `  ${from} ${dashed ? '-.->' : '-->'}|${quoted(label)}| ${to}`),
    '',
  ].join('\n');
}

/** The procedure as a graph for Graphviz, generated from its data. */
export function dotOf(sop: SopDefinition, language: Language): string {
  const { nodes, edges } = graphOf(sop, language);
  const quoted = (text: string) => JSON.stringify(text);
  const shapes = { box: 'box', choice: 'diamond', point: 'oval' } as const;
  return [
    `digraph ${quoted(sop.id)} {`,
    ...nodes.map(({ id, label, shape }) => `  ${quoted(id)} [label=${quoted(label)}, shape=${shapes[shape]}];`),
    ...edges.map(
      ({ from, to, label, dashed }) =>
        `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}${dashed ? ', style=dashed' : ''}];`,
    ),
    '}',
    '',
  ].join('\n');
}

function graphOf({ steps, roles }: SopDefinition, language: Language): { nodes: Node[]; edges: Edge[] } {
  const say = words[language];
  const drawn = steps.filter(({ kind }) => kind !== 'total');
  const idOf = (step: StepDefinition) => `step${step.number}`;
  const byId = new Map(drawn.map((step) => [step.id, idOf(step)]));
  const finish = drawn.find(({ kind }) => kind === 'end');
  if (finish) byId.set('end', idOf(finish));
  const used = new Set(drawn.flatMap(({ next }) => next.map(({ to }) => to)).filter((to) => !byId.has(to)));
  const nodes = drawn.map((step): Node => {
    const whose = step.kind === 'step' ? ` (${roles[step.actor]?.[language] ?? step.actor})` : '';
    const time = step.source?.time ? `, ${step.source.time}` : '';
    // Not "1. ": Mermaid takes that for a list.
    const label = `${step.number} · ${step.name[language]}${whose}${step.kind === 'step' ? time : ''}`;
    return { id: idOf(step), label, shape: step.kind !== 'step' ? 'point' : step.next.length > 1 ? 'choice' : 'box' };
  });
  // A word of our own before it: `end` alone is one of Mermaid's.
  const points = [...used].map((to): Node => ({ id: `to_${to}`, label: say[to as keyof typeof say], shape: 'point' }));
  // What begins a step from outside: nothing drawn leads there.
  const reached = new Set(drawn.flatMap(({ next }) => next.map(({ to }) => to)));
  const entries = drawn.filter(({ id, kind }) => kind === 'step' && !reached.has(id));
  return {
    nodes: [
      ...nodes,
      ...points,
      ...entries.map((step): Node => ({ id: `in${step.number}`, label: say.begin, shape: 'point' })),
    ],
    edges: [
      ...entries.map((step) => ({
        from: `in${step.number}`,
        to: idOf(step),
        label: step.starts.map(({ on }) => on).join(', '),
        dashed: false,
      })),
      ...drawn.flatMap((step) =>
        step.next.map(({ to, on, by, label }) => ({
          from: idOf(step),
          to: byId.get(to) ?? `to_${to}`,
          label: label?.[language] ?? (by === undefined ? on : `${on}, ${by}`),
          dashed: to === step.id || to === 'new' || to === 'join',
        })),
      ),
    ],
  };
}
