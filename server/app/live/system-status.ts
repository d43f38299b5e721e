import type { Exchanges } from '../../../telephony/exchanges.ts';
import type { SystemCard } from '../../contract/floor.ts';
import type { Directory } from '../people/directory.ts';
import { sharedTopics } from '../people/policies.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import { deskOf, type Topics } from './topics.ts';

type ExchangeCard = SystemCard['exchanges'][number];

/** Whether what people see can be trusted: the link to the exchange, and PostgreSQL. */
export interface SystemStatus {
  exchange(name: string, connected: boolean): void;
  /** The lists that forms offer are others now. @param version how often they were changed */
  lists(version: number): void;
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
  readonly exchanges: Pick<Exchanges, 'names' | 'named'>;
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
  exchanges,
}: SystemStatusDeps): SystemStatus {
  let card: SystemCard = {
    exchanges: exchanges.names.map((name) => ({ name, connected: false, since: clock.now(), behindMs: 0 })),
    database: { available: true, since: clock.now() },
    lists: 0,
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

  const change = (name: string, to: Partial<ExchangeCard>) => {
    card = { ...card, exchanges: card.exchanges.map((one) => (one.name === name ? { ...one, ...to } : one)) };
    publish();
  };

  const lag = () => {
    for (const { name, behindMs } of card.exchanges) {
      const behind = exchanges.named(name).status().behindMs ?? 0;
      // Whole seconds, so that nobody is told of every millisecond.
      const shown = behind < behindFromMs ? 0 : Math.floor(behind / 1000) * 1000;
      if (behindMs === shown) continue;
      if (behindMs === 0) log.warn({ exchange: name, behindMs: behind }, 'what is heard of the exchange is old');
      change(name, { behindMs: shown });
    }
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
    exchange: (name, connected) => change(name, { connected, since: clock.now() }),
    lists: (version) => {
      card = { ...card, lists: version };
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
