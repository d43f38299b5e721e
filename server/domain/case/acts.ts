import type { Bilingual, SopActor, SopDefinition, StepDefinition } from '../sop/definition.ts';
import type { StepRun } from '../sop/state.ts';
import { stepOf } from '../sop/thresholds.ts';
import { recapsCalls, requiredFor } from '../sop/verdict.ts';
import { fields as procedureFields, workEvents } from '../sop/vocabulary.ts';
import type { CaseState } from './case.ts';
import { contentOf } from './fields.ts';

/** What may be done to a case now, read from its procedure alone: no code knows any step by its name. */

/** Happens whenever somebody sees need of it, and is undone by its counterpart. */
const needEvents = ['photo.needed', 'photo.not_needed', 'citizen.asked', 'citizen.replied'] as const;
export const actEvents = [...workEvents, ...needEvents] as const;
export type ActEvent = (typeof actEvents)[number];

/** What is written with an act: what procedures may require, and a few words more. */
export const actFields = [
  ...procedureFields,
  'assigneeId',
  'forwardNote',
  'question',
  'reply',
  'remark',
  'nik',
] as const;
export type ActFieldName = (typeof actFields)[number];

export interface ActField {
  readonly name: ActFieldName;
  /** It may not be left empty. */
  readonly required: boolean;
  /** Of `assigneeId`: whose work the next step is. */
  readonly of?: SopActor;
}

export interface Act {
  readonly event: ActEvent;
  /** The step it belongs to. */
  readonly step: string;
  readonly actor: SopActor;
  /** Who takes part in the step, and may do its actions too. */
  readonly with: readonly SopActor[];
  /** The branch as the procedure names it; null: it names none. */
  readonly branch: Bilingual | null;
  /** Everything that can be written with it, with what the case has already. */
  readonly fields: readonly ActField[];
}

/** These have commands and screens of their own in a procedure that handles a call from ring to recap. */
const callEvents: ReadonlySet<string> = new Set<ActEvent>([
  'intake.started',
  'intake.saved',
  'analysis.saved',
  'solution.saved',
  'solution.not_found',
  'case.dispatched',
  'case.forwarded',
  'solution.given',
  'confirmation.saved',
  'confirmation.another',
  'recap.saved',
]);

const isAct = (event: string): event is ActEvent => (actEvents as readonly string[]).includes(event);
const isNeed = (event: string): boolean => (needEvents as readonly string[]).includes(event);

/** Whoever does a step in the office: what the citizen says is written down by the agent. */
export const workerOf = (actor: SopActor): Exclude<SopActor, 'citizen' | 'system'> =>
  actor === 'citizen' || actor === 'system' ? 'agent' : actor;

/**
 * Every act that the case waits for: what ends its running steps, what starts the step after one that has ended, and
 * the side steps for which somebody may see need. In the order of the procedure. Pure.
 */
export function actsFor(sop: SopDefinition, state: CaseState): readonly Act[] {
  if (state.closedAt !== null || state.status === 'waiting') return [];
  const { runs } = state.sop;
  const running = runs
    .filter(({ verdict }) => verdict === 'running')
    .map((run) => stepOf(sop, run.step))
    .filter(({ kind }) => kind === 'step')
    .sort((a, b) => a.number - b.number);
  const offered: { event: string; step: StepDefinition }[] = [
    ...running.flatMap((step) => ends(sop, step, running).map((event) => ({ event, step }))),
    ...runs.flatMap((run) => begins(sop, run, runs)),
    ...needs(sop, state, running),
  ];
  const open = recapsCalls(sop) ? offered.filter(({ event }) => !callEvents.has(event)) : offered;
  // Two steps that one event ends, such as the citizen telling and the agent writing, are one act: the worker's.
  const byWorker = [...open].sort((a, b) => Number(isOutside(a.step)) - Number(isOutside(b.step)));
  const acts = new Map<ActEvent, Act>();
  for (const { event, step } of byWorker) {
    if (!isAct(event) || acts.has(event)) continue;
    acts.set(event, actOf(sop, state, event, step));
  }
  return [...acts.values()].sort((a, b) => stepOf(sop, a.step).number - stepOf(sop, b.step).number);
}

const isOutside = ({ actor }: StepDefinition): boolean => actor === 'citizen' || actor === 'system';

/** A step of the citizen's is not ended by work that belongs to a step of somebody's which has not begun. */
function ends(sop: SopDefinition, step: StepDefinition, running: readonly StepDefinition[]): readonly string[] {
  if (!isOutside(step)) return step.ends;
  const skips = (event: string) =>
    sop.steps.some(
      (other) => other.kind === 'step' && !isOutside(other) && other.ends.includes(event) && !running.includes(other),
    );
  return step.ends.filter((event) => !skips(event));
}

