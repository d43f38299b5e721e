import type { Words } from '../shared/words.ts';
import type { Catalogue } from './catalogue.ts';
import type { Choice } from './field.ts';

/** What the administration says of a choice, in place of the file's or beside those of the file. */
export interface OwnChoice {
  readonly name: Words;
  readonly retired: boolean;
}

/** `choice`: of `city-hotline/subjects/rubbish`. `order`: of `city-hotline/subjects`; codes that it does not name come after. */
export type ListValue = { readonly choice: OwnChoice } | { readonly order: readonly string[] };

interface ListKey {
  readonly kind: 'choice' | 'order';
  readonly key: string;
}
/** One entry as it is kept: absent, the file holds. */
export type ListEntry = ListKey & { readonly value: ListValue };
/** One entry before and after a change; null: there was none, or is none any more. */
export type ListChange = ListKey & { readonly before: ListValue | null; readonly after: ListValue | null };

/** Which list, of the catalogue of which name. */
export interface ListName {
  readonly catalogue: string;
  readonly list: string;
}

export const listKey = ({ catalogue, list }: ListName, code?: string): string =>
  [catalogue, list, ...(code === undefined ? [] : [code])].join('/');

/** Of what a key tells; `code` null: of the whole list. */
export function readListKey(key: string): ListName & { readonly code: string | null } {
  const [catalogue = '', list = '', code = null] = key.split('/');
  return { catalogue, list, code };
}

/** Whether both say the same. */
export function sameListValue(one: ListValue | null, other: ListValue | null): boolean {
  if (one === null || other === null) return one === other;
  if ('order' in one || 'order' in other)
    return 'order' in one && 'order' in other && one.order.join() === other.order.join();
  return sameChoice(one.choice, other.choice);
}

export const sameChoice = (one: OwnChoice, other: OwnChoice): boolean =>
  one.retired === other.retired && one.name.id === other.name.id && one.name.en === other.name.en;

const ownOf = ({ name, retired }: Choice): OwnChoice => ({ name, retired: retired === true });
const choiceOfOwn = (code: string, { name, retired }: OwnChoice): Choice => ({
  ...{ code, name },
  ...(retired && { retired }),
});

/** A list as the administration has it: the file's choices, what is said of them and beside them, in the order that was said. Pure. */
export function listInForce(file: readonly Choice[], name: ListName, entries: readonly ListEntry[]): readonly Choice[] {
  const of = new Map(file.map((choice) => [choice.code, choice]));
  let order: readonly string[] = [];
  for (const { key, value } of entries) {
    const { code, ...list } = readListKey(key);
    if (list.catalogue !== name.catalogue || list.list !== name.list) continue;
    if ('order' in value) order = value.order;
    else if (code !== null) of.set(code, choiceOfOwn(code, value.choice));
  }
  const place = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...of.values()].sort((one, other) => place(one.code) - place(other.code));
}

/** Every catalogue as the administration has it. Pure. @param files as their files say, by name */
export const catalogues = (
  files: ReadonlyMap<string, Catalogue>,
  entries: readonly ListEntry[],
): ReadonlyMap<string, Catalogue> =>
  new Map(
    [...files].map(([catalogue, lists]) => [
      catalogue,
      new Map([...lists].map(([list, file]) => [list, listInForce(file, { catalogue, list }, entries)])),
    ]),
  );

/**
 * How entries change so that a choice is as it is said, or goes (null). What the file says anyway needs no entry; null: it is
 * so already. Pure.
 */
export function changeOfChoice(
  file: readonly Choice[],
  name: ListName,
  code: string,
  said: OwnChoice | null,
  entries: readonly ListEntry[],
): ListChange | null {
  const key = listKey(name, code);
  const before = entries.find((one) => one.kind === 'choice' && one.key === key)?.value ?? null;
  const there = file.find((choice) => choice.code === code);
  const after = said === null || (there && sameChoice(ownOf(there), said)) ? null : { choice: said };
  return sameListValue(before, after) ? null : { kind: 'choice', key, before, after };
}

export type ListFault = 'choice_last' | 'choice_named_alike';

/**
 * What is wrong with a list as it would be: nothing is left to be chosen, or two choices read the same to whoever chooses. Null:
 * nothing. Pure.
 */
export function listFault(list: readonly Choice[]): ListFault | null {
  const offered = list.filter(({ retired }) => retired !== true);
  if (offered.length === 0) return 'choice_last';
  const alike = (['id', 'en'] as const).some((language) => {
    const names = offered.map(({ name }) => name[language].trim().toLowerCase());
    return new Set(names).size < names.length;
  });
  return alike ? 'choice_named_alike' : null;
}
