import type { FieldDefinition, FieldRegistry } from '../fields/field.ts';
import { fieldIn, fieldNames, fieldOf } from '../fields/standard.ts';
import type { Closing } from './definition.ts';
import { faultTexts } from './faults.ts';
import { nearest } from './nearest.ts';
import type { RawClosing, RawDocument, RawField, RawRow, RawStep } from './schema.ts';
import { askingEvents, closingReasons, type SopActor } from './terms.ts';
import type { Finding } from './validate.ts';
import { isActionEvent, workEventOf } from './work-events.ts';

/** The fields of a procedure, what its actions ask for, and how its cases may end before their time. Pure. */

/** The fields of the file; one of them goes before a standard one of its name. */
export const ownFields = (own: Readonly<Record<string, RawField>>): FieldRegistry =>
  Object.fromEntries(Object.entries(own).map(([name, raw]) => [name, toField(name, raw)]));

function toField(name: string, { type, label, choices, ...more }: RawField) {
  const own = choices?.map(({ code, id, en }) => ({ code, name: { id, en } }));
  return fieldOf(name, type, label, { ...more, choices: own ?? standardOf(name)?.choices ?? [] });
}

/** What is known under the name before any procedure says something; undefined: nothing. */
const standardOf = (name: string): FieldDefinition | undefined => fieldIn({ fields: {} }, name);

/** Before somebody has given up on a citizen, this many tries at different times are usual. */
const usualTries = 3;

/** Where the file is silent, whoever talks with citizens and the supervisor may end a case in any of the ways. */
export function closingsOf(given: readonly RawClosing[] | undefined, roles: RawDocument['roles']): readonly Closing[] {
  const usual = (['agent', 'supervisor', 'coordinator'] as const).filter((role) => role === 'agent' || roles[role]);
  const raw = given ?? closingReasons.map((as): RawClosing => ({ as, by: [...usual] }));
  return raw.map(({ as, by, tries }) => ({
    as,
    by: by as readonly SopActor[],
    tries: as === 'unreachable' ? (tries ?? usualTries) : (tries ?? 0),
  }));
}

const isStep = (row: RawRow): row is RawStep => !('kind' in row);
/** A start as it is written long. */
const startsOf = (row: RawStep): readonly { readonly on: string; readonly while?: string | undefined }[] =>
  row.starts.map((rule) => (typeof rule === 'string' ? { on: rule } : rule));

