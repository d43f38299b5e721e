import { EntitySchema } from 'typeorm';
import {
  createdNow,
  integer,
  json,
  moment,
  optionalMoment,
  optionalText,
  optionalUuid,
  text,
  uuid,
} from './columns.ts';

/** A warning or breach: when it was due, fired and delivered, and who acknowledged it. */
export interface AlertRow {
  id: string;
  caseId: string;
  runId: string;
  step: string;
  kind: string;
  /** Of the step's budget; null: raised before it was kept. */
  percent: number | null;
  /** Who had to do the step, if one person did. */
  personId: string | null;
  /** Of an escalation: the roles that hear of it, those of their people whom the case names, and the means. */
  levelTo: string[] | null;
  levelPeople: string[] | null;
  levelBy: string[] | null;
  /** The citizen is on the line. */
  urgent: boolean;
  /** It is still to be planned who is told of it by what. */
  notify: boolean;
  dueAt: Date;
  firedAt: Date;
  late: boolean;
  deliveredAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
}

export const AlertEntity = new EntitySchema<AlertRow>({
  name: 'alert',
  columns: {
    id: { ...text, primary: true },
    caseId: { ...uuid, name: 'case_id', foreignKey: { target: 'case_file' } },
    runId: { ...text, name: 'run_id' },
    step: text,
    kind: text,
    percent: { ...integer, nullable: true },
    personId: { ...optionalUuid, name: 'person_id' },
    levelTo: { ...optionalText, name: 'level_to', array: true },
    levelPeople: { ...optionalUuid, name: 'level_people', array: true },
    levelBy: { ...optionalText, name: 'level_by', array: true },
    urgent: { type: 'boolean', default: false },
    notify: { type: 'boolean', default: false },
    dueAt: { ...moment, name: 'due_at' },
    firedAt: { ...moment, name: 'fired_at' },
    late: { type: 'boolean' },
    deliveredAt: { ...optionalMoment, name: 'delivered_at' },
    acknowledgedAt: { ...optionalMoment, name: 'acknowledged_at' },
    acknowledgedBy: { ...optionalUuid, name: 'acknowledged_by', foreignKey: { target: 'person' } },
  },
  indices: [
    { name: 'alert_fired_at', columns: ['firedAt'] },
    { name: 'alert_to_notify', columns: ['firedAt', 'id'], where: 'notify' },
  ],
  uniques: [{ name: 'alert_once', columns: ['caseId', 'runId', 'kind', 'percent', 'dueAt'] }],
});

/** Effects to carry out after commit; a row goes when it is done. */
export interface OutboxRow {
  id: string;
  kind: string;
  payload: object;
  createdAt: Date;
  attempts: number;
  nextTryAt: Date;
}

export const OutboxEntity = new EntitySchema<OutboxRow>({
  name: 'outbox',
  columns: {
    id: { ...text, primary: true },
    kind: text,
    payload: json,
    createdAt: { ...createdNow, name: 'created_at' },
    attempts: { ...integer, default: 0 },
    nextTryAt: { ...createdNow, name: 'next_try_at' },
  },
  indices: [{ name: 'outbox_next_try_at', columns: ['nextTryAt'] }],
});
