import { callerMatters } from '../domain/case/waiting.ts';
import type { Agents } from './agents/agents.ts';
import { isRunning, type LiveAlerts, shownAlerts } from './alerts/live-alerts.ts';
import type { LiveCalls } from './calls/live-calls.ts';
import type { LiveCases } from './cases/live-cases.ts';
import type { Conversations } from './messages/conversations.ts';
import type { Directory } from './people/directory.ts';
import type { AlertRecord } from './ports/alerts.ts';
import type { CaseRecord } from './ports/cases.ts';
import { noContext } from './ports/known-callers.ts';
import type { Clock, Log, Store } from './ports/ports.ts';
import type { SopRegistry } from './procedures/registry.ts';
import { createProgress } from './shared/progress.ts';

export interface RestoreDeps {
  readonly store: Pick<Store, 'openCalls' | 'openCases' | 'callerContexts' | 'listAlerts'>;
  readonly sops: Pick<SopRegistry, 'get'>;
  readonly directory: Directory;
  readonly agents: Agents;
  readonly liveCalls: LiveCalls;
  readonly liveCases: LiveCases;
  readonly liveAlerts: LiveAlerts;
  readonly conversations: Pick<Conversations, 'load'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Cases whose callers are asked for at once. */
const pageSize = 1_000;

/** Everything that was under way when we last stopped is on the screens again. */
export function createRestore(deps: RestoreDeps) {
  const { store, sops, directory, agents, liveCalls, liveCases, liveAlerts, conversations } = deps;
  /** Who it may be is of use until it is written down, and only where there is a number to know somebody by. */
  const mayBeKnown = ({ phoneMasked, state, sopId, sopVersion }: CaseRecord) =>
    phoneMasked !== null && callerMatters(sops.get(sopId, sopVersion), state);

  const putPage = async (page: readonly CaseRecord[]) => {
    await conversations.load(page.map(({ caseId }) => caseId));
    const asked = page.filter(mayBeKnown).map(({ caseId }) => caseId);
    const contexts = asked.length > 0 ? await store.callerContexts(asked) : undefined;
    for (const record of page) {
      const context = mayBeKnown(record) ? (contexts?.get(record.caseId) ?? noContext) : undefined;
      // A call is known by its first ticket; those linked to it are on the desk only.
      if (record.linkedTo === null) liveCalls.identify(record, context ?? noContext);
      liveCases.put(record, context);
    }
  };

  return async (): Promise<void> => {
    await directory.refresh();
    await agents.load();
    for (const { call, phoneMasked, placedFor } of await store.openCalls())
      liveCalls.restore(call, phoneMasked, placedFor);
    const open = await store.openCases();
    const progress = createProgress(deps.clock, (soFar) => deps.log.info(soFar, 'open cases are being read back'));
    for (let from = 0; from < open.length; from += pageSize) {
      await putPage(open.slice(from, from + pageSize));
      progress(Math.min(from + pageSize, open.length), open.length);
    }
    const byId = new Map(open.map((record) => [record.caseId, record]));
    const { alerts } = await store.listAlerts({ limit: 4 * shownAlerts, offset: 0, unacknowledged: true });
    const useful = ({ kind, caseId, runId }: AlertRecord) => {
      const record = byId.get(caseId);
      return kind === 'breach' || (record !== undefined && isRunning(record, runId));
    };
    liveAlerts.put(alerts.filter(useful).reverse());
  };
}