/** What starts the step that follows one which has ended, where that is another event than the one that ended it. */
function begins(sop: SopDefinition, run: StepRun, runs: readonly StepRun[]): { event: string; step: StepDefinition }[] {
  return stepOf(sop, run.step)
    .next.filter(({ on, by }) => by !== undefined && on === run.endedBy?.type)
    .flatMap(({ to, by }) => {
      const step = sop.steps.find(({ id, scope }) => id === to && scope === 'case');
      return step && !runs.some((other) => other.step === to) ? [{ event: by as string, step }] : [];
    });
}

function needs(sop: SopDefinition, { sop: facts }: CaseState, running: readonly StepDefinition[]) {
  const worked = running.find((step) => step.pauses.includes('citizen'));
  const side = sop.steps.filter(({ scope, kind }) => scope === 'case' && kind === 'step');
  const mayBegin = (step: StepDefinition) => {
    const times = facts.runs.filter((run) => run.step === step.id).length;
    return !running.includes(step) && (step.runsAtMost === null || times < step.runsAtMost);
  };
  return [
    ...side
      .filter((step) => running.some(({ scope }) => scope === 'case') && mayBegin(step))
      .flatMap((step) => step.starts.filter(({ on }) => isNeed(on)).map(({ on }) => ({ event: on as string, step }))),
    ...running.flatMap((step) => step.drops.filter(isNeed).map((event) => ({ event, step }))),
    ...(worked ? [{ event: facts.awaiting ? 'citizen.replied' : 'citizen.asked', step: worked }] : []),
  ];
}

function actOf(sop: SopDefinition, state: CaseState, event: ActEvent, step: StepDefinition): Act {
  const ways = step.next.filter(({ on, label }) => on === event && label !== undefined);
  return {
    event,
    step: step.id,
    actor: workerOf(step.actor),
    with: step.with,
    // Of two ways on one event the act itself does not choose: what is known of the call does.
    branch: ways.length === 1 ? (ways[0]?.label ?? null) : null,
    fields: fieldsOf(sop, state, event, step),
  };
}

/** What an event says by its nature, whether or not the document asks for it. */
const contents: Readonly<Partial<Record<ActEvent, Readonly<Partial<Record<ActFieldName, boolean>>>>>> = {
  'intake.saved': { complaint: true, callerName: false, address: false, phone: false, nik: false, category: false },
  'analysis.saved': { problemFrame: true },
  'solution.saved': { solution: true },
  'solution.given': { solution: true },
  'consultation.answered': { solution: true },
  'case.dispatched': { dispatchNote: false },
  'case.forwarded': { assigneeId: true, forwardNote: false },
  'recap.saved': { disposition: true, recapSummary: true },
  'citizen.asked': { question: true },
  'citizen.replied': { reply: false },
};

function fieldsOf(sop: SopDefinition, state: CaseState, event: ActEvent, step: StepDefinition): readonly ActField[] {
  const asked = requiredFor(sop, state.sop, event, state.channel);
  const required = new Map<ActFieldName, boolean>();
  for (const field of asked) if (isField(field)) required.set(field, true);
  for (const [field, needed] of Object.entries(contents[event] ?? {})) {
    if (isField(field) && !required.has(field)) required.set(field, needed);
  }
  // An answer that goes out says something; where the document asks for its own papers, they are what it says.
  if (event === 'answer.sent' && asked.length === 0) required.set('solution', true);
  if (required.size === 0) required.set('remark', false);
  return [...required].map(([name, needed]) =>
    name === 'assigneeId' ? { name, required: needed, of: nextActor(sop, event, step) } : { name, required: needed },
  );
}

const isField = (name: string): name is ActFieldName => (actFields as readonly string[]).includes(name);

/** Whose work follows. */
function nextActor(sop: SopDefinition, event: string, step: StepDefinition): SopActor {
  const to = step.next.find(({ on }) => on === event)?.to;
  return workerOf(sop.steps.find(({ id }) => id === to)?.actor ?? 'official');
}

/**
 * Which of the act's required fields would still be empty with what is written.
 * @param known fields that are kept sealed beside the case, such as the citizen's number
 */
export function missingOf(
  act: Act,
  state: CaseState,
  written: Readonly<Partial<Record<ActFieldName, string>>>,
  known: ReadonlySet<string>,
): readonly ActFieldName[] {
  return act.fields
    .filter(({ name, required }) => required && !known.has(name))
    .filter(({ name }) => (written[name] ?? contentOf(state, name) ?? '').trim() === '')
    .map(({ name }) => name);
}
