import type { LacakView } from '../../contract/lacak.ts';
import { answersNow } from '../../domain/case/basis-events.ts';
import { wasTold } from '../../domain/case/told.ts';
import { type Worker, waitingOf } from '../../domain/case/waiting.ts';
import { choiceOf } from '../../domain/fields/catalogue.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { roleName, type SopDefinition } from '../../domain/sop/definition.ts';
import type { SurveyQuestion } from '../../domain/survey/survey.ts';
import { dueReasons } from '../cases/due-reasons.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** Where the case stands, without whatever its citizen does not know already. Pure. */
export function lacakView(
  sops: SopRegistry,
  record: CaseRecord,
  { pass, addUntil }: Pick<LacakView, 'pass' | 'addUntil'>,
  { asks, ikm, papers }: Record<'asks' | 'ikm', readonly SurveyQuestion[]> & Pick<LacakView, 'papers'>,
): LacakView {
  const { state, ticketNumber, openedAt } = record;
  const sop = sops.get(record.sopId, record.sopVersion);
  const { closedAt } = state;
  return {
    ...{ ticketNumber, openedAt, closedAt, pass, addUntil, papers },
    ...{ asks: asks.map(copied), ikm: ikm.map(copied) },
    stage: stageOf(sop, record),
    endedAs: endOf(sop, record),
    consent: consentOf(sops, record),
    steps: stepsNow(sops, record).map(({ provisional: _, ...step }) => step),
  };
}

/** A step that runs, as its citizen may know of it. */
type StepNow = LacakView['steps'][number] & {
  /** Its time was promised while a year had no table of holidays. */
  readonly provisional: boolean;
};

/** What the office does now, by when and why then: as roles, never as people. Pure. */
export function stepsNow(sops: SopRegistry, record: CaseRecord): StepNow[] {
  const sop = sops.get(record.sopId, record.sopVersion);
  const reasons = dueReasons(sops, sop, record);
  return waitingOf(sop, record.state).flatMap(({ run, step, role, untimed }) => {
    if (!run || !step) return [];
    return [
      {
        name: step.name,
        by: roleName(sop, role),
        dueAt: untimed === null ? run.dueAt : null,
        why: reasons.find(({ runId }) => runId === run.id)?.text ?? null,
        waitsForCitizen: untimed === 'citizen',
        provisional: run.provisional === true,
      },
    ];
  });
}

/** As what a case ended otherwise than by its procedure, in words; null: it did not. Pure. */
export function endOf(sop: SopDefinition, { state: { endedAs } }: CaseRecord): LacakView['endedAs'] {
  return endedAs === null ? null : choiceOf(fieldIn(sop, 'endedAs')?.choices ?? [], endedAs).name;
}

const copied = ({ values, ...question }: SurveyQuestion) => ({ ...question, values: [...values] });

function consentOf(sops: SopRegistry, { serviceId, state }: CaseRecord): LacakView['consent'] {
  const basis = sops.basisOf(serviceId);
  const known = state.basis?.kind === 'consent' ? state.basis : null;
  // By message it is taken back by one word, whatever was said before; who reads it here sees what there is to take back.
  const may = answersNow(basis, state).filter((answer) => answer !== 'withdrawn' || known?.answer === 'given');
  if (basis?.kind !== 'consent' || (known === null && may.length === 0)) return null;
  return { text: basis.text, answer: known?.answer ?? null, may: [...may] };
}

/** By whom it waits for and what the citizen was told: what somebody in the office knows already is no answer yet. */
export function stageOf(sop: SopDefinition, { state }: CaseRecord): LacakView['stage'] {
  const { status, closedAt, endedAs } = state;
  if (closedAt !== null) return endedAs !== null || status === 'abandoned' ? 'ended' : 'closed';
  if (state.sop.awaiting) return 'asked';
  if (status === 'waiting') return 'received';
  if (wasTold(state.sop)) return 'answered';
  return waitingOf(sop, state).some(({ role }) => !desk.has(role)) ? 'forwarded' : 'in_work';
}

/** Those who take down, answer and pass on; everybody else is in charge of what was complained about. */
const desk: ReadonlySet<Worker> = new Set<Worker>(['agent', 'dispatcher', 'supervisor']);
