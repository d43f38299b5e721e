import type { Choice, FieldDefinition } from '../../domain/fields/field.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { asTyped, type Typed, valueWords } from '../cases/words.ts';

export interface SaidBy {
  readonly sop: SopDefinition;
  /** The choice of a code, by the field's own list or the office's. */
  readonly choose: (field: FieldDefinition, code: string) => Choice;
  /** How words that people typed are shown; as they are unless told. */
  readonly typed?: Typed;
}

/** What a case says, as it can be printed: choices by their names, and nothing of what is sealed or an id. Pure. */
export function valueWordsOf(
  { sop, choose, typed = asTyped }: SaidBy,
  contents: ReadonlyMap<string, string>,
): readonly (readonly [name: string, value: string])[] {
  return [...contents].flatMap(([name, value]) => {
    const field = fieldIn(sop, name);
    if (!field || field.sealed || field.type === 'person') return [];
    return [[name, valueWords(field, value, choose, typed).id] as const];
  });
}

/** What a form says, where its values are codes in words and everything else as it is. Pure. */
export const codesInWords = (
  { sop, choose }: SaidBy,
  fields: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, valueWords(fieldIn(sop, name), value, choose).id]),
  );
