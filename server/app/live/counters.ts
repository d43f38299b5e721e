import { msToMidnight, type OfficeZone, officeDay, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import { createSoon, type Soon } from './soon.ts';
import type { Topics } from './topics.ts';

/** Today's counts on the wallboard, read from the database so that they are what a report would say. */
export type Counters = Soon;

export interface CountersDeps {
  readonly store: Pick<Store, 'countsSince'>;
  readonly topics: Topics;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: OfficeZone;
}

const soonMs = 1_000;
/** Without any change they are looked at all the same. */
const anywayMs = 30_000;

/** When the day's figures are to be read without a change, ms from now: at midnight the day turns. */
export const anywayOrMidnight = (now: number, zone: OfficeZone): number => Math.min(anywayMs, msToMidnight(now, zone));

export function createCounters({ store, topics, clock, log, timeZone }: CountersDeps): Counters {
  return createSoon({
    soonMs,
    anywayMs: () => anywayOrMidnight(clock.now(), timeZone),
    read: async () => {
      const day = officeDay(clock.now(), timeZone);
      const counts = await store.countsSince(startOfOfficeDay(day, timeZone));
      topics.replace('counters', [{ topic: 'floor', key: 'counters/today', value: { day, ...counts } }]);
    },
    failed: (error) => log.warn({ err: error }, 'the counts of the day could not be read'),
  });
}
