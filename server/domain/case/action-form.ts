import type { Choice, FieldDefinition } from '../fields/field.ts';
import { fieldIn, fieldNames, isStandard } from '../fields/standard.ts';
import type { Closing, SopDefinition } from '../sop/definition.ts';
import type { StepDefinition } from '../sop/step-definition.ts';
import { type SopActor, type TellingWay, tellingWays } from '../sop/terms.ts';
import { requiredFor } from '../sop/verdict.ts';
import { type ActionEvent, type Says, workEventOf } from '../sop/work-events.ts';
import type { CaseState } from './case.ts';
import { contentOf, contentsOf } from './contents.ts';
import { workerOf } from './waiting.ts';

/** How the citizen can be reached now, beside the case's own call: what this office has, and not what there might be. */
export interface Reach {
  /** The citizen's number or account is known, and a gateway of ours takes messages to it. */
  readonly message: boolean;
  /** The citizen is on the line with whoever acts, in another call than the case's: the exchange knows of it. */
  readonly call: boolean;
}

export interface ActionField {
  readonly field: FieldDefinition;
  /** It may not be left empty, where it is asked at all. */
  readonly required: boolean;
  /** Asked only where another field has one of these values. Null: always. */
  readonly when: { readonly field: string; readonly values: readonly string[] } | null;
  /** Of a person: whose work the next step is. */
  readonly of: SopActor | null;
  /** Of a choice: which of its choices there are now; null: all of them. */
  readonly only: readonly string[] | null;
}

/** How the citizen may be told an answer or asked a question, at this step, now. Pure. */
export function waysOf(step: StepDefinition, state: CaseState, reach: Reach, says: Says['as']): readonly TellingWay[] {
  return tellingWays.filter((way) => {
    if (!step.tells.includes(way)) return false;
    if (way === 'message') return reach.message;
    // A letter answers; a question on paper has no clock that it could stop to the second.
    // Of a call that no exchange knows nobody can say that it was made.
    return way === 'call' ? state.sop.live || reach.call : says === 'answer';
  });
}

/** Whether the citizen can be told nothing in this step: no message goes, nobody is on the line, no letter has an address. */
export const isOutOfReach = ({ tells }: StepDefinition, { sop, address }: CaseState, reach: Reach): boolean =>
  !tells.some((way) =>
    way === 'message' ? reach.message : way === 'call' ? sop.live || reach.call : address !== null,
  );

/**
 * What an action asks for: what the steps that it would end require, what its event says by its nature, and what the
 * procedure's form adds. Pure.
 * @param step null: an action that may be done to any open case
 */
export function formOf(
  sop: SopDefinition,
  state: CaseState,
  reach: Reach,
  event: ActionEvent,
  step: StepDefinition | null,
): readonly ActionField[] {
  const form = new Map<string, ActionField>();
  const add = (name: string, required: boolean, more: Partial<ActionField> = {}) => {
    const field = fieldIn(sop, name);
    const known = form.get(name);
    if (!field || (known && (known.required || !required))) return;
    form.set(name, { ...{ field, required, when: null, of: null, only: null }, ...more });
  };
  if (step === null) common(sop, state, event, add);
  else ofStep(sop, state, reach, event, step, add);
  if (form.size === 0) add('remark', false);
  return [...form.values()];
}

type Add = (name: string, required: boolean, more?: Partial<ActionField>) => void;

function ofStep(
  sop: SopDefinition,
  state: CaseState,
  reach: Reach,
  event: ActionEvent,
  step: StepDefinition,
  add: Add,
) {
  const { says, fields = {} } = workEventOf(event);
  const asked = requiredFor(sop, state.sop, event, state.channel, step);
  const own = step.forms[event];
  const text = says && saidIn(sop, asked, says);
  for (const [name, required] of Object.entries(fields)) {
    // Where the document asks for a paper of its own, that is what it says.
    if (name === says?.field && name !== text) continue;
    if (own !== undefined && !required) continue;
    add(name, required, name === 'assigneeId' ? { of: nextActor(sop, event, step) } : {});
  }
  const proves = says?.as === 'answer' && step.tells.includes('letter');
  for (const name of asked) if (name !== 'proof' || !proves) add(name, true);
  for (const name of own?.requires ?? []) add(name, true);
  for (const name of own?.asks ?? []) add(name, false);
  for (const [field, byValue] of Object.entries(own?.needs ?? {})) {
    for (const name of new Set(Object.values(byValue).flat())) {
      const values = Object.entries(byValue).flatMap(([value, names]) => (names.includes(name) ? [value] : []));
      if (contentOf(state, name) === null) add(name, true, { when: { field, values } });
    }
  }
  if (says === undefined) return;
  add('via', true, { only: waysOf(step, state, reach, says.as) });
  if (proves) add('proof', true, { when: { field: 'via', values: ['letter'] } });
}

/** The field whose words go to the citizen: the document's own paper where it asks for one. */
export function saidIn(sop: SopDefinition, asked: readonly string[], says: Says): string {
  const paper = asked.find((name) => fieldIn(sop, name)?.type === 'text' && name !== 'proof');
  return says.as === 'answer' ? (paper ?? says.field) : says.field;
}

/** Whose work follows. */
function nextActor(sop: SopDefinition, event: string, step: StepDefinition): SopActor {
  const to = step.next.find(({ on }) => on === event)?.to;
  return workerOf(sop.steps.find(({ id }) => id === to)?.actor ?? 'official');
}

function common(sop: SopDefinition, state: CaseState, event: ActionEvent, add: Add) {
  switch (event) {
    case 'case.corrected':
      // Who it is and what about, sealed or not, and what the procedure asks for of its own; not what was decided.
      for (const name of Object.keys(workEventOf('intake.saved').fields ?? {})) add(name, false);
      for (const name of fieldNames(sop)) if (!isStandard(name) && contentsOf(state).has(name)) add(name, false);
      return;
    case 'case.passed_on': {
      const worked = sop.steps.find(
        ({ id, actor }) =>
          (actor === 'official' || actor === 'agency') &&
          state.sop.runs.some((run) => run.step === id && run.verdict === 'running'),
      );
      add('assigneeId', true, { of: worked?.actor ?? 'official' });
      add('reason', true);
      return;
    }
    case 'case.ended':
      add('endedAs', true, { only: openClosings(sop, state).map(({ as }) => as) });
      add('reason', true);
      add('duplicateOf', true, { when: { field: 'endedAs', values: ['duplicate'] } });
      add('passedTo', true, { when: { field: 'endedAs', values: ['not_ours'] } });
      return;
    default:
      for (const [name, required] of Object.entries(workEventOf(event).fields ?? {})) add(name, required);
  }
}

/**
 * The ends that may be chosen now: nobody is unreachable who was not tried often enough.
 * @internal exported for its tests
 */
export const openClosings = (sop: SopDefinition, state: CaseState): readonly Closing[] =>
  sop.closings.filter(({ tries }) => state.tries >= tries);

/** What there is to choose from in a field of an action. @param listed the office's list of a name */
export function choicesIn(
  { field, only }: ActionField,
  listed: (name: string) => readonly Choice[],
): readonly Choice[] {
  const all = (field.catalogue === null ? field.choices : listed(field.catalogue)).filter(({ retired }) => !retired);
  return only === null ? all : all.filter(({ code }) => only.includes(code));
}
