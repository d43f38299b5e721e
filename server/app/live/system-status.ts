import type { SystemCard } from '../../contract/floor.ts';
import type { Directory } from '../people/directory.ts';
import { sharedTopics } from '../people/policies.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import { deskOf, type Topics } from './topics.ts';

/** Whether what people see can be trusted: the link to the exchange, and PostgreSQL. */
export interface SystemStatus {
  exchange(connected: boolean): void;
  readonly now: SystemCard;
  start(): void;
  stop(): void;
  republish(): void;
}

export interface SystemStatusDeps {
  readonly topics: Topics;
  readonly directory: Directory;
  readonly store: Pick<Store, 'ping'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly exchangeName: string;
  /** How old what is heard of the exchange is. */
  readonly behindMs: () => number;
}

const pingEveryMs = 1_000;
/** Less is no news to anybody: an answer takes that long on a busy machine. */
const behindFromMs = 2_000;

export function createSystemStatus({
  topics,
  directory,
  store,
  clock,
  log,
  exchangeName,
  behindMs,
}: SystemStatusDeps): SystemStatus {
  let card: SystemCard = {
    exchange: { name: exchangeName, connected: false, since: clock.now(), behindMs: 0 },
    database: { available: true, since: clock.now() },
  };
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;

  const publish = () => {
    const everywhere = [...sharedTopics, ...directory.all().map((person) => deskOf(person.userId))];
    topics.replace(
      'system',
      everywhere.map((topic) => ({ topic, key: 'system/status', value: card })),
    );
  };

  const database = (available: boolean) => {
    if (card.database.available === available) return;
    card = { ...card, database: { available, since: clock.now() } };
    log.warn({ available }, available ? 'the database is back' : 'the database is away');
    publish();
  };

  const lag = () => {
    const behind = behindMs();
    // Whole seconds, so that nobody is told of every millisecond.
    const shown = behind < behindFromMs ? 0 : Math.floor(behind / 1000) * 1000;
    if (card.exchange.behindMs === shown) return;
    if (card.exchange.behindMs === 0) log.warn({ behindMs: behind }, 'what is heard of the exchange is old');
    card = { ...card, exchange: { ...card.exchange, behindMs: shown } };
    publish();
  };

  const ping = () => {
    lag();
    store
      .ping()
      .then(() => database(true))
      .catch(() => database(false))
      .finally(() => {
        if (!stopped) timer = setTimeout(ping, pingEveryMs);
      });
  };

  return {
    exchange: (connected) => {
      card = { ...card, exchange: { ...card.exchange, connected, since: clock.now() } };
      publish();
    },
    get now() {
      return card;
    },
    start: () => {
      stopped = false;
      publish();
      ping();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
    republish: publish,
  };
}
