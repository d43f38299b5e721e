import type { CaseChange } from '../../app/ports/ports.ts';
import type { CallFacts } from '../../domain/fact/call-fact.ts';
import type { CaseFacts } from '../../domain/fact/case-facts.ts';
import { iso, isoOrNull } from '../rows.ts';

/** A table of facts: its columns with their types, and what tells its rows apart. */
interface FactTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

const moment = 'timestamptz';
const procedure = { service_id: 'text', channel: 'text', sop_id: 'text', sop_version: 'text' } as const;

export const stepFactTable: FactTable = {
  name: 'step_fact',
  key: ['case_id', 'run_id'],
  columns: {
    ...{ case_id: 'uuid', run_id: 'text', ...procedure, step: 'text', actor: 'text', person_id: 'uuid', clock: 'text' },
    ...{ budget: 'bigint', started_at: moment, ended_at: moment, wall_ms: 'bigint', service_ms: 'bigint' },
    ...{ paused_ms: 'bigint', spent: 'bigint', verdict: 'text', corrected: 'boolean', estimated: 'boolean' },
  },
};

export const caseFactTable: FactTable = {
  name: 'case_fact',
  key: ['case_id'],
  columns: {
    ...{ case_id: 'uuid', call_id: 'text', ...procedure, kind: 'text', category: 'text', agent_id: 'uuid' },
    ...{ opened_at: moment, closed_at: moment, ended_as: 'text', disposition: 'text', prank: 'boolean' },
    ...{ follows: 'boolean', answered: 'boolean', handed_over: 'boolean', first_contact: 'boolean' },
  },
};

export const callFactTable: FactTable = {
  name: 'call_fact',
  key: ['call_id'],
  columns: {
    ...{ call_id: 'text', direction: 'text', case_id: 'uuid', service_id: 'text', sop_id: 'text', queue: 'text' },
    ...{ agent_id: 'uuid', arrived_at: moment, queued_at: moment, answered_at: moment, ended_at: moment },
    ...{ outcome: 'text', ended_by: 'text', offers: 'integer', transfers: 'integer', talk_ms: 'bigint' },
    ...{ holds: 'integer', held_ms: 'bigint', estimated: 'boolean', heard: 'boolean' },
  },
};

export const offerFactTable: FactTable = {
  name: 'offer_fact',
  key: ['call_id', 'offer_id'],
  columns: {
    ...{ call_id: 'text', offer_id: 'text', service_id: 'text', agent_id: 'uuid', offered_at: moment },
    ...{ answered_at: moment, ended_at: moment, result: 'text', talk_ms: 'bigint', held_ms: 'bigint' },
  },
};

/** Part of a statement: the rows of a parameter stand in the table after it, in the place of those of their keys. */
export function upsert({ name, key, columns }: FactTable, parameter: string, where = ''): string {
  const names = Object.keys(columns);
  const rest = names.filter((column) => !key.includes(column));
  const typed = names.map((column) => `${column} ${columns[column]}`).join(', ');
  return `INSERT INTO ${name} (${names.join(', ')})
    SELECT * FROM jsonb_to_recordset(${parameter}::jsonb) AS r(${typed}) ${where}
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`;
}

/** Whether there is anything to be stored of a change for figures: of most there is not. */
export const hasFacts = ({ facts: { steps, end } }: Pick<CaseChange, 'facts'>): boolean =>
  steps.length > 0 || end !== null;

export const stepRows = (all: readonly CaseFacts[]) =>
  all.flatMap(({ steps }) =>
    steps.map((fact) => ({
      ...{ case_id: fact.caseId, run_id: fact.runId, service_id: fact.serviceId, channel: fact.channel },
      ...{ sop_id: fact.sopId, sop_version: fact.sopVersion, step: fact.step, actor: fact.actor },
      ...{ person_id: fact.personId, clock: fact.clock, budget: fact.budget },
      ...{ started_at: iso(fact.startedAt), ended_at: iso(fact.endedAt), wall_ms: fact.wallMs },
      ...{ service_ms: fact.serviceMs, paused_ms: fact.pausedMs, spent: fact.spent, verdict: fact.verdict },
      ...{ corrected: fact.corrected, estimated: fact.estimated },
    })),
  );

export const caseRows = (all: readonly CaseFacts[]) =>
  all.flatMap(({ end: fact }) =>
    fact === null
      ? []
      : [
          {
            ...{ case_id: fact.caseId, call_id: fact.callId, service_id: fact.serviceId, channel: fact.channel },
            ...{ sop_id: fact.sopId, sop_version: fact.sopVersion, kind: fact.kind, category: fact.category },
            ...{ agent_id: fact.agentId, opened_at: iso(fact.openedAt), closed_at: iso(fact.closedAt) },
            ...{ ended_as: fact.endedAs, disposition: fact.disposition, prank: fact.prank, follows: fact.follows },
            ...{ answered: fact.answered, handed_over: fact.handedOver, first_contact: fact.firstContact },
          },
        ],
  );

export const callRows = (all: readonly CallFacts[]) =>
  all.map(({ call: fact }) => ({
    ...{ call_id: fact.callId, direction: fact.direction, case_id: fact.caseId, service_id: fact.serviceId },
    ...{ sop_id: fact.sopId, queue: fact.queue, agent_id: fact.agentId, arrived_at: iso(fact.arrivedAt) },
    ...{ queued_at: isoOrNull(fact.queuedAt), answered_at: isoOrNull(fact.answeredAt), ended_at: iso(fact.endedAt) },
    ...{ outcome: fact.outcome, ended_by: fact.endedBy, offers: fact.offers, transfers: fact.transfers },
    ...{ talk_ms: fact.talkMs, holds: fact.holds, held_ms: fact.heldMs, estimated: fact.estimated, heard: fact.heard },
  }));

export const offerRows = (all: readonly CallFacts[]) =>
  all.flatMap(({ offers }) =>
    offers.map((fact) => ({
      ...{ call_id: fact.callId, offer_id: fact.offerId, service_id: fact.serviceId, agent_id: fact.agentId },
      ...{ offered_at: iso(fact.offeredAt), answered_at: isoOrNull(fact.answeredAt), ended_at: iso(fact.endedAt) },
      ...{ result: fact.result, talk_ms: fact.talkMs, held_ms: fact.heldMs },
    })),
  );
