import { applyCaseEvent, responsibleFor } from '../domain/case/case.ts';
import type { CaseEvent } from '../domain/case/events.ts';
import { nextDeadline } from '../domain/sop/step.ts';
import { stepOf } from '../domain/sop/thresholds.ts';
import type { AlertRecord, CaseChange, CaseRecord } from './ports.ts';
import type { SopRegistry } from './sop-registry.ts';

/** An alert raised this long after it was due says so: something was away, and the reader should know. */
const lateAfterMs = 1_000;

/**
 * The case after the events, and all that has to be stored with it. Pure.
 * @param personId who did it; null: the exchange or the clock.
 */
export function changeCase(
  sops: SopRegistry,
  record: CaseRecord,
  events: readonly CaseEvent[],
  personId: string | null,
  now: number,
): CaseChange {
  const sop = sops.get(record.sopId, record.sopVersion);
  let state = record.state;
  const alerts: AlertRecord[] = [];
  for (const event of events) {
    const result = applyCaseEvent(sop, state, event, now, sops.time);
    state = result.state;
    for (const effect of result.alerts) {
      alerts.push({
        // Made from what is announced: raised again after a crash of PostgreSQL, it is the same alert to everybody.
        alertId: `${record.caseId}:${effect.runId}:${effect.kind}:${effect.dueAt}`,
        caseId: record.caseId,
        ticketNumber: record.ticketNumber,
        sopId: record.sopId,
        sopVersion: record.sopVersion,
        runId: effect.runId,
        step: effect.step,
        kind: effect.kind,
        // An escalation is for others than the one who is late.
        personId:
          effect.kind === 'escalation' ? null : responsibleFor(state, stepOf(sop, effect.step).actor, effect.ownerId),
        dueAt: effect.dueAt,
        firedAt: effect.firedAt,
        late: effect.firedAt - effect.dueAt > lateAfterMs,
        deliveredAt: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
      });
    }
  }
  return {
    record: { ...record, state, version: record.version + events.length },
    events: events.map((event) => ({ event, recordedAt: now, personId })),
    alerts,
    nextDeadline: state.closedAt === null ? nextDeadline(sop, state.sop) : null,
  };
}
