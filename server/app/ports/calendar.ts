import type { Entry, EntryChange } from '../../domain/calendar/own-entries.ts';
import type { LayerChange, LayerState, LayerStore } from './layer.ts';

/**
 * Why entries changed: a day was said or taken away, a year's table was taken over, the holidays of a year were said to be
 * all known or not to be so after all, hours of a calendar were said, or a change was taken back.
 */
export type CalendarCause = 'saved' | 'removed' | 'table' | 'completed' | 'reopened' | 'hours' | 'undone';

export type CalendarChange = LayerChange<CalendarCause, EntryChange>;
export type CalendarState = LayerState<Entry>;

/** What an office says of holidays and hours before its files. */
export type CalendarStore = LayerStore<CalendarCause, Entry, EntryChange>;
