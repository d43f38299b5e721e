import { EntitySchema } from 'typeorm';
import { createdNow, optionalMoment, optionalUuid, text, uuid } from './columns.ts';

/** A supervisor who listens to a conversation now; what is over stands in the audit. */
interface ListeningRow {
  id: string;
  callId: string;
  agentId: string;
  supervisorId: string;
  mode: string;
  askedAt: Date;
  heardSince: Date | null;
}

export const ListeningEntity = new EntitySchema<ListeningRow>({
  name: 'listening',
  columns: {
    id: { ...text, primary: true },
    callId: { ...text, name: 'call_id' },
    agentId: { ...uuid, name: 'agent_id', foreignKey: { target: 'person', onDelete: 'CASCADE' } },
    supervisorId: { ...uuid, name: 'supervisor_id', foreignKey: { target: 'person', onDelete: 'CASCADE' } },
    mode: text,
    askedAt: { ...createdNow, name: 'asked_at' },
    heardSince: { ...optionalMoment, name: 'heard_since' },
  },
  indices: [
    { name: 'listening_call', columns: ['callId'], unique: true },
    { name: 'listening_supervisor', columns: ['supervisorId'], unique: true },
  ],
});

/** An agent who asks for help on a conversation now; what is over stands in the audit. */
interface HelpRow {
  callId: string;
  agentId: string;
  askedAt: Date;
  takenBy: string | null;
}

export const HelpEntity = new EntitySchema<HelpRow>({
  name: 'help_call',
  columns: {
    callId: { ...text, name: 'call_id', primary: true },
    agentId: { ...uuid, name: 'agent_id', foreignKey: { target: 'person', onDelete: 'CASCADE' } },
    askedAt: { ...createdNow, name: 'asked_at' },
    takenBy: { ...optionalUuid, name: 'taken_by', foreignKey: { target: 'person', onDelete: 'CASCADE' } },
  },
});
