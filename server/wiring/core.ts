import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandOutcome, ExchangeCommand, TransferControl } from '../../telephony/commands.ts';
import type { DeliveryReported } from '../../telephony/messaging/port.ts';
import { createAgents } from '../app/agents/agents.ts';
import { createQueueMembership, renewEveryMs } from '../app/agents/queue-membership.ts';
import { createLiveAlerts } from '../app/alerts/live-alerts.ts';
import { createArrivals } from '../app/calls/arrivals.ts';
import { createCallBacks } from '../app/calls/call-back.ts';
import { createCallEvents } from '../app/calls/call-events.ts';
import { createHearing } from '../app/calls/hearing.ts';
import { createLiveCalls } from '../app/calls/live-calls.ts';
import { createOpenCall } from '../app/calls/open-call.ts';
import { createRecordings } from '../app/calls/recordings.ts';
import { createCorrectEnd, createStoreCallEvent } from '../app/calls/store-call-event.ts';
import { createTransfers, type OutsideNumber } from '../app/calls/transfers.ts';
import { createCaseAccess } from '../app/cases/case-access.ts';
import { createCaseActions } from '../app/cases/case-actions.ts';
import { createCasePublisher } from '../app/cases/case-publisher.ts';
import { createFreeWords } from '../app/cases/free-words.ts';
import { createCaseIntake } from '../app/cases/intake.ts';
import { createLiveCases } from '../app/cases/live-cases.ts';
import { createRaise } from '../app/cases/raise-deadline.ts';
import { createRecountPromises } from '../app/cases/recount-promises.ts';
import { createDeadlines } from '../app/deadlines/deadlines.ts';
import { createCounters } from '../app/live/counters.ts';
import { createSystemStatus } from '../app/live/system-status.ts';
import { createTopics } from '../app/live/topics.ts';
import type { Gateways } from '../app/messages/gateways.ts';
import { createMessages } from '../app/messages/messages.ts';
import { createDirectory } from '../app/people/directory.ts';
import type { AlertRecord } from '../app/ports/alerts.ts';
import type { DeadlineStore } from '../app/ports/deadlines.ts';
import type { Clock, Log, Store } from '../app/ports/ports.ts';
import type { MessageTemplate } from '../app/ports/templates.ts';
import { isUnknownVersion } from '../app/procedures/published.ts';
import type { SopRegistry } from '../app/procedures/registry.ts';
import { createRestore } from '../app/restore.ts';
import { createEvery } from '../app/shared/every.ts';
import { createOutbox } from '../app/shared/outbox.ts';
import { createPersist } from '../app/shared/persist.ts';
import { createRecurringTasks } from '../app/tasks/recurring-tasks.ts';
import type { Change } from '../contract/live.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import { choiceOf } from '../domain/fields/catalogue.ts';
import type { Bilingual } from '../domain/sop/definition.ts';

export interface CoreDeps {
  readonly store: Store & DeadlineStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The services with their procedures and hours. */
  readonly sops: SopRegistry;
  readonly timeZone: OfficeZone;
  readonly queue: string;
  readonly exchangeName: string;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
  /** Whether calls can be placed, and to which countries. */
  readonly dialling: {
    readonly dials: boolean;
    readonly countries: readonly string[];
    readonly isConnected: () => boolean;
  };
  /** As `ExchangePort.upToDate`. */
  readonly upToDate?: (() => Promise<boolean>) | undefined;
  readonly messaging: MessagingDeps;
  /** To which callers may be handed on. */
  readonly outside: readonly OutsideNumber[];
  readonly transferControl: () => TransferControl;
  readonly isAway: (error: unknown) => boolean;
  readonly emit: (change: Change) => void;
  /** How old what is heard of the exchange is, ms; 0 where it cannot be measured. */
  readonly behindMs: () => number;
  /** For the metrics: an alert was raised; something impossible happened. */
  readonly alertRaised: (alert: AlertRecord) => void;
  readonly anomaly: (what: string) => void;
}

/** How long the timers wait, at a start, for the exchange's first snapshot. */
const catchUpMs = 2_000;
/** How long a ring is shown to last where the procedure does not time it. */
const untimedRingMs = 20_000;

/** What carries messages, and in which language we write by ourselves. */
export interface MessagingDeps {
  readonly gateways: Gateways;
  readonly templates: readonly MessageTemplate[];
  readonly language: keyof Bilingual;
  /** A gateway's report of what is no message to a citizen. */
  readonly reportedElsewhere?: (report: DeliveryReported) => Promise<void>;
}

export type Core = ReturnType<typeof createCore>;

