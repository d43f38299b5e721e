import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import {
  type ActionDecision,
  type ActionRejection,
  actionOf,
  decideAction,
  type FieldFault,
  typingBefore,
} from '../../domain/case/decide-action.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { inWrapUp } from '../../domain/case/waiting.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { isActionEvent } from '../../domain/sop/work-events.ts';
import type { AgentChange, Agents } from '../agents/agents.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayAct, mayWorkOn } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Store, StoreTransaction } from '../ports/ports.ts';
import type { MessagesQueued, QueueToCitizen, ReachOf, Unsendable } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { sealedOf } from './action-card.ts';
import type { CaseAccess } from './case-access.ts';
import { endedBeside } from './case-ends.ts';
import type { CasePublisher } from './case-publisher.ts';
import { changeCase } from './case-writer.ts';
import { correctBeside, withholdCorrected } from './corrections.ts';
import type { FreeWords } from './free-words.ts';
import { openLinked } from './linked-case.ts';
import type { LiveCases } from './live-cases.ts';
import { keepSealed } from './sealed-fields.ts';

export type ActionResult =
  | { readonly ok: true; readonly record: CaseRecord }
  | { readonly ok: false; readonly kind: 'not-found' | 'reason-needed' | 'forbidden' }
  | { readonly ok: false; readonly kind: 'rejected'; readonly rejection: ActionRejection | Unsendable }
  | { readonly ok: false; readonly kind: 'invalid'; readonly faults: readonly FieldFault[] };

/** What people do to cases, whatever the procedure: one way for all of it. */
export interface CaseActions {
  /**
   * Does what the case waits for.
   * @param fields what was written, by the names of the fields
   * @param id the action's own id: asked again with the same one, it is done once and answered the same
   */
  perform(
    actor: Actor,
    caseId: string,
    event: string,
    fields: Readonly<Record<string, string>>,
    id: string,
  ): Promise<ActionResult>;
  /**
   * Keeps a half-written form. The first word of one may begin a step that waits for writing to begin.
   * @param form the event of its action
   */
  saveDraft(
    actor: Actor,
    caseId: string,
    form: string,
    fields: Readonly<Record<string, string>>,
    id: string,
  ): Promise<ActionResult>;
  /** Says which known caller this is; null: none of them. */
  chooseCaller(
    actor: Actor,
    caseId: string,
    caller: { readonly callerId: string; readonly name: string | null; readonly address: string | null } | null,
    id: string,
  ): Promise<ActionResult>;
}

export interface CaseActionsDeps {
  readonly store: Pick<Store, 'transaction' | 'callerContext'>;
  readonly sops: SopRegistry;
  readonly agents: Agents;
  readonly directory: Directory;
  readonly liveCases: LiveCases;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
  readonly language: 'id' | 'en';
  readonly access: CaseAccess;
  readonly words: FreeWords;
  readonly queueToCitizen: QueueToCitizen;
  readonly reachOf: ReachOf;
  readonly queued: MessagesQueued;
  readonly kickOutbox: () => void;
}

interface Done {
  readonly changes: readonly CaseChange[];
  readonly agentChange: AgentChange | null;
  readonly record: CaseRecord;
  /** Cases to whose citizens words were queued. */
  readonly told: readonly string[];
}

/** After these, who may be calling from the number is another matter than before. */
const knownCallersChange: ReadonlySet<string> = new Set(['intake.saved', 'case.corrected', 'recap.saved']);

