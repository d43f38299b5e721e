import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandOutcome, ExchangeCommand } from '../../../telephony/commands.ts';
import type { ExchangeSnapshot } from '../../../telephony/events.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import { type ListeningEvent, type ListenMode, listenIdOf } from '../../../telephony/listening.ts';
import { talking } from '../../domain/call/call.ts';
import { type ListenRefusal, refusalOfListening } from '../../domain/call/listening.ts';
import { has } from '../../domain/rights/rights.ts';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { TelephoneState } from '../calls/telephones.ts';
import type { Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { Log } from '../ports/ports.ts';
import type { Listening, SupervisionStore } from '../ports/supervision.ts';
import type { Persist } from '../shared/persist.ts';
import { createSerial } from '../shared/serial.ts';
import { listeningEntries } from './listening-cards.ts';

export type Listened =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly why: ListenRefusal | 'not_allowed' | 'exchange_away' | 'listening_rings' | 'not_listening';
    }
  | Extract<CommandOutcome, { ok: false }>;

/** Supervisors at conversations. Rights and states are asked now, at each request. */
export interface Listenings {
  /** Begins, or changes how this supervisor listens. It is in the audit before the first sound. */
  listen(actor: Actor, callId: string, mode: ListenMode): Promise<Listened>;
  stop(actor: Actor, callId: string): Promise<Listened>;
  listensTo(supervisorId: string, callId: string): boolean;
  /** The supervisor’s telephone hangs up, to be rung by the caller. Resolves when it is free, or will not be. */
  leave(supervisorId: string, callId: string): Promise<void>;
  /** Whoever supervises no more hears nothing any more. */
  endOf(supervisorId: string): Promise<void>;
  event(event: ListeningEvent): void;
  /** After a gap: who listens now. */
  seen(snapshot: ExchangeSnapshot): void;
  /** Whether somebody listens with this telephone, or it rings for it. */
  listens(extension: string): boolean;
  load(): Promise<void>;
  /** Resolves when all that was heard so far is stored. */
  idle(): Promise<void>;
}

/** So long a telephone is given to hang up: it could not ring while it is in use. */
const leaveEveryMs = 50;
const leaveTries = 40;

export interface ListeningsDeps {
  readonly store: SupervisionStore;
  readonly topics: Topics;
  readonly directory: Directory;
  readonly stateOf: TelephoneState;
  readonly liveCalls: Pick<LiveCalls, 'get'>;
  readonly persist: Persist;
  readonly log: Log;
  readonly exchange: {
    readonly canListen: () => boolean;
    readonly of: Pick<Exchanges, 'names' | 'ofCall' | 'ofPhone'>;
    /** @param exchange its name */
    readonly isConnected: (exchange: string) => boolean;
    readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
  };
  /** Whether agents see who listens to them. */
  readonly shown: boolean;
}

