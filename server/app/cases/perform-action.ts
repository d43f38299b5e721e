import { type ActionDecision, actionOf, decideAction } from '../../domain/case/decide-action.ts';
import { hasPapers, paperReady, papersFor } from '../../domain/case/step-papers.ts';
import { inWrapUp } from '../../domain/case/waiting.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { AgentChange, Agents } from '../agents/agents.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayAct } from '../people/policies.ts';
import type { CasePaper } from '../ports/case-papers.ts';
import type { CaseRecord, HiddenWords } from '../ports/cases.ts';
import type { CaseChange, StoreTransaction } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { sealedOf } from './action-card.ts';
import { type ActionDone, type ActionResult, Refused } from './action-result.ts';
import { type CaseEndsDeps, endedBeside } from './case-ends.ts';
import { changeCase } from './case-writer.ts';
import { correctBeside, withholdCorrected } from './corrections.ts';
import type { FreeWords } from './free-words.ts';
import { type LinkedCaseDeps, openLinked } from './linked-case.ts';
import { type LockedCaseDeps, lockedCase } from './locked-case.ts';
import { keepSealed } from './sealed-fields.ts';

export interface PerformActionDeps extends LockedCaseDeps, LinkedCaseDeps, CaseEndsDeps {
  readonly agents: Agents;
  readonly directory: Directory;
  readonly words: FreeWords;
  readonly reachOf: ReachOf;
}

/** Who does what to which case, with what was written; `id` is the command's own. */
export interface AskedAction {
  readonly actor: Actor;
  readonly caseId: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly id: string;
}

type Decided = Extract<ActionDecision, { ok: true }>;

/**
 * Does an action in the transaction: the domain decides, and all that goes with it is stored.
 * @throws Refused where something was written already, so that nothing of it stays.
 */
export async function performAction(
  deps: PerformActionDeps,
  tx: StoreTransaction,
  asked: AskedAction,
): Promise<ActionResult | ActionDone> {
  const { actor, caseId, event, id } = asked;
  if (event === 'case.ended' && asked.fields.endedAs === 'duplicate') await tx.lockDuplicates();
  const of = await lockedCase(deps, tx, actor, caseId, id);
  if (of.answer) return of.answer;
  const { record, seen, sop } = of;
  // A key of another command would make this one look done.
  if (seen !== null && seen !== event) return { ok: false, kind: 'rejected', rejection: 'key_reused' };
  if (seen !== null) return { ok: true, record };
  const { sops, clock, directory } = deps;
  const reach = await deps.reachOf(tx.messages, record, actor.userId);
  const offered = actionOf(sop, record.state, event, reach);
  if (offered && !mayAct(actor, offered, record, sop)) return { ok: false, kind: 'forbidden' };
  const { shown, meant, hidden } = await wordsOf(deps, tx, sop, asked);
  const papers = hasPapers(sop) ? await tx.papers.of(caseId) : [];
  const messageId = uuidOf(`message ${actor.userId} ${id}`);
  const context = {
    ...{ by: actor, id, messageId, at: clock.now(), reach, papers, sealed: sealedOf(record) },
    catalogue: (name: string) => sops.choicesOf(record.serviceId, name),
    isPerson: (userId: string, role: string) => directory.byId(userId)?.role === role,
  };
  const decision = decideAction(sop, record.state, { event, fields: shown }, context);
  if (!decision.ok) {
    if ('rejection' in decision) return { ok: false, kind: 'rejected', rejection: decision.rejection };
    return { ok: false, kind: 'invalid', faults: decision.faults };
  }
  await spend(tx, decision, papers);
  const masks = await keepSealed(tx, caseId, decision.secrets);
  if (decision.telling) {
    const { purpose, happens } = decision.telling;
    // The citizen gets every word; only what the case keeps in the open has its numbers hidden.
    const wording = hidden.length > 0 ? decideAction(sop, record.state, { event, fields: meant }, context) : decision;
    const words = (wording.ok && wording.telling?.text) || decision.telling.text;
    const { text } = await deps.words.whole(tx, caseId, { text: words });
    const told = { id: messageId, purpose, text, happens, personId: actor.userId };
    const queued = await deps.queueToCitizen(tx, record, told);
    if (!queued.ok) throw new Refused({ ok: false, kind: 'rejected', rejection: queued.refusal });
  }
  const change = changeCase(sops, { ...record, ...masks }, decision.events, actor.userId, clock.now());
  const done = await stored(deps, tx, asked, { before: record, change, sop, decision, hidden });
  return { ...done, told: [...(decision.telling ? [caseId] : []), ...done.told] };
}

