import type { CaseCard } from '../../contract/views.ts';
import type { CaseState } from '../../domain/case/case.ts';
import { callerMatters } from '../../domain/case/waiting.ts';
import { deskOf, type Entry, type Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CallerContext } from '../ports/known-callers.ts';
import { noContext } from '../ports/known-callers.ts';
import type { ConversationFacts } from '../ports/messages.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { caseCard, floorCase } from './case-card.ts';

/** Open cases on the desks of those who have work with them. */
export interface LiveCases {
  /**
   * Shows the case as it now is; one older than what is shown is passed over (commits may be reported out of order).
   * @param context who may be calling; left out: as before.
   */
  put(record: CaseRecord, context?: CallerContext): void;
  contextOf(caseId: string): CallerContext;
  /** Null: no messages, or the case is closed. */
  conversationOf(caseId: string): ConversationFacts | null;
  /** How the case's conversation stands; shown with the next `put`. */
  converse(facts: ConversationFacts): void;
}

export interface LiveCasesDeps {
  readonly topics: Topics;
  readonly directory: Directory;
  readonly sops: SopRegistry;
}

export function createLiveCases({ topics, directory, sops }: LiveCasesDeps): LiveCases {
  const versions = new Map<string, number>();
  const contexts = new Map<string, CallerContext>();
  const conversations = new Map<string, ConversationFacts>();
  const conversationOf = (caseId: string) => conversations.get(caseId) ?? null;
  const contextOf = (caseId: string) => contexts.get(caseId) ?? noContext;
  return {
    put: (record, context) => {
      const { caseId, state } = record;
      if (record.version < (versions.get(caseId) ?? 0)) return;
      if (!callerMatters(sops.get(record.sopId, record.sopVersion), state)) contexts.delete(caseId);
      else if (context) contexts.set(caseId, context);
      const conversation = conversationOf(caseId);
      const value = caseCard(record, { sops, directory, context: contextOf(caseId), conversation });
      const key = `cases/${caseId}` as const;
      const entries = topicsOf(record, value, conversation).map((topic): Entry => ({ topic, key, value }));
      if (onTheLine(record))
        entries.push({ topic: 'floor', key: `floor/${caseId}`, value: floorCase(record, { sops, directory }) });
      topics.replace(`case:${caseId}`, entries);
      if (state.closedAt === null) versions.set(caseId, record.version);
      else for (const map of [versions, contexts, conversations]) map.delete(caseId);
    },
    contextOf,
    conversationOf,
    converse: (facts) => void conversations.set(facts.caseId, facts),
  };
}

/** Somebody waits or talks: the supervisors see which step of the procedure runs. */
function onTheLine({ state }: CaseRecord): boolean {
  return state.closedAt === null && (state.sop.live || state.status === 'waiting');
}

/** Who has work with the case now. */
function topicsOf(
  { state }: CaseRecord,
  { layout, waitsFor }: CaseCard,
  conversation: ConversationFacts | null,
): readonly string[] {
  // The citizen of a closed case who never got the last message has to be told otherwise.
  if (state.closedAt !== null) return conversation?.failed ? ['inbox:agent'] : [];
  if (state.status === 'waiting') return [];
  // A citizen who wrote waits for an agent, whoever has the next step.
  const writes = conversation !== null && (conversation.waitingSince !== null || conversation.failed);
  const wrote = writes ? ['inbox:agent'] : [];
  // Whoever has the citizen on the line, or owes what follows a call, has the case before them.
  const desk = layout === 'call' && state.agentId ? [deskOf(state.agentId)] : [];
  const waiting = waitsFor.flatMap(({ role, personId, with: others }) => [
    ...waitingTopics(role, personId, layout),
    // Those whom a running step names beside the one who does it; an agent finds it among the agents' own.
    ...others
      .filter((other) => other !== 'agent')
      .flatMap((other) => waitingTopics(other, officerOf(other, state), layout)),
  ]);
  return [...new Set([...wrote, ...desk, ...waiting])];
}

const officerOf = (role: string, { officialId }: CaseState): string | null =>
  role === 'official' || role === 'agency' ? officialId : null;

/** Where a step waits: on the desk of whoever it was given to, else with all of its role. */
function waitingTopics(role: string, personId: string | null, layout: CaseCard['layout']): readonly string[] {
  if (role === 'agent') return layout === 'call' ? [] : ['inbox:agent'];
  return personId ? ['inbox:forwarded', deskOf(personId)] : [`inbox:${role}`];
}
