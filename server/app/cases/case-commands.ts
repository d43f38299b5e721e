import { randomUUID } from 'node:crypto';
import type { IntakeDraft } from '../../contract/case.ts';
import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import { type CaseState, newCase } from '../../domain/case/case.ts';
import { type CaseCommand, decide, type Rejection } from '../../domain/case/commands.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { missingFields } from '../../domain/case/requirements.ts';
import { checkNik, maskNik, normalizeNik } from '../../domain/identity/nik.ts';
import type { AgentChange, Agents } from '../agents/agents.ts';
import { type Actor, mayDo } from '../people/policies.ts';
import type { CaseChange, CaseRecord, Clock, Store, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { CasePublisher } from './case-publisher.ts';
import { changeCase } from './case-writer.ts';
import type { FreeWords, WrittenBy } from './free-words.ts';
import type { LiveCases } from './live-cases.ts';

export type CommandResult =
  | { readonly ok: true; readonly record: CaseRecord }
  | { readonly ok: false; readonly kind: 'not-found' | 'forbidden' }
  | { readonly ok: false; readonly kind: 'rejected'; readonly rejection: Rejection }
  | { readonly ok: false; readonly kind: 'invalid'; readonly field: string; readonly code: string };

export interface CaseCommandsDeps {
  readonly store: Pick<Store, 'transaction' | 'callerContext'>;
  readonly sops: SopRegistry;
  readonly words: FreeWords;
  readonly agents: Agents;
  readonly liveCases: LiveCases;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
  readonly kickOutbox: () => void;
}

/** What a command carries besides itself. */
export interface Extras {
  /** Contents of a half-filled form. */
  readonly draft?: IntakeDraft;
  /** As typed; null or empty clears it, undefined leaves it. */
  readonly nik?: string | null | undefined;
}

export interface CaseCommands {
  /** @param id the command's own id: asked again with the same one, it is done once and answered the same. */
  execute(actor: Actor, caseId: string, command: CaseCommand, id: string, extras?: Extras): Promise<CommandResult>;
}

/** After these, who may be calling from the number is another matter than before. */
const knownCallersChange = new Set<CaseCommand['type']>(['save-intake', 'choose-caller', 'confirm', 'recap']);

interface Done {
  readonly changes: readonly CaseChange[];
  readonly agentChange: AgentChange | null;
  readonly record: CaseRecord;
}

/** What people do to cases: decided by the domain, stored in one transaction, shown after it. */
export function createCaseCommands(deps: CaseCommandsDeps): CaseCommands {
  const { store, sops, words, agents, liveCases, publisher, clock } = deps;

  const perform = async (
    tx: StoreTransaction,
    actor: Actor,
    record: CaseRecord,
    command: CaseCommand,
    events: readonly CaseEvent[],
    extras: Extras,
  ): Promise<Done> => {
    const now = clock.now();
    const nik = await saveNik(tx, record, extras.nik);
    // Saved as it is typed: the later words of a field stand for the earlier.
    const draft = await words.hide(
      tx,
      { caseId: record.caseId, id: 'draft', personId: actor.userId },
      draftOf(extras.draft),
    );
    const before = { ...record, ...nik, state: { ...record.state, ...draft } };
    let change = changeCase(sops, before, events, actor.userId, now);
    if (command.type === 'save-intake') {
      const callerId = await tx.saveCaller(change.record, now);
      change = { ...change, record: { ...change.record, state: { ...change.record.state, callerId } } };
    }
    if (events.length > 0) await tx.saveCase(change);
    else await tx.saveContents(change.record);
    const linked =
      command.type === 'confirm' && command.anotherComplaint ? [await openLinked(tx, change, actor, now)] : [];
    const agentChange = command.type === 'recap' ? await released(tx, change.record, events) : null;
    return { changes: [change, ...linked], agentChange, record: change.record };
  };

  /** A further complaint in the same call: a case of its own with the next number, begun at step 6. */
  const openLinked = async (tx: StoreTransaction, from: CaseChange, actor: Actor, now: number): Promise<CaseChange> => {
    const { serviceId, sopId, sopVersion, state, callId } = from.record;
    const { agentId, callerId, callerName, address } = state;
    const caseId = randomUUID();
    const data = { live: state.sop.live, agentId, caller: { callerId, callerName, address } };
    const event: CaseEvent = { id: `${from.record.caseId}:linked`, type: 'case.linked', at: now, data };
    const blank = { ...from.record, caseId, callId, version: 0, state: newCase };
    const change = changeCase(sops, blank, [event], actor.userId, now);
    const { nextDeadline, events, alerts } = change;
    const day = officeDay(now, deps.timeZone);
    const opening = {
      caseId,
      officeDay: day,
      serviceId,
      sopId,
      sopVersion,
      state: change.record.state,
      nextDeadline,
      events,
      alerts,
    };
    return { ...change, record: await tx.openLinked(opening, from.record) };
  };

  /** The agent is free once every case of the call is recapped. */
  const released = async (tx: StoreTransaction, record: CaseRecord, events: readonly CaseEvent[]) => {
    const { callId, state } = record;
    if (!callId || !state.agentId) return null;
    const open = await tx.lockCasesOfCall(callId, '');
    if (open.some(({ record: other }) => other.caseId !== record.caseId && !other.state.recapped)) return null;
    return agents.change(tx, state.agentId, { type: 'recapped', callId }, events[0]?.id ?? record.caseId);
  };

  /** Without the database what was known before is shown; the command itself is stored. */
  const contextAfter = (caseId: string) => store.callerContext(caseId).catch(() => liveCases.contextOf(caseId));

  return {
    execute: async (actor, caseId, typed, id, extras = {}) => {
      const fault = faultOf(extras);
      if (fault) return fault;
      const { command, hidden } = withoutNumbers(words, { caseId, id, personId: actor.userId }, typed);
      const outcome = await store.transaction(async (tx): Promise<Done | CommandResult> => {
        const locked = await tx.lockCase(caseId, id);
        if (!locked) return { ok: false, kind: 'not-found' };
        const { record, seen } = locked;
        if (!mayDo(actor, command.type, record)) return { ok: false, kind: 'forbidden' };
        if (seen) return { ok: true, record };
        const decision = decide(record.state, command, id, clock.now());
        if (!decision.ok) return { ok: false, kind: 'rejected', rejection: decision.rejection };
        const sop = sops.get(record.sopId, record.sopVersion);
        if (missingFields(sop, record.state, decision.events, record.phoneMasked !== null).length > 0) {
          return { ok: false, kind: 'rejected', rejection: 'fields_missing' };
        }
        await tx.saveHiddenWords(hidden);
        return perform(tx, actor, record, command, decision.events, extras);
      });
      if ('ok' in outcome) return outcome;
      agents.committed(outcome.agentChange);
      const context = knownCallersChange.has(command.type) ? await contextAfter(caseId) : liveCases.contextOf(caseId);
      for (const change of outcome.changes) publisher.committed(change, context);
      if (outcome.agentChange) deps.kickOutbox();
      return { ok: true, record: outcome.record };
    },
  };
}

function withoutNumbers(words: FreeWords, by: WrittenBy, typed: CaseCommand) {
  const { shown, hidden } = words.split(by, typed);
  if (shown.type !== 'save-intake') return { command: shown, hidden };
  const inner = words.split(by, shown.fields);
  return { command: { ...shown, fields: inner.shown }, hidden: inner.hidden };
}

function faultOf({ nik, draft }: Extras): CommandResult | null {
  // A half-typed number is not a fault of a draft; it is kept in the form until it is whole.
  if (!nik || draft) return null;
  const checked = checkNik(nik);
  return checked.ok ? null : { ok: false, kind: 'invalid', field: 'nik', code: checked.errors[0] ?? 'invalid' };
}

async function saveNik(tx: StoreTransaction, record: CaseRecord, nik: string | null | undefined) {
  if (nik === undefined) return {};
  const whole = nik && checkNik(nik).ok ? normalizeNik(nik) : null;
  if (nik && !whole) return {};
  const nikMasked = whole && maskNik(whole);
  await tx.saveNik(record.caseId, whole, nikMasked);
  return { nikMasked };
}

/** The fields of the draft that were given. */
function draftOf(draft: IntakeDraft | undefined): Partial<CaseState> {
  const { nik: _nik, ...contents } = draft ?? {};
  return Object.fromEntries(Object.entries(contents).filter(([, value]) => value !== undefined));
}