/** Forms that ask for what is not there, of events that nobody brings about, or for what nobody could choose. */
export function formFaults({ fields, closings, roles }: RawDocument, rows: readonly RawRow[]): Finding[] {
  const own = ownFields(fields);
  const names = fieldNames({ fields: own });
  /** Of a field with choices of its own; those of a catalogue are the office's, and looked at with it. */
  const choose = (name: string, values: readonly string[], path: readonly PropertyKey[]): Finding[] => {
    const field = fieldIn({ fields: own }, name);
    const codes = field?.type === 'yesno' ? ['yes', 'no'] : (field?.choices ?? []).map(({ code }) => code);
    if (codes.length === 0) return [];
    return values
      .filter((value) => !codes.includes(value))
      .map((value) => ({ path, text: faultTexts.not_a_choice(value, name, nearest(value, codes)) }));
  };
  const ask = (name: string, path: readonly PropertyKey[]): Finding[] =>
    names.includes(name) ? [] : [{ path, text: faultTexts.field_unknown(name, nearest(name, names)) }];
  const ofEnd = ({ field, values, drops = [] }: NonNullable<RawStep['closes']>, path: readonly PropertyKey[]) => [
    ...ask(field, [...path, 'field']),
    ...choose(field, values, [...path, 'values']),
    ...drops.flatMap((value, place): Finding[] =>
      values.includes(value) ? [] : [{ path: [...path, 'drops', place], text: faultTexts.closes_nothing(value) }],
    ),
  ];
  const ids = rows.map(({ id }) => id);
  const ofFields = Object.entries(fields).flatMap(([name, raw]) => fieldFaults(name, raw));
  const ofClosings = (closings ?? []).flatMap(({ by }, index) =>
    by.flatMap((role, place): Finding[] =>
      roles[role] ? [] : [{ path: ['closings', index, 'by', place], text: faultTexts.role_missing(role) }],
    ),
  );
  const ofSteps = rows.flatMap((row, index): Finding[] => {
    if (!isStep(row)) return [];
    const path = ['steps', index];
    return [
      ...row.requires.flatMap((each, place) =>
        ask(typeof each === 'string' ? each : each.field, [...path, 'requires', place]),
      ),
      ...(row.closes ? ofEnd(row.closes, [...path, 'closes']) : []),
      ...paperFaults(row, path),
      ...unseenFaults(row, roles, (name) => fieldIn({ fields: own }, name), path),
      ...startsOf(row).flatMap(({ while: step }, place): Finding[] =>
        step === undefined || ids.includes(step)
          ? []
          : [{ path: [...path, 'starts', place, 'while'], text: faultTexts.next_target(step, nearest(step, ids)) }],
      ),
      ...Object.entries(row.forms).flatMap(([event, form]) => {
        const at = [...path, 'forms', event];
        return [
          ...eventFaults(row, event, at),
          ...form.requires.flatMap((name, place) => ask(name, [...at, 'requires', place])),
          ...form.asks.flatMap((name, place) => ask(name, [...at, 'asks', place])),
          ...Object.entries(form.needs).flatMap(([name, byValue]) => [
            ...ask(name, [...at, 'needs', name]),
            ...Object.entries(byValue).flatMap(([value, needed]) =>
              needed.flatMap((one, place) => ask(one, [...at, 'needs', name, value, place])),
            ),
            ...choose(name, Object.keys(byValue), [...at, 'needs', name]),
          ]),
          ...Object.keys(form.suggests).flatMap((name) => ask(name, [...at, 'suggests', name])),
        ];
      }),
    ];
  });
  return [...ofFields, ...ofClosings, ...ofSteps];
}

/** A paper by which nothing of the step's happens, or in a way in which nobody is told. */
function paperFaults({ papers, ends, tells }: RawStep, path: readonly PropertyKey[]): Finding[] {
  return papers.flatMap(({ on, via }, index): Finding[] => {
    const at = [...path, 'papers', index];
    return [
      ...(ends.includes(on) && isActionEvent(on)
        ? []
        : [{ path: [...at, 'on'], text: faultTexts.paper_ends_nothing(on, nearest(on, ends)) }]),
      ...(via === undefined || (tells.includes(via) && workEventOf(on)?.says !== undefined)
        ? []
        : [{ path: [...at, 'via'], text: faultTexts.paper_tells_nobody(via) }]),
    ];
  });
}

/** Steps that end by papers which the office has not: nobody could end them. */
export const paperKindFaults = (rows: readonly RawRow[], kinds: readonly string[]): Finding[] =>
  rows.flatMap((row, index) =>
    (isStep(row) ? row.papers : []).flatMap(({ paper }, place): Finding[] =>
      kinds.includes(paper)
        ? []
        : [
            {
              path: ['steps', index, 'papers', place, 'paper'],
              text: faultTexts.paper_unknown(paper, nearest(paper, kinds)),
            },
          ],
    ),
  );

