import type { CaseCard, StepCard } from '../../contract/views.ts';
import { workerOf } from '../../domain/case/acts.ts';
import { responsibleFor } from '../../domain/case/case.ts';
import { roleName, type SopDefinition } from '../../domain/sop/definition.ts';
import type { StepRun } from '../../domain/sop/state.ts';
import { stepOf, warnMoments } from '../../domain/sop/thresholds.ts';
import { recapsCalls, runsBeyond } from '../../domain/sop/verdict.ts';
import type { Directory } from '../people/directory.ts';
import type { ConversationFacts } from '../ports/messages.ts';
import type { CallerContext, CaseRecord } from '../ports/ports.ts';
import { conversationCard } from './conversation-cards.ts';
import { ticketBrief } from './ticket-brief.ts';

/** A case as people see it. Pure, but for the names, which come from the directory. */

/** Only what promises a time can be counted down. */
function stepCard(sop: SopDefinition, run: StepRun, beyond: boolean): readonly StepCard[] {
  const step = stepOf(sop, run.step);
  if (run.dueAt === null) return [];
  const card: StepCard = {
    runId: run.id,
    step: step.id,
    number: step.number,
    name: step.name,
    actor: step.actor,
    startedAt: run.startedAt,
    dueAt: run.dueAt,
    provisional: run.provisional === true,
    warnAt: [...warnMoments(step, run)],
    endedAt: run.endedAt,
    verdict: run.verdict,
    corrected: run.corrected,
    beyond,
    stoppedAt: run.verdict === 'running' ? run.stoppedAt : null,
  };
  return [card];
}

export function caseCard(
  record: CaseRecord,
  sop: SopDefinition,
  context: CallerContext,
  directory: Directory,
  conversation: ConversationFacts | null = null,
): CaseCard {
  const { state } = record;
  const beyond = runsBeyond(sop, state.sop.runs);
  return {
    caseId: record.caseId,
    ticketNumber: record.ticketNumber,
    linkedTo: record.linkedTo,
    sop: { id: sop.id, version: sop.version, title: sop.title },
    status: state.status,
    channel: state.channel,
    byActs: !recapsCalls(sop),
    task: record.task ?? null,
    kind: state.kind as CaseCard['kind'],
    callId: record.callId,
    callLive: state.sop.live,
    openedAt: record.openedAt,
    closedAt: state.closedAt,
    agentId: state.agentId,
    agentName: directory.nameOf(state.agentId),
    officialId: state.officialId,
    officialName: directory.nameOf(state.officialId),
    caller: {
      callerId: state.callerId,
      name: state.callerName,
      address: state.address,
      phoneMasked: record.phoneMasked,
      nikMasked: record.nikMasked,
    },
    candidates: [...context.candidates],
    tickets: context.tickets.map(ticketBrief),
    category: state.category as CaseCard['category'],
    complaint: state.complaint,
    problemFrame: state.problemFrame,
    solution: state.solution,
    noSolution: state.noSolution,
    dispatchNote: state.dispatchNote,
    forwardNote: state.forwardNote,
    confirmed: state.confirmed,
    disposition: state.disposition as CaseCard['disposition'],
    recapSummary: state.recapSummary,
    steps: state.sop.runs.flatMap((run) => stepCard(sop, run, beyond.includes(run.id))),
    conversation: conversation && conversationCard(conversation),
    notes: state.notes,
    waitsFor: waitsFor(record, sop),
    version: record.version,
  };
}

/** Whose work the case is now, step by step; a promise about the whole is nobody's in particular. */
function waitsFor({ state }: CaseRecord, sop: SopDefinition): CaseCard['waitsFor'] {
  if (state.closedAt !== null) return [];
  return state.sop.runs
    .filter(({ verdict }) => verdict === 'running')
    .map((run) => ({ run, step: stepOf(sop, run.step) }))
    .filter(({ step }) => step.kind === 'step')
    .map(({ run, step }) => {
      const role = workerOf(step.actor);
      const personId = responsibleFor(state, role, run.ownerId);
      return { runId: run.id, number: step.number, name: step.name, role, roleName: roleName(sop, role), personId };
    });
}
