import type { CaseCard } from '../../contract/views.ts';
import type { CaseState } from '../../domain/case/case.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { deskOf, type Entry, type Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { ConversationFacts } from '../ports/messages.ts';
import type { CallerContext, CaseRecord } from '../ports/ports.ts';
import { noContext } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { caseCard } from './case-card.ts';

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
      // Who may be calling is of use until the recap.
      if (state.recapped) contexts.delete(caseId);
      else if (context) contexts.set(caseId, context);
      const sop = sops.get(record.sopId, record.sopVersion);
      const value = caseCard(record, sop, contextOf(caseId), directory, conversationOf(caseId));
      const key = `cases/${caseId}` as const;
      const entries = topicsOf(record, value, conversationOf(caseId), sop).map(
        (topic): Entry => ({ topic, key, value }),
      );
      if (onTheLine(record)) entries.push({ topic: 'floor', key, value: withoutPerson(value) });
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

/** The case as a wallboard may show it: its running steps, and nothing of the citizen or of what was said. */
function withoutPerson(card: CaseCard): CaseCard {
  return {
    ...card,
    caller: { callerId: null, name: null, address: null, phoneMasked: null, nikMasked: null },
    candidates: [],
    tickets: [],
    complaint: null,
    problemFrame: null,
    solution: null,
    dispatchNote: null,
    forwardNote: null,
    recapSummary: null,
    conversation: null,
    notes: {},
    steps: card.steps.filter((run) => run.verdict === 'running'),
  };
}

/** Who has work with the case now. */
function topicsOf(
  { state }: CaseRecord,
  { byActs, waitsFor }: CaseCard,
  conversation: ConversationFacts | null,
  sop: SopDefinition,
): string[] {
  // The citizen of a closed case who never got the last message has to be told otherwise.
  if (state.closedAt !== null) return conversation?.failed ? ['inbox:agent'] : [];
  if (state.status === 'waiting') return [];
  // A citizen who wrote waits for an agent, whoever has the next step.
  const writes = conversation !== null && (conversation.waitingSince !== null || conversation.failed);
  const wrote = writes ? ['inbox:agent'] : [];
  if (byActs) {
    // Whoever has the citizen on the line has the case before them, also when nothing more is to be done.
    const talks = state.sop.live && state.agentId ? [deskOf(state.agentId)] : [];
    return [
      ...new Set([
        ...wrote,
        ...talks,
        ...waitsFor.flatMap((step) => waitingTopics(state, step)),
        ...takingPart(state, sop),
      ]),
    ];
  }
  const topics: string[] = wrote;
  // An answer that the citizen has not heard yet is the agent's to tell.
  if (state.agentId && (!state.recapped || state.status === 'answered')) topics.push(deskOf(state.agentId));
  if (state.status === 'dispatched') topics.push('inbox:dispatcher');
  if (state.status === 'forwarded' && state.officialId) topics.push('inbox:forwarded', deskOf(state.officialId));
  return topics;
}

/** Where those find it whom a running step names beside the one who does it; an agent finds it among the agents' own. */
function takingPart(state: CaseState, sop: SopDefinition): string[] {
  const running = new Set(state.sop.runs.filter(({ verdict }) => verdict === 'running').map(({ step }) => step));
  const roles = sop.steps.filter(({ id, kind }) => kind === 'step' && running.has(id)).flatMap((step) => step.with);
  return roles
    .filter((role) => role !== 'citizen' && role !== 'system' && role !== 'agent')
    .map((role) =>
      state.officialId !== null && (role === 'official' || role === 'agency')
        ? deskOf(state.officialId)
        : `inbox:${role}`,
    );
}

/** Where a step waits: on the desk of whoever it was given to, else with all of its role. */
function waitingTopics(state: CaseState, { role, personId }: CaseCard['waitsFor'][number]): string[] {
  if (role === 'agent') return state.sop.live && state.agentId ? [] : ['inbox:agent'];
  return personId ? ['inbox:forwarded', deskOf(personId)] : [`inbox:${role}`];
}
