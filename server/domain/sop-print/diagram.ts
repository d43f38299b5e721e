import type { SopDefinition } from '../sop/definition.ts';
import type { StepDefinition } from '../sop/step-definition.ts';
import { budgetWords } from './budget-words.ts';
import type { Language } from './language.ts';

interface Node {
  readonly id: string;
  /** `point`: where it begins, ends or goes on elsewhere. */
  readonly shape: 'box' | 'choice' | 'point';
  /** Null: no row of the document. */
  readonly number: number | null;
  readonly name: string;
  readonly role: string | null;
  /** Null: no time is promised. */
  readonly time: string | null;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  /** The procedure's own words; null: it has none, and the events speak. */
  readonly label: string | null;
  readonly events: string[];
  /** A way back to the same step or an earlier one, into another branch, or into another case. */
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
  const shaped = (node: Node) => {
    const label = quoted(labelOf(node));
    return node.shape === 'box' ? `[${label}]` : node.shape === 'choice' ? `{${label}}` : `([${label}])`;
  };
  return [
    'flowchart TD',
    ...nodes.map((node) => `  ${node.id}${shaped(node)}`),
    ...edges.map((edge) => `  ${edge.from} ${edge.dashed ? '-.->' : '-->'}|${quoted(wordsOf(edge))}| ${edge.to}`),
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
    ...nodes.map((node) => `  ${quoted(node.id)} [label=${quoted(labelOf(node))}, shape=${shapes[node.shape]}];`),
    ...edges.map(
      (edge) =>
        `  ${quoted(edge.from)} -> ${quoted(edge.to)} [label=${quoted(wordsOf(edge))}${edge.dashed ? ', style=dashed' : ''}];`,
    ),
    '}',
    '',
  ].join('\n');
}

function labelOf({ number, name, role, time }: Node): string {
  // Not "1. ": Mermaid takes that for a list.
  const row = number === null ? name : `${number} · ${name}`;
  return `${row}${role === null ? '' : ` (${role})`}${time === null ? '' : `, ${time}`}`;
}

const wordsOf = ({ label, events }: Edge): string => label ?? events.join(', ');

/** The procedure as a graph: what every drawing of it is made from. */
export function graphOf({ steps, roles }: SopDefinition, language: Language): { nodes: Node[]; edges: Edge[] } {
  const say = words[language];
  const drawn = steps.filter(({ kind }) => kind !== 'total');
  const idOf = (step: StepDefinition) => `step${step.number}`;
  const byId = new Map(drawn.map((step) => [step.id, idOf(step)]));
  const finish = drawn.find(({ kind }) => kind === 'end');
  if (finish) byId.set('end', idOf(finish));
  const used = new Set(drawn.flatMap(({ next }) => next.map(({ to }) => to)).filter((to) => !byId.has(to)));
  const nodes = drawn.map((step): Node => {
    const { number, actor } = step;
    const { budget } = drawn.find(({ id }) => id === step.shares) ?? step;
    const row = { id: idOf(step), number, name: step.name[language] };
    if (step.kind !== 'step') return { ...row, shape: 'point', role: null, time: null };
    const shape = step.next.length > 1 ? 'choice' : 'box';
    return { ...row, shape, role: roles[actor]?.[language] ?? actor, time: budgetWords(budget)?.[language] ?? null };
  });
  const point = (id: string, name: string): Node => ({
    id,
    shape: 'point',
    number: null,
    name,
    role: null,
    time: null,
  });
  // A word of our own before it: `end` alone is one of Mermaid's.
  const points = [...used].map((to) => point(`to_${to}`, say[to as keyof typeof say]));
  // What begins a step from outside: nothing drawn leads there but itself.
  const reached = new Set(drawn.flatMap(({ id, next }) => next.map(({ to }) => to).filter((to) => to !== id)));
  const entries = drawn.filter(({ id, kind }) => kind === 'step' && !reached.has(id));
  const places = new Map(drawn.map(({ id }, place) => [id, place]));
  const isBack = (from: string, to: string) => (places.get(to) ?? drawn.length) <= (places.get(from) ?? 0);
  return {
    nodes: [...nodes, ...points, ...entries.map((step) => point(`in${step.number}`, say.begin))],
    edges: [
      ...entries.map((step) => ({
        from: `in${step.number}`,
        to: idOf(step),
        label: null,
        events: step.starts.map(({ on }) => on),
        dashed: false,
      })),
      ...drawn.flatMap((step) =>
        step.next.map(({ to, on, by, label }) => ({
          from: idOf(step),
          to: byId.get(to) ?? `to_${to}`,
          label: label?.[language] ?? null,
          events: by === undefined ? [on] : [on, by],
          dashed: to === 'new' || to === 'join' || isBack(step.id, to),
        })),
      ),
    ],
  };
}
