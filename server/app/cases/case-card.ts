import type { FloorCase } from '../../contract/floor.ts';
import type { StepCard } from '../../contract/steps.ts';
import type { CaseCard } from '../../contract/views.ts';
import { dialWords } from '../../domain/call/dial-words.ts';
import { contentsOf } from '../../domain/case/contents.ts';
import { eventWords } from '../../domain/case/event-words.ts';
import { inWrapUp, type Waiting, type Worker, waitingOf } from '../../domain/case/waiting.ts';
import { choiceOf } from '../../domain/fields/catalogue.ts';
import type { Choice, FieldDefinition } from '../../domain/fields/field.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import type { LegalBasis } from '../../domain/service/legal-basis.ts';
import { roleName, type SopDefinition } from '../../domain/sop/definition.ts';
import type { StepRun } from '../../domain/sop/state.ts';
import { stepOf, warnMoments } from '../../domain/sop/thresholds.ts';
import { runsBeyond } from '../../domain/sop/verdict.ts';
import type { Directory } from '../people/directory.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CallerContext } from '../ports/known-callers.ts';
import type { ConversationFacts } from '../ports/messages.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { conversationCard } from './conversation-cards.ts';
import { ticketBrief } from './ticket-brief.ts';
import { writtenFields } from './words.ts';

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

/** What the citizen is told now, and what they were told and answered. */
function basisCard({ task, state }: CaseRecord, basis: LegalBasis | null): CaseCard['basis'] {
  const { basis: told } = state;
  if (basis === null || task) return null;
  const current = told?.basis === basis.id && told.version === basis.version;
  const consent = basis.kind === 'consent';
  return { text: basis.text, consent, toldAt: current ? told.toldAt : null, answer: current ? told.answer : null };
}

/** What a card is made of besides its record. */
export interface CardContext {
  readonly sops: Pick<SopRegistry, 'get' | 'choicesOf' | 'basisOf'>;
  readonly directory: Directory;
  readonly context: CallerContext;
  readonly conversation: ConversationFacts | null;
}

export function caseCard(record: CaseRecord, { sops, directory, context, conversation }: CardContext): CaseCard {
  const { state } = record;
  const sop = sops.get(record.sopId, record.sopVersion);
  const beyond = runsBeyond(sop, state.sop.runs);
  const choose = (list: string, code: string) => choiceOf(sops.choicesOf(record.serviceId, list), code);
  const { category, endedAs } = state;
  return {
    caseId: record.caseId,
    ticketNumber: record.ticketNumber,
    linkedTo: state.duplicateOf ?? record.linkedTo,
    sop: { id: sop.id, version: sop.version, title: sop.title },
    status: state.status,
    channel: state.channel,
    layout: state.sop.live || inWrapUp(sop, state) ? 'call' : 'case',
    task: record.task ?? null,
    kind: choose('kinds', state.kind),
    callId: record.callId,
    callLive: state.sop.live,
    basis: basisCard(record, sops.basisOf(record.serviceId)),
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
    tickets: context.tickets.map((brief) => ticketBrief(brief, choose)),
    category: category === null ? null : choose('subjects', category),
    complaint: state.complaint,
    contents: writtenFields(sop, [...contentsOf(state)], (field, code) => fieldChoice(sops, record, field, code)),
    telling: Object.values(state.telling).map(({ event }) => eventWords(event)),
    tries: state.tries,
    called: state.called && {
      at: state.called.at,
      name: directory.nameOf(state.called.agentId),
      outcome: state.called.outcome && dialWords(state.called.outcome, null),
    },
    endedAs: endedAs === null ? null : choiceOf(fieldIn(sop, 'endedAs')?.choices ?? [], endedAs),
    // As they stand in the file: numbers are printed, and order nothing.
    steps: sop.steps.flatMap(({ id }) =>
      state.sop.runs.filter(({ step }) => step === id).flatMap((run) => stepCard(sop, run, beyond.includes(run.id))),
    ),
    conversation: conversation && conversationCard(conversation),
    waitsFor: waitingOf(sop, state).map((waiting) => waitingCard(sop, waiting)),
    version: record.version,
  };
}

/** The running steps of a case in progress, for a wallboard: an allow-list, with nothing of the citizen in it. */
export function floorCase(record: CaseRecord, { sops, directory }: Pick<CardContext, 'sops' | 'directory'>): FloorCase {
  const { caseId, ticketNumber, callId, openedAt, state } = record;
  const sop = sops.get(record.sopId, record.sopVersion);
  const running = state.sop.runs.filter(({ verdict }) => verdict === 'running');
  return {
    ...{ caseId, ticketNumber, callId, openedAt, status: state.status },
    agentName: directory.nameOf(state.agentId),
    steps: running.flatMap((run) => stepCard(sop, run, false)),
  };
}

const idle = { id: 'Lanjutkan atau akhiri', en: 'Go on with it, or end it' };

function waitingCard(
  sop: SopDefinition,
  { run, step, role, personId, untimed }: Waiting,
): CaseCard['waitsFor'][number] {
  return {
    runId: run?.id ?? null,
    number: step?.number ?? null,
    name: step?.name ?? idle,
    role,
    roleName: roleName(sop, role),
    personId,
    with: (step?.with ?? []).filter((who): who is Worker => who !== 'citizen' && who !== 'system'),
    events: [...(step?.ends ?? [])],
    untimed,
  };
}

/** A choice by the list it is from: the field's own, or the office's. */
export const fieldChoice = (
  sops: Pick<SopRegistry, 'choicesOf'>,
  { serviceId }: Pick<CaseRecord, 'serviceId'>,
  field: FieldDefinition,
  code: string,
): Choice => choiceOf(field.catalogue === null ? field.choices : sops.choicesOf(serviceId, field.catalogue), code);
