import { parse, stringify } from 'yaml';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { parseSop } from '../../server/domain/sop/parse.ts';
import { sopText } from './sops.ts';

interface RawStep {
  id: string;
  number: number;
  next?: { to: string }[];
  starts?: (string | { while?: string })[];
  shares?: string;
}

/** A shipped file with all its steps called and numbered otherwise. */
export interface Renamed {
  readonly sop: SopDefinition;
  /** The step's own id, from what it is called now; a name that is none stays. */
  original(id: string): string;
}

/** @param numbers of the steps, in their order; each another one. */
export function renamed(name: string, numbers: readonly number[]): Renamed {
  const raw = parse(sopText(name)) as { steps: RawStep[] };
  const originals = new Map<string, string>();
  const names = new Map(
    raw.steps.map(({ id }, index) => {
      const other = `langkah_${String.fromCharCode(97 + (index % 26))}${'x'.repeat(Math.floor(index / 26))}`;
      originals.set(other, id);
      return [id, other];
    }),
  );
  const of = (id: string) => names.get(id) ?? id;
  for (const [index, step] of raw.steps.entries()) {
    step.id = of(step.id);
    step.number = numbers[index] as number;
    if (step.shares) step.shares = of(step.shares);
    for (const way of step.next ?? []) way.to = of(way.to);
    for (const start of step.starts ?? []) if (typeof start === 'object' && start.while) start.while = of(start.while);
  }
  return { sop: parseSop(stringify(raw), name), original: (id) => originals.get(id) ?? id };
}
