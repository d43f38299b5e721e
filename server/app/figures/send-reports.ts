import { backOffMs } from '../../../telephony/back-off.ts';
import { dayInWords, type OfficeZone, zoneNames } from '../../domain/calendar/office-day.ts';
import { daysOfPeriod, dueTurn } from '../../domain/figures/schedule.ts';
import { mayReadReport } from '../people/policies.ts';
import type { Clock, Log } from '../ports/ports.ts';
import type {
  MailedPerson,
  ReportLetter,
  ReportScheduleStore,
  SendReport,
  StoredRun,
  StoredSchedule,
  ToldOutcome,
} from '../ports/report-schedules.ts';
import { createLoop, type Loop } from '../shared/loop.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { queryOf, turnOf } from './schedules.ts';
import type { TakeReport } from './take-report.ts';

export interface SendReportsDeps {
  readonly store: Pick<ReportScheduleStore, 'begin' | 'claim' | 'told' | 'settle' | 'people'>;
  readonly take: TakeReport;
  /** Null: no mail server is set up. */
  readonly send: SendReport | null;
  readonly timeZone: OfficeZone;
  readonly clock: Clock;
  readonly log: Log;
}

/** A run whose server was killed is taken up after this; noting that one letter went out begins it anew. */
const leaseMs = 120_000;
/** With the pauses below: for six hours. */
const attemptsAtMost = 12;
/** A report is due at a minute of the day. */
const pollMs = 5_000;
const pauses = { firstMs: 60_000, longestMs: 3_600_000 };

type Reason = NonNullable<StoredRun['reason']>;
interface End {
  readonly state: StoredRun['state'];
  readonly reason: StoredRun['reason'];
}
const failed = (reason: Reason): End => ({ state: 'failed', reason });
const again = (reason: Reason): End => ({ state: 'pending', reason });

/**
 * Sends reports when it is their turn. The database says what is due, so nothing is lost: a run that was broken off is
 * taken up by the next server, for those whom nobody noted to have been written to.
 */
export function createSendReports(deps: SendReportsDeps): Loop {
  const { store, send, clock, log, timeZone } = deps;

  const nameDue = (now: number) =>
    store.begin(now, ({ settings, nextAt }) => {
      const due = dueTurn(turnOf(settings), nextAt, now, timeZone);
      if (due === null) return { run: null, next: nextAt };
      const days = daysOfPeriod(settings.period, due.at, timeZone);
      return { run: { dueAt: due.at, missed: due.missed, ...days }, next: due.next };
    });

  /** Who is written to now; of the others is noted why they are not. Null: the schedule was deleted. */
  const toWrite = async (
    { settings }: StoredSchedule,
    run: StoredRun,
    people: ReadonlyMap<string, MailedPerson>,
  ): Promise<(MailedPerson & { email: string })[] | null> => {
    const found: (MailedPerson & { email: string })[] = [];
    for (const personId of settings.recipients) {
      if (run.told[personId] !== undefined) continue;
      const person = people.get(personId);
      const why = whyNot(person, settings.report);
      if (why === null) found.push(person as MailedPerson & { email: string });
      else if (!(await store.told(run.runId, personId, why, clock.now() + leaseMs))) return null;
    }
    return found;
  };

  /** @returns what to note of the run; null: the schedule was deleted meanwhile */
  const carry = async (schedule: StoredSchedule, run: StoredRun): Promise<End | null> => {
    const { settings, ownerId } = schedule;
    if (send === null) return failed('not_set_up');
    const people = new Map((await store.people()).map((person) => [person.personId, person]));
    const owner = people.get(ownerId);
    if (!owner?.active) return failed('owner_left');
    if (!mayReadReport({ userId: ownerId, role: owner.role }, settings.report)) return failed('owner_no_right');
    const waiting = await toWrite(schedule, run, people);
    if (waiting === null) return null;
    const before = settings.recipients.flatMap((personId) => run.told[personId] ?? []);
    if (waiting.length === 0) return endOf(before);
    if (run.attempts > attemptsAtMost) return failed('gateway');
    const files = await filesOf(schedule, run);
    if ('state' in files) return files;
    const outcomes: ToldOutcome[] = [...before];
    let open: Reason | null = null;
    for (const person of waiting) {
      const outcome = await send(letterTo(person, owner.name, files, schedule, run));
      if (!outcome.ok && outcome.kind !== 'rejected') {
        log.warn({ runId: run.runId, kind: outcome.kind, code: outcome.code }, 'a report was not sent; trying again');
        open = 'gateway';
        // A server that is away is away for the others, too.
        if (outcome.kind === 'unreachable') break;
        continue;
      }
      const told = outcome.ok ? 'sent' : 'rejected';
      outcomes.push(told);
      if (!(await store.told(run.runId, person.personId, told, clock.now() + leaseMs))) return null;
    }
    return open === null ? endOf(outcomes) : again(open);
  };

  const filesOf = async ({ settings }: StoredSchedule, run: StoredRun): Promise<End | Files> => {
    const files: { name: string; type: string; bytes: Uint8Array }[] = [];
    let title = '';
    for (const format of settings.formats) {
      const taken = await deps.take(settings.report, format, queryOf(settings, run));
      if (taken.ok) {
        title = taken.title;
        files.push({ name: taken.name, type: taken.type, bytes: taken.bytes });
      } else if ('fault' in taken) return failed('asked_wrong');
      else if (taken.made.why === 'too_large') return failed('too_large');
      else return taken.made.why === 'template' ? failed('paper') : again('paper');
    }
    return { title, files };
  };

  const letterTo = (
    { personId, email }: MailedPerson & { email: string },
    owner: string,
    { title, files }: Files,
    { settings: { language, name } }: StoredSchedule,
    { runId, from, to, missed }: StoredRun,
  ): ReportLetter => {
    const days = from === to ? [from] : [from, to];
    const period = `${days.map((day) => dayInWords(day, language)).join(' – ')} (${zoneNames[timeZone]})`;
    const id = uuidOf(`report ${runId} ${personId}`);
    return { id, to: email, language, title, name, owner, period, missed, files, writtenAt: clock.now() };
  };

  return createLoop({
    log,
    trouble: 'reports could not be sent; trying again',
    pollMs,
    round: async (stopping) => {
      await nameDue(clock.now());
      while (!stopping()) {
        const taken = await store.claim(clock.now(), leaseMs);
        if (taken === null) return false;
        const { schedule, run } = taken;
        const end = await carry(schedule, run);
        if (end === null) continue;
        const over = end.state === 'pending' && run.attempts >= attemptsAtMost ? failed(end.reason ?? 'gateway') : end;
        const at = clock.now();
        const pause = backOffMs(pauses, run.attempts - 1);
        await store.settle(run.runId, { ...over, at, nextTryAt: over.state === 'pending' ? at + pause : null });
      }
      return false;
    },
  });
}

interface Files {
  readonly title: string;
  readonly files: ReportLetter['files'];
}

/** Rights as they are now: what held when the schedule was made counts for nothing. */
function whyNot(person: MailedPerson | undefined, report: string): ToldOutcome | null {
  if (!person?.active) return 'left';
  if (!mayReadReport({ userId: person.personId, role: person.role }, report)) return 'no_right';
  return person.email === null ? 'no_address' : null;
}

function endOf(outcomes: readonly ToldOutcome[]): End {
  if (outcomes.includes('sent')) return { state: 'sent', reason: null };
  return failed(outcomes.includes('rejected') ? 'rejected' : 'nobody');
}
