import { applyCaseEvent, type CaseState, responsibleFor } from '../../domain/case/case.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { caseFacts } from '../../domain/fact/case-facts.ts';
import { leavesScreen } from '../../domain/notification/plan.ts';
import type { HeardLevel } from '../../domain/notification/recipients.ts';
import { nextDeadline } from '../../domain/sop/step.ts';
import type { EscalationLevel } from '../../domain/sop/step-definition.ts';
import { stepOf } from '../../domain/sop/thresholds.ts';
import type { AlertRecord } from '../ports/alerts.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** An alert raised this long after it was due says so: something was away, and the reader should know. */
const lateAfterMs = 1_000;

/**
 * The case after the events, and all that has to be stored with it. Pure.
 * @param personId who did it; null: the exchange or the clock.
 * @param asOf judged as if it were then: what is told of the past in order must not be announced as late before the
 *   next of it, which settles it in time, is told too.
 */
export function changeCase(
  sops: SopRegistry,
  record: CaseRecord,
  events: readonly CaseEvent[],
  personId: string | null,
  now: number,
  asOf: number = now,
): CaseChange {
  const sop = sops.get(record.sopId, record.sopVersion);
  const time = sops.timeOf(record.serviceId);
  let state = record.state;
  const alerts: AlertRecord[] = [];
  for (const event of events) {
    const result = applyCaseEvent(sop, state, event, asOf, time);
    state = result.state;
    for (const effect of result.alerts) {
      const level = effect.level && heard(effect.level, state, effect.ownerId);
      const onCall = clockOf(state, effect.runId) === 'call';
      alerts.push({
        // Made from what is announced: raised again after a crash of PostgreSQL, it is the same alert to everybody.
        alertId: `${record.caseId}:${effect.runId}:${effect.kind}:${effect.percent}:${effect.dueAt}`,
        caseId: record.caseId,
        ticketNumber: record.ticketNumber,
        sopId: record.sopId,
        sopVersion: record.sopVersion,
        runId: effect.runId,
        step: effect.step,
        kind: effect.kind,
        percent: effect.percent,
        personId: responsibleFor(state, stepOf(sop, effect.step).actor, effect.ownerId),
        level,
        // A warning can wait for the breach; what is counted by an office's clock can wait for the office.
        urgent: effect.kind !== 'warning' && onCall,
        notify: leavesScreen(level, onCall),
        dueAt: effect.dueAt,
        firedAt: now,
        late: now - effect.dueAt > lateAfterMs,
        deliveredAt: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
        caseClosed: state.closedAt !== null,
      });
    }
  }
  const told = events.map((event) => ({ event, recordedAt: now, personId }));
  return {
    record: { ...record, state, version: record.version + events.length },
    events: told,
    alerts,
    nextDeadline: state.closedAt === null ? nextDeadline(sop, state.sop) : null,
    facts: caseFacts({ ...record, openedAt: record.openedAt || (events[0]?.at ?? 0), state }, sop, told, time),
  };
}

/** The level with the people whom the case names among its roles, such as the official it was forwarded to. */
function heard({ to, by }: EscalationLevel, state: CaseState, ownerId: string | null): HeardLevel {
  return { to, by, people: to.flatMap((role) => responsibleFor(state, role, ownerId) ?? []) };
}

/** What the run is counted by: the call's clock runs while the citizen is on the line. */
const clockOf = ({ sop }: CaseState, runId: string) => sop.runs.find(({ id }) => id === runId)?.clock;
