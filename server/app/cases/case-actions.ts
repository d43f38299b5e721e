import type { CaseEvent } from '../../domain/case/events.ts';
import { type Actor, mayWorkOn } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Store, StoreTransaction } from '../ports/ports.ts';
import type { MessagesQueued } from '../ports/to-citizen.ts';
import { type ActionDone, type ActionResult, Refused } from './action-result.ts';
import type { CasePublisher } from './case-publisher.ts';
import { changeCase } from './case-writer.ts';
import type { LiveCases } from './live-cases.ts';
import { lockedCase } from './locked-case.ts';
import { type PerformActionDeps, performAction } from './perform-action.ts';
import { draftIn } from './save-draft.ts';

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
   * Stores what was done beside the procedure, and in the same transaction the action that it brings about: both, or
   * neither.
   * @param id the command's own
   */
  performBy(actor: Actor, caseId: string, id: string, beside: Beside): Promise<ActionResult>;
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

/** What is done beside the procedure, and the action that follows from it; null: none. */
export type Beside = (
  tx: StoreTransaction,
  record: CaseRecord,
) => Promise<
  | ActionResult
  | {
      readonly change: CaseChange;
      /** `id`: the action's own, where somebody asked for it; absent: made from the command's. */
      readonly follows: {
        readonly event: string;
        readonly fields: Readonly<Record<string, string>>;
        readonly id?: string;
      } | null;
    }
>;

export interface CaseActionsDeps extends PerformActionDeps {
  readonly store: Pick<Store, 'transaction' | 'callerContext'>;
  readonly liveCases: LiveCases;
  readonly publisher: CasePublisher;
  readonly queued: MessagesQueued;
  readonly kickOutbox: () => void;
}

/** After these, who may be calling from the number is another matter than before. */
const knownCallersChange: ReadonlySet<string> = new Set(['intake.saved', 'case.corrected', 'recap.saved']);

/** Decided by the domain, stored in one transaction, shown after it. */
export function createCaseActions(deps: CaseActionsDeps): CaseActions {
  const { store, sops, agents, liveCases, publisher, clock } = deps;

  /** Without the database what was known before is shown; what was done is stored. */
  const contextAfter = (caseId: string) => store.callerContext(caseId).catch(() => liveCases.contextOf(caseId));

  const show = async (outcome: ActionDone, event: string): Promise<ActionResult> => {
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

  /** In one transaction, and shown when it is over. */
  const settled = async (
    event: string,
    work: (tx: StoreTransaction) => Promise<ActionResult | ActionDone>,
  ): Promise<ActionResult> => {
    const outcome = await store.transaction(work).catch((error: unknown) => {
      if (error instanceof Refused) return error.answer;
      throw error;
    });
    return 'ok' in outcome ? outcome : show(outcome, event);
  };

  /** Anything else than an action: decided by what it is given. */
  const apart = (
    actor: Actor,
    caseId: string,
    id: string,
    work: (tx: StoreTransaction, record: CaseRecord) => Promise<CaseChange | ActionResult>,
  ): Promise<ActionResult> =>
    settled('', async (tx) => {
      const of = await lockedCase(deps, tx, actor, caseId, id);
      if (of.answer) return of.answer;
      if (of.record.state.closedAt !== null) return { ok: false, kind: 'rejected', rejection: 'case_closed' };
      if (of.record.state.status === 'waiting') return { ok: false, kind: 'rejected', rejection: 'not_answered' };
      if (of.seen) return { ok: true, record: of.record };
      const change = await work(tx, of.record);
      if ('ok' in change) return change;
      if (change.events.length > 0) await tx.saveCase(change);
      else await tx.saveContents(change.record);
      return { changes: [change], agentChange: null, record: change.record, told: [] };
    });

  return {
    perform: (actor, caseId, event, fields, id) =>
      settled(event, (tx) => performAction(deps, tx, { actor, caseId, event, fields, id })),

    performBy: (actor, caseId, id, beside) =>
      settled('', async (tx) => {
        const of = await lockedCase(deps, tx, actor, caseId, id);
        if (of.answer) return of.answer;
        const before = await beside(tx, of.record);
        if ('ok' in before) return before;
        const { change, follows } = before;
        if (change.events.length > 0) await tx.saveCase(change);
        const alone = { changes: [change], agentChange: null, record: change.record, told: [] };
        if (follows === null) return alone;
        const done = await performAction(deps, tx, { actor, caseId, id: `${id}:step`, ...follows });
        if (!('ok' in done)) return { ...done, changes: [change, ...done.changes] };
        if (!done.ok) throw new Refused(done);
        return alone;
      }),

    saveDraft: (actor, caseId, form, fields, id) =>
      apart(actor, caseId, id, (tx, record) => draftIn(deps, tx, actor, record, { form, fields, id })),

    chooseCaller: (actor, caseId, caller, id) =>
      apart(actor, caseId, id, async (_, record) => {
        if (!mayWorkOn(actor, record)) return { ok: false, kind: 'forbidden' };
        const { callerId = null, name = null, address = null } = caller ?? {};
        const data = { callerId, callerName: name, address };
        const event: CaseEvent = { id, type: 'caller.chosen', at: clock.now(), data };
        return changeCase(sops, record, [event], actor.userId, clock.now());
      }),
  };
}
