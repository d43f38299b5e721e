import type { AlertCard } from '../../../server/contract/views.ts';

/** Alerts nobody has acknowledged, newest first; of two fired at once the breach stands first. */
export function openAlerts(alerts: readonly AlertCard[]): AlertCard[] {
  return alerts
    .filter(({ acknowledgedAt }) => acknowledgedAt === null)
    .sort((a, b) => b.firedAt - a.firedAt || Number(b.kind === 'breach') - Number(a.kind === 'breach'));
}

/** Each alert once: the same one may lie in a shared inbox and on a desk. */
export function uniqueAlerts(alerts: readonly AlertCard[]): AlertCard[] {
  return [...new Map(alerts.map((alert) => [alert.alertId, alert])).values()];
}
