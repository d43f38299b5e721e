import { ageBounds, type StepOfTile, stepOfTile } from '../../contract/wallboard-tiles.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { type OfficeZone, officeDay, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import { workdaysOldBefore } from '../../domain/calendar/workdays.ts';
import type { BoardFigureStore, LateStep } from '../ports/board-figures.ts';
import type { Clock, Log } from '../ports/ports.ts';
import type { WallboardStore } from '../ports/wallboards.ts';
import type { PublishedProcedures } from '../procedures/published.ts';
import { anywayOrMidnight } from './counters.ts';
import { createSoon, type Soon } from './soon.ts';
import type { Entry, Topics } from './topics.ts';

export interface BoardFiguresDeps {
  readonly store: BoardFigureStore & Pick<WallboardStore, 'tiles'>;
  readonly published: Pick<PublishedProcedures, 'inForce' | 'lastWith'>;
  readonly topics: Topics;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: OfficeZone;
  /** Of the office: by its working days tickets grow old. */
  readonly calendar: () => Calendar;
}

const soonMs = 1_000;

/**
 * What screens on walls show beside the day's counts: read from the database, and only what some screen asks for, since
 * all of it costs something that grows with what is open.
 */
export function createBoardFigures(deps: BoardFiguresDeps): Soon {
  const { store, topics, clock, log, timeZone } = deps;
  const read = async () => {
    const tiles = await store.tiles();
    const now = clock.now();
    const steps = tiles.flatMap((tile) => stepOfTile(tile) ?? []);
    const entries: Entry[] = [];
    if (tiles.includes('messages'))
      entries.push({ topic: 'floor', key: 'waitingMessages/now', value: await store.waitingMessages() });
    if (tiles.includes('ages')) {
      const before = ageBounds.map((days) => workdaysOldBefore(deps.calendar(), now, days));
      entries.push({ topic: 'floor', key: 'openAges/now', value: { counts: [...(await store.openSince(before))] } });
    }
    if (steps.length > 0) {
      const day = officeDay(now, timeZone);
      const late = await store.lateSteps(steps, startOfOfficeDay(day, timeZone), now);
      for (const one of late)
        entries.push({
          topic: 'floor',
          key: `lateSteps/${one.procedure}/${one.step}`,
          value: { ...told(deps.published, one), day },
        });
    }
    topics.replace('board figures', entries);
  };
  return createSoon({
    soonMs,
    anywayMs: () => anywayOrMidnight(clock.now(), timeZone),
    read,
    failed: (error) => log.warn({ err: error }, 'the figures of the wallboards could not be read'),
  });
}

/** What the step is called, and whether tickets that begin now still come to it. */
function told(published: BoardFiguresDeps['published'], late: LateStep) {
  const { procedure, step } = late satisfies StepOfTile;
  const inForce = published.inForce().find(({ id }) => id === procedure);
  const here = inForce?.steps.find(({ id }) => id === step);
  const sop = here ? inForce : published.lastWith(procedure, step);
  const { name, number } = here ?? sop?.steps.find(({ id }) => id === step) ?? { name: null, number: null };
  return { ...late, name, number, title: (sop ?? inForce)?.title ?? null, gone: here === undefined };
}
