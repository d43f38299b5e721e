import type { AlertCard } from '../../../server/contract/views.ts';

const weight = { escalation: 2, breach: 1, warning: 0 } as const;

/** Alerts nobody has acknowledged, newest first; of those fired at once the gravest stands first. */
export function openAlerts(alerts: readonly AlertCard[]): AlertCard[] {
  return alerts
    .filter(({ acknowledgedAt }) => acknowledgedAt === null)
    .sort((a, b) => b.firedAt - a.firedAt || weight[b.kind] - weight[a.kind]);
}

/** Each alert once: the same one may lie in a shared inbox and on a desk. */
export function uniqueAlerts(alerts: readonly AlertCard[]): AlertCard[] {
  return [...new Map(alerts.map((alert) => [alert.alertId, alert])).values()];
}

/** The gravest of the alerts, the newest of its kind; null: there is none. */
export function gravest(alerts: readonly AlertCard[]): AlertCard | null {
  return openAlerts(alerts).sort((a, b) => weight[b.kind] - weight[a.kind])[0] ?? null;
}
