import { type OfficeZone, officeDay, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import type { Topics } from './topics.ts';

/** Today's counts on the wallboard, read from the database so that they are what a report would say. */
export interface Counters {
  /** Something countable changed: the counts follow within a second. */
  changed(): void;
  start(): void;
  stop(): Promise<void>;
}

export interface CountersDeps {
  readonly store: Pick<Store, 'countsSince'>;
  readonly topics: Topics;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: OfficeZone;
}

const soonMs = 1_000;
/** Without any change the day still turns at midnight. */
const anywayMs = 30_000;

export function createCounters({ store, topics, clock, log, timeZone }: CountersDeps): Counters {
  let timer: NodeJS.Timeout | undefined;
  let soon = false;
  let reading: Promise<void> = Promise.resolve();
  let stopped = true;

  const read = async () => {
    soon = false;
    const day = officeDay(clock.now(), timeZone);
    const counts = await store.countsSince(startOfOfficeDay(day, timeZone));
    topics.replace('counters', [{ topic: 'floor', key: 'counters/today', value: { day, ...counts } }]);
  };

  const readAfter = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reading = read()
        .catch((error: unknown) => log.warn({ err: error }, 'the counts of the day could not be read'))
        .finally(() => stopped || readAfter(soon ? soonMs : anywayMs));
    }, delayMs);
  };

  return {
    changed: () => {
      if (soon || stopped) return;
      soon = true;
      readAfter(soonMs);
    },
    start: () => {
      stopped = false;
      readAfter(0);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await reading;
      clearTimeout(timer);
    },
  };
}
