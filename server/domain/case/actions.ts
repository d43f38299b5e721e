import { isDenied } from '../service/legal-basis.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { StepRun } from '../sop/state.ts';
import type { StepDefinition } from '../sop/step-definition.ts';
import type { SopActor } from '../sop/terms.ts';
import { stepOf } from '../sop/thresholds.ts';
import { type ActionEvent, isActionEvent, isNeed, workEventOf } from '../sop/work-events.ts';
import { type ActionField, formOf, isOutOfReach, type Reach, waysOf } from './action-form.ts';
import type { CaseState } from './case.ts';
import { isWrapUp, workerOf } from './waiting.ts';

/** What may be done to a case now, read from its procedure alone: no code knows any step by its name or number. */

/** Something that somebody may do to the case now. */
export interface CaseAction {
  readonly event: ActionEvent;
  /** The step it belongs to; null: it may be done to any open case. */
  readonly step: StepDefinition | null;
  /** Who does it, and who may as well. */
  readonly actor: SopActor;
  readonly with: readonly SopActor[];
  /** Whose alone it is: whoever has the citizen on the line, or owes the recap. Null: whoever has the role. */
  readonly heldBy: string | null;
  /** The branch as the procedure names it; null: it names none. */
  readonly branch: StepDefinition['next'][number]['label'] | null;
  /** Everything that can be written with it. */
  readonly fields: readonly ActionField[];
}

interface Offered {
  readonly event: string;
  readonly step: StepDefinition;
  /** Where another step ends by it: whose work it really is. */
  readonly actor?: SopActor;
}

/**
 * Every action that the case waits for: what ends its running steps, what starts the step after one that has ended, the
 * side steps for which somebody may see need, and what may be done to any open case. In the order of the procedure. Pure.
 */
export function actionsFor(sop: SopDefinition, state: CaseState, reach: Reach): readonly CaseAction[] {
  if (state.closedAt !== null || state.status === 'waiting') return [];
  const { runs } = state.sop;
  const running = runs
    .filter(({ verdict }) => verdict === 'running')
    .map((run) => stepOf(sop, run.step))
    .filter(({ kind }) => kind === 'step')
    .sort(inOrder(sop));
  const offered: Offered[] = [
    ...running.flatMap((step) => ends(sop, step, running)),
    ...running.flatMap((step) => drops(sop, step)),
    ...runs.flatMap((run) => begins(sop, run, runs)),
    ...needs(sop, state, running),
  ];
  // Two steps that one event ends, such as the citizen telling and the agent writing, are one action: the worker's.
  const byWorker = [...offered].sort((a, b) => Number(isOutside(a.step)) - Number(isOutside(b.step)));
  const actions = new Map<ActionEvent, CaseAction>();
  for (const { event, step, actor } of byWorker) {
    if (!isActionEvent(event) || actions.has(event) || !isPossible(event, step, state, reach)) continue;
    if (workEventOf(event).byTyping && typedFrom(event, offered)) continue;
    actions.set(event, actionOf(sop, state, reach, event, step, actor ?? step.actor));
  }
  const order = inOrder(sop);
  const ofSteps = [...actions.values()].sort((a, b) => order(a.step as StepDefinition, b.step as StepDefinition));
  return allowedBy(state, [...ofSteps, ...commonActions(sop, state, reach, running)]);
}

/** Without consent there may be nothing left to do but to end it, where the procedure has a way. */
function allowedBy({ basis }: CaseState, actions: readonly CaseAction[]): readonly CaseAction[] {
  if (basis?.without !== 'nothing' || !isDenied(basis)) return actions;
  const ending = actions.filter(({ event }) => event === 'case.ended');
  return ending.length > 0 ? ending : actions;
}

/** As they stand in the file; numbers are printed and no more. */
const inOrder =
  ({ steps }: SopDefinition) =>
  (a: StepDefinition, b: StepDefinition) =>
    steps.indexOf(a) - steps.indexOf(b);

const isOutside = ({ actor }: StepDefinition): boolean => actor === 'citizen' || actor === 'system';

/**
 * Nobody can be told or asked who cannot be reached, and nobody who can be may be left without an answer. What waits for
 * a gateway is not said a second time meanwhile.
 */
function isPossible(event: ActionEvent, step: StepDefinition, state: CaseState, reach: Reach): boolean {
  if (event === 'reply.not_possible') return isOutOfReach(step, state, reach);
  if (Object.values(state.telling).some((waiting) => waiting.event === event)) return false;
  const { says } = workEventOf(event);
  return says === undefined || waysOf(step, state, reach, says.as).length > 0;
}

/** What begins by typing needs no action of its own where there is something to write. */
const typedFrom = (typing: ActionEvent, offered: readonly Offered[]): boolean =>
  offered.some(({ event, step }) => event !== typing && step.starts.some(({ on }) => on === typing));

