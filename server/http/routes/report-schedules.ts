import { Router } from 'express';
import type { ScheduleRefusal, Schedules } from '../../app/figures/schedules.ts';
import { mayReadReport } from '../../app/people/policies.ts';
import type { MailedPerson, ReportScheduleStore, StoredRun } from '../../app/ports/report-schedules.ts';
import type { Bilingual } from '../../contract/primitives.ts';
import type { ReportRun } from '../../contract/report-schedules.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface ReportScheduleRoutesDeps {
  readonly schedules: Schedules;
  readonly store: Pick<ReportScheduleStore, 'list' | 'people'>;
  /** Whether there is a mail server. */
  readonly mail: boolean;
  readonly timeZone: string;
  readonly services: readonly { readonly id: string; readonly name: Bilingual }[];
}

/** Reports that go out by themselves. No address of anybody is told. */
export function reportScheduleRoutes({ schedules, store, mail, timeZone, services }: ReportScheduleRoutesDeps): Router {
  const router = Router();
  mount(router, 'reportSchedules', async ({ actor }) => {
    const [all, everybody] = await Promise.all([store.list(), store.people()]);
    const people = new Map(everybody.map((person) => [person.personId, person]));
    return {
      ...{ mail, zone: timeZone },
      schedules: all
        .filter(({ settings }) => mayReadReport(actor, settings.report))
        .map(({ scheduleId, ownerId, settings, active, nextAt, last }) => ({
          ...{ ...settings, scheduleId, active, nextAt },
          serviceName: services.find(({ id }) => id === settings.asked.service)?.name ?? null,
          ownerName: people.get(ownerId)?.name ?? null,
          last: last && runOf(last, settings.recipients, people),
        })),
      people: everybody
        .filter(({ active, personId, role }) => active && mayReadReport({ userId: personId, role }, 'calls'))
        .map(({ personId, name, email }) => ({ personId, name, reachable: email !== null })),
    };
  });
  mount(router, 'saveReportSchedule', async ({ actor, params: { scheduleId }, body: { active, ...settings } }) => {
    const saved = await schedules.save(actor, scheduleId, settings, active);
    if ('refusal' in saved) throw refused(saved.refusal);
    return { scheduleId, nextAt: saved.nextAt };
  });
  mount(router, 'deleteReportSchedule', async ({ actor, params: { scheduleId } }) => {
    const why = await schedules.delete(actor, scheduleId);
    if (why !== null) throw refused(why);
    return undefined as never;
  });
  mount(router, 'sendReportSchedule', async ({ actor, params: { scheduleId } }) => {
    const why = await schedules.sendNow(actor, scheduleId);
    if (why !== null) throw refused(why);
    return undefined as never;
  });
  return router;
}

/** As its readers see it: by name, also whoever is a recipient no more. */
function runOf(
  { told, runId: _, ...run }: StoredRun,
  recipients: readonly string[],
  people: ReadonlyMap<string, MailedPerson>,
): ReportRun {
  const waiting = run.state === 'pending' ? recipients.filter((personId) => told[personId] === undefined) : [];
  const outcomes = [...Object.entries(told), ...waiting.map((personId) => [personId, 'waiting'] as const)];
  return {
    ...run,
    told: outcomes.map(([personId, outcome]) => ({ name: people.get(personId)?.name ?? '', outcome })),
  };
}

function refused(why: ScheduleRefusal): HttpProblem {
  switch (why) {
    case 'not_allowed':
      return new HttpProblem(403, why, 'Your role does not allow this.');
    case 'not_found':
      return new HttpProblem(404, why, 'There is no such schedule.');
    case 'mail_not_set_up':
      return new HttpProblem(409, why, 'No mail server is set up: SMTP_URL and MAIL_FROM.');
    case 'too_many_schedules':
      return new HttpProblem(409, why, 'There are too many. Delete first what is not used any more.');
    default:
      return invalid([why]);
  }
}
