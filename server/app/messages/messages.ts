import type { DeliveryReported, MessageReceived } from '../../../telephony/messaging/port.ts';
import { wellFormed } from '../../../telephony/well-formed.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import type { CaseIntake } from '../cases/intake.ts';
import type { LiveCases } from '../cases/live-cases.ts';
import type { Clock, Log, Store, StoreTransaction } from '../ports/ports.ts';
import type { MessageTemplate } from '../ports/templates.ts';
import type { MessagesQueued, QueueToCitizen, ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { reasonOf } from '../shared/reason-of.ts';
import { type Conversations, createConversations } from './conversations.ts';
import { createDelivery, type PaperCarrier } from './delivery.ts';
import type { Gateways } from './gateways.ts';
import { createMessageInbox } from './inbox.ts';
import { createQueueToCitizen } from './queue-to-citizen.ts';
import { createReach } from './reach.ts';
import { createReceive } from './receive.ts';
import { createSend } from './send.ts';
import { createMessageSender } from './sender.ts';
import { type CaseOfLost, createUndelivered } from './undelivered.ts';

export interface MessagesDeps {
  readonly store: Pick<Store, 'transaction' | 'messages' | 'casesByIds' | 'callerContexts'>;
  readonly sops: SopRegistry;
  readonly intake: Pick<CaseIntake, 'openAllIn' | 'openIn' | 'committed'>;
  readonly publisher: CasePublisher;
  readonly liveCases: LiveCases;
  /** Something of messages changed that is counted. */
  readonly counted: () => void;
  readonly gateways: Gateways;
  readonly templates: readonly MessageTemplate[];
  readonly language: keyof Bilingual;
  readonly clock: Clock;
  readonly log: Log;
  readonly isAway: (error: unknown) => boolean;
  /** A report of what is no message to a citizen, such as an alert to somebody of the office. */
  readonly reportedElsewhere?: (report: DeliveryReported) => Promise<void>;
}

export interface Messages {
  readonly gateways: Gateways;
  readonly templates: readonly MessageTemplate[];
  readonly send: ReturnType<typeof createSend>;
  /** For whatever else tells or asks the citizen of a case in the transaction of its own. */
  readonly queueToCitizen: QueueToCitizen;
  readonly queued: MessagesQueued;
  readonly reachOf: ReachOf;
  /** From now on papers go out with messages; those that were to go before wait for it. */
  carryPapers(carrier: PaperCarrier): void;
  readonly conversations: Conversations;
  /** What those who operate the system should look at, in English. */
  warnings(): readonly string[];
  /** Somebody looked at the citizen's messages of a case. */
  seen(caseId: string): Promise<void>;
  /** A message of ours may be in the database, put there by somebody else. */
  kick(): void;
  start(): void;
  stop(): Promise<void>;
}

/** Messages with citizens, in both directions. */
export function createMessages(deps: MessagesDeps): Messages {
  const { store, gateways, clock, log } = deps;
  const conversations = createConversations(deps);
  const changed: Conversations['changed'] = (caseIds) => {
    conversations.changed(caseIds);
    deps.counted();
  };
  const undelivered = createUndelivered(deps);
  const lost = async (outcome: CaseOfLost | null): Promise<void> => {
    if (!outcome) return;
    deps.publisher.committed(outcome.change);
    if (outcome.opened) await deps.intake.committed(outcome.opened);
  };
  let papers: PaperCarrier | null = null;
  const sender = createMessageSender({
    store: store.messages,
    gateways: gateways.all,
    deliver: createDelivery({ ...deps, changed, undelivered, lost, papers: () => papers }),
    log,
  });
  const { kick } = sender;
  const inbox = createMessageInbox({
    store: createReceive({ ...deps, changed, kick }),
    setAside: store.messages.setAside,
    clock,
    log,
    isAway: deps.isAway,
  });

  const reported = async (told: DeliveryReported): Promise<void> => {
    const { messageId, reference, errorCode, at } = told;
    const report: DeliveryReported = {
      ...told,
      messageId: messageId && wellFormed(messageId),
      reference: wellFormed(reference),
      errorCode: errorCode && wellFormed(errorCode),
      at: at > 0 && at <= clock.now() ? at : clock.now(),
    };
    const keep = async (tx: StoreTransaction) => {
      // The case before its message, as everywhere.
      const caseId = report.status === 'failed' ? await tx.messages.caseOf(report) : null;
      if (caseId) await tx.lockCase(caseId, '');
      const message = await tx.messages.report(report);
      return { message, gone: message?.status === 'failed' ? await undelivered(tx, message) : null };
    };
    const { message, gone } = await store.transaction(keep).catch((error: unknown) => {
      if (deps.isAway(error)) throw error;
      // What became of a message is a help; one report that cannot be kept holds up no other.
      log.error(
        { reason: reasonOf(error), gateway: told.gateway },
        'a report of a message could not be stored and is passed over',
      );
      return { message: null, gone: null };
    });
    await lost(gone);
    if (message?.caseId) changed([message.caseId]);
    if (!message) await deps.reportedElsewhere?.(report);
  };

  let retrying: Promise<void> | null = null;
  const queueToCitizen = createQueueToCitizen(deps);
  const queued: MessagesQueued = (caseIds) => {
    changed(caseIds);
    kick();
  };

  return {
    gateways,
    templates: deps.templates,
    send: createSend({ ...deps, queueToCitizen, queued }),
    queueToCitizen,
    queued,
    reachOf: createReach(deps),
    carryPapers: (carrier) => {
      papers = carrier;
    },
    conversations,
    warnings: () => [
      ...[...inbox.setAside()].map(([name, count]) => `${count} message(s) of ${name} could not be stored: set aside`),
      ...Object.entries(gateways.statuses()).flatMap(([name, { clockHours }]) =>
        clockHours === undefined ? [] : `the clock of ${name} shows another zone, ${clockHours} h behind: set its TZ`,
      ),
    ],
    seen: async (caseId) => {
      const count = await store.transaction((tx) => tx.messages.markSeen(caseId, clock.now()));
      if (count > 0) changed([caseId]);
    },
    kick,
    start: () => {
      sender.start();
      for (const gateway of gateways.all) {
        gateway.start({ received: (message: MessageReceived) => inbox.received(message), reported });
      }
      retrying = inbox.takeSetAside();
    },
    stop: async () => {
      await Promise.all(gateways.all.map((gateway) => gateway.stop()));
      await retrying;
      await sender.stop();
      await conversations.idle();
    },
  };
}
