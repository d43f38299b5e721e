import type { AlertCard } from '../../../server/contract/views.ts';

/** Alerts nobody has acknowledged, newest first; of two fired at once the breach stands first. */
export function openAlerts(alerts: readonly AlertCard[]): AlertCard[] {
  return alerts
    .filter(({ acknowledgedAt }) => acknowledgedAt === null)
    .sort((a, b) => b.firedAt - a.firedAt || Number(b.kind === 'breach') - Number(a.kind === 'breach'));
}
