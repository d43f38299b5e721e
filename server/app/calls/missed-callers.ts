import type { CallEvent } from '../../../telephony/events.ts';
import { readDoor } from '../../../telephony/menu.ts';
import { type CallState, dialOutcomeOf } from '../../domain/call/call.ts';
import {
  afterTry,
  type MissedClock,
  type MissedOutcome,
  type MissedRules,
  type MissedTime,
  missedAlertIds,
  missedClock,
  missedRules,
  missedText,
} from '../../domain/call/missed.ts';
import { messageText } from '../../domain/call/voicemail.ts';
import { diallable } from '../../domain/identity/dialling.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import type { LiveAlerts } from '../alerts/live-alerts.ts';
import type { Topics } from '../live/topics.ts';
import { type Actor, mayCall } from '../people/policies.ts';
import type { AlertRecord } from '../ports/alerts.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Correspondent } from '../ports/messages.ts';
import type { MissedRecord } from '../ports/missed.ts';
import type { Clock, Store, StoreTransaction } from '../ports/ports.ts';
import type { MessagesQueued, QueueToCitizen } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';

/** What an event did to the list; to be told after the commit. */
export interface MissedChange {
  /** Null: nothing of the list is changed. */
  readonly missed: MissedRecord | null;
  /** Of the cases whose citizens are written to. */
  readonly told: readonly string[];
  /** What needs nobody's hurry any more. */
  readonly calmed: readonly AlertRecord[];
}

/**
 * Callers whom nobody answered. Each stands on one list until somebody has talked to him, with a moment by which he is to
 * be called. The methods with `tx` belong into the transaction of the event: nothing is missed and not on the list.
 */
export interface MissedCallers {
  /** After an event of a call that came in. @param record its case; @param call as it is after the event */
  afterCall(
    tx: StoreTransaction,
    event: CallEvent,
    call: CallState,
    record: CaseRecord | null,
  ): Promise<MissedChange | null>;
  /** After the end of a call was put right, which had been estimated. @param call as the exchange's log has it */
  afterCorrection(tx: StoreTransaction, call: CallState): Promise<MissedChange | null>;
  /** After an event of a call that we placed. @param agentId who placed it */
  afterCallBack(
    tx: StoreTransaction,
    event: CallEvent,
    call: CallState,
    agentId: string | null,
  ): Promise<MissedChange | null>;
  /**
   * He left a message: he is called back from its ticket, which may be that of his call, and is written its number.
   * `null`: it was silence, and he is a missed caller as any other.
   */
  afterMessage(
    tx: StoreTransaction,
    callId: string,
    from: CaseRecord,
    ticket: CaseRecord | null,
  ): Promise<MissedChange | null>;
  committed(change: MissedChange | null): void;
  /**
   * Somebody takes a caller off the list and says why, such as one who was reached otherwise.
   * @throws when the database is away
   */
  settle(actor: Actor, id: string, reason: string): Promise<'done' | 'not_found' | 'not_allowed'>;
  /** Whether whoever has this number, E.164, is still to be called back. From memory. */
  waits(phone: string | null): boolean;
  /** Reads anew whose numbers these are. @throws when the database is away: what was known stays */
  look(): Promise<void>;
  /** Shows what is open. */
  load(): Promise<void>;
  rulesOf(serviceId: string): MissedRules;
  /** The hours by which somebody of a service waits, from a moment on, epoch ms. */
  timeOf(serviceId: string, since: number): MissedTime;
}

export interface MissedCallersDeps {
  readonly store: Pick<Store, 'transaction' | 'openMissed' | 'missedNumbers' | 'fingerprint' | 'caseById'>;
  readonly sops: Pick<SopRegistry, 'services' | 'timeOf'>;
  readonly topics: Topics;
  readonly liveAlerts: Pick<LiveAlerts, 'put'>;
  readonly clock: Clock;
  /** Country codes that the office calls. */
  readonly countries: readonly string[];
  readonly language: keyof Bilingual;
  readonly queueToCitizen: QueueToCitizen;
  readonly queued: MessagesQueued;
}

