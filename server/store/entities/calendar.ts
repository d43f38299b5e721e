import { layerChanges, layerEntries } from './layer.ts';

/** What the office says of a day, a year or hours otherwise than the files of holidays; see `domain/calendar/own-entries.ts`. */
export const CalendarEntryEntity = layerEntries('calendar_entry');
export const CalendarChangeEntity = layerChanges('calendar_change');
