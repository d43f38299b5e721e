import type { LacakView } from '../../contract/lacak.ts';
import { waitingOf } from '../../domain/case/waiting.ts';
import { choiceOf } from '../../domain/fields/catalogue.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { roleName } from '../../domain/sop/definition.ts';
import type { SurveyQuestion } from '../../domain/survey/survey.ts';
import { dueReasons } from '../cases/due-reasons.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** Where the case stands, without whatever its citizen does not know already. Pure. */
export function lacakView(
  sops: SopRegistry,
  record: CaseRecord,
  { pass, addUntil }: Pick<LacakView, 'pass' | 'addUntil'>,
  asks: readonly SurveyQuestion[],
): LacakView {
  const { state, ticketNumber, openedAt } = record;
  const sop = sops.get(record.sopId, record.sopVersion);
  const reasons = dueReasons(sops, sop, record);
  const { endedAs, closedAt } = state;
  return {
    ...{ ticketNumber, openedAt, closedAt, pass, addUntil },
    asks: asks.map(({ values, ...question }) => ({ ...question, values: [...values] })),
    stage: stageOf(record),
    endedAs: endedAs === null ? null : choiceOf(fieldIn(sop, 'endedAs')?.choices ?? [], endedAs).name,
    steps: waitingOf(sop, state).flatMap(({ run, step, role, untimed }) => {
      if (!run || !step) return [];
      return [
        {
          name: step.name,
          by: roleName(sop, role),
          dueAt: untimed === null ? run.dueAt : null,
          why: reasons.find(({ runId }) => runId === run.id)?.text ?? null,
          waitsForCitizen: untimed === 'citizen',
        },
      ];
    }),
  };
}

function stageOf({ state }: CaseRecord): LacakView['stage'] {
  const { status, closedAt, endedAs, sop } = state;
  if (closedAt !== null) return endedAs !== null || status === 'abandoned' ? 'ended' : 'closed';
  if (sop.awaiting) return 'asked';
  if (status === 'forwarded' || status === 'dispatched') return 'forwarded';
  if (status === 'answered') return 'answered';
  return status === 'waiting' ? 'received' : 'in_work';
}
