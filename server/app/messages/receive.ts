import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageReceived } from '../../../telephony/messaging/port.ts';
import { citizenAddress } from '../../domain/message/address.ts';
import { ticketsNamedIn } from '../../domain/message/thread.ts';
import type { Bilingual, Channel } from '../../domain/sop/terms.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import type { CaseIntake } from '../cases/intake.ts';
import type { Known } from '../ports/messages.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { type AtDoor, createInboundBatch, type Sat } from './inbound-batch.ts';

export interface ReceiveDeps {
  readonly store: Pick<Store, 'transaction' | 'callerContexts'>;
  readonly sops: SopRegistry;
  readonly intake: Pick<CaseIntake, 'openAllIn'>;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly language: keyof Bilingual;
  /** Conversations of these cases changed. */
  readonly changed: (caseIds: readonly string[]) => void;
  /** There is something to send. */
  readonly kick: () => void;
}

/** Nobody sees the difference. */
const gatherMs = 25;

/**
 * Stores messages of citizens in one transaction: each opens a case or goes on in one, and is answered with its ticket
 * number by way of the messages to be sent. One that is stored already changes nothing. It returns when all is durable;
 * people see it a moment later, and no gateway waits for that.
 */
export function createReceive(deps: ReceiveDeps) {
  const { store, sops, log } = deps;

  const atDoor = (message: MessageReceived): AtDoor => {
    const service = sops.serviceAt(message.channel as Channel, message.to);
    if (!service)
      log.warn({ id: message.id, channel: message.channel }, 'a message came to no service: see services.yaml');
    const address = citizenAddress(message.channel, message.from);
    const serviceId = service?.id ?? `channel:${message.channel}`;
    return { message, service, address, key: { serviceId, channel: message.channel, address: address.key } };
  };

  /** What people have not been shown yet. */
  let unseen: Sat[] = [];
  let showing = false;
  const show = async (): Promise<void> => {
    while (unseen.length > 0) {
      const batches = unseen;
      unseen = [];
      const fresh = batches.flatMap(({ opened }) => opened.flatMap(({ change }) => change ?? []));
      const ids = fresh.map(({ record }) => record.caseId);
      // Who it may be is a help and no more: without it the case is shown all the same.
      const contexts = ids.length > 0 ? await store.callerContexts(ids).catch(() => undefined) : undefined;
      for (const change of fresh) deps.publisher.committed(change, contexts?.get(change.record.caseId));
      for (const { changes } of batches) for (const change of changes) deps.publisher.committed(change);
      deps.changed(batches.flatMap(({ caseIds }) => caseIds));
      // A storm is shown many at a time.
      await sleep(gatherMs);
    }
  };

  return async (messages: readonly MessageReceived[]): Promise<void> => {
    // Told twice within one transaction: the first counts.
    const doors = [...new Map(messages.map((message) => [message.id, message])).values()].map(atDoor);
    const done = await store.transaction(async (tx) => {
      await tx.messages.lockConversations(doors.map(({ key }) => key));
      const known = await tx.messages.known(
        doors.map(({ message, key }) => ({
          ...key,
          id: message.id,
          tickets: ticketsNamedIn(`${message.mail?.subject ?? ''}\n${message.text}`),
          answersOurs: message.mail?.answersOurs ?? [],
          answers: message.mail?.answers ?? [],
        })),
      );
      const met = known.flatMap(({ seen, named, strange, last }) => (seen ? [] : [named, strange, last]));
      const locked = await tx.lockCases([...new Set(met.flatMap((one) => (one ? [one.caseId] : [])))]);
      const batch = createInboundBatch(deps, tx, locked);
      for (const [index, door] of doors.entries()) {
        const facts = known[index] as Known;
        if (!facts.seen) await batch.take(door, facts);
      }
      return batch.finish();
    });
    if (done.toSend) deps.kick();
    unseen.push(done);
    if (showing) return;
    showing = true;
    show()
      .catch((error: unknown) => log.error({ err: error }, 'what messages changed could not be shown'))
      .finally(() => {
        showing = false;
      });
  };
}
