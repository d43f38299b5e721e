import { askingText, questionByMessage } from '../../domain/survey/by-message.ts';
import { isAskable } from '../../domain/survey/survey.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import type { MessagesQueued, QueueToCitizen } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';

export interface AskByMessageDeps {
  readonly store: Pick<Store, 'transaction' | 'toBeAsked'>;
  readonly sops: Pick<SopRegistry, 'services' | 'timeOf'>;
  readonly queueToCitizen: QueueToCitizen;
  readonly queued: MessagesQueued;
  readonly clock: Clock;
  readonly log: Log;
  readonly language: 'id' | 'en';
}

/** Made from the case: it is asked once, by however many servers. */
export const askingId = (caseId: string): string => uuidOf(`survey ${caseId}`);

const lookEveryMs = 5_000;
/** Who was not asked by then is not asked any more: a service may have been closed for a long weekend. */
const lookBackMs = 4 * 86_400_000;
/** Nobody is asked more often than this, whatever they report meanwhile. */
const restMs = 7 * 86_400_000;

/**
 * Asks citizens by a message how it was when their ticket is over, while the service is open: nobody is woken by it. What
 * is due is read from what is stored, so a server that was away asks afterwards, and nothing is asked twice.
 */
export function createAskByMessage(deps: AskByMessageDeps) {
  const { store, sops, clock, log } = deps;
  const asking = sops.services.filter((service) => questionByMessage(service) !== null);
  /** Whom nothing reaches: tried once a start. */
  const unreached = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  const isOpen = (serviceId: string, now: number) =>
    sops.timeOf(serviceId).spent('elapsed', now, now + 60_000, now) > 0;

  const ask = (caseId: string): Promise<boolean> =>
    store.transaction(async (tx) => {
      const id = askingId(caseId);
      const record = (await tx.lockCase(caseId, id))?.record;
      const question = questionByMessage(asking.find((service) => service.id === record?.serviceId));
      if (!record || !question || record.restricted === true || !isAskable(record.state, clock.now())) return false;
      const citizen = await tx.messages.correspondent(caseId);
      if (!citizen) return false;
      const door = { serviceId: citizen.last?.serviceId ?? record.serviceId, address: citizen.address.key };
      if (await tx.messages.wasAsked(door, clock.now() - restMs)) return false;
      const text = askingText(record.ticketNumber, question, deps.language);
      const outcome = await deps.queueToCitizen(tx, record, { id, text, purpose: 'survey', personId: null }, citizen);
      return outcome.ok && outcome.added;
    });

  const look = async () => {
    const now = clock.now();
    const open = asking.filter(({ id }) => isOpen(id, now)).map(({ id }) => id);
    if (open.length === 0) return;
    const asked: string[] = [];
    for (const caseId of await store.toBeAsked(open, now - lookBackMs)) {
      if (unreached.has(caseId)) continue;
      if (await ask(caseId)) asked.push(caseId);
      else unreached.add(caseId);
    }
    if (asked.length > 0) deps.queued(asked);
  };
  const tick = () => {
    looking = looking.then(look).catch((error: unknown) => log.warn({ err: error }, 'citizens could not be asked'));
  };
  return {
    start: () => {
      if (asking.length === 0) return;
      tick();
      timer = setInterval(tick, lookEveryMs);
    },
    stop: () => {
      clearInterval(timer);
      return looking;
    },
  };
}