/** The use cases, wired. Nothing runs before `start`. */
export function createCore(deps: CoreDeps) {
  const { store, clock, log, sops, timeZone } = deps;
  const stopping = new AbortController();
  const starting = new AbortController();
  let timers = Promise.resolve();
  // Every call with events to be stored listens.
  setMaxListeners(0, stopping.signal);
  const topics = createTopics(randomUUID(), deps.emit);
  const directory = createDirectory(store);
  const answerBudgetMs = (dnis: string): number => {
    const { steps } = sops.current(sops.hotlineOf(dnis).sopId);
    const ring = steps.find(
      ({ starts, ends }) => starts.some(({ on }) => on === 'call.offered') && ends.includes('call.answered'),
    );
    return ring?.budget?.amount ?? untimedRingMs;
  };
  const choose = (dnis: string) => (list: string, code: string) =>
    choiceOf(sops.choicesOf(sops.hotlineOf(dnis).id, list), code);
  const outsideName = (id: string) => deps.outside.find((number) => number.id === id)?.name ?? id;
  const liveCalls = createLiveCalls({ topics, directory, answerBudgetMs, choose, outsideName });
  const liveCases = createLiveCases({ topics, directory, sops });
  const liveAlerts = createLiveAlerts({ topics, directory, sops });
  const agents = createAgents({ store, directory, topics, clock });
  const system = createSystemStatus({
    ...{ topics, directory, store, clock, log },
    exchangeName: deps.exchangeName,
    behindMs: deps.behindMs,
  });
  const counters = createCounters({ store, topics, clock, log, timeZone });

  const hearing = createHearing({
    ...{ exchange: deps.exchangeName, store, liveCalls, clock, log, upToDate: deps.upToDate },
    isBehind: (callId) => (callId === undefined ? callEvents.backlog > 0 : callEvents.isBehind(callId)),
  });
  const raise = createRaise({
    store,
    sops,
    clock,
    publisher: () => publisher,
    rewatch: (caseId, at) => deadlines.watch(caseId, at),
    hearing,
  });
  const deadlines = createDeadlines({ store, clock, log, ...raise });
  const publisher = createCasePublisher({
    liveCases,
    liveAlerts,
    deadlines,
    counted: counters.changed,
    raised: deps.alertRaised,
  });

  const membership = createQueueMembership({ store, agents, queue: deps.queue, clock, execute: deps.execute });
  const leases = createEvery(renewEveryMs, membership.renew);
  const outbox = createOutbox({ store, log, perform: (entry) => membership.align(entry.payload.userId) });
  const persist = createPersist({
    log,
    signal: stopping.signal,
    isAway: (error) => deps.isAway(error) || isUnknownVersion(error),
  });
  const arrivals = createArrivals({ store, sops, clock, exchange: deps.exchangeName, timeZone, isAway: deps.isAway });
  const kickOutbox = outbox.kick;
  const storeCallEvent = createStoreCallEvent({
    ...{ store, sops, directory, agents, publisher, clock, kickOutbox, outsideName },
  });
  const exchange = deps.exchangeName;
  const recorded = createRecordings({ store, exchange, persist, signal: stopping.signal, counted: deps.anomaly, log });
  const openCall = createOpenCall({ store, liveCalls, arrivals, publisher, log });
  const callEvents = createCallEvents({
    liveCalls,
    agents,
    openCall,
    system,
    hearing,
    storeCallEvent,
    correctEnd: createCorrectEnd({ store, directory }),
    recorded,
    persist,
    talkEnded: membership.afterTalk,
    repairMembership: membership.repair,
    counted: deps.anomaly,
    log,
  });
  const transfers = createTransfers({
    ...{ directory, agents, liveCalls, outside: deps.outside },
    ...{ control: deps.transferControl, execute: deps.execute },
  });
  const { countries, dials, isConnected } = deps.dialling;
  const access = createCaseAccess({ sops, liveCases });
  const callBacks = createCallBacks({
    ...{ store, access, sops, directory, agents, liveCalls, publisher, clock, log, countries },
    exchange: { name: exchange, dials, isConnected, execute: deps.execute },
    align: membership.align,
    event: callEvents.event,
  });
  const words = createFreeWords(sops.services);
  const recountPromises = createRecountPromises({ store, sops, publisher, clock, log, timeZone });
  const tasks = createRecurringTasks({ store, sops, publisher, clock, log, timeZone });
  const intake = createCaseIntake({ store, sops, words, publisher, clock, timeZone });
  const messages = createMessages({
    store,
    sops,
    intake,
    publisher,
    liveCases,
    ...deps.messaging,
    clock,
    log,
    isAway: deps.isAway,
  });

  const actions = createCaseActions({
    ...{ store, sops, access, words, agents, directory, liveCases, publisher, clock, timeZone, kickOutbox },
    language: deps.messaging.language,
    queueToCitizen: messages.queueToCitizen,
    queued: messages.queued,
    reachOf: messages.reachOf,
  });

  /** People may have been added or renamed by the command line. */
  const refreshPeople = async () => {
    await directory.refresh();
    agents.republish();
    system.republish();
  };

  const restore = createRestore({
    ...{ store, sops, directory, agents, liveCalls, liveCases, liveAlerts, clock, log },
    conversations: messages.conversations,
  });

  /**
   * What fell due while we were away is raised when the exchange has told what happened meanwhile: an answer in time is
   * not announced as late first. An exchange that is away itself is not waited for long.
   */
  const startTimers = async () => {
    const patience = sleep(catchUpMs, undefined, { ref: false, signal: starting.signal }).catch(() => {});
    await Promise.race([callEvents.caughtUp, patience]);
    if (!starting.signal.aborted) await deadlines.start();
  };

  return {
    sops,
    topics,
    directory,
    liveCalls,
    liveCases,
    liveAlerts,
    agents,
    system,
    deadlines,
    callEvents,
    callBacks,
    hearing,
    transfers,
    access,
    actions,
    intake,
    messages,
    kickOutbox,
    refreshPeople,
    start: async () => {
      await restore();
      await hearing.load();
      await recountPromises();
      system.start();
      counters.start();
      outbox.start();
      leases.start();
      messages.start();
      tasks.start();
      hearing.start();
      timers = startTimers();
    },
    /** Stores what has been taken, as far as the database lets us, and ends. */
    stop: async () => {
      starting.abort();
      await messages.stop();
      await timers;
      await Promise.all([deadlines.stop(), tasks.stop()]);
      await Promise.race([callEvents.idle(), new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
      await hearing.stop();
      stopping.abort();
      await leases.stop();
      await outbox.stop();
      await counters.stop();
      system.stop();
    },
  };
}