/**
 * What ends the step. A step of the citizen's is not ended by work that belongs to a step of somebody's which has not
 * begun; and where typing begins a step that the event ends, the event is that step's.
 */
function ends(sop: SopDefinition, step: StepDefinition, running: readonly StepDefinition[]): readonly Offered[] {
  const typing = step.ends.filter((event) => workEventOf(event)?.byTyping);
  const typed = (event: string) =>
    sop.steps.find((other) => other.ends.includes(event) && other.starts.some(({ on }) => typing.includes(on)));
  const skips = (event: string) =>
    isOutside(step) &&
    sop.steps.some(
      (other) => other.kind === 'step' && !isOutside(other) && other.ends.includes(event) && !running.includes(other),
    );
  return step.ends
    .filter((event) => typed(event) !== undefined || !skips(event))
    .map((event) => ({ event, step: typed(event) ?? step }));
}

/**
 * What makes the step unnecessary, such as a solution that is found while it is sent on: the work of whoever finds it. A
 * step beside the way is dropped by what happens on it, and asks nobody for it.
 */
function drops(sop: SopDefinition, step: StepDefinition): readonly Offered[] {
  if (step.optional) return [];
  return step.drops.map((event) => {
    const finder = sop.steps.find(({ kind, ends: ending }) => kind === 'step' && ending.includes(event));
    return { event, step, ...(finder && { actor: finder.actor }) };
  });
}

/** What starts the step that follows one which has ended, where that is another event than the one that ended it. */
function begins(sop: SopDefinition, run: StepRun, runs: readonly StepRun[]): Offered[] {
  return stepOf(sop, run.step)
    .next.filter(({ on, by }) => by !== undefined && on === run.endedBy?.type)
    .flatMap(({ to, by }) => {
      const step = sop.steps.find(({ id, scope }) => id === to && scope === 'case');
      return step && !runs.some((other) => other.step === to) ? [{ event: by as string, step }] : [];
    });
}

function needs(sop: SopDefinition, { sop: facts }: CaseState, running: readonly StepDefinition[]): Offered[] {
  const worked = running.find((step) => step.pauses.includes('citizen'));
  const side = sop.steps.filter(({ scope, kind }) => scope === 'case' && kind === 'step');
  const mayBegin = (step: StepDefinition) => {
    const times = facts.runs.filter((run) => run.step === step.id).length;
    return !running.includes(step) && (step.runsAtMost === null || times < step.runsAtMost);
  };
  return [
    ...side
      .filter((step) => running.some(({ scope }) => scope === 'case') && mayBegin(step))
      .flatMap((step) => step.starts.filter(({ on }) => isNeed(on)).map(({ on }) => ({ event: on, step }))),
    ...running.flatMap((step) => step.drops.filter(isNeed).map((event) => ({ event, step }))),
    ...(worked ? [{ event: facts.awaiting ? 'citizen.replied' : 'citizen.asked', step: worked }] : []),
  ];
}

function actionOf(
  sop: SopDefinition,
  state: CaseState,
  reach: Reach,
  event: ActionEvent,
  step: StepDefinition,
  actor: SopActor,
): CaseAction {
  const [way, another] = step.next.filter(({ on }) => on === event);
  const worker = workerOf(actor);
  return {
    event,
    step,
    actor: worker,
    with: step.with,
    heldBy: worker === 'agent' && (state.sop.live || isWrapUp(step)) ? state.agentId : null,
    // Of two ways on one event the action itself does not choose: what is known of the call does.
    branch: (another ? null : way?.label) ?? null,
    fields: formOf(sop, state, reach, event, step),
  };
}

/** What may be done to any open case of a citizen's: put right what is written, pass it on, end it before its time. */
function commonActions(
  sop: SopDefinition,
  state: CaseState,
  reach: Reach,
  running: readonly StepDefinition[],
): readonly CaseAction[] {
  if (!sop.steps.some(({ id, scope }) => scope === 'case' && state.sop.runs.some(({ step }) => step === id))) return [];
  const heldBy = state.sop.live ? state.agentId : null;
  const common = (event: ActionEvent, actor: SopActor, others: readonly SopActor[]): CaseAction => ({
    ...{ event, step: null, actor, with: others, heldBy: actor === 'agent' ? heldBy : null, branch: null },
    fields: formOf(sop, state, reach, event, null),
  });
  const worked = running.find(({ actor }) => actor === 'official' || actor === 'agency');
  const enders = [...new Set(sop.closings.flatMap(({ by }) => by))];
  const [ender, ...others] = enders;
  return [
    ...(worked && state.officialId !== null ? [common('case.passed_on', worked.actor, ['dispatcher'])] : []),
    ...(state.complaint === null ? [] : [common('case.corrected', 'agent', [])]),
    ...(state.sop.live ? [] : [common('contact.failed', 'agent', [])]),
    ...(ender === undefined ? [] : [common('case.ended', ender, others)]),
  ];
}
