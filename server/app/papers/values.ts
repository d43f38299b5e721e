import { fieldIn } from '../../domain/fields/standard.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';

/** What a case says, as it can be printed: choices by their names, and nothing of what is sealed or an id. Pure. */
export function valueWordsOf(
  sop: SopDefinition,
  contents: ReadonlyMap<string, string>,
): readonly (readonly [name: string, value: string])[] {
  return [...contents].flatMap(([name, value]) => {
    const field = fieldIn(sop, name);
    if (!field || field.sealed || field.type === 'person') return [];
    if (field.type !== 'choice') return [[name, value] as const];
    return [[name, field.choices.find(({ code }) => code === value)?.name.id ?? value] as const];
  });
}
