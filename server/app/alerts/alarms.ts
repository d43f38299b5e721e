import type { Topics } from '../live/topics.ts';
import { type Actor, mayAcknowledgeAlarm } from '../people/policies.ts';
import type { AlarmStore, NewAlarm } from '../ports/alarms.ts';
import type { Log } from '../ports/ports.ts';
import { createEvery, type Every } from '../shared/every.ts';

/** Alarms about people, before those in charge of data protection and of the system. */
export interface Alarms extends Every {
  /** A database that is away costs the alarm, not the work: the log has it. */
  raise(alarm: NewAlarm): void;
  /** Whoever it is about does not put it away. */
  acknowledge(actor: Actor, alarmId: string): Promise<'done' | 'not_found' | 'four_eyes'>;
}

export interface AlarmsDeps {
  readonly store: AlarmStore;
  readonly topics: Topics;
  readonly log: Log;
}

/** Other servers raise them too: what is stored is looked at so often. */
const lookEveryMs = 2_000;
/** More at a time nobody reads; the audit has all. */
const shownAtMost = 50;

export function createAlarms({ store, topics, log }: AlarmsDeps): Alarms {
  const show = async (): Promise<void> => {
    const open = await store.open(shownAtMost);
    topics.replace(
      'alarms',
      open.map(({ personId: _, ...card }) => ({
        topic: 'alarms',
        key: `alarms/${card.alarmId}` as const,
        value: card,
      })),
    );
  };
  const look = () => show().catch((error: unknown) => log.warn({ err: error }, 'the alarms could not be looked at'));
  const every = createEvery(lookEveryMs, look);
  return {
    start: () => {
      void look();
      every.start();
    },
    stop: every.stop,
    raise: (alarm) => {
      store
        .raise(alarm)
        .then(show)
        .catch((error: unknown) => log.error({ err: error, alarm: alarm.kind }, 'an alarm could not be kept'));
    },
    acknowledge: async (actor, alarmId) => {
      const alarm = await store.byId(alarmId);
      if (!alarm) return 'not_found';
      if (!mayAcknowledgeAlarm(actor, alarm)) return 'four_eyes';
      const done = await store.acknowledge(alarmId, actor.userId);
      await look();
      return done ? 'done' : 'not_found';
    },
  };
}
