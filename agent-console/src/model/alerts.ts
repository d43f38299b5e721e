import type { AlertCard } from '../../../server/contract/alerts.ts';

const weight = { escalation: 2, breach: 1, warning: 0 } as const;

/** How grave it is, to be compared. */
export const weightOf = ({ kind }: Pick<AlertCard, 'kind'>): number => weight[kind];

/**
 * Alerts nobody has acknowledged, newest first; of those fired at once the gravest stands first.
 * @internal exported for its tests
 */
export function openAlerts(alerts: readonly AlertCard[]): AlertCard[] {
  return alerts
    .filter(({ acknowledgedAt }) => acknowledgedAt === null)
    .sort((a, b) => b.firedAt - a.firedAt || weightOf(b) - weightOf(a));
}

/** Each alert once: the same one may lie in a shared inbox and on a desk. */
export function uniqueAlerts(alerts: readonly AlertCard[]): AlertCard[] {
  return [...new Map(alerts.map((alert) => [alert.alertId, alert])).values()];
}

/** The gravest of the alerts, the newest of its kind; null: there is none. */
export function gravest(alerts: readonly AlertCard[]): AlertCard | null {
  return openAlerts(alerts).sort((a, b) => weightOf(b) - weightOf(a))[0] ?? null;
}

/** Alerts of tickets that were closed leave the screen of the person who was late after so long, unread or not. */
const closedStayMs = 15 * 60_000;

/** What stands on a person's own rail at `now` (epoch ms); the floor keeps what nobody has read. */
export function railAlerts(alerts: readonly AlertCard[], now: number): AlertCard[] {
  return openAlerts(alerts).filter(({ caseClosed, firedAt }) => !caseClosed || now - firedAt < closedStayMs);
}

/** A row of the list: one alert, or many told as one, newest first: of one step and kind, or of closed tickets. */
export interface AlertRow {
  readonly key: string;
  /** Of closed tickets, whatever their step: nothing can be hurried any more. */
  readonly closed: boolean;
  readonly alerts: readonly [AlertCard, ...AlertCard[]];
}

/** So many of one step and kind are told as one when the list would be too long. */
const groupedFrom = 3;

/**
 * The open alerts as rows, newest first. While they are no more than `atMost` each has its own; when one cause makes many
 * late, those of one step and kind are one row. What is told of closed tickets is one row, and the last.
 */
export function alertRows(alerts: readonly AlertCard[], atMost: number): AlertRow[] {
  const all = openAlerts(alerts);
  const [newest, ...others] = all.filter(({ caseClosed }) => caseClosed);
  const rows = rowsOf(
    all.filter(({ caseClosed }) => !caseClosed),
    atMost,
  );
  return newest === undefined ? rows : [...rows, { key: 'closed', closed: true, alerts: [newest, ...others] }];
}

function rowsOf(open: readonly AlertCard[], atMost: number): AlertRow[] {
  if (open.length <= atMost) return open.map(rowOf);
  const groups = new Map<string, AlertCard[]>();
  for (const alert of open) {
    const key = `${alert.kind} ${alert.stepNumber} ${alert.stepName.id}`;
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups]
    .flatMap(([key, group]): AlertRow[] =>
      group.length < groupedFrom
        ? group.map(rowOf)
        : [{ key, closed: false, alerts: group as [AlertCard, ...AlertCard[]] }],
    )
    .sort((a, b) => b.alerts[0].firedAt - a.alerts[0].firedAt || weightOf(b.alerts[0]) - weightOf(a.alerts[0]));
}

const rowOf = (alert: AlertCard): AlertRow => ({ key: alert.alertId, closed: false, alerts: [alert] });
