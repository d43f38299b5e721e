import { type FieldFaultCode, faultOf, isEmptyTalk } from '../fields/check.ts';
import type { Choice } from '../fields/field.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { SopActor, TellingWay } from '../sop/terms.ts';
import { requiredFor } from '../sop/verdict.ts';
import { type ActionEvent, type Says, workEventOf } from '../sop/work-events.ts';
import { type ActionField, choicesIn, type Reach, saidIn } from './action-form.ts';
import { actionsFor, type CaseAction } from './actions.ts';
import type { CaseState } from './case.ts';
import { contentOf, isPassing } from './contents.ts';
import type { ActionData, CaseEvent } from './events.ts';
import { type CasePaperFacts, paperReady, papersFor } from './step-papers.ts';

/** One action on a case, with what was written. An empty text is nothing written; of a correction it empties the field. */
export interface ActionCommand {
  readonly event: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Who acts, when, and what is known beside the case. */
export interface ActionContext {
  readonly by: { readonly userId: string; readonly role: string };
  /** The action's own id: the events' ids are made from it, so a repeated one makes the same events. */
  readonly id: string;
  /** Of the message that its words go out with, if they do. */
  readonly messageId: string;
  readonly at: number;
  readonly reach: Reach;
  /** Fields that are kept sealed beside the case, and filled in. */
  readonly sealed: ReadonlySet<string>;
  /** The office's list of this name. */
  readonly catalogue: (name: string) => readonly Choice[];
  /** The papers of the case. */
  readonly papers: readonly CasePaperFacts[];
  /** Whether there is such a person in the role. */
  readonly isPerson: (userId: string, role: SopActor) => boolean;
}

export interface FieldFault {
  readonly field: string;
  readonly code: FieldFaultCode;
}

/** Words for the citizen that have to go out before the event happens. */
export interface Telling {
  readonly purpose: 'answer' | 'question';
  readonly text: string;
  /** When a gateway has taken them. */
  readonly happens: { readonly type: ActionEvent; readonly data: ActionData };
}

/** Why an action cannot be done to the case as it stands. */
export type ActionRejection = 'case_closed' | 'not_answered' | 'not_waited_for' | 'paper_missing';

export type ActionDecision =
  | {
      readonly ok: true;
      readonly events: readonly CaseEvent[];
      /** Null: nothing has to be sent. */
      readonly telling: Telling | null;
      /** What was written that has to be sealed, by the names of its fields. */
      readonly secrets: Readonly<Record<string, string>>;
      readonly action: CaseAction;
    }
  | { readonly ok: false; readonly rejection: ActionRejection }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** The action of this event that the case waits for now; null: none. */
export const actionOf = (sop: SopDefinition, state: CaseState, event: string, reach: Reach): CaseAction | null =>
  actionsFor(sop, state, reach).find((action) => action.event === event) ?? null;

/** Decides what an action makes happen, or why it cannot be done now. Pure. */
export function decideAction(
  sop: SopDefinition,
  state: CaseState,
  command: ActionCommand,
  context: ActionContext,
): ActionDecision {
  if (state.closedAt !== null) return { ok: false, rejection: 'case_closed' };
  if (state.status === 'waiting') return { ok: false, rejection: 'not_answered' };
  const action = actionOf(sop, state, command.event, context.reach);
  if (!action) return { ok: false, rejection: 'not_waited_for' };
  const given = givenFields(action, command.fields, state);
  const asked = action.fields.filter((each) => isAsked(each, given, state));
  const faults = faultsOf(sop, state, action, asked, given, context);
  if (faults.length > 0) return { ok: false, faults };
  // What happens by a paper happens by nobody's word alone.
  const owed = papersFor(action.step, action.event, given.via);
  if (owed.some((each) => !paperReady(context.papers, each))) return { ok: false, rejection: 'paper_missing' };
  const names = new Set(asked.map(({ field }) => field.name));
  const kept = Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)));
  return { ok: true, action, ...happening(sop, state, action, kept, context) };
}

/** What was written of what is asked for. Of a correction, only what it changes. */
function givenFields(action: CaseAction, fields: ActionCommand['fields'], state: CaseState): Record<string, string> {
  const corrects = action.event === 'case.corrected';
  const only = action.fields.filter(({ field, only: ways }) => field.name === 'via' && ways?.length === 1);
  const alone = Object.fromEntries(only.map(({ field, only: ways }) => [field.name, ways?.[0] as string]));
  const asked = action.fields.flatMap(({ field }) => {
    const value = fields[field.name]?.trim();
    if (value === undefined || (value === '' && !corrects)) return [];
    if (corrects && value === (contentOf(state, field.name) ?? '')) return [];
    return [[field.name, value] as const];
  });
  return { ...alone, ...Object.fromEntries(asked) };
}

/** Whether the field is asked for with what was written in the others. */
function isAsked({ when }: ActionField, given: Readonly<Record<string, string>>, state: CaseState): boolean {
  if (when === null) return true;
  return when.values.includes(given[when.field] ?? contentOf(state, when.field) ?? '');
}

