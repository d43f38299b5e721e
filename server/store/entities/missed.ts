import { EntitySchema } from 'typeorm';
import { integer, moment, optionalMoment, optionalText, optionalUuid, text, uuid, uuidKey } from './columns.ts';

/** A citizen whose call nobody answered. */
export interface MissedCallerRow {
  id: string;
  serviceId: string;
  caseId: string;
  /** While it is open, so that a number stands on the list once. */
  phoneIndex: string | null;
  calls: number;
  tries: number;
  firstAt: Date;
  lastAt: Date;
  dueAt: Date;
  /** Counted without a table of holidays. */
  provisional: boolean;
  /** Since when that time runs. */
  since: Date;
  /** Alerts of it that were raised. */
  raised: number;
  nextAlertAt: Date | null;
  settledAt: Date | null;
  outcome: string | null;
  settledBy: string | null;
}

export const MissedCallerEntity = new EntitySchema<MissedCallerRow>({
  name: 'missed_caller',
  columns: {
    id: uuidKey,
    serviceId: { ...text, name: 'service_id' },
    caseId: { ...uuid, name: 'case_id', foreignKey: { target: 'case_file', name: 'missed_caller_case' } },
    phoneIndex: { ...optionalText, name: 'phone_index' },
    calls: integer,
    tries: integer,
    firstAt: { ...moment, name: 'first_at' },
    lastAt: { ...moment, name: 'last_at' },
    dueAt: { ...moment, name: 'due_at' },
    provisional: { type: 'boolean' },
    since: moment,
    raised: integer,
    nextAlertAt: { ...optionalMoment, name: 'next_alert_at' },
    settledAt: { ...optionalMoment, name: 'settled_at' },
    outcome: optionalText,
    settledBy: {
      ...optionalUuid,
      name: 'settled_by',
      foreignKey: { target: 'person', name: 'missed_caller_settled_by' },
    },
  },
  indices: [
    { name: 'missed_caller_open', columns: ['phoneIndex'], unique: true, where: 'settled_at IS NULL' },
    { name: 'missed_caller_case_id', columns: ['caseId'] },
    { name: 'missed_caller_next_alert', columns: ['nextAlertAt'], where: 'settled_at IS NULL' },
  ],
});