/** The papers by which it happens end no other step. */
async function spend(tx: StoreTransaction, { action, events }: Decided, papers: readonly CasePaper[]): Promise<void> {
  if (papers.length === 0) return;
  const happened = events.find(({ type }) => type === action.event);
  const via = happened && 'via' in happened.data ? happened.data.via : undefined;
  for (const owed of papersFor(action.step, action.event, via)) {
    const paper = paperReady(papers, owed);
    if (paper) await tx.papers.save({ ...paper, endedStep: action.event, endedStage: owed.at });
  }
}

/** What was written: as the case keeps it, as it is meant, and what is hidden in between. */
async function wordsOf(deps: PerformActionDeps, tx: StoreTransaction, sop: SopDefinition, asked: AskedAction) {
  const { actor, caseId, fields, id } = asked;
  // What is sealed as a whole is not looked through for numbers.
  const isSealed = ([name]: [string, string]) => fieldIn(sop, name)?.sealed === true;
  const sealed = Object.fromEntries(Object.entries(fields).filter(isSealed));
  const open = Object.fromEntries(Object.entries(fields).filter((entry) => !isSealed(entry)));
  const meant = await deps.words.whole(tx, caseId, open);
  const { shown, hidden } = deps.words.split({ caseId, id, personId: actor.userId }, meant);
  return { shown: { ...shown, ...sealed }, meant: { ...meant, ...sealed }, hidden };
}

interface Happened {
  readonly before: CaseRecord;
  readonly change: CaseChange;
  readonly sop: SopDefinition;
  readonly decision: Decided;
  readonly hidden: readonly HiddenWords[];
}

/** Stores what was decided, and what follows from it in other cases, among the known callers and for the agent. */
async function stored(
  deps: PerformActionDeps,
  tx: StoreTransaction,
  { actor, caseId, event, fields, id }: AskedAction,
  { before, change: decided, sop, decision, hidden }: Happened,
): Promise<ActionDone> {
  const written = writtenBy(decision);
  const corrected = event === 'case.corrected' ? written : [];
  const change = await withCaller(deps, tx, event, decided, corrected);
  const beside = event === 'case.ended' ? await endedBeside(tx, deps, change.record, fields, actor.userId, id) : null;
  if (beside && 'faults' in beside) throw new Refused({ ok: false, kind: 'invalid', faults: beside.faults });
  if (corrected.length > 0) await withholdCorrected(tx, sop, caseId, corrected);
  await tx.saveCase(change);
  await tx.saveHiddenWords(hidden.filter(({ field }) => written.includes(field)));
  const alike = corrected.length > 0 ? await correctBeside(tx, deps, before, change, actor.userId, id) : [];
  const opensAnother = decision.action.step?.next.some(({ to, on }) => to === 'new' && on === event) ?? false;
  const linked = opensAnother ? [await openLinked(tx, deps, change, actor)] : [];
  return {
    changes: [change, ...alike, ...linked],
    agentChange: await released(deps, tx, before, change.record),
    record: change.record,
    told: beside?.told ?? [],
  };
}

/** The fields that were written with what was decided. */
const writtenBy = ({ events, secrets }: Decided): readonly string[] => [
  ...events.flatMap(({ data }) => ('fields' in data ? Object.keys(data.fields ?? {}) : [])),
  ...Object.keys(secrets),
];

/** Some events make a caller somebody who may come again. */
async function withCaller(
  { clock }: PerformActionDeps,
  tx: StoreTransaction,
  event: string,
  change: CaseChange,
  corrected: readonly string[],
): Promise<CaseChange> {
  const names = event === 'intake.saved' || event === 'case.corrected';
  if (!names || !change.record.state.callerName) return change;
  const callerId = await tx.saveCaller(change.record, clock.now(), corrected);
  return { ...change, record: { ...change.record, state: { ...change.record.state, callerId } } };
}

/** The agent is free once nothing of the call is owed any more, in any of its cases. */
async function released(
  { sops, agents }: PerformActionDeps,
  tx: StoreTransaction,
  before: CaseRecord,
  after: CaseRecord,
): Promise<AgentChange | null> {
  const { callId } = before;
  const { agentId } = before.state;
  const owes = (record: CaseRecord) => inWrapUp(sops.get(record.sopId, record.sopVersion), record.state);
  if (!callId || !agentId || !owes(before) || owes(after)) return null;
  const open = await tx.lockCasesOfCall(callId);
  if (open.some(({ record }) => record.caseId !== after.caseId && owes(record))) return null;
  return agents.change(tx, agentId, { type: 'recapped', callId }, `${before.caseId}:${after.version}`);
}