/** A form that nobody gets to see, or that asks for what nobody may see where it is asked. */
function unseenFaults(
  row: RawStep,
  roles: RawDocument['roles'],
  fieldOf: (name: string) => FieldDefinition | undefined,
  path: readonly PropertyKey[],
): Finding[] {
  const forms = Object.entries(row.forms);
  const asked = [
    ...row.requires.map((each, place) => [typeof each === 'string' ? each : each.field, ['requires', place]] as const),
    ...forms.flatMap(([event, { requires, asks }]) => [
      ...requires.map((name, place) => [name, ['forms', event, 'requires', place]] as const),
      ...asks.map((name, place) => [name, ['forms', event, 'asks', place]] as const),
    ]),
  ];
  if (asked.length === 0) return [];
  // What the citizen or the machine does is written down by an agent.
  const worker = row.actor === 'citizen' || row.actor === 'system' ? 'agent' : row.actor;
  const nobody: Finding[] = [worker, ...row.with].some((role) => roles[role])
    ? []
    : [{ path: [...path, 'actor'], text: faultTexts.asked_of_nobody(worker) }];
  if (row.scope === 'case') return nobody;
  const citizens = asked.filter(([name]) => fieldOf(name)?.personal || fieldOf(name)?.sealed);
  return [
    ...nobody,
    ...citizens.map(([name, at]) => ({ path: [...path, ...at], text: faultTexts.seen_by_nobody(name) })),
  ];
}

/** These are held by their length in signs; a number by its value, and everything else by what it is. */
const isMeasured = (type: RawField['type']): boolean => ['line', 'text', 'place', 'number'].includes(type);

/**
 * A field that is known under its name may be called otherwise, and be no other thing: code and people rely on what a
 * telephone number, a person or an end is. What tells who a citizen is stays private under whatever name.
 */
function knownFaults(name: string, { type, label, choices, catalogue, sealed, personal }: RawField): Finding[] {
  const known = standardOf(name);
  const usual = fieldOf(name, type, label);
  const isOpened = (known?.sealed || usual.sealed) && sealed === false;
  const isShown = (known?.personal || usual.personal) && personal === false;
  const path = ['fields', name];
  return [
    ...(known && known.type !== type
      ? [{ path: [...path, 'type'], text: faultTexts.known_otherwise(name, known.type) }]
      : []),
    ...(known && known.choices.length > 0 && (choices ?? catalogue) !== undefined
      ? [{ path, text: faultTexts.known_choices(name) }]
      : []),
    ...(isOpened || isShown ? [{ path, text: faultTexts.stays_private(name) }] : []),
  ];
}

function fieldFaults(name: string, raw: RawField): Finding[] {
  const { type, choices, catalogue, sealed, min, max } = raw;
  const path = ['fields', name];
  const faults: Finding[] = knownFaults(name, raw);
  if (max !== undefined && !isMeasured(type))
    faults.push({ path: [...path, 'max'], text: faultTexts.not_measured('max', type) });
  if (min !== undefined && type !== 'number')
    faults.push({ path: [...path, 'min'], text: faultTexts.not_measured('min', type) });
  if (type === 'choice' && choices === undefined && catalogue === undefined && !standardOf(name)?.choices.length)
    faults.push({ path, text: faultTexts.choice_of_nothing(name) });
  if (type !== 'choice' && (choices !== undefined || catalogue !== undefined))
    faults.push({ path, text: faultTexts.no_choice(name) });
  if (sealed && (type === 'choice' || type === 'yesno' || type === 'person'))
    faults.push({ path: [...path, 'sealed'], text: faultTexts.cannot_be_sealed(type) });
  if ((min ?? Number.NEGATIVE_INFINITY) > (max ?? Number.POSITIVE_INFINITY))
    faults.push({ path: [...path, 'min'], text: faultTexts.min_above_max() });
  return faults;
}

function eventFaults(row: RawStep, event: string, path: readonly PropertyKey[]): Finding[] {
  const starts = startsOf(row).map(({ on }) => on);
  const here = [...row.ends, ...row.drops, ...starts, ...row.next.map(({ by }) => by)];
  const isAsking = row.pauses.includes('citizen') && askingEvents.includes(event);
  if (!isActionEvent(event) || workEventOf(event).byTyping) return [{ path, text: faultTexts.no_form(event) }];
  return here.includes(event) || isAsking ? [] : [{ path, text: faultTexts.next_event(event) }];
}
