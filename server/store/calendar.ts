import type { DataSource } from 'typeorm';
import type { CalendarStore } from '../app/ports/calendar.ts';
import { CalendarChangeEntity, CalendarEntryEntity } from './entities/calendar.ts';
import { createLayerStore } from './layer.ts';

/** What an office says of holidays and hours in its administration, in PostgreSQL. */
export const createCalendarStore = (dataSource: DataSource): CalendarStore =>
  createLayerStore(dataSource, {
    ...{ entry: CalendarEntryEntity, change: CalendarChangeEntity },
    audited: (cause) => `calendar.${cause}`,
  });
