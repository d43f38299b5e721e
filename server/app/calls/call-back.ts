import type { CommandOutcome, ExchangeCommand } from '../../../telephony/commands.ts';
import { dialledCallId } from '../../../telephony/dialling.ts';
import type { ExchangeEvent } from '../../../telephony/events.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import { eventId } from '../../../telephony/ids.ts';
import { isFree } from '../../domain/agent/agent.ts';
import { type CallState, placedCall } from '../../domain/call/call.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { diallable, type UndiallableReason } from '../../domain/identity/dialling.ts';
import type { AgentChange, Agents } from '../agents/agents.ts';
import type { MembershipKeeper } from '../agents/queue-membership.ts';
import type { CaseAccess } from '../cases/case-access.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayCall } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Log, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { LiveCalls } from './live-calls.ts';

/** Why there is no button at all: the case or the office is so. */
export type NoCallBack = UndiallableReason | 'no_telephone' | 'exchange_cannot_dial' | 'not_answered';

/** Why the citizen is not called now. */
export type CallBackRefusal =
  | NoCallBack
  | 'not_found'
  | 'not_allowed'
  | 'exchange_away'
  | 'exchange_silent'
  | 'exchange_refused'
  | 'telephone_unreachable'
  | 'in_another_call'
  | 'citizen_called_already';

export type CallBackResult =
  | { readonly ok: true; readonly callId: string }
  | { readonly ok: false; readonly refusal: CallBackRefusal };

/** Calling the citizen of a case. */
export interface CallBacks {
  /**
   * Rings the person's own telephone, then the citizen's; what becomes of it is told by the exchange. The call is stored
   * with its case before anything rings. The number is shown to nobody.
   * @param id the command's own: asked again with it, one call is placed
   * @throws when the database is away
   */
  place(actor: Actor, caseId: string, id: string): Promise<CallBackResult>;
  /** Whether this person can call the citizen at all: null, yes; `hidden`: that is not theirs to do. */
  offered(actor: Actor, record: CaseRecord): Promise<NoCallBack | 'hidden' | null>;
}

export interface CallBacksDeps {
  readonly store: Pick<Store, 'transaction' | 'caseById' | 'isTied' | 'unseal'>;
  readonly access: CaseAccess;
  readonly sops: SopRegistry;
  readonly directory: Directory;
  readonly agents: Agents;
  readonly liveCalls: LiveCalls;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly exchange: {
    readonly dials: boolean;
    readonly of: Pick<Exchanges, 'ofCall' | 'ofPhone'>;
    /** @param exchange its name */
    readonly isConnected: (exchange: string) => boolean;
    readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
  };
  /** Country codes that the office calls. */
  readonly countries: readonly string[];
  readonly align: MembershipKeeper['align'];
  /** As what the exchange tells. */
  readonly event: (event: ExchangeEvent) => void;
}

