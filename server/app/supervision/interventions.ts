import { randomUUID } from 'node:crypto';
import type {
  CommandOutcome,
  ExchangeCommand,
  SupervisionControl,
  TransferControl,
} from '../../../telephony/commands.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import type { AuditActionOf } from '../../contract/audit.ts';
import type { ForceState } from '../../contract/people.ts';
import { talking, waits } from '../../domain/call/call.ts';
import { refusalOfListening } from '../../domain/call/listening.ts';
import { type MoveRefusal, refusalOfBeginning, refusalOfMoving } from '../../domain/call/transfer.ts';
import { has } from '../../domain/rights/rights.ts';
import type { Agents } from '../agents/agents.ts';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { TelephoneState } from '../calls/telephones.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { Store } from '../ports/ports.ts';
import type { Listened, Listenings } from './listenings.ts';

export type Intervened =
  | Listened
  | {
      readonly ok: false;
      readonly why: MoveRefusal | 'agent_logged_out' | 'not_found';
    };

/** What supervisors do to callers and agents. Rights and states are asked now; each is in the audit before it is done. */
export interface Interventions {
  /** The agent's caller is put through to the supervisor's own telephone; nobody answers, he comes to the queue, first. */
  takeOver(actor: Actor, callId: string): Promise<Intervened>;
  serveFirst(actor: Actor, callId: string): Promise<Intervened>;
  /** One who waits is put through to this agent; whoever does not answer gives him back to the queue, first in line. */
  move(actor: Actor, callId: string, userId: string): Promise<Intervened>;
  /** In mid-call it holds after the recap, as when the agent asks for it. */
  force(actor: Actor, userId: string, ask: ForceState): Promise<Intervened>;
}

export interface InterventionsDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly agents: Agents;
  readonly directory: Directory;
  readonly liveCalls: Pick<LiveCalls, 'get'>;
  readonly stateOf: TelephoneState;
  readonly listenings: Pick<Listenings, 'listensTo' | 'leave'>;
  readonly kickOutbox: () => void;
  readonly exchange: {
    readonly control: () => SupervisionControl;
    readonly transfers: () => TransferControl;
    readonly of: Pick<Exchanges, 'names' | 'ofCall' | 'ofPhone'>;
    /** @param exchange its name */
    readonly isConnected: (exchange: string) => boolean;
    readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
  };
}

const refused = <T extends string>(why: T) => ({ ok: false, why }) as const;
const forced = { ready: 'ready', 'not-ready': 'not_ready', 'logged-out': 'logged_out' } as const;

export function createInterventions(deps: InterventionsDeps): Interventions {
  const { store, agents, directory, liveCalls, exchange } = deps;

  /** A telephone of another exchange cannot take this one's callers. */
  const stateFor = (callId: string, extension: string) =>
    exchange.of.ofPhone(extension) === exchange.of.ofCall(callId) ? deps.stateOf(extension) : 'unreachable';

  const audit = (actor: Actor, action: AuditActionOf<'supervise'>, subject: string) =>
    store.transaction((tx) =>
      tx.audit({ personId: actor.userId, action: `supervise.${action}`, subject, reason: null }),
    );

  return {
    takeOver: async (actor, callId) => {
      if (!has(actor, 'take over')) return refused('not_allowed');
      const extension = directory.byId(actor.userId)?.extension ?? null;
      const call = liveCalls.get(callId)?.call ?? null;
      const state = extension === null ? 'unreachable' : stateFor(callId, extension);
      const listens = deps.listenings.listensTo(actor.userId, callId);
      const ask = { call, extension, reachable: state !== 'unreachable', busy: state === 'talking' && !listens };
      const why = refusalOfListening({ ...ask, can: exchange.transfers().blind, taken: false });
      if (why !== null) return refused(why === 'listen_unsupported' ? 'transfer_unsupported' : why);
      if (!exchange.isConnected(exchange.of.ofCall(callId))) return refused('exchange_away');
      const agent = (call && talking(call)?.extension) ?? '';
      const place = { kind: 'phone', extension: extension ?? '', state: 'ready' } as const;
      const not = refusalOfBeginning(call, { extension: agent, mode: 'blind', place }, exchange.transfers());
      if (not !== null) return refused(not === 'transfer_running' ? not : 'transfer_unsupported');
      await audit(actor, 'taken_over', `${callId} ${directory.byExtension(agent)?.userId ?? agent}`);
      // Whoever listens to it already has the telephone in hand, and one in use would not ring.
      if (listens) await deps.listenings.leave(actor.userId, callId);
      const target = { kind: 'phone', extension: extension ?? '' } as const;
      return exchange.execute({ type: 'transfer.blind', callId, extension: agent, target });
    },

    serveFirst: async (actor, callId) => {
      if (!has(actor, 'serve first')) return refused('not_allowed');
      const call = liveCalls.get(callId)?.call;
      if (!call || call.ended) return refused('call_over');
      if (!waits(call) || call.queue === null) return refused('not_waiting');
      if (!exchange.control().first) return refused('transfer_unsupported');
      if (!exchange.isConnected(exchange.of.ofCall(callId))) return refused('exchange_away');
      await audit(actor, 'first', `${callId} caller`);
      return exchange.execute({ type: 'caller.first', callId, queue: call.queue });
    },

    move: async (actor, callId, userId) => {
      if (!has(actor, 'move callers')) return refused('not_allowed');
      const call = liveCalls.get(callId)?.call ?? null;
      const extension = directory.byId(userId)?.extension ?? null;
      const place =
        extension === null ? null : ({ kind: 'phone', extension, state: stateFor(callId, extension) } as const);
      const why = refusalOfMoving(call, place, exchange.control().move);
      if (why !== null || !call?.queue || extension === null) return refused(why ?? 'transfer_to_nobody');
      if (!exchange.isConnected(exchange.of.ofCall(callId))) return refused('exchange_away');
      await audit(actor, 'moved', `${callId} ${userId}`);
      return exchange.execute({ type: 'caller.move', callId, queue: call.queue, extension });
    },

    force: async (actor, userId, ask) => {
      if (!has(actor, 'force state')) return refused('not_allowed');
      if (!directory.byId(userId)?.extension) return refused('not_found');
      const status = agents.all().find((agent) => agent.userId === userId)?.status;
      // Nobody is at that desk: the caller would ring an empty chair.
      if (ask.state !== 'logged-out' && status?.state === 'logged-out') return refused('agent_logged_out');
      const reason = ask.state === 'not-ready' ? ask.reason : null;
      const change = await store.transaction(async (tx) => {
        const action = `supervise.${forced[ask.state]}` as const;
        const changed = await agents.change(
          tx,
          userId,
          { type: 'ask', state: ask.state, reason },
          `force:${randomUUID()}`,
        );
        await tx.audit({ personId: actor.userId, action, subject: userId, reason });
        return changed;
      });
      agents.committed(change);
      deps.kickOutbox();
      return { ok: true };
    },
  };
}
