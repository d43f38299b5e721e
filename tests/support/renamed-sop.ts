import { parse, stringify } from 'yaml';

/** A file of a procedure as YAML reads it, as far as names and numbers stand in it. */
interface RawSop {
  id: string;
  version: string;
  fields?: Record<string, unknown>;
  total?: RawStep;
  steps: RawStep[];
}
interface RawStep {
  id?: string;
  number?: number;
  shares?: string;
  starts?: (string | { on: string; while?: string })[];
  next?: { to: string }[];
  requires?: (string | { field: string })[];
  forms?: Record<string, RawForm>;
  closes?: { field: string };
}
interface RawForm {
  requires?: string[];
  asks?: string[];
  needs?: Record<string, Record<string, string[]>>;
  suggests?: Record<string, string>;
}

/** What no file may call a step otherwise. */
const reserved = new Set(['end', 'join', 'new']);
/** Larger than any number that stands in a document: what is between it and `raisedBy + 100` is the number of a row. */
const raisedBy = 7000;
/** The last row comes first: numbers are printed, and order nothing. */
export const renumbered = (number: number): number => raisedBy + 99 - number;

export interface Renamed {
  readonly text: string;
  /** The new name of each old one: of the procedure's own fields, else as it is. */
  fieldName(name: string): string;
  /**
   * Whatever a person is shown of it, with the old names and numbers put back: what is left is what the new ones changed.
   * Also in keys, in ids made from names (`x_a#2`, `x_a:offer`) and in the middle of a sentence or a drawing.
   */
  asBefore<T>(shown: T): T;
}

/**
 * The same procedure under other names: the procedure, each of its steps and each field of its own is called otherwise,
 * and each row has another number, in another order. Nothing of what it says is changed.
 */
export function renamed(text: string, suffix = 'x'): Renamed {
  const sop = parse(text) as RawSop;
  const oldNames = new Map<string, string>();
  const call = (old: string, name: string) => {
    oldNames.set(name, old);
    return name;
  };
  const ids = sop.steps.map(({ id }) => id as string);
  // Not one word of the old name is left in the new one, should anybody look for a part of it.
  const steps = new Map(ids.map((id, index) => [id, call(id, `${suffix}_${lettersOf(index)}`)]));
  const fields = new Map(
    Object.keys(sop.fields ?? {}).map((name, index) => [name, call(name, `${suffix}Field${lettersOf(index)}`)]),
  );
  const stepName = (id: string) => (reserved.has(id) ? id : (steps.get(id) ?? id));
  const fieldName = (name: string) => fields.get(name) ?? name;
  const formOf = ({ requires, asks, needs, suggests }: RawForm): RawForm => ({
    ...(requires && { requires: requires.map(fieldName) }),
    ...(asks && { asks: asks.map(fieldName) }),
    ...(needs && {
      needs: Object.fromEntries(
        Object.entries(needs).map(([field, byValue]) => [
          fieldName(field),
          Object.fromEntries(Object.entries(byValue).map(([value, names]) => [value, names.map(fieldName)])),
        ]),
      ),
    }),
    ...(suggests && {
      suggests: Object.fromEntries(Object.entries(suggests).map(([field, text]) => [fieldName(field), text])),
    }),
  });
  const stepOf = (step: RawStep): RawStep => ({
    ...step,
    ...(step.id !== undefined && { id: stepName(step.id) }),
    ...(step.number !== undefined && { number: renumbered(step.number) }),
    ...(step.shares !== undefined && { shares: stepName(step.shares) }),
    ...(step.starts && {
      starts: step.starts.map((rule) =>
        typeof rule === 'string' || rule.while === undefined ? rule : { ...rule, while: stepName(rule.while) },
      ),
    }),
    ...(step.next && { next: step.next.map((way) => ({ ...way, to: stepName(way.to) })) }),
    ...(step.requires && {
      requires: step.requires.map((rule) =>
        typeof rule === 'string' ? fieldName(rule) : { ...rule, field: fieldName(rule.field) },
      ),
    }),
    ...(step.forms && {
      forms: Object.fromEntries(Object.entries(step.forms).map(([event, form]) => [event, formOf(form)])),
    }),
    ...(step.closes && { closes: { ...step.closes, field: fieldName(step.closes.field) } }),
  });
  const other: RawSop = {
    ...sop,
    id: call(sop.id, `${suffix}-${shifted(sop.id)}`),
    ...(sop.fields && {
      fields: Object.fromEntries(Object.entries(sop.fields).map(([name, field]) => [fieldName(name), field])),
    }),
    ...(sop.total && { total: stepOf(sop.total) }),
    steps: sop.steps.map(stepOf),
  };
  const named = new RegExp(
    `(?<![a-z])(${[...oldNames.keys()].sort((a, b) => b.length - a.length).join('|')})(?![a-zA-Z])`,
    'g',
  );
  const numbered = new RegExp(`(?<!\\d)${raisedBy / 100}(\\d\\d)(?!\\d)`, 'g');
  return {
    text: stringify(other),
    fieldName,
    asBefore: <T>(shown: T): T =>
      JSON.parse(
        JSON.stringify(shown)
          .replace(named, (name) => oldNames.get(name) ?? name)
          .replace(numbered, (_, number: string) => String(99 - Number(number))),
      ) as T,
  };
}

/** Each letter is the next one, so that two procedures are still two. */
const shifted = (id: string): string =>
  [...id]
    .map((letter) => (letter === '-' ? letter : String.fromCharCode(97 + ((letter.charCodeAt(0) - 96) % 26))))
    .join('');

/** `a` … `z`, `ba`, `bb` …: ids have no digits in them. */
function lettersOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : lettersOf(Math.floor(index / 26)) + letter;
}
