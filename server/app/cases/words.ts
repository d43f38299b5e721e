import type { WrittenField } from '../../contract/views.ts';
import type { Choice, FieldDefinition } from '../../domain/fields/field.ts';
import { fieldIn, fieldNames } from '../../domain/fields/standard.ts';
import type { Words } from '../../domain/shared/words.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';

/** What a case says and what happened to it, in words. Pure. */

/** How words that people typed are shown: as they are, or with whatever is hidden in them. */
export type Typed = (words: string) => string;
export const asTyped: Typed = (words) => words;

const both = (text: string): Words => ({ id: text, en: text });
const yesNo: Readonly<Record<string, Words>> = { yes: { id: 'Ya', en: 'Yes' }, no: { id: 'Tidak', en: 'No' } };

/** A procedure's fields in their order: read from all its forms, so once for each version and not for each case. */
const orders = new WeakMap<SopDefinition, ReadonlyMap<string, number>>();
function orderOf(sop: SopDefinition): ReadonlyMap<string, number> {
  const known = orders.get(sop);
  if (known) return known;
  const order = new Map(fieldNames(sop).map((name, index) => [name, index]));
  orders.set(sop, order);
  return order;
}

/** Everything that was written, in the order of the procedure's fields; what its version does not know comes last. */
export function writtenFields(
  sop: SopDefinition,
  written: readonly (readonly [name: string, value: string])[],
  choose: (field: FieldDefinition, code: string) => Choice,
): WrittenField[] {
  const order = orderOf(sop);
  const place = (name: string) => order.get(name) ?? order.size;
  return [...written]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => {
      const field = fieldIn(sop, name);
      return { name, label: field?.label ?? both(name), value: valueWords(field, value, choose) };
    });
}

/** A value as people read it. @param typed for whatever nobody chose from a list. */
export function valueWords(
  field: FieldDefinition | undefined,
  value: string,
  choose: (field: FieldDefinition, code: string) => Choice,
  typed: Typed = asTyped,
): Words {
  if (field?.type === 'yesno') return yesNo[value] ?? both(typed(value));
  return field?.type === 'choice' ? choose(field, value).name : both(typed(value));
}
