import type { CalendarDefinition, WeeklyHours } from '../../domain/calendar/definition.ts';
import type { OfficeDay } from '../../domain/calendar/office-day.ts';
import { changeOfHours, ordered, type WeekFault, weekFaults } from '../../domain/calendar/own-hours.ts';
import type { Actor } from '../people/policies.ts';
import type { CalendarRefusal, OfficeCalendar } from './office-calendar.ts';

/** Hours of a calendar from a day on. */
export interface HoursDraft {
  readonly calendarId: string;
  readonly from: OfficeDay;
  readonly hours: WeeklyHours;
}

export type ServiceHours = ReturnType<typeof createServiceHours>;

/**
 * Hours as the administration says them, from today or a later day on: doors open and new promises count by them at
 * once. No promise that was made moves, but for provisional ones, as with holidays.
 */
export function createServiceHours(
  definitions: readonly CalendarDefinition[],
  { change, today }: Pick<OfficeCalendar, 'change' | 'today'>,
) {
  return {
    save: async (
      actor: Actor,
      { calendarId, from, hours }: HoursDraft,
    ): Promise<CalendarRefusal | readonly WeekFault[] | null> => {
      const faults = weekFaults(hours);
      if (faults.length > 0) return faults;
      return change(actor, 'hours', (own) => {
        const definition = definitions.find(({ id }) => id === calendarId);
        if (!definition) return 'unknown_calendar';
        if (from < today()) return 'calendar_past';
        const said = changeOfHours(definition, from, ordered(hours), own);
        return said === null ? [] : [said];
      });
    },
  };
}
