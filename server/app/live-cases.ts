import { caseCard, noContext } from './cards.ts';
import type { Directory } from './directory.ts';
import type { CallerContext, CaseRecord } from './ports.ts';
import type { SopRegistry } from './sop-registry.ts';
import { deskOf, type Entry, type Topics } from './topics.ts';

/** Open cases on the desks of those who have work with them. */
export interface LiveCases {
  /**
   * Shows the case as it now is; one older than what is shown is passed over (commits may be reported out of order).
   * @param context who may be calling; left out: as before.
   */
  put(record: CaseRecord, context?: CallerContext): void;
  contextOf(caseId: string): CallerContext;
}

export interface LiveCasesDeps {
  readonly topics: Topics;
  readonly directory: Directory;
  readonly sops: SopRegistry;
}

export function createLiveCases({ topics, directory, sops }: LiveCasesDeps): LiveCases {
  const versions = new Map<string, number>();
  const contexts = new Map<string, CallerContext>();
  const contextOf = (caseId: string) => contexts.get(caseId) ?? noContext;
  return {
    put: (record, context) => {
      const { caseId, state } = record;
      if (record.version < (versions.get(caseId) ?? 0)) return;
      if (context) contexts.set(caseId, context);
      const value = caseCard(record, sops.get(record.sopId, record.sopVersion), contextOf(caseId), directory);
      topics.replace(
        `case:${caseId}`,
        topicsOf(record).map((topic): Entry => ({ topic, key: `cases/${caseId}`, value })),
      );
      if (state.closedAt === null) versions.set(caseId, record.version);
      else for (const map of [versions, contexts]) map.delete(caseId);
    },
    contextOf,
  };
}

/** Who has work with the case now. */
function topicsOf({ state }: CaseRecord): string[] {
  if (state.closedAt !== null) return [];
  const topics: string[] = [];
  // An answer that the citizen has not heard yet is the agent's to tell.
  if (state.agentId && (!state.recapped || state.status === 'answered')) topics.push(deskOf(state.agentId));
  if (state.status === 'dispatched') topics.push('inbox:dispatcher');
  if (state.status === 'forwarded') {
    topics.push('inbox:official');
    if (state.officialId) topics.push(deskOf(state.officialId));
  }
  return topics;
}
