import { type OfficeZone, officeDay, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import { newCase } from '../../domain/case/case.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { periodOf, type RecurringTask, recurringTasksOf } from '../../domain/case/recurring-tasks.ts';
import type { Service } from '../../domain/service/service.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { CaseRecord, Clock, Log, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';

/** Opens what the office owes by its procedures when it becomes due. */
export interface RecurringTasks {
  /** Looks at once, and from time to time after that. */
  start(): void;
  stop(): Promise<void>;
}

export interface RecurringTasksDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: OfficeZone;
}

/** a recurring task may be seen this much after the office opened; its time is counted from the opening all the same. */
const lookEveryMs = 15_000;

/**
 * a recurring task is a case of nobody's: opened by the first server that looks after the office has opened on a day on which it
 * is owed, under an id made from what it is, so that any number of servers open it once. It draws no citizen's number.
 */
export function createRecurringTasks({
  store,
  sops,
  publisher,
  clock,
  log,
  timeZone,
}: RecurringTasksDeps): RecurringTasks {
  const opened = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  const open = async (service: Service, sop: SopDefinition, task: RecurringTask, dueAt: number, key: string) => {
    const day = officeDay(dueAt, timeZone);
    const period = periodOf(task.scope, day);
    const event: CaseEvent = { id: key, type: task.event, at: dueAt, data: { text: null } };
    const blank: CaseRecord = {
      caseId: uuidOf(key),
      // Read by people beside the step's name, and never taken for a citizen's.
      ticketNumber: `${sop.id}/${task.number}/${period}`,
      callId: null,
      linkedTo: null,
      serviceId: service.id,
      sopId: sop.id,
      sopVersion: sop.version,
      openedAt: dueAt,
      version: 0,
      phoneMasked: null,
      nikMasked: null,
      task: period,
      state: newCase,
    };
    const change = changeCase(sops, blank, [event], null, clock.now());
    if (await store.transaction((tx) => tx.openRecurringTask(change, day))) publisher.committed(change);
    opened.add(key);
  };

  const look = async (): Promise<void> => {
    const now = clock.now();
    const today = officeDay(now, timeZone);
    const midnight = startOfOfficeDay(today, timeZone);
    const seen = new Set<string>();
    for (const service of sops.services) {
      // A procedure of several services is one procedure of the office.
      if (seen.has(service.sopId)) continue;
      seen.add(service.sopId);
      const opens = sops.timeOf(service.id).dueAt('office', midnight, 1, midnight) - 1;
      // Closed today, or not open yet.
      if (opens > now || officeDay(opens, timeZone) !== today) continue;
      const sop = sops.current(service.sopId);
      for (const task of recurringTasksOf(sop)) {
        const key = `task:${sop.id}:${task.step}:${periodOf(task.scope, today)}`;
        if (!opened.has(key)) await open(service, sop, task, opens, key);
      }
    }
  };

  const tick = () => {
    looking = looking.then(look).catch((error: unknown) => log.warn({ err: error }, 'tasks could not be looked at'));
  };
  return {
    start: () => {
      tick();
      timer = setInterval(tick, lookEveryMs);
    },
    stop: () => {
      clearInterval(timer);
      return looking;
    },
  };
}
