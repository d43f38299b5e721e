import { randomUUID } from 'node:crypto';
import type { CommandOutcome, ExchangeCommand } from '../../../telephony/commands.ts';
import type { Skill } from '../../domain/agent/choices.ts';
import {
  type AgentPlaces,
  type CallQueue,
  changesOf,
  firstQueue,
  leadsRound,
  ledToBy,
  nothingSet,
  type Place,
  placesOf,
  queueOfService,
  type Way,
  wayOf,
  wayWhenClosed,
  wrapUpRule,
} from '../../domain/agent/queues.ts';
import { has } from '../../domain/rights/rights.ts';
import type { WrapUpRule } from '../../domain/sop/step-definition.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import type { Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { Log, Store, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createEvery } from '../shared/every.ts';
import { membershipEntry } from './agents.ts';

export type QueueRefusal =
  | 'not_allowed'
  | 'queues_not_here'
  | 'unknown_queue'
  | 'unknown_skill'
  | 'unknown_service'
  | 'service_taken'
  | 'queue_is_first'
  | 'queue_has_callers'
  | 'queue_is_led_to'
  | 'overflow_unknown'
  | 'outside_unknown'
  | 'overflow_round'
  | 'no_telephone';

/** Why the exchange does not have the queues as they are set: it is not there, its file cannot be written, or it said no. */
export type NotApplied = 'away' | 'unwritable' | 'refused';
/** Null: the exchange has it already; else it is given it again and again. */
export type QueueResult = { readonly notApplied: NotApplied | null } | { readonly refusal: QueueRefusal };

