import { EntitySchema } from 'typeorm';
import type { AgentPlaces, CallQueue } from '../../domain/agent/queues.ts';
import { createdNow, json, moment, optionalText, text, uuid, uuidKey } from './columns.ts';

/** A queue that was made or changed in the administration. */
export const CallQueueEntity = new EntitySchema<{ id: string; definition: Omit<CallQueue, 'id'>; madeAt: Date }>({
  name: 'call_queue',
  columns: {
    id: { ...text, primary: true, primaryKeyConstraintName: 'call_queue_pkey' },
    definition: json,
    madeAt: { ...createdNow, name: 'made_at' },
  },
});

/** Where an agent takes part; see `domain/agent/queues.ts`. */
export const AgentPlacesEntity = new EntitySchema<{ personId: string; places: AgentPlaces }>({
  name: 'agent_places',
  columns: {
    personId: {
      ...{ ...uuid, name: 'person_id', primary: true, primaryKeyConstraintName: 'agent_places_pkey' },
      foreignKey: { target: 'person', onDelete: 'CASCADE', name: 'agent_places_person' },
    },
    places: json,
  },
});

/** How an agent stood from a moment on, until the next one; `cause`: the event of `domain/agent/agent.ts`. */
interface AgentStretchRow {
  id: string;
  personId: string;
  state: string;
  reason: string | null;
  callId: string | null;
  cause: string;
  beganAt: Date;
  /** In the order in which they were written. */
  seq: string;
}

export const AgentStretchEntity = new EntitySchema<AgentStretchRow>({
  name: 'agent_stretch',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'agent_stretch_pkey' },
    personId: {
      ...{ ...uuid, name: 'person_id' },
      foreignKey: { target: 'person', onDelete: 'CASCADE', name: 'agent_stretch_person' },
    },
    state: text,
    reason: optionalText,
    callId: { ...optionalText, name: 'call_id' },
    cause: text,
    beganAt: { ...moment, name: 'began_at' },
    seq: { type: 'bigint', generated: 'increment' },
  },
  indices: [
    { name: 'agent_stretch_person_at', columns: ['personId', 'beganAt'] },
    { name: 'agent_stretch_began_at', columns: ['beganAt'] },
  ],
});
