import type { FieldDefinition } from '../fields/field.ts';
import { faultTexts } from './faults.ts';
import type { RawRow, RawStep } from './schema.ts';
import type { Finding } from './validate.ts';
import { type ActionEvent, isActionEvent, workEventOf } from './work-events.ts';

/**
 * Whoever decides over a case says why. Events that reject, return or end by their nature carry a reason wherever they
 * stand (`work-events`); asked here is where a file lets another event send a case back, or a choice close it. Pure.
 * @param fieldOf of a field that the file asks for; `formFaults` has seen to it that there is one.
 */
export function reasonFaults(rows: readonly RawRow[], fieldOf: FieldOf): Finding[] {
  return rows.flatMap((row, index): Finding[] => {
    if (!isStep(row)) return [];
    const path = ['steps', index];
    return [
      ...row.next.flatMap(({ to, on }, place): Finding[] =>
        goesBack(rows.slice(0, index), row, rows, to) && isActionEvent(on) && !saysWords(row, on, fieldOf)
          ? [{ path: [...path, 'next', place], text: faultTexts.returns_without_reason(on) }]
          : [],
      ),
      ...closesInSilence(row, fieldOf).map((event) => ({
        path: [...path, 'closes'],
        text: faultTexts.closes_without_reason(event),
      })),
    ];
  });
}

type FieldOf = (name: string) => FieldDefinition;

const isStep = (row: RawRow): row is RawStep => !('kind' in row);

/** Back to somebody else, who has had it before and will hand it on again. */
function goesBack(before: readonly RawRow[], row: RawStep, rows: readonly RawRow[], to: string): boolean {
  const target = before.find(({ id }) => id === to);
  if (!target || !isStep(target) || target.actor === row.actor) return false;
  const reached = new Set([target.id]);
  // A set takes in what is added while it is gone through.
  for (const id of reached)
    for (const { next } of rows.filter((one) => one.id === id)) for (const branch of next) reached.add(branch.to);
  return reached.has(row.id);
}

/** What has to be written each time: what the event says by its nature, and what its form requires beside it. */
const asksOf = (row: RawStep, event: ActionEvent): readonly string[] => [
  ...Object.entries(workEventOf(event).fields ?? {})
    .filter(([, required]) => required)
    .map(([name]) => name),
  ...(row.forms[event]?.requires ?? []),
];

const isWords = (name: string, fieldOf: FieldOf): boolean => ['line', 'text'].includes(fieldOf(name).type);

const saysWords = (row: RawStep, event: ActionEvent, fieldOf: FieldOf): boolean =>
  asksOf(row, event).some((name) => isWords(name, fieldOf));

/** What the citizen says is no reason of the office's. */
const citizens: readonly string[] = [...Object.keys(workEventOf('intake.saved').fields ?? {}), 'reply'];

/** The events by which one of the values is chosen and closes the case, with no word of why. */
function closesInSilence(row: RawStep, fieldOf: FieldOf): readonly string[] {
  const { closes, ends, requires, forms } = row;
  if (closes === undefined) return [];
  const named = requires.map((each) => (typeof each === 'string' ? { field: each } : each));
  // What is asked for of some cases only is no reason in the others.
  const always = named.filter(({ channels, unless }) => channels === undefined && unless === undefined);
  return ends.filter((event) => {
    if (!isActionEvent(event) || workEventOf(event).byTyping) return false;
    const form = forms[event];
    const required = [...always.map(({ field }) => field), ...asksOf(row, event)];
    const isChosen =
      [...named.map(({ field }) => field), ...asksOf(row, event)].includes(closes.field) ||
      form?.asks.includes(closes.field) ||
      closes.field in (workEventOf(event).fields ?? {});
    const said = (names: readonly string[]) => names.some((name) => isWords(name, fieldOf) && !citizens.includes(name));
    const needed = (value: string) => form?.needs[closes.field]?.[value] ?? [];
    return isChosen && !closes.values.every((value) => said([...required, ...needed(value)]));
  });
}
