import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLiveAlerts } from '../app/alerts/live-alerts.ts';
import { createArrivals } from '../app/calls/arrivals.ts';
import { createBlockList } from '../app/calls/block-list.ts';
import { createCallBacks } from '../app/calls/call-back.ts';
import { createCallEvents } from '../app/calls/call-events.ts';
import { createCallPlaces } from '../app/calls/call-places.ts';
import { createDoors } from '../app/calls/doors.ts';
import { createHearings } from '../app/calls/hearings.ts';
import { createLiveCalls } from '../app/calls/live-calls.ts';
import { createMissedAlerts } from '../app/calls/missed-alerts.ts';
import { createMissedCallers } from '../app/calls/missed-callers.ts';
import { createOpenCall } from '../app/calls/open-call.ts';
import { createRecountMissed } from '../app/calls/recount-missed.ts';
import { createCorrectEnd, createStoreCallEvents } from '../app/calls/store-call-event.ts';
import { createTransfers } from '../app/calls/transfers.ts';
import { createCaseAccess } from '../app/cases/case-access.ts';
import { createCaseActions } from '../app/cases/case-actions.ts';
import { createCasePublisher } from '../app/cases/case-publisher.ts';
import { createFreeWords } from '../app/cases/free-words.ts';
import { createCaseIntake } from '../app/cases/intake.ts';
import { createLiveCases } from '../app/cases/live-cases.ts';
import { createRaise } from '../app/cases/raise-deadline.ts';
import { createRecordBasis } from '../app/cases/record-basis.ts';
import { createRecountPromises } from '../app/cases/recount-promises.ts';
import { createDeadlines } from '../app/deadlines/deadlines.ts';
import { createBoardFigures } from '../app/live/board-figures.ts';
import { createCounters } from '../app/live/counters.ts';
import { createSystemStatus } from '../app/live/system-status.ts';
import { createTopics } from '../app/live/topics.ts';
import { createMessages } from '../app/messages/messages.ts';
import { createDirectory } from '../app/people/directory.ts';
import { isUnknownVersion } from '../app/procedures/published.ts';
import { createRestore } from '../app/restore.ts';
import { createPersist } from '../app/shared/persist.ts';
import { createAskByMessage } from '../app/surveys/ask-by-message.ts';
import { createRecurringTasks } from '../app/tasks/recurring-tasks.ts';
import { wrapUpOf } from '../domain/case/waiting.ts';
import { choiceOf } from '../domain/fields/catalogue.ts';
import { createAgentWiring } from './agents.ts';
import type { CoreDeps } from './core-deps.ts';
import { createRecordingWiring } from './recordings.ts';
import { createSupervision } from './supervision.ts';

/** How long the timers wait, at a start, for the exchange's first snapshot. */
const catchUpMs = 2_000;
/** How long a ring is shown to last where the procedure does not time it. */
const untimedRingMs = 20_000;

export type Core = ReturnType<typeof createCore>;

