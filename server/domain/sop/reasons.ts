import type { FieldDefinition } from '../fields/field.ts';
import { faultTexts } from './faults.ts';
import type { RawRow, RawStep } from './schema.ts';
import type { Finding } from './validate.ts';
import { isActionEvent, workEventOf } from './work-events.ts';

/**
 * Whoever decides over a case says why. Events that reject, return or end by their nature carry a reason wherever they
 * stand (`work-events`); asked here is where a file lets another event send a case back, or a choice close it. Pure.
 */
export function reasonFaults(rows: readonly RawRow[], fieldOf: FieldOf): Finding[] {
  return rows.flatMap((row, index): Finding[] => {
    if (!isStep(row)) return [];
    const path = ['steps', index];
    return [
      ...row.next.flatMap(({ to, on }, place): Finding[] =>
        goesBack(rows, index, to) && isActionEvent(on) && !saysWords(row, on, fieldOf)
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

type FieldOf = (name: string) => FieldDefinition | undefined;

const isStep = (row: RawRow): row is RawStep => !('kind' in row);

/** Back to somebody else, who has had it before and will hand it on again. */
function goesBack(rows: readonly RawRow[], from: number, to: string): boolean {
  const [row, target] = [rows[from], rows.find(({ id }) => id === to)];
  if (!row || !target || !isStep(row) || !isStep(target)) return false;
  if (rows.indexOf(target) >= from || target.actor === row.actor) return false;
  const reached = new Set([target.id]);
  // A set takes in what is added while it is gone through.
  for (const id of reached) for (const next of rows.find((one) => one.id === id)?.next ?? []) reached.add(next.to);
  return reached.has(row.id);
}

/** What has to be written each time: what the event says by its nature, and what its form requires beside it. */
const asksOf = (row: RawStep, event: string): readonly string[] => [
  ...Object.entries(workEventOf(event)?.fields ?? {}).flatMap(([name, required]) => (required ? [name] : [])),
  ...(row.forms[event]?.requires ?? []),
];

const isWords = (name: string, fieldOf: FieldOf): boolean => ['line', 'text'].includes(fieldOf(name)?.type ?? '');

const saysWords = (row: RawStep, event: string, fieldOf: FieldOf): boolean =>
  asksOf(row, event).some((name) => isWords(name, fieldOf));

/** What the citizen says is no reason of the office's. */
const citizens: readonly string[] = [...Object.keys(workEventOf('intake.saved').fields ?? {}), 'reply'];

/** The events by which one of the values is chosen and closes the case, with no word of why. */
function closesInSilence(row: RawStep, fieldOf: FieldOf): readonly string[] {
  const { closes, ends, requires, forms } = row;
  if (closes === undefined) return [];
  const always = requires.map((each) => (typeof each === 'string' ? each : each.field));
  return ends.filter((event) => {
    if (!isActionEvent(event) || workEventOf(event)?.byTyping) return false;
    const { asks = [], needs = {} } = forms[event] ?? {};
    const required = [...always, ...asksOf(row, event)];
    const asked = [...required, ...asks, ...Object.keys(workEventOf(event)?.fields ?? {})];
    const said = (names: readonly string[]) => names.some((name) => isWords(name, fieldOf) && !citizens.includes(name));
    return (
      asked.includes(closes.field) &&
      !closes.values.every((value) => said([...required, ...(needs[closes.field]?.[value] ?? [])]))
    );
  });
}
