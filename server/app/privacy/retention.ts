import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import type { Clock, Log } from '../ports/ports.ts';
import { type RetentionClass, type RetentionStore, retentionClasses } from '../ports/retention.ts';
import { createEvery, type Every } from '../shared/every.ts';

export interface RetentionDeps {
  readonly store: Pick<RetentionStore, 'letGo' | 'begin' | 'went' | 'end'>;
  /** How long the office keeps what; null: always. */
  readonly keepDays: Readonly<Record<RetentionClass, number | null>>;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
  readonly isAway: (error: unknown) => boolean;
  readonly log: Log;
  /** How often it looks, ms; a minute unless told. */
  readonly everyMs?: number;
}

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** When the lines are quiet and nobody is in the middle of anything. */
const beginsAtMs = 2 * hourMs;
const lookEveryMs = 60_000;

/**
 * Lets go each day, from two in the morning on, of what is older than the office keeps it. Any server may do it, class by
 * class; what a day missed, the next day's run finds.
 */
export function createRetention(deps: RetentionDeps): Every {
  const { store, keepDays, clock, timeZone, isAway, log, everyMs = lookEveryMs } = deps;
  /** The last day that is known to be done. */
  const known = new Map<RetentionClass, string>();
  let stopping = false;

  const workOn = async (of: RetentionClass, days: number, day: string): Promise<void> => {
    const whose = await store.begin(day, of);
    if (whose === 'done') known.set(of, day);
    if (whose !== 'ours') return;
    try {
      await store.letGo(of, clock.now() - days * dayMs, async (page) => {
        await store.went(day, of, page);
        return !stopping;
      });
      if (stopping) return;
      await store.end(day, of, null);
      known.set(of, day);
    } catch (error) {
      log.warn({ err: error, class: of }, 'retention did not come to its end; it is gone on with later');
      await store.end(day, of, isAway(error) ? 'database_away' : 'fault');
    }
  };
  const look = async (): Promise<void> => {
    const day = officeDay(clock.now() - beginsAtMs, timeZone);
    for (const of of retentionClasses) {
      const days = keepDays[of];
      if (days === null || known.get(of) === day || stopping) continue;
      await workOn(of, days, day).catch((error: unknown) => {
        log.warn({ err: error, class: of }, 'retention could not be looked at');
      });
    }
  };
  const every = createEvery(everyMs, look);
  return {
    start: every.start,
    stop: () => {
      stopping = true;
      return every.stop();
    },
  };
}