/** The queues of the office, and who takes part in which. They are known without asking anybody. */
export interface Queues {
  /** The first one among them, whether or not anybody has set it. */
  all(): readonly CallQueue[];
  readonly first: string;
  /** What people call it; of one that is no more its id. */
  nameOf(id: string): Bilingual;
  places(userId: string): readonly Place[];
  setOf(userId: string): AgentPlaces;
  /** The queue whose callers dial this number. */
  queueOf(dnis: string): string;
  /** Where its callers wait now, and where they are led on. @param exchange whose agents they can reach */
  wayOf(dnis: string, exchange: string): Way;
  /** Likewise while their service is closed; null: they are turned away. */
  wayWhenClosed(dnis: string, exchange: string): ReturnType<typeof wayWhenClosed>;
  /** The numbers outside of the office to which callers may be led. */
  readonly outside: readonly { readonly id: string; readonly name: string }[];
  save(actor: Actor, queue: CallQueue): Promise<QueueResult>;
  remove(actor: Actor, id: string): Promise<QueueResult>;
  place(actor: Actor, userId: string, places: AgentPlaces): Promise<QueueResult>;
  /** How a wrap-up after a call of this queue ends, where the procedure does not say it. */
  wrapUpOf(queue: string | null): WrapUpRule | undefined;
  /** Tells the exchange which queues there are. */
  define(): Promise<void>;
  /** How the last telling ended; null: the exchange has them. */
  notApplied(): NotApplied | null;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface QueuesDeps {
  readonly store: Pick<Store, 'transaction' | 'queues' | 'agentPlaces'>;
  /** The exchange's own queue, which is always there. */
  readonly first: string;
  readonly definesQueues: boolean;
  readonly skills: readonly Skill[];
  readonly outside: Queues['outside'];
  readonly sops: Pick<SopRegistry, 'hotlineOf' | 'services'>;
  /** Whether one of its agents is logged in who has a telephone of this exchange. */
  readonly staffed: (queue: string, exchange: string) => boolean;
  /** Whether somebody waits there. */
  readonly hasCallers: (queue: string) => boolean;
  readonly directory: Directory;
  readonly topics: Topics;
  readonly log: Log;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
  /** Cards of agents name their queues. */
  readonly shown: () => void;
  readonly kickOutbox: () => void;
}

/** Another server may have been told. */
const lookEveryMs = 5_000;

export function createQueues(deps: QueuesDeps): Queues {
  const { store, first, sops, directory, topics, log } = deps;
  let known: readonly CallQueue[] = [firstQueue(first)];
  let places: ReadonlyMap<string, AgentPlaces> = new Map();
  /** What somebody has set; the first queue is as its own file has it where nobody has. */
  let stored: readonly CallQueue[] = [];
  let seen = '';

  const look = async () => {
    const [set, of] = await Promise.all([store.queues(), store.agentPlaces()]);
    const now = JSON.stringify([set, [...of]]);
    if (now === seen) return;
    seen = now;
    stored = set;
    places = of;
    known = stored.some(({ id }) => id === first) ? stored : [firstQueue(first), ...stored];
    topics.replace(
      'queues',
      known.map(({ id, name, maxWaitSeconds }) => ({
        ...{ topic: 'floor', key: `queues/${id}` as const },
        value: { queueId: id, name, maxWaitMs: maxWaitSeconds === null ? null : maxWaitSeconds * 1000 },
      })),
    );
    deps.shown();
  };
  const looking = createEvery(lookEveryMs, () =>
    look()
      // A link that comes back asks by itself; a folder that is mended says nothing.
      .then(() => (notApplied === null || notApplied === 'away' ? undefined : define()))
      .catch((error: unknown) => log.warn({ err: error }, 'the queues could not be read')),
  );

  const asked = (dnis: string, exchange: string) => {
    const staffed = (queue: string) => deps.staffed(queue, exchange);
    return [queueOfService(sops.hotlineOf(dnis).id, known, first), known, staffed] as const;
  };

  let notApplied: NotApplied | null = null;
  const define = async (): Promise<void> => {
    if (!deps.definesQueues) return;
    const queues = stored.map(({ id: name, strategy, ringSeconds }) => ({
      name,
      strategy,
      ringMs: ringSeconds * 1000,
    }));
    const told = await deps.execute({ type: 'queues.define', queues });
    const why = told.ok ? null : told.kind === 'unwritable' ? told.kind : told.kind === 'rejected' ? 'refused' : 'away';
    if (!told.ok && why !== notApplied)
      log.warn({ kind: told.kind, reason: told.reason }, 'the exchange was not given its queues');
    notApplied = why;
  };

  /** After the commit: the exchange has the queues before anybody is to be a member of them. */
  const applied = async (): Promise<QueueResult> => {
    await look();
    await define();
    deps.kickOutbox();
    return { notApplied };
  };

  const realign = (tx: StoreTransaction, userIds: readonly string[]) => {
    const cause = `queues:${randomUUID()}`;
    return tx.addToOutbox(userIds.map((userId) => membershipEntry(userId, cause)));
  };
  const withTelephone = () => directory.all().flatMap(({ userId, extension }) => (extension ? [userId] : []));

  const refusalOf = (queue: CallQueue, others: readonly CallQueue[]): QueueRefusal | null => {
    if (queue.id !== first && !deps.definesQueues) return 'queues_not_here';
    if (queue.skills.some((skill) => !deps.skills.some(({ id }) => id === skill))) return 'unknown_skill';
    if (queue.services.some((service) => !sops.services.some(({ id }) => id === service))) return 'unknown_service';
    const to = ledToBy(queue);
    // Whoever is closed would be led to where he is turned away.
    if (queue.whenClosed && 'queue' in queue.whenClosed && queue.whenClosed.queue === queue.id) return 'overflow_round';
    if (to.queues.some((one) => one !== first && !others.some(({ id }) => id === one))) return 'overflow_unknown';
    if (to.outside.some((one) => !deps.outside.some(({ id }) => id === one))) return 'outside_unknown';
    if (leadsRound(queue.id, [...others.filter(({ id }) => id !== queue.id), queue])) return 'overflow_round';
    const taken = others.flatMap((other) => (other.id === queue.id ? [] : other.services));
    return queue.services.some((service) => taken.includes(service)) ? 'service_taken' : null;
  };

  return {
    all: () => known,
    first,
    nameOf: (id) => known.find((queue) => queue.id === id)?.name ?? { id, en: id },
    setOf: (userId) => places.get(userId) ?? nothingSet,
    places: (userId) => placesOf(places.get(userId) ?? nothingSet, known, first),
    queueOf: (dnis) => queueOfService(sops.hotlineOf(dnis).id, known, first),
    wayOf: (dnis, exchange) => wayOf(...asked(dnis, exchange)),
    wayWhenClosed: (dnis, exchange) => wayWhenClosed(...asked(dnis, exchange)),
    outside: deps.outside,

    wrapUpOf: (queue) => {
      const wrapUp = known.find(({ id }) => id === queue)?.wrapUp;
      return wrapUp ? wrapUpRule(wrapUp) : undefined;
    },

    save: async (actor, queue) => {
      if (!has(actor, 'manage queues')) return { refusal: 'not_allowed' };
      const refusal = await store.transaction(async (tx) => {
        const stored = await tx.lockQueues();
        const why = refusalOf(queue, stored);
        if (why !== null) return why;
        const before = stored.find(({ id }) => id === queue.id) ?? null;
        await tx.saveQueue(queue);
        const reason = changesOf(before, queue);
        if (reason !== '') await tx.audit({ personId: actor.userId, action: 'queue.saved', subject: queue.id, reason });
        await realign(tx, withTelephone());
        return null;
      });
      return refusal ? { refusal } : applied();
    },

    remove: async (actor, id) => {
      if (!has(actor, 'manage queues')) return { refusal: 'not_allowed' };
      if (id === first) return { refusal: 'queue_is_first' };
      // Who waits there would wait for nobody.
      if (deps.hasCallers(id)) return { refusal: 'queue_has_callers' };
      const refusal = await store.transaction(async (tx) => {
        const before = (await tx.lockQueues()).find((queue) => queue.id === id);
        if (!before) return 'unknown_queue' as const;
        if ((await tx.lockQueues()).some((queue) => ledToBy(queue).queues.includes(id)))
          return 'queue_is_led_to' as const;
        await tx.removeQueue(id);
        const reason = changesOf(before, null);
        await tx.audit({ personId: actor.userId, action: 'queue.removed', subject: id, reason });
        await realign(tx, withTelephone());
        return null;
      });
      return refusal ? { refusal } : applied();
    },

    place: async (actor, userId, wanted) => {
      if (!has(actor, 'manage queues')) return { refusal: 'not_allowed' };
      if (!directory.byId(userId)?.extension) return { refusal: 'no_telephone' };
      if (Object.keys(wanted.skills).some((skill) => !deps.skills.some(({ id }) => id === skill)))
        return { refusal: 'unknown_skill' };
      const refusal = await store.transaction(async (tx) => {
        const stored = await tx.lockQueues();
        const ids = [first, ...stored.map(({ id }) => id)];
        if (wanted.queues?.some((id) => !ids.includes(id))) return 'unknown_queue' as const;
        const reason = changesOf((await tx.placesOfAgent(userId)) ?? nothingSet, wanted);
        await tx.savePlaces(userId, wanted);
        if (reason !== '') await tx.audit({ personId: actor.userId, action: 'queue.placed', subject: userId, reason });
        await realign(tx, [userId]);
        return null;
      });
      return refusal ? { refusal } : applied();
    },

    define,
    notApplied: () => notApplied,
    start: async () => {
      await look();
      looking.start();
      // An exchange that is away learns the names only, so that nobody who waits in one is passed over.
      await define();
    },
    stop: looking.stop,
  };
}
