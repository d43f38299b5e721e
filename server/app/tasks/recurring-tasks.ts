import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import {
  type OwedTask,
  owedTasks,
  type RecurringTask,
  recurringTasksOf,
  type TaskMark,
} from '../../domain/case/recurring-tasks.ts';
import type { Service } from '../../domain/service/service.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import { openedBy } from '../cases/open-case.ts';
import type { CaseChange, Clock, Log, Store } from '../ports/ports.ts';
import type { TaskKey } from '../ports/tasks.ts';
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

/** A task may be seen this much after it fell due; its time is counted from then all the same. */
const lookEveryMs = 15_000;

/**
 * A recurring task is a case of nobody's: opened by the first server that looks after it fell due, under an id made from
 * what it is, so that any number of servers open it once. It draws no citizen's number. How far an office has come with
 * each task is stored, so that what fell due while no server ran is made up, and a first start owes nothing of the past.
 */
export function createRecurringTasks(deps: RecurringTasksDeps): RecurringTasks {
  const { store, sops, publisher, clock, log, timeZone } = deps;
  const marks = new Map<string, TaskMark>();
  /** Services are what they are while the server runs. */
  let rested = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  const opened = (
    service: Service,
    sop: SopDefinition,
    task: RecurringTask,
    { period, dueAt }: OwedTask,
  ): CaseChange => {
    const key = `task:${sop.id}:${task.step}:${period}`;
    const event: CaseEvent = { id: key, type: task.event, at: dueAt, data: {} };
    const of = {
      // Read by people beside the step's name, and never taken for a citizen's.
      ...{ caseId: uuidOf(key), ticketNumber: `${sop.id}/${task.number}/${period}`, openedAt: dueAt },
      ...{ serviceId: service.id, sop, task: period },
    };
    return openedBy({ sops, timeZone }, of, [event], { personId: null, dayOf: dueAt, now: clock.now() }).change;
  };

  const lookAt = async (services: readonly Service[], sop: SopDefinition, task: RecurringTask) => {
    const key: TaskKey = { sopId: sop.id, step: task.step, scope: task.scope };
    const id = Object.values(key).join(' ');
    const hours = { zone: timeZone, services: services.map((service) => sops.timeOf(service.id)) };
    const now = clock.now();
    const known = marks.get(id);
    if (known) {
      const { owed, through } = owedTasks(task, known, now, hours);
      if (owed.length === 0) {
        marks.set(id, { ...known, through });
        return;
      }
    }
    const { changes, mark } = await store.transaction(async (tx) => {
      // Another server may have dealt with them meanwhile.
      const stored = await tx.lockTaskMark(key, now);
      const { owed, through } = owedTasks(task, stored, now, hours);
      const [first] = services as readonly [Service];
      const found = owed.map((one) => opened(first, sop, task, one));
      const changes: CaseChange[] = [];
      for (const change of found) {
        if (await tx.openRecurringTask(change, officeDay(change.record.openedAt, timeZone))) changes.push(change);
      }
      if (through !== null && owed.length > 0) await tx.moveTaskMark(key, through);
      return { changes, mark: { ...stored, through } };
    });
    marks.set(id, mark);
    for (const change of changes) publisher.committed(change);
  };

  /** What a procedure without services owes lapses: nobody is left to whom its report would say anything. */
  const rest = (worked: readonly string[]): Promise<readonly CaseChange[]> =>
    store.transaction(async (tx) => {
      const now = clock.now();
      const open = await tx.lockCases(await tx.restTaskMarks(worked, now));
      const changes = [...open.values()]
        .filter(({ state }) => state.closedAt === null)
        .map((record) => {
          const event: CaseEvent = { id: `${record.caseId}:lapsed`, type: 'task.lapsed', at: now, data: {} };
          return changeCase(sops, record, [event], null, now);
        });
      await tx.saveCases(changes);
      return changes;
    });

  const look = async (): Promise<void> => {
    const worked = new Set(sops.services.map((service) => service.sopId));
    if (!rested) for (const change of await rest([...worked])) publisher.committed(change);
    rested = true;
    for (const sopId of worked) {
      const sop = sops.current(sopId);
      // A procedure of several services is one procedure of the office.
      const services = sops.services.filter((service) => service.sopId === sopId);
      for (const task of recurringTasksOf(sop)) await lookAt(services, sop, task);
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