/** Decided by the domain, stored in one transaction, shown after it. */
export function createCaseActions(deps: CaseActionsDeps): CaseActions {
  const { store, sops, agents, directory, liveCases, publisher, clock } = deps;

  /** The case, locked, where the actor may see it; or what is answered instead. */
  const found = async (tx: StoreTransaction, actor: Actor, caseId: string, id: string) => {
    const locked = await tx.lockCase(caseId, id);
    if (!locked) return { answer: { ok: false, kind: 'not-found' } as const };
    const sop = sops.get(locked.record.sopId, locked.record.sopVersion);
    // A case one may not see looks like one that is not there.
    const access = await deps.access.read(actor, locked.record, tx);
    if (access !== 'open')
      return { answer: { ok: false, kind: access === 'reason' ? 'reason-needed' : 'not-found' } as const };
    return { ...locked, sop };
  };

  const act = async (
    tx: StoreTransaction,
    actor: Actor,
    caseId: string,
    event: string,
    typed: Readonly<Record<string, string>>,
    id: string,
  ): Promise<ActionResult | Done> => {
    const of = await found(tx, actor, caseId, id);
    if (of.answer) return of.answer;
    const { record, seen, sop } = of;
    if (seen) return { ok: true, record };
    const messageId = uuidOf(`message ${actor.userId} ${id}`);
    const reach = await deps.reachOf(tx.messages, record, actor.userId);
    const offered = actionOf(sop, record.state, event, reach);
    if (offered && !mayAct(actor, offered, record, sop)) return { ok: false, kind: 'forbidden' };
    // What is sealed as a whole is not looked through for numbers.
    const isSealed = ([name]: [string, string]) => fieldIn(sop, name)?.sealed === true;
    const sealed = Object.fromEntries(Object.entries(typed).filter(isSealed));
    const open = Object.fromEntries(Object.entries(typed).filter((entry) => !isSealed(entry)));
    const meant = await deps.words.whole(tx, caseId, open);
    const { shown, hidden } = deps.words.split({ caseId, id, personId: actor.userId }, meant);
    const fields = { ...shown, ...sealed };
    const context = {
      ...{ by: actor, id, messageId, at: clock.now(), reach, sealed: sealedOf(record) },
      catalogue: (name: string) => sops.choicesOf(record.serviceId, name),
      isPerson: (userId: string, role: string) => directory.byId(userId)?.role === role,
    };
    const decision = decideAction(sop, record.state, { event, fields }, context);
    if (!decision.ok) {
      if ('rejection' in decision) return { ok: false, kind: 'rejected', rejection: decision.rejection };
      return { ok: false, kind: 'invalid', faults: decision.faults };
    }
    const masks = await keepSealed(tx, record.caseId, decision.secrets);
    const told: string[] = [];
    if (decision.telling) {
      const { purpose, happens } = decision.telling;
      // The citizen gets every word; only what the case keeps in the open has its numbers hidden.
      const written = { event, fields: { ...meant, ...sealed } };
      const wording = hidden.length > 0 ? decideAction(sop, record.state, written, context) : decision;
      const words = (wording.ok && wording.telling?.text) || decision.telling.text;
      const { text } = await deps.words.whole(tx, caseId, { text: words });
      const queued = await deps.queueToCitizen(tx, record, {
        id: messageId,
        purpose,
        text,
        happens,
        personId: actor.userId,
      });
      if (!queued.ok) return { ok: false, kind: 'rejected', rejection: queued.refusal };
      told.push(record.caseId);
    }
    let change = changeCase(sops, { ...record, ...masks }, decision.events, actor.userId, clock.now());
    const corrected = event === 'case.corrected' ? writtenBy(decision) : [];
    if (namesCaller(event) && change.record.state.callerName) {
      const callerId = await tx.saveCaller(change.record, clock.now(), corrected);
      change = { ...change, record: { ...change.record, state: { ...change.record.state, callerId } } };
    }
    const beside = event === 'case.ended' ? await endedBeside(tx, deps, change.record, fields, actor.userId, id) : null;
    if (beside && 'faults' in beside) return { ok: false, kind: 'invalid', faults: beside.faults };
    if (corrected.length > 0) await withholdCorrected(tx, sop, caseId, corrected);
    await tx.saveCase(change);
    const kept = new Set(writtenBy(decision));
    await tx.saveHiddenWords(hidden.filter(({ field }) => kept.has(field)));
    const alike = corrected.length > 0 ? await correctBeside(tx, deps, record, change, actor.userId, id) : [];
    const opensAnother = decision.action.step?.next.some(({ to, on }) => to === 'new' && on === event) ?? false;
    const linked = opensAnother ? [await openLinked(tx, deps, change, actor)] : [];
    const agentChange = await released(tx, record, change.record);
    return {
      changes: [change, ...alike, ...linked],
      agentChange,
      record: { ...change.record, ...(beside && { linkedTo: beside.linkedTo }) },
      told: [...told, ...(beside?.told ?? [])],
    };
  };

  /** The agent is free once nothing of the call is owed any more, in any of its cases. */
  const released = async (tx: StoreTransaction, before: CaseRecord, after: CaseRecord): Promise<AgentChange | null> => {
    const { callId } = before;
    const { agentId } = before.state;
    const owes = (record: CaseRecord) => inWrapUp(sops.get(record.sopId, record.sopVersion), record.state);
    if (!callId || !agentId || !owes(before) || owes(after)) return null;
    const open = await tx.lockCasesOfCall(callId, '');
    if (open.some(({ record }) => record.caseId !== after.caseId && owes(record))) return null;
    return agents.change(tx, agentId, { type: 'recapped', callId }, `${before.caseId}:${after.version}`);
  };

  /** Without the database what was known before is shown; what was done is stored. */
  const contextAfter = (caseId: string) => store.callerContext(caseId).catch(() => liveCases.contextOf(caseId));

  const show = async (outcome: Done, event: string): Promise<ActionResult> => {
    agents.committed(outcome.agentChange);
    const asked = outcome.changes.length > 1 || knownCallersChange.has(event);
    for (const change of outcome.changes) {
      const { caseId } = change.record;
      publisher.committed(change, asked ? await contextAfter(caseId) : liveCases.contextOf(caseId));
    }
    if (outcome.agentChange) deps.kickOutbox();
    if (outcome.told.length > 0) deps.queued(outcome.told);
    return { ok: true, record: outcome.record };
  };

  /** Anything else than an action: decided by what it is given. */
  const apart = async (
    actor: Actor,
    caseId: string,
    id: string,
    work: (tx: StoreTransaction, of: { record: CaseRecord; seen: boolean }) => Promise<CaseChange | ActionResult>,
  ): Promise<ActionResult> => {
    const outcome = await store.transaction(async (tx): Promise<ActionResult | Done> => {
      const of = await found(tx, actor, caseId, id);
      if (of.answer) return of.answer;
      if (of.record.state.closedAt !== null) return { ok: false, kind: 'rejected', rejection: 'case_closed' };
      if (of.record.state.status === 'waiting') return { ok: false, kind: 'rejected', rejection: 'not_answered' };
      if (of.seen) return { ok: true, record: of.record };
      const change = await work(tx, of);
      if ('ok' in change) return change;
      if (change.events.length > 0) await tx.saveCase(change);
      else await tx.saveContents(change.record);
      return { changes: [change], agentChange: null, record: change.record, told: [] };
    });
    return 'ok' in outcome ? outcome : show(outcome, '');
  };

  return {
    perform: async (actor, caseId, event, fields, id) => {
      const outcome = await store.transaction((tx) => act(tx, actor, caseId, event, fields, id));
      return 'ok' in outcome ? outcome : show(outcome, event);
    },

    saveDraft: (actor, caseId, form, fields, id) =>
      apart(actor, caseId, id, async (tx, { record }) => {
        const sop = sops.get(record.sopId, record.sopVersion);
        const reach = await deps.reachOf(tx.messages, record, actor.userId);
        const action = actionOf(sop, record.state, form, reach);
        if (!action) return { ok: false, kind: 'rejected', rejection: 'not_waited_for' };
        if (!mayAct(actor, action, record, sop)) return { ok: false, kind: 'forbidden' };
        const asked = new Map(action.fields.map(({ field }) => [field.name, field] as const));
        const given = Object.entries(fields).filter(([name]) => asked.has(name));
        const secret = given.filter(([name]) => asked.get(name)?.sealed);
        // A half-typed number is no number yet; it stays in the form until it is whole.
        const masks = await keepSealed(tx, caseId, Object.fromEntries(secret), 'draft');
        const plain = given.filter(([name]) => !asked.get(name)?.sealed);
        // Saved as it is typed: the later words of a field stand for the earlier.
        const by = { caseId, id: `draft:${action.event}`, personId: actor.userId };
        const meant = await deps.words.whole(tx, caseId, Object.fromEntries(plain));
        const words = await deps.words.hide(tx, by, meant);
        const written = Object.entries({ ...record.state.drafts[form], ...words }).filter(([, value]) => value !== '');
        const drafts = { ...record.state.drafts, [form]: Object.fromEntries(written) };
        const before = { ...record, ...masks, state: { ...record.state, drafts } };
        const typing = typingBefore(sop, record.state, action.event);
        const events: readonly CaseEvent[] = typing ? [{ id, type: typing, at: clock.now(), data: {} }] : [];
        return changeCase(sops, before, events, actor.userId, clock.now());
      }),

    chooseCaller: (actor, caseId, caller, id) =>
      apart(actor, caseId, id, async (_, { record }) => {
        if (!mayWorkOn(actor, record)) return { ok: false, kind: 'forbidden' };
        const { callerId = null, name = null, address = null } = caller ?? {};
        const data = { callerId, callerName: name, address };
        const event: CaseEvent = { id, type: 'caller.chosen', at: clock.now(), data };
        return changeCase(sops, record, [event], actor.userId, clock.now());
      }),
  };
}

/** The fields that were written with what was decided. */
const writtenBy = ({ events, secrets }: Extract<ActionDecision, { ok: true }>): readonly string[] => [
  ...events.flatMap(({ data }) => ('fields' in data ? Object.keys(data.fields ?? {}) : [])),
  ...Object.keys(secrets),
];

/** What makes a caller somebody who may come again. */
const namesCaller = (event: string): boolean =>
  isActionEvent(event) && (event === 'intake.saved' || event === 'case.corrected');