function faultsOf(
  sop: SopDefinition,
  state: CaseState,
  action: CaseAction,
  asked: readonly ActionField[],
  given: Readonly<Record<string, string>>,
  { by, sealed, catalogue, isPerson }: ActionContext,
): readonly FieldFault[] {
  const faults = asked.flatMap((each): FieldFault[] => {
    const { field, required } = each;
    const value = given[field.name];
    const before = sealed.has(field.name) ? 'sealed' : contentOf(state, field.name);
    // What was said, chosen or asked for once does not answer for the next time.
    const stands = isPassing(field.name) ? null : before;
    if (required && !(value ?? stands)) return [{ field: field.name, code: 'required' }];
    if (value === undefined) return [];
    if (field.type === 'person')
      return isPerson(value, each.of ?? 'official') ? [] : [{ field: field.name, code: 'unknown' }];
    // What has to be said is said in words; and what was said is not put right by anything less.
    const owed = required || (before !== null && value !== '');
    const code =
      faultOf(field, value, choicesIn(each, catalogue)) ?? (owed && isEmptyTalk(field, value) ? 'says_nothing' : null);
    return code === null ? [] : [{ field: field.name, code }];
  });
  const { endedAs } = given;
  if (endedAs !== undefined && !faults.some(({ field }) => field === 'endedAs')) {
    const allowed = sop.closings.some(({ as, by: who }) => as === endedAs && who.some((role) => role === by.role));
    if (!allowed && by.role !== 'supervisor') faults.push({ field: 'endedAs', code: 'not_allowed' });
  }
  if (action.event === 'case.corrected' && Object.keys(given).length === 0)
    faults.push({ field: 'callerName', code: 'unchanged' });
  const unchanged = unchangedField(state, action.event, given);
  return unchanged === null ? faults : [...faults, { field: unchanged, code: 'unchanged' }];
}

/**
 * The field that has to say something else than before for this to happen once more, such as a recommendation after it was
 * rejected, and says the same; null: none. Pure.
 * @param given what is written now; absent: what the case says stands
 */
export function unchangedField(
  state: CaseState,
  event: string,
  given: Readonly<Record<string, string>>,
): string | null {
  const { changes } = workEventOf(event as ActionEvent);
  if (changes === undefined || !state.sop.runs.some(({ endedBy }) => endedBy?.type === event)) return null;
  const before = String(contentOf(state, changes));
  return gistOf(given[changes] ?? before) === gistOf(before) ? changes : null;
}

/** Words without what makes them look different and say nothing else: capitals, spaces, stops, signs that nobody sees. */
const gistOf = (words: string): string =>
  words
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\s\p{P}]+/gu, ' ')
    .trim()
    .toLowerCase();

/** The last signs of a sealed value, so that whoever wrote it knows it again. */
const masked = (value: string): string => `••••${value.length > 7 ? value.slice(-3) : ''}`;

function happening(
  sop: SopDefinition,
  state: CaseState,
  action: CaseAction,
  written: Readonly<Record<string, string>>,
  { by, id, at, messageId }: ActionContext,
): { events: readonly CaseEvent[]; telling: Telling | null; secrets: Record<string, string> } {
  const { via, ...given } = written;
  const sealed = new Set(action.fields.filter(({ field }) => field.sealed).map(({ field }) => field.name));
  const secrets = Object.fromEntries(Object.entries(given).filter(([name]) => sealed.has(name)));
  const fields = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      if (!sealed.has(name)) return [[name, value]];
      // The citizen's number and NIK are shown masked from where they are sealed.
      return name === 'phone' || name === 'nik' ? [] : [[name, masked(value)]];
    }),
  );
  const taken: readonly CaseEvent[] =
    by.role === 'agent' && state.agentId !== by.userId
      ? [{ id: `${id}:taken`, type: 'case.taken', at, data: { agentId: by.userId } }]
      : [];
  const typing = typingBefore(sop, state, action.event);
  const begun: readonly CaseEvent[] = typing === null ? [] : [{ id: `${id}:started`, type: typing, at, data: {} }];
  const { says } = workEventOf(action.event);
  if (says && via === 'message') {
    const text = textOf(sop, state, action, says, given);
    const queued = { messageId, event: action.event, fields };
    const happens = { type: action.event, data: { fields, via: 'message', messageId } as const };
    return {
      events: [...taken, ...begun, { id, type: 'telling.queued', at, data: queued }],
      telling: { purpose: says.as, text, happens },
      secrets,
    };
  }
  const data: ActionData = { fields, ...(via !== undefined && { via: via as TellingWay }) };
  return { events: [...taken, ...begun, { id, type: action.event, at, data }], telling: null, secrets };
}

/** The words that go to the citizen: what was written now, else what the case says. */
function textOf(
  sop: SopDefinition,
  state: CaseState,
  { event, step }: CaseAction,
  says: Says,
  given: Readonly<Record<string, string>>,
): string {
  const asked = requiredFor(sop, state.sop, event, state.channel, step ?? undefined);
  const name = saidIn(sop, asked, says);
  return given[name] ?? contentOf(state, name) ?? '';
}

/** What typing would have begun before this event, had anybody typed; null: it has begun, or nothing waits for it. */
export function typingBefore(sop: SopDefinition, state: CaseState, event: ActionEvent): ActionEvent | null {
  const running = state.sop.runs.filter(({ verdict }) => verdict === 'running').map(({ step }) => step);
  const typed = sop.steps
    .filter(({ id }) => running.includes(id))
    .flatMap(({ ends }) => ends.filter((ending) => workEventOf(ending)?.byTyping));
  const begins = (typing: string) =>
    sop.steps.some(({ starts, ends }) => starts.some(({ on }) => on === typing) && ends.includes(event));
  return (typed.find(begins) as ActionEvent | undefined) ?? null;
}