export function createListenings(deps: ListeningsDeps): Listenings {
  const { store, topics, directory, liveCalls, persist, log, exchange } = deps;
  const open = new Map<string, Listening>();
  const serial = createSerial();

  const put = (listening: Listening) => {
    open.set(listening.listenId, listening);
    const ticketNumber = liveCalls.get(listening.callId)?.ticket?.ticketNumber ?? null;
    topics.replace(`listening:${listening.listenId}`, listeningEntries(listening, ticketNumber, directory, deps.shown));
  };
  const drop = (listenId: string) => {
    open.delete(listenId);
    topics.replace(`listening:${listenId}`, []);
  };
  const stored = (listenId: string, what: string, work: () => Promise<unknown>) =>
    void serial.run(listenId, async () => void (await persist(`${what} ${listenId}`, work)));
  const over = (listenId: string) => {
    drop(listenId);
    stored(listenId, 'the end of a listening', async () => {
      await store.endListening(listenId);
      // Found in the database meanwhile, by a word that came before this one.
      drop(listenId);
    });
  };

  const extensionOf = (userId: string) => directory.byId(userId)?.extension ?? null;
  const command = <T extends ExchangeCommand>(of: T) => exchange.execute(of);
  const end = ({ listenId, supervisorId }: Pick<Listening, 'listenId' | 'supervisorId'>) =>
    command({ type: 'listen.end', listenId, extension: extensionOf(supervisorId) ?? '0' });

  const hears = (known: Listening, since: number, mode: ListenMode) => {
    const { listenId } = known;
    put({ ...known, mode, since: known.since ?? since });
    stored(listenId, 'a listening', () => store.heardListening(listenId, since, mode));
  };
  /** What another server began is stored; what nobody accounts for is ended. `mode` null: the telephone rings. */
  const heard = (listenId: string, since: number, mode: ListenMode | null) => {
    const known = open.get(listenId);
    if (known && mode !== null) hears(known, since, mode);
    if (known) return;
    void serial.run(listenId, async () => {
      const asked = await persist(`a listening ${listenId}`, async () => ({ found: await store.listening(listenId) }));
      if (asked?.found) {
        put(asked.found);
        if (mode !== null) hears(asked.found, since, mode);
      } else if (asked) {
        log.warn({ listenId }, 'somebody listens of whom nothing is stored; it is ended');
        await end({ listenId, supervisorId: '' });
      }
    });
  };

  const begin = async (actor: Actor, callId: string, mode: ListenMode): Promise<Listened> => {
    const extension = extensionOf(actor.userId);
    const call = liveCalls.get(callId)?.call ?? null;
    const at = exchange.of.ofCall(callId);
    // A telephone of another exchange hears nothing of this one.
    const here = extension !== null && exchange.of.ofPhone(extension) === at;
    const state = here ? deps.stateOf(extension) : 'unreachable';
    const why = refusalOfListening({
      ...{ can: exchange.canListen(), call, extension },
      taken: [...open.values()].some((one) => one.callId === callId),
      reachable: state !== 'unreachable',
      busy: state === 'talking',
    });
    if (why !== null) return { ok: false, why };
    if (!exchange.isConnected(at)) return { ok: false, why: 'exchange_away' };
    const agent = (call && talking(call)?.extension) ?? '';
    const agentId = directory.byExtension(agent)?.userId;
    if (agentId === undefined) return { ok: false, why: 'nobody_talks' };
    const listenId = listenIdOf(randomUUID());
    const listening = { listenId, callId, agentId, supervisorId: actor.userId, mode, since: null };
    if (!(await store.beginListening(listening))) return { ok: false, why: 'listened_already' };
    put(listening);
    const asked = await command({ type: 'listen.begin', listenId, callId, agent, extension: extension ?? '', mode });
    if (asked.ok) return asked;
    // Perhaps it was begun, and its answer is late: then it is not to go on unaccounted for.
    if (asked.kind === 'timeout') void end(listening);
    over(listenId);
    return asked;
  };

  const change = async (of: Listening, mode: ListenMode): Promise<Listened> => {
    const { listenId, supervisorId } = of;
    if (of.mode === mode) return { ok: true };
    if (of.since === null) return { ok: false, why: 'listening_rings' };
    await store.changeListening(listenId, mode);
    const extension = extensionOf(supervisorId) ?? '';
    const asked = await command({ type: 'listen.mode', listenId, extension, mode });
    // Still as it was, and so it is written down.
    if (!asked.ok && open.has(listenId)) await store.changeListening(listenId, of.mode);
    return asked;
  };

  const mine = (supervisorId: string, callId: string) =>
    [...open.values()].find((one) => one.supervisorId === supervisorId && one.callId === callId);

  return {
    listen: async (actor, callId, mode) => {
      if (!has(actor, 'listen in')) return { ok: false, why: 'not_allowed' };
      const known = mine(actor.userId, callId);
      return known ? change(known, mode) : begin(actor, callId, mode);
    },
    stop: async (actor, callId) => {
      const known = mine(actor.userId, callId);
      if (!known) return { ok: false, why: 'not_listening' };
      const asked = await end(known);
      // The exchange knows nobody who listens: it is over, and its word of that was lost.
      if (!asked.ok && asked.kind === 'rejected') over(known.listenId);
      return asked.ok || asked.kind === 'rejected' ? { ok: true } : asked;
    },
    listensTo: (supervisorId, callId) => mine(supervisorId, callId) !== undefined,
    leave: async (supervisorId, callId) => {
      const known = mine(supervisorId, callId);
      if (!known) return;
      await end(known);
      for (let tries = 0; open.has(known.listenId) && tries < leaveTries; tries += 1) await sleep(leaveEveryMs);
    },
    endOf: async (supervisorId) => {
      for (const one of open.values()) if (one.supervisorId === supervisorId) await end(one);
    },
    event: (event) => {
      if (event.type === 'listening.ended') over(event.listenId);
      else heard(event.listenId, event.at, event.mode);
    },
    seen: ({ listeners = [], exchange: told = exchange.of.names[0] }) => {
      const there = new Set(listeners.map(({ listenId }) => listenId));
      for (const { listenId, callId } of [...open.values()])
        if (exchange.of.ofCall(callId) === told && !there.has(listenId)) over(listenId);
      for (const { listenId, mode, at } of listeners) heard(listenId, at, mode);
    },
    listens: (extension) => [...open.values()].some((one) => extensionOf(one.supervisorId) === extension),
    load: async () => {
      for (const listening of await store.openListenings()) put(listening);
    },
    idle: () => serial.idle(),
  };
}
