import { callBackStep } from '../../domain/call/missed.ts';
import { lateWork } from '../../domain/notification/late-work.ts';
import { heardBy } from '../../domain/notification/recipients.ts';
import { deskOf, type Entry, type Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { AlertRecord } from '../ports/alerts.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { alertCard } from './alert-card.ts';

/** More unacknowledged alerts than this are no longer read by anybody; the oldest leave the screens, not the database. */
export const shownAlerts = 100;

/** Alerts nobody has acknowledged yet, before those they concern. */
export interface LiveAlerts {
  put(alerts: readonly AlertRecord[]): void;
  /**
   * A warning is for those who can still be in time: it goes when its step has ended. Breaches stay until read, and say
   * when their case has closed.
   */
  settle(record: CaseRecord): void;
  /** The topics an alert is shown in now; none when it is shown no more. */
  topicsOf(alertId: string): readonly string[];
}

export interface LiveAlertsDeps {
  readonly topics: Topics;
  readonly directory: Directory;
  readonly sops: SopRegistry;
}

export function createLiveAlerts({ topics, directory, sops }: LiveAlertsDeps): LiveAlerts {
  const shown = new Map<string, AlertRecord>();

  const audience = (alert: AlertRecord) =>
    alert.level
      ? ['floor', ...heardBy(alert.level, directory.all()).map(({ userId }) => deskOf(userId))]
      : audienceOf(alert, lateWork(sops.get(alert.sopId, alert.sopVersion), alert.step).actor);

  const entriesOf = (alert: AlertRecord): Entry[] => {
    const value = alertCard(alert, sops.get(alert.sopId, alert.sopVersion), directory);
    return audience(alert).map((topic) => ({
      topic,
      key: `alerts/${alert.alertId}`,
      value,
    }));
  };

  return {
    put: (alerts) => {
      for (const alert of alerts) {
        const gone = alert.acknowledgedAt !== null;
        if (gone) shown.delete(alert.alertId);
        else shown.set(alert.alertId, alert);
        topics.replace(`alert:${alert.alertId}`, gone ? [] : entriesOf(alert));
      }
      for (const alertId of [...shown.keys()].slice(0, Math.max(0, shown.size - shownAlerts))) {
        shown.delete(alertId);
        topics.replace(`alert:${alertId}`, []);
      }
    },
    settle: (record) => {
      for (const alert of shown.values()) {
        // Of a missed caller the case has ended all along.
        if (alert.caseId !== record.caseId || alert.step === callBackStep) continue;
        if (alert.kind === 'warning' && !isRunning(record, alert.runId)) {
          shown.delete(alert.alertId);
          topics.replace(`alert:${alert.alertId}`, []);
        } else if (record.state.closedAt !== null && !alert.caseClosed) {
          const closed = { ...alert, caseClosed: true };
          shown.set(alert.alertId, closed);
          topics.replace(`alert:${alert.alertId}`, entriesOf(closed));
        }
      }
    },
    topicsOf: (alertId) => {
      const alert = shown.get(alertId);
      return alert ? audience(alert) : [];
    },
  };
}

export const isRunning = ({ state }: CaseRecord, runId: string): boolean =>
  state.sop.runs.some((run) => run.id === runId && run.verdict === 'running');

/** Of a warning or a breach: the one who has to act, and the supervisors. */
function audienceOf(alert: AlertRecord, actor: string): string[] {
  if (alert.personId) return ['floor', deskOf(alert.personId)];
  return actor === 'citizen' || actor === 'system' ? ['floor'] : ['floor', `inbox:${actor}`];
}