/** The use cases, wired. Nothing runs before `start`. */
export function createCore(deps: CoreDeps) {
  const { store, clock, log, sops, timeZone, exchanges } = deps;
  const { ofCall } = exchanges;
  const isConnected = (exchange: string) => exchanges.named(exchange).status().connected;
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
  const liveCalls = createLiveCalls({
    ...{ topics, directory, answerBudgetMs, choose, outsideName },
    queueName: (id) => queues.nameOf(id),
  });
  const liveCases = createLiveCases({ topics, directory, sops });
  const liveAlerts = createLiveAlerts({ topics, directory, sops });
  const agentWiring = createAgentWiring({ ...deps, directory, topics, liveCalls });
  const { agents, queues, membership, wrapUps, outbox } = agentWiring;
  const system = createSystemStatus({ topics, directory, store, exchanges, clock, log });
  const counters = createCounters({ store, topics, clock, log, timeZone });
  const boards = createBoardFigures({ ...deps, store: deps.boards, topics });
  const counted = () => {
    counters.changed();
    boards.changed();
  };

  const hearing = createHearings({
    ...{ exchanges, store, liveCalls, clock, log },
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
    counted,
    raised: deps.alertRaised,
  });

  const persist = createPersist({
    log,
    signal: stopping.signal,
    isAway: (error) => deps.isAway(error) || isUnknownVersion(error),
  });
  const arrivals = createArrivals({ store, sops, clock, ofCall, timeZone, isAway: deps.isAway });
  const kickOutbox = outbox.kick;
  const words = createFreeWords(sops.services);
  const intake = createCaseIntake({ store, sops, words, publisher, clock, timeZone });
  const messages = createMessages({
    store,
    sops,
    intake,
    publisher,
    liveCases,
    counted: boards.changed,
    ...deps.messaging,
    clock,
    log,
    isAway: deps.isAway,
  });
  const { countries, dials } = deps.dialling;
  const missed = createMissedCallers({
    ...{ store, sops, topics, liveAlerts, clock, countries },
    language: deps.messaging.language,
    queueToCitizen: messages.queueToCitizen,
    queued: messages.queued,
  });
  const missedAlerts = createMissedAlerts({
    ...{ store, rulesOf: missed.rulesOf, timeOf: missed.timeOf, liveAlerts, clock, log },
    raised: (alert) => {
      counted();
      deps.alertRaised(alert);
    },
  });
  const storeCallEvents = createStoreCallEvents({
    ...{ store, sops, directory, agents, publisher, missed, clock, timeZone, kickOutbox, outsideName },
    wrapUpOf: ({ sopId, sopVersion, state }, queue) =>
      wrapUpOf(sops.get(sopId, sopVersion), state) ?? queues.wrapUpOf(queue),
  });
  const { recorded, surveyed, takeOver, recordingStates } = createRecordingWiring({
    ...{ ...deps, ofCall, directory, liveCalls, publisher, missed, persist },
    ...{ signal: stopping.signal, counted: deps.anomaly, control: deps.recordingControl },
  });
  const openCall = createOpenCall({ store, liveCalls, arrivals, publisher, log });
  const blockList = createBlockList({ store, clock });
  const doors = createDoors({
    ...{ store, sops, topics, directory, liveCalls, ofCall, blockList, missed, clock, log },
    ...{ countries, dials, queues, outside: deps.outside },
    leadsOut: () => deps.leadsOut && deps.transferControl().outside,
  });
  const { stateOf, listenings, helps, interventions } = createSupervision({
    ...{ store, topics, directory, agents, liveCalls, persist, kickOutbox, log, shown: deps.listeningShown },
    exchange: {
      ...{ control: deps.supervisionControl, transfers: deps.transferControl },
      ...{ of: exchanges, isConnected, execute: deps.execute },
    },
  });
  const callEvents = createCallEvents({
    doorOf: doors.of,
    placeOf: createCallPlaces({ liveCalls, ofCall, isMissed: missed.waits, queues, wayOf: doors.wayOf }),
    liveCalls,
    agents,
    openCall,
    system,
    ...{ exchanges, hearing },
    hotlineOf: sops.hotlineOf,
    listenings,
    helps,
    storeCallEvents,
    correctEnd: createCorrectEnd({ store, directory, missed }),
    recorded,
    ...{ recordingStates, surveyed },
    persist,
    talkEnded: membership.afterTalk,
    repairMembership: membership.repair,
    counted: deps.anomaly,
    log,
  });
  const transfers = createTransfers({
    ...{ directory, stateOf, exchanges, liveCalls, outside: deps.outside },
    ...{ control: deps.transferControl, execute: deps.execute },
  });
  const access = createCaseAccess({ sops, liveCases });
  const callBacks = createCallBacks({
    ...{ store, access, sops, directory, agents, liveCalls, publisher, clock, log, countries },
    exchange: { of: exchanges, dials, isConnected, execute: deps.execute },
    align: membership.align,
    event: callEvents.event,
  });
  const recounting = { store, sops, publisher, clock, log, timeZone };
  const recounts = [createRecountPromises(recounting), createRecountMissed({ ...recounting, missed })];
  const askByMessage = createAskByMessage({
    ...{ store, sops, clock, log, language: deps.messaging.language },
    ...{ queueToCitizen: messages.queueToCitizen, queued: messages.queued },
  });
  const tasks = createRecurringTasks({ store, sops, publisher, clock, log, timeZone });

  const actions = createCaseActions({
    ...{ store, sops, access, words, agents, directory, liveCases, publisher, clock, timeZone, kickOutbox },
    language: deps.messaging.language,
    queueToCitizen: messages.queueToCitizen,
    queued: messages.queued,
    reachOf: messages.reachOf,
  });

  const recordBasis = createRecordBasis({ store, sops, publisher, clock });

  /** People may have been added or renamed by the command line. */
  const refreshPeople = async () => {
    await directory.refresh();
    agents.republish();
    system.republish();
    helps.republish();
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
    if (starting.signal.aborted) return;
    await deadlines.start();
    missedAlerts.start();
  };

  return {
    sops,
    topics,
    directory,
    liveCalls,
    liveCases,
    liveAlerts,
    ...{ agents, queues, wrapUps },
    system,
    boards,
    deadlines,
    callEvents,
    ...{ callBacks, hearing },
    listenings,
    helps,
    interventions,
    takeOver,
    recordingStates,
    transfers,
    access,
    publisher,
    actions,
    recordBasis,
    words,
    intake,
    messages,
    missed,
    doors,
    blockList,
    kickOutbox,
    refreshPeople,
    /** Brings the exchange's queues in line with where somebody stands, now. */
    align: membership.align,
    /** What was promised without knowing all holidays, by the calendars as they are now. */
    recount: async () => {
      for (const recount of recounts) await recount();
      boards.changed();
    },
    start: async () => {
      await restore();
      await doors.start();
      for (const recount of recounts) await recount();
      // Missed callers after that: another server may have recounted them.
      for (const each of [missed, listenings, helps, hearing]) await each.load();
      system.start();
      counters.start();
      boards.start();
      await agentWiring.start();
      messages.start();
      tasks.start();
      askByMessage.start();
      hearing.start();
      timers = startTimers();
    },
    /** Stores what has been taken, as far as the database lets us, and ends. */
    stop: async () => {
      starting.abort();
      await messages.stop();
      await timers;
      await Promise.all([deadlines.stop(), missedAlerts.stop(), tasks.stop(), askByMessage.stop()]);
      await Promise.race([
        Promise.all([callEvents.idle(), listenings.idle(), helps.idle()]),
        new Promise((resolve) => setTimeout(resolve, 3_000).unref()),
      ]);
      await hearing.stop();
      stopping.abort();
      await agentWiring.rest();
      await doors.stop();
      await outbox.stop();
      await counters.stop();
      await boards.stop();
      system.stop();
    },
  };
}
