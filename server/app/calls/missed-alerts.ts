import {
  alertMoment,
  callBackStep,
  type MissedRules,
  type MissedTime,
  missedAlertIds,
  missedAlerts,
  missedRun,
} from '../../domain/call/missed.ts';
import { leavesScreen } from '../../domain/notification/plan.ts';
import type { LiveAlerts } from '../alerts/live-alerts.ts';
import type { AlertRecord, RaisedAlert } from '../ports/alerts.ts';
import type { MissedRecord } from '../ports/missed.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import { createLoop, type Loop } from '../shared/loop.ts';

export interface MissedAlertsDeps {
  readonly store: Pick<Store, 'transaction'>;
  /** Of a service. */
  readonly rulesOf: (serviceId: string) => MissedRules;
  readonly timeOf: (serviceId: string, since: number) => MissedTime;
  readonly liveAlerts: Pick<LiveAlerts, 'put'>;
  readonly raised: (alert: AlertRecord) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Callers locked in one transaction. */
const pageSize = 50;
/** An alert raised so long after its moment says that it is late, as those of steps do. */
const lateAfterMs = 2_000;

/**
 * Raises what is due about callers whom nobody has called back. Of several servers the one that locks an entry raises it;
 * what fell due while we were away is raised with its own moment.
 */
export function createMissedAlerts(deps: MissedAlertsDeps): Loop {
  const { store, clock } = deps;

  /** All that is due of one by now, and what comes next. */
  const dueOf = (missed: MissedRecord, now: number) => {
    const rules = deps.rulesOf(missed.serviceId);
    const ids = missedAlertIds(missed, rules);
    const time = deps.timeOf(missed.serviceId, missed.since);
    const alerts: RaisedAlert[] = [];
    let { raised, nextAlertAt } = missed;
    for (; nextAlertAt !== null && nextAlertAt <= now; nextAlertAt = alertMoment(rules, raised, time)) {
      const planned = missedAlerts(rules)[raised];
      if (planned) {
        const level = planned.level && { to: planned.level.to, people: [], by: planned.level.by };
        const dueAt = nextAlertAt - 1;
        alerts.push({
          ...{ alertId: ids[raised] ?? '', caseId: missed.caseId, runId: missedRun(missed), step: callBackStep },
          ...{ kind: planned.kind, percent: planned.percent, personId: null, level },
          // He is not on the line: it can wait for the office.
          ...{ urgent: false, notify: leavesScreen(level, false) },
          ...{ dueAt, firedAt: now, late: now - dueAt > lateAfterMs },
        });
      }
      raised += 1;
    }
    return { missed: { ...missed, raised, nextAlertAt }, alerts };
  };

  return createLoop({
    log: deps.log,
    trouble: 'alerts about missed callers could not be raised; trying again',
    round: async () => {
      const now = clock.now();
      const done = await store.transaction(async (tx) => {
        const due = (await tx.missed.overdue(now, pageSize)).map((missed) => dueOf(missed, now));
        for (const { missed } of due) await tx.missed.save(missed);
        return { count: due.length, alerts: await tx.missed.raise(due.flatMap(({ alerts }) => alerts)) };
      });
      deps.liveAlerts.put(done.alerts);
      done.alerts.forEach(deps.raised);
      return done.count === pageSize;
    },
  });
}
