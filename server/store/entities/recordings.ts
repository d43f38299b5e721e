import { EntitySchema } from 'typeorm';
import { createdNow, integer, optionalMoment, text } from './columns.ts';

/** A recording that an exchange keeps. */
interface RecordingRow {
  exchange: string;
  reference: string;
  callId: string;
  startedAt: Date | null;
  lengthMs: number;
  createdAt: Date;
}

export const RecordingEntity = new EntitySchema<RecordingRow>({
  name: 'recording',
  columns: {
    exchange: { ...text, primary: true },
    reference: { ...text, primary: true },
    callId: { ...text, name: 'call_id', foreignKey: { target: 'call' } },
    startedAt: { ...optionalMoment, name: 'started_at' },
    lengthMs: { ...integer, name: 'length_ms' },
    createdAt: { ...createdNow, name: 'created_at' },
  },
  indices: [{ name: 'recording_call', columns: ['callId'] }],
});
