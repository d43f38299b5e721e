import type { LiveAlerts } from '../alerts/live-alerts.ts';
import type { Deadlines } from '../deadlines/deadlines.ts';
import type { AlertRecord } from '../ports/alerts.ts';
import type { CallerContext } from '../ports/known-callers.ts';
import type { CaseChange } from '../ports/ports.ts';
import type { LiveCases } from './live-cases.ts';

/** What is done with a case's change once it is committed: people see it, and its next deadline is watched. */
export interface CasePublisher {
  committed(change: CaseChange, context?: CallerContext): void;
}

export interface CasePublisherDeps {
  readonly liveCases: LiveCases;
  readonly liveAlerts: LiveAlerts;
  readonly deadlines: Pick<Deadlines, 'watch'>;
  /** Something countable changed. */
  readonly counted: () => void;
  readonly raised: (alert: AlertRecord) => void;
}

export function createCasePublisher({
  liveCases,
  liveAlerts,
  deadlines,
  counted,
  raised,
}: CasePublisherDeps): CasePublisher {
  return {
    committed: ({ record, alerts, nextDeadline }, context) => {
      deadlines.watch(record.caseId, nextDeadline);
      liveAlerts.put(alerts);
      liveAlerts.settle(record);
      liveCases.put(record, context);
      alerts.forEach(raised);
      counted();
    },
  };
}
