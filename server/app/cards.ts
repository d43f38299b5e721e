import type { AgentCard, AlertCard, CallCard, CaseCard, OfferCard, StepCard, TicketBrief } from '../contract/views.ts';
import type { AgentStatus } from '../domain/agent/agent.ts';
import type { CallState, Offer } from '../domain/call/call.ts';
import { workerOf } from '../domain/case/acts.ts';
import { responsibleFor } from '../domain/case/case.ts';
import type { Bilingual, SopActor, SopDefinition } from '../domain/sop/definition.ts';
import type { StepRun } from '../domain/sop/state.ts';
import { stepOf, warnMoments } from '../domain/sop/thresholds.ts';
import { recapsCalls, runsBeyond } from '../domain/sop/verdict.ts';
import type { Directory } from './directory.ts';
import type { ConversationFacts } from './message-ports.ts';
import { conversationCard } from './messages/cards.ts';
import type { AlertRecord, CallerContext, CaseBrief, CaseRecord } from './ports.ts';

/** Records as people see them. Pure, but for the names, which come from the directory. */

export const noContext: CallerContext = { candidates: [], tickets: [] };

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
    duty: record.duty ?? null,
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

export function ticketBrief(brief: CaseBrief): TicketBrief {
  const { caseId, ticketNumber, status, openedAt } = brief;
  return {
    caseId,
    ticketNumber,
    status,
    kind: brief.kind as TicketBrief['kind'],
    category: brief.category as TicketBrief['category'],
    openedAt,
  };
}

/** A call in progress with what is known beside it; the case follows when its ticket is durable. */
export interface LiveCall {
  readonly call: CallState;
  readonly phoneMasked: string | null;
  readonly ticket: { readonly caseId: string; readonly ticketNumber: string } | null;
  readonly context: CallerContext;
}

export function offerCard(
  { call, phoneMasked, ticket, context }: LiveCall,
  offer: Offer,
  answerBudgetMs: number,
): OfferCard {
  return {
    offerId: offer.offerId,
    callId: call.callId,
    queue: call.queue ?? '',
    offeredAt: offer.at,
    dueAt: offer.at + answerBudgetMs,
    caseId: ticket?.caseId ?? null,
    ticketNumber: ticket?.ticketNumber ?? null,
    phoneMasked,
    waitingSince: call.queuedAt,
    candidates: [...context.candidates],
    tickets: context.tickets.map(ticketBrief),
  };
}

export function callCard({ call, ticket }: LiveCall, directory: Directory): CallCard {
  const extension = call.answered?.extension ?? call.offers[0]?.extension ?? null;
  const person = extension === null ? null : directory.byExtension(extension);
  return {
    callId: call.callId,
    caseId: ticket?.caseId ?? null,
    ticketNumber: ticket?.ticketNumber ?? null,
    queue: call.queue,
    phase: phaseOf(call),
    arrivedAt: call.arrivedAt,
    queuedAt: call.queuedAt,
    answeredAt: call.answered?.at ?? null,
    heldSince: call.heldSince,
    agentId: person?.userId ?? null,
    agentName: person?.displayName ?? null,
    extension,
  };
}

function phaseOf(call: CallState): CallCard['phase'] {
  if (call.answered) return call.heldSince === null ? 'talking' : 'held';
  if (call.offers.length > 0) return 'ringing';
  return call.queuedAt === null ? 'arriving' : 'queued';
}

export function agentCard(
  agent: { readonly userId: string; readonly displayName: string; readonly extension: string },
  status: AgentStatus,
  phoneReachable: boolean,
): AgentCard {
  return {
    userId: agent.userId,
    displayName: agent.displayName,
    extension: agent.extension,
    state: status.state,
    reason: status.reason,
    since: status.since,
    callId: status.callId,
    pendingState: status.pending?.state ?? null,
    phoneReachable,
  };
}

/** As the procedure calls somebody in it. */
export function roleName({ roles }: SopDefinition, actor: SopActor): Bilingual {
  const { id, en } = roles[actor] ?? { id: actor, en: actor };
  return { id, en };
}

export function alertCard(alert: AlertRecord, sop: SopDefinition, directory: Directory): AlertCard {
  const step = stepOf(sop, alert.step);
  return {
    alertId: alert.alertId,
    caseId: alert.caseId,
    ticketNumber: alert.ticketNumber,
    runId: alert.runId,
    stepNumber: step.number,
    stepName: step.name,
    kind: alert.kind,
    percent: alert.percent,
    to: (alert.rung?.to ?? []).map((role) => roleName(sop, role)),
    actor: roleName(sop, step.actor),
    dueAt: alert.dueAt,
    firedAt: alert.firedAt,
    late: alert.late,
    deliveredAt: alert.deliveredAt,
    userName: directory.nameOf(alert.personId),
    acknowledgedAt: alert.acknowledgedAt,
    acknowledgedBy: directory.nameOf(alert.acknowledgedBy),
  };
}