/** Thrown to take back a transaction. */
class Refused extends Error {
  readonly refusal: CallBackRefusal;
  constructor(refusal: CallBackRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

export function createCallBacks(deps: CallBacksDeps): CallBacks {
  const { store, access, sops, directory, agents, liveCalls, publisher, clock, exchange } = deps;
  const extensionOf = ({ userId }: Actor) => directory.byId(userId)?.extension ?? null;

  /** What stands in the way whoever asks when, or the digits. */
  const fixed = async (
    actor: Actor,
    record: CaseRecord,
  ): Promise<{ refusal: NoCallBack } | { refusal: null; digits: string; extension: string }> => {
    if (!exchange.dials) return { refusal: 'exchange_cannot_dial' };
    const extension = extensionOf(actor);
    if (extension === null) return { refusal: 'no_telephone' };
    // Somebody who waits in the queue is there.
    if (record.state.status === 'waiting') return { refusal: 'not_answered' };
    const found = diallable(await store.unseal(record.caseId, 'phone'), deps.countries);
    return 'refusal' in found ? found : { refusal: null, digits: found.digits, extension };
  };

  const stored = (actor: Actor, caseId: string, call: CallState, masked: string | null) =>
    store.transaction(async (tx) => {
      const { callId } = call;
      const { userId: agentId } = actor;
      if (!(await tx.placeCall(call, { caseId, exchange: exchange.of.ofCall(callId), agentId }))) {
        if (await tx.lockCall(callId)) return null;
        throw new Refused('citizen_called_already');
      }
      const event: CaseEvent = {
        id: `${callId}:placed`,
        type: 'callback.placed',
        at: call.arrivedAt,
        data: { callId, agentId },
      };
      const locked = await tx.lockCase(caseId, event.id);
      if (!locked || !mayCall(actor, locked.record)) throw new Refused('not_allowed');
      const agentChange = await agents.change(tx, agentId, { type: 'dials', callId }, event.id);
      if (!agentChange) throw new Refused('in_another_call');
      const change = changeCase(sops, locked.record, [event], agentId, clock.now());
      await tx.saveCase(change);
      await tx.audit({ personId: agentId, action: 'call.placed', subject: caseId, reason: null });
      return { change, agentChange, masked };
    });

  const show = ({ change, agentChange }: { change: CaseChange; agentChange: AgentChange }, call: CallState) => {
    const { caseId, ticketNumber, phoneMasked } = change.record;
    liveCalls.restore(call, phoneMasked, { caseId, ticketNumber });
    agents.committed(agentChange);
    publisher.committed(change);
  };

  const dialled = async (call: CallState, extension: string, digits: string): Promise<CommandOutcome> => {
    const { callId } = call;
    const outcome = await exchange.execute({ type: 'call.dial', callId, extension, digits });
    if (outcome.ok) return outcome;
    deps.log.warn({ callId, kind: outcome.kind, reason: outcome.reason }, 'a call could not be placed');
    // Perhaps it was, and its answer is late: then it is not to ring for a call that nobody knows.
    if (outcome.kind === 'timeout') void exchange.execute({ type: 'leg.hangup', callId, extension });
    const id = eventId.ended(callId);
    deps.event({ type: 'call.ended', id, at: clock.now(), callId, endedBy: 'exchange', result: 'failed' });
    return outcome;
  };

  return {
    offered: async (actor, record) => {
      if (!mayCall(actor, record) || record.task !== undefined) return 'hidden';
      return (await fixed(actor, record)).refusal;
    },

    place: async (actor, caseId, id) => {
      const refused = (refusal: CallBackRefusal): CallBackResult => ({ ok: false, refusal });
      const record = await store.caseById(caseId);
      if (!record || (await access.read(actor, record, store)) !== 'open') return refused('not_found');
      if (!mayCall(actor, record) || record.task !== undefined) return refused('not_allowed');
      const found = await fixed(actor, record);
      if (found.refusal !== null) return refused(found.refusal);
      const { extension, digits } = found;
      const at = exchange.of.ofPhone(extension);
      const callId = dialledCallId(at, uuidOf(`call ${actor.userId} ${id}`));
      if (liveCalls.get(callId)) return { ok: true, callId };
      if (!exchange.isConnected(at)) return refused('exchange_away');
      const agent = agents.all().find(({ userId }) => userId === actor.userId);
      if (!agent || !isFree(agent.status)) return refused('in_another_call');
      if (agents.isPhoneGone(extension)) return refused('telephone_unreachable');
      const call = placedCall({ callId, extension, at: clock.now() });
      try {
        const done = await stored(actor, caseId, call, record.phoneMasked);
        // Placed before, under this id.
        if (!done) return { ok: true, callId };
        show(done, call);
      } catch (error) {
        if (error instanceof Refused) return refused(error.refusal);
        throw error;
      }
      // Before it rings: the queue must not put a caller through meanwhile.
      await deps.align(actor.userId);
      const outcome = await dialled(call, extension, digits);
      return outcome.ok ? { ok: true, callId } : refused(refusalOf[outcome.kind]);
    },
  };
}

const refusalOf = {
  rejected: 'exchange_refused',
  unwritable: 'exchange_refused',
  unsupported: 'exchange_cannot_dial',
  unreachable: 'exchange_away',
  timeout: 'exchange_silent',
} as const satisfies Record<Extract<CommandOutcome, { ok: false }>['kind'], CallBackRefusal>;
