import { EntitySchema } from 'typeorm';
import { createdNow, integer, moment, optionalMoment, text } from './columns.ts';

/** A recording of a call. */
interface RecordingRow {
  exchange: string;
  reference: string;
  callId: string;
  startedAt: Date | null;
  lengthMs: number;
  createdAt: Date;
  whole: boolean;
  /** How long its sound is that we keep ourselves; null: the exchange keeps it. */
  soundSigns: number | null;
  kind: string;
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
    whole: { type: 'boolean', default: true },
    soundSigns: { ...integer, name: 'sound_signs', nullable: true },
    kind: { ...text, default: 'talk' },
  },
  indices: [{ name: 'recording_call', columns: ['callId'] }],
});

/** A piece of a recording's sound, in the order of its parts. */
interface RecordingSoundRow {
  exchange: string;
  reference: string;
  part: number;
  soundSealed: string;
}

export const RecordingSoundEntity = new EntitySchema<RecordingSoundRow>({
  name: 'recording_sound',
  columns: {
    exchange: { ...text, primary: true },
    reference: { ...text, primary: true },
    part: { ...integer, primary: true },
    soundSealed: { ...text, name: 'sound_sealed' },
  },
  foreignKeys: [
    {
      name: 'recording_sound_of',
      target: 'recording',
      columnNames: ['exchange', 'reference'],
      referencedColumnNames: ['exchange', 'reference'],
      onDelete: 'CASCADE',
    },
  ],
});

/** A while in which nothing that was said on the call was recorded, because an agent said so. */
interface RecordingPauseRow {
  callId: string;
  beganAt: Date;
  endedAt: Date | null;
}

export const RecordingPauseEntity = new EntitySchema<RecordingPauseRow>({
  name: 'recording_pause',
  columns: {
    callId: { ...text, name: 'call_id', primary: true, foreignKey: { target: 'call', name: 'recording_pause_call' } },
    beganAt: { ...moment, name: 'began_at', primary: true },
    endedAt: { ...optionalMoment, name: 'ended_at' },
  },
});
