import { schedulesAtMost } from '../../contract/report-schedules.ts';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { daysOfPeriod, nextTurn, type Turn } from '../../domain/figures/schedule.ts';
import { type Actor, mayReadReport } from '../people/policies.ts';
import type { Clock } from '../ports/ports.ts';
import type { NewRun, ReportScheduleStore, ScheduleSettings, StoredSchedule } from '../ports/report-schedules.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { type AskedFault, askedOf, keyOf, reportKeys } from './ask-report.ts';
import type { Figures } from './figures.ts';
import type { TakenQuery } from './take-report.ts';

export type ScheduleRefusal =
  | 'not_allowed'
  | 'not_found'
  | 'mail_not_set_up'
  | 'too_many_schedules'
  /** Of a field. */
  | AskedFault;

/** Reports that go out by themselves: whoever may read a report has it sent, to those who may read it too. */
export interface Schedules {
  save(
    actor: Actor,
    scheduleId: string,
    settings: ScheduleSettings,
    active: boolean,
  ): Promise<{ readonly nextAt: number | null } | { readonly refusal: ScheduleRefusal }>;
  delete(actor: Actor, scheduleId: string): Promise<ScheduleRefusal | null>;
  sendNow(actor: Actor, scheduleId: string): Promise<ScheduleRefusal | null>;
}

export interface SchedulesDeps {
  readonly store: ReportScheduleStore;
  readonly figures: Pick<Figures, 'fields'>;
  readonly sops: Pick<SopRegistry, 'services'>;
  /** The words with every number that may be a person's hidden. */
  readonly inTheOpen: (words: string) => string;
  /** Whether there is a mail server. */
  readonly mail: boolean;
  readonly timeZone: OfficeZone;
  readonly clock: Clock;
  /** Something may be to be sent. */
  readonly kick: () => void;
}

/** When it is a schedule's turn. Pure. */
export function turnOf({ every, on, time }: Pick<ScheduleSettings, 'every' | 'on' | 'time'>): Turn {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { every, on, minute: hour * 60 + minute };
}

/** What is asked of the figures for these days. Pure. */
export const queryOf = (
  { asked, language, report }: ScheduleSettings,
  days: Pick<NewRun, 'from' | 'to'>,
): TakenQuery => ({ ...asked, ...days, by: keyOf(report, asked.by), language });

export function createSchedules(deps: SchedulesDeps): Schedules {
  const { store, sops, clock, timeZone } = deps;

  const faultOf = async (settings: ScheduleSettings): Promise<AskedFault | null> => {
    const { report, asked, every, on, name, recipients, period } = settings;
    const fault = (field: string, code: AskedFault['code'], message: string) => ({ field, code, message });
    if (deps.inTheOpen(name) !== name) return fault('name', 'has_number', 'No number of a person stands in a name.');
    if (every === 'week' && on > 7) return fault('on', 'out_of_range', 'A week has seven days.');
    const chosen = reportKeys[report].length > 1;
    if (chosen && !reportKeys[report].includes(asked.by))
      return fault('asked.by', 'unknown', 'Not told apart by that.');
    if (asked.service !== undefined && !sops.services.some(({ id }) => id === asked.service))
      return fault('asked.service', 'unknown', 'There is no such service.');
    const query = queryOf(settings, daysOfPeriod(period, clock.now(), timeZone));
    const found = askedOf(query, query.by, deps);
    if ('fault' in found) return { ...found.fault, field: `asked.${found.fault.field}` };
    const people = new Map((await store.people()).map((person) => [person.personId, person]));
    for (const [index, personId] of recipients.entries()) {
      const person = people.get(personId);
      if (!person?.active) return fault(`recipients.${index}`, 'unknown', 'Nobody of the office.');
      if (!mayReadReport({ userId: personId, role: person.role }, report))
        return fault(`recipients.${index}`, 'may_not_read', 'This person may not read the report.');
    }
    return null;
  };
  /** One that the asker may know of. */
  const known = async (actor: Actor, scheduleId: string): Promise<StoredSchedule | null> => {
    const found = await store.byId(scheduleId);
    return found && mayReadReport(actor, found.settings.report) ? found : null;
  };

  return {
    save: async (actor, scheduleId, settings, active) => {
      if (!mayReadReport(actor, settings.report)) return { refusal: 'not_allowed' };
      const before = await store.byId(scheduleId);
      if (before && !mayReadReport(actor, before.settings.report)) return { refusal: 'not_found' };
      // What rests needs no server, so that it can be put to rest when there is none.
      if (active && !deps.mail) return { refusal: 'mail_not_set_up' };
      const fault = await faultOf(settings);
      if (fault !== null) return { refusal: fault };
      const now = clock.now();
      const nextAt = active ? nextTurn(turnOf(settings), now, timeZone) : null;
      const schedule = { scheduleId, ownerId: actor.userId, settings, active, nextAt };
      return (await store.save(schedule, now, schedulesAtMost)) ? { nextAt } : { refusal: 'too_many_schedules' };
    },
    delete: async (actor, scheduleId) => {
      if ((await known(actor, scheduleId)) === null) return 'not_found';
      return (await store.delete(scheduleId, { personId: actor.userId })) ? null : 'not_found';
    },
    sendNow: async (actor, scheduleId) => {
      const found = await known(actor, scheduleId);
      if (found === null) return 'not_found';
      if (!deps.mail) return 'mail_not_set_up';
      const now = clock.now();
      const run = { dueAt: now, missed: 0, ...daysOfPeriod(found.settings.period, now, timeZone) };
      await store.beginNow(found, run, actor.userId);
      deps.kick();
      return null;
    },
  };
}
