import { EntitySchema } from 'typeorm';
import { createdNow, integer, optionalMoment, optionalText, text } from './columns.ts';

/** What is to be deleted where an exchange or gateway keeps it. */
interface OutsideErasureRow {
  kind: string;
  holder: string;
  reference: string;
  askedAt: Date;
  nextTryAt: Date;
  tries: number;
  fault: string | null;
}

const key = { ...text, primary: true, primaryKeyConstraintName: 'outside_erasure_pkey' };
export const OutsideErasureEntity = new EntitySchema<OutsideErasureRow>({
  name: 'outside_erasure',
  columns: {
    kind: key,
    holder: key,
    reference: key,
    askedAt: { ...createdNow, name: 'asked_at' },
    nextTryAt: { ...createdNow, name: 'next_try_at' },
    tries: { ...integer, default: 0 },
    fault: optionalText,
  },
  indices: [{ name: 'outside_erasure_due', columns: ['nextTryAt'] }],
});

/** What a day let go of a class. */
interface RetentionRunRow {
  day: string;
  of: string;
  beganAt: Date;
  /** The server that does it was there at this moment. */
  touchedAt: Date;
  endedAt: Date | null;
  done: number;
  fault: string | null;
}

const runKey = { ...text, primary: true, primaryKeyConstraintName: 'retention_run_pkey' };
export const RetentionRunEntity = new EntitySchema<RetentionRunRow>({
  name: 'retention_run',
  columns: {
    day: runKey,
    of: { ...runKey, name: 'class' },
    beganAt: { ...createdNow, name: 'began_at' },
    touchedAt: { ...createdNow, name: 'touched_at' },
    endedAt: { ...optionalMoment, name: 'ended_at' },
    done: { ...integer, default: 0 },
    fault: optionalText,
  },
});
