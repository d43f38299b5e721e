import type { AlertCard } from '../../contract/alerts.ts';
import { lateWork } from '../../domain/notification/late-work.ts';
import { roleName, type SopDefinition } from '../../domain/sop/definition.ts';
import type { Directory } from '../people/directory.ts';
import type { AlertRecord } from '../ports/alerts.ts';

/** An alert as people see it. Pure, but for the names. */
export function alertCard(alert: AlertRecord, sop: SopDefinition, directory: Directory): AlertCard {
  const step = lateWork(sop, alert.step);
  return {
    alertId: alert.alertId,
    caseId: alert.caseId,
    ticketNumber: alert.ticketNumber,
    runId: alert.runId,
    stepNumber: step.number,
    stepName: step.name,
    kind: alert.kind,
    percent: alert.percent,
    to: (alert.level?.to ?? []).map((role) => roleName(sop, role)),
    actor: roleName(sop, step.actor),
    dueAt: alert.dueAt,
    firedAt: alert.firedAt,
    late: alert.late,
    deliveredAt: alert.deliveredAt,
    userName: directory.nameOf(alert.personId),
    acknowledgedAt: alert.acknowledgedAt,
    acknowledgedBy: directory.nameOf(alert.acknowledgedBy),
    caseClosed: alert.caseClosed,
  };
}
