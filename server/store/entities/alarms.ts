import { EntitySchema } from 'typeorm';
import { createdNow, integer, optionalMoment, optionalText, optionalUuid, text, uuidKey } from './columns.ts';

/** What somebody in charge should look at. */
interface AlarmRow {
  id: string;
  /** What makes the same again one. */
  same: string;
  kind: string;
  personId: string | null;
  subject: string;
  reason: string | null;
  firstAt: Date;
  lastAt: Date;
  count: number;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
}

export const AlarmEntity = new EntitySchema<AlarmRow>({
  name: 'alarm',
  columns: {
    id: uuidKey,
    same: text,
    kind: text,
    personId: { ...optionalUuid, name: 'person_id', foreignKey: { target: 'person', name: 'alarm_person' } },
    subject: text,
    reason: optionalText,
    firstAt: { ...createdNow, name: 'first_at' },
    lastAt: { ...createdNow, name: 'last_at' },
    count: { ...integer, default: 1 },
    acknowledgedAt: { ...optionalMoment, name: 'acknowledged_at' },
    acknowledgedBy: {
      ...optionalUuid,
      name: 'acknowledged_by',
      foreignKey: { target: 'person', name: 'alarm_acknowledged_by' },
    },
  },
  indices: [{ name: 'alarm_open', columns: ['same'], unique: true, where: 'acknowledged_at IS NULL' }],
});