/** Nobody has to call whom somebody has decided not to serve, nor who talked to somebody outside to whom he was led. */
const isMissed = ({ answered, turnedAway, outside }: CallState) =>
  !answered && turnedAway !== 'blocked' && (outside ?? null) === null;

/** Where those see it who call citizens back. */
const topic = 'inbox:agent';

export function createMissedCallers(deps: MissedCallersDeps): MissedCallers {
  const { store, sops, topics, clock } = deps;
  const serviceOf = (id: string) => sops.services.find((service) => service.id === id);
  const rulesOf = (id: string) => serviceOf(id)?.callBack ?? missedRules;
  const timeOf = (serviceId: string, since: number): MissedTime => {
    const time = sops.timeOf(serviceId);
    return {
      at: (ms) => time.dueAt('elapsed', since, ms, since),
      provisional: (until) => time.provisional?.('elapsed', since, until) ?? false,
    };
  };
  const clockOf = (serviceId: string, since: number): MissedClock =>
    missedClock(rulesOf(serviceId), since, timeOf(serviceId, since));

  let numbers = new Set<string>();
  /** What was committed here since the last reading began, which may not have seen it. */
  const changed = new Map<string, boolean>();
  const look = async () => {
    changed.clear();
    numbers = new Set(await store.missedNumbers());
    changed.forEach(count);
  };
  const count = (waits: boolean, number: string) => void (waits ? numbers.add(number) : numbers.delete(number));
  const keepCount = ({ number, settled }: MissedRecord) => {
    if (number === null) return;
    changed.set(number, settled === null);
    count(settled === null, number);
  };

  const show = (missed: MissedRecord) => {
    const { id, serviceId, settled, since: _, raised: __, nextAlertAt: ___, number: ____, ...facts } = missed;
    const name = serviceOf(serviceId)?.name ?? { id: serviceId, en: serviceId };
    const card = { ...facts, missedId: id, service: name, triesAtMost: rulesOf(serviceId).tries };
    topics.replace(`missed:${id}`, settled ? [] : [{ topic, key: `missed/${id}`, value: card }]);
  };

  const settled = async (
    tx: StoreTransaction,
    missed: MissedRecord,
    outcome: MissedOutcome,
    at: number,
    by: string | null,
  ): Promise<MissedChange> => {
    const after = { ...missed, settled: { at, outcome, by } };
    await tx.missed.save(after);
    return { missed: after, told: [], calmed: await calmed(tx, missed, at, by) };
  };

  /** Whoever was to hurry has, or need not. */
  const calmed = (tx: StoreTransaction, missed: MissedRecord, at: number, by: string | null) =>
    missed.raised === 0 ? [] : tx.missed.calm(missedAlertIds(missed, rulesOf(missed.serviceId)), at, by);

  /** @returns whether a message waits: not where the number takes none, where nobody carries it, or where it said STOP */
  const tell = async (
    tx: StoreTransaction,
    record: CaseRecord,
    missedId: string,
    language: keyof Bilingual = deps.language,
    citizen?: Correspondent | null,
  ): Promise<boolean> => {
    const text = missedText(rulesOf(record.serviceId), language, record.ticketNumber);
    // Made from the entry: one message for each, however often he calls.
    const id = uuidOf(`missed ${missedId}`);
    const words = { id, text, purpose: 'missed', personId: null } as const;
    const outcome = await deps.queueToCitizen(tx, record, words, citizen);
    return outcome.ok && outcome.added;
  };

  const enter = async (tx: StoreTransaction, call: CallState, record: CaseRecord): Promise<MissedChange | null> => {
    const { caseId, serviceId } = record;
    const { callId } = call;
    const lastAt = call.ended?.at ?? clock.now();
    const citizen = await tx.messages.correspondent(caseId);
    const callable = !('refusal' in diallable(citizen?.address.key ?? null, deps.countries));
    const end = callable ? null : ({ at: lastAt, outcome: 'no_number', by: null } as const);
    const id = uuidOf(`missed ${callId}`);
    const entry = { id, serviceId, caseId, callId, lastAt, ...clockOf(serviceId, lastAt), settled: end };
    const entered = await tx.missed.enter(entry);
    if (!entered) return null;
    const { missed, added } = entered;
    // Who left a message is written to when it is known what it holds.
    // In the language that he chose.
    const language = readDoor(call.dnis).language ?? undefined;
    const writes = added && callable && call.turnedAway !== 'voicemail';
    const told = writes && (await tell(tx, record, missed.id, language, citizen));
    return { missed, told: told ? [caseId] : [], calmed: [] };
  };

  return {
    afterCall: async (tx, event, call, record) => {
      if (event.type === 'call.ended') return isMissed(call) && record ? enter(tx, call, record) : null;
      if (event.type !== 'call.answered') return null;
      const missed = await tx.missed.ofCall(event.callId);
      // What is told of the past in order may be older than what he tried since.
      return missed && missed.lastAt <= event.at ? settled(tx, missed, 'answered', event.at, null) : null;
    },

    afterCorrection: async (tx, call) => {
      const missed = call.answered && (await tx.missed.ofCall(call.callId));
      // Who has called in vain since is still to be called.
      return missed && missed.calls === 1 ? settled(tx, missed, 'answered', call.answered.at, null) : null;
    },

    afterCallBack: async (tx, event, call, agentId) => {
      if (event.type !== 'call.answered' && event.type !== 'call.ended') return null;
      const missed = await tx.missed.ofCall(event.callId);
      if (!missed) return null;
      if (event.type === 'call.answered') return settled(tx, missed, 'reached', event.at, agentId);
      const result = dialOutcomeOf(call) ?? 'unknown';
      const { serviceId } = missed;
      const tried = { result, at: event.at, by: agentId };
      const after = afterTry(missed, tried, rulesOf(serviceId), clockOf(serviceId, event.at));
      if (after === missed) return null;
      await tx.missed.save(after);
      // Called, in vain: the next time has a clock of its own.
      return { missed: { ...missed, ...after }, told: [], calmed: await calmed(tx, missed, event.at, agentId) };
    },

    afterMessage: async (tx, callId, from, ticket) => {
      const missed = await tx.missed.ofCall(callId);
      if (ticket) {
        const text = messageText(deps.language, ticket.ticketNumber);
        const id = uuidOf(`voicemail ${callId}`);
        const outcome = await deps.queueToCitizen(tx, ticket, { id, text, purpose: 'missed', personId: null });
        if (missed) await tx.missed.move(missed.id, ticket.caseId);
        const told = outcome.ok && outcome.added ? [ticket.caseId] : [];
        const after = missed && (await tx.missed.byId(missed.id));
        return after || told.length > 0 ? { missed: after, told, calmed: [] } : null;
      }
      const told = missed && (await tell(tx, from, missed.id)) ? [from.caseId] : [];
      return missed && { missed, told, calmed: [] };
    },

    committed: (change) => {
      if (!change) return;
      if (change.missed) {
        show(change.missed);
        keepCount(change.missed);
      }
      deps.liveAlerts.put(change.calmed);
      if (change.told.length > 0) deps.queued(change.told);
    },

    settle: async (actor, id, reason) => {
      const found = (await store.openMissed()).find((one) => one.id === id);
      const record = found && (await store.caseById(found.caseId));
      if (record && !mayCall(actor, record)) return 'not_allowed';
      const change = await store.transaction(async (tx) => {
        const missed = record ? await tx.missed.byId(id) : null;
        if (!missed) return null;
        await tx.audit({ personId: actor.userId, action: 'missed.settled', subject: missed.caseId, reason });
        return settled(tx, missed, 'by_hand', clock.now(), actor.userId);
      });
      if (change?.missed) keepCount(change.missed);
      // Whatever settled it meanwhile: it is to be seen by nobody any more.
      topics.replace(`missed:${id}`, []);
      deps.liveAlerts.put(change?.calmed ?? []);
      return change ? 'done' : 'not_found';
    },

    rulesOf,
    timeOf,
    waits: (phone) => phone !== null && numbers.size > 0 && numbers.has(store.fingerprint(phone)),
    look,
    load: async () => {
      await look();
      for (const missed of await store.openMissed()) show(missed);
    },
  };
}
