import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { integer, moment, optionalMoment, optionalText, optionalUuid, text, uuid } from './columns.ts';

/** What figures are made of; see `domain/fact`. Ids and choices, and nothing of a person of the public. */
const key = (table: string, column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  primary: true,
  primaryKeyConstraintName: `${table}_pkey`,
});
const length: EntitySchemaColumnOptions = { type: 'bigint' };
const flag: EntitySchemaColumnOptions = { type: 'boolean' };
const procedure = {
  service_id: text,
  channel: text,
  sop_id: text,
  sop_version: text,
};

export const StepFactEntity = new EntitySchema({
  name: 'step_fact',
  columns: {
    case_id: key('step_fact', uuid),
    run_id: key('step_fact', text),
    ...procedure,
    ...{ step: text, actor: text, person_id: optionalUuid, clock: optionalText, budget: { ...length, nullable: true } },
    ...{ started_at: moment, ended_at: moment, wall_ms: length, service_ms: length, paused_ms: length, spent: length },
    ...{ verdict: text, corrected: flag, estimated: flag },
  },
  indices: [{ name: 'step_fact_ended_at', columns: ['ended_at'] }],
});

export const CaseFactEntity = new EntitySchema({
  name: 'case_fact',
  columns: {
    case_id: key('case_fact', uuid),
    call_id: optionalText,
    ...procedure,
    ...{ kind: text, category: optionalText, agent_id: optionalUuid, opened_at: moment, closed_at: moment },
    ...{ ended_as: text, disposition: optionalText, prank: flag, follows: flag, answered: flag, handed_over: flag },
    first_contact: flag,
  },
  indices: [
    { name: 'case_fact_closed_at', columns: ['closed_at'] },
    { name: 'case_fact_opened_at', columns: ['opened_at'] },
  ],
});

export const CallFactEntity = new EntitySchema({
  name: 'call_fact',
  columns: {
    call_id: key('call_fact', text),
    ...{ direction: text, case_id: optionalUuid, service_id: optionalText, sop_id: optionalText, queue: optionalText },
    ...{ agent_id: optionalUuid, arrived_at: moment, queued_at: optionalMoment, answered_at: optionalMoment },
    ...{ ended_at: moment, outcome: optionalText, ended_by: text, offers: integer, transfers: integer },
    ...{ talk_ms: length, holds: integer, held_ms: length, estimated: flag, heard: flag },
  },
  indices: [{ name: 'call_fact_arrived_at', columns: ['arrived_at'] }],
});

export const OfferFactEntity = new EntitySchema({
  name: 'offer_fact',
  columns: {
    call_id: key('offer_fact', text),
    offer_id: key('offer_fact', text),
    ...{ service_id: optionalText, agent_id: optionalUuid, offered_at: moment, answered_at: optionalMoment },
    ...{ ended_at: moment, result: text, talk_ms: length, held_ms: length },
  },
  indices: [{ name: 'offer_fact_offered_at', columns: ['offered_at'] }],
});
