import { EntitySchema } from 'typeorm';
import type { CaseState } from '../../domain/case/case.ts';
import {
  createdNow,
  integer,
  json,
  moment,
  optionalMoment,
  optionalText,
  optionalUuid,
  orderedJson,
  text,
  uuid,
  uuidKey,
} from './columns.ts';

/** A case under an SOP, with its ticket number. `state` holds its contents and the procedure's runs. */
export interface CaseRow {
  id: string;
  ticketNumber: string;
  officeDay: string;
  callId: string | null;
  /** The ticket number of the case this one followed from, in the same call. */
  linkedTo: string | null;
  serviceId: string;
  sopId: string;
  sopVersion: string;
  status: string;
  agentId: string | null;
  officialId: string | null;
  callerId: string | null;
  phoneIndex: string | null;
  /** The number or account of a citizen who did not call; that of a caller is kept with the call. */
  senderSealed: string | null;
  senderMasked: string | null;
  nikSealed: string | null;
  nikMasked: string | null;
  disposition: string | null;
  /** For which period the office owes it; null: a citizen's case. */
  task: string | null;
  openedAt: Date;
  closedAt: Date | null;
  /** When the procedure must raise something if nothing happens: the timers are this column. */
  nextDeadline: Date | null;
  /** The number of events in its history. */
  version: number;
  state: CaseState;
}

export const CaseEntity = new EntitySchema<CaseRow>({
  name: 'case_file',
  columns: {
    id: uuidKey,
    ticketNumber: { ...text, name: 'ticket_number', unique: true },
    officeDay: { type: 'date', name: 'office_day' },
    callId: { ...optionalText, name: 'call_id', foreignKey: { target: 'call' } },
    linkedTo: { ...optionalText, name: 'linked_to' },
    serviceId: { ...text, name: 'service_id' },
    sopId: { ...text, name: 'sop_id' },
    sopVersion: { ...text, name: 'sop_version' },
    status: text,
    agentId: { ...optionalUuid, name: 'agent_id', foreignKey: { target: 'person' } },
    officialId: { ...optionalUuid, name: 'official_id', foreignKey: { target: 'person' } },
    callerId: { ...optionalUuid, name: 'caller_id', foreignKey: { target: 'caller' } },
    phoneIndex: { ...optionalText, name: 'phone_index' },
    senderSealed: { ...optionalText, name: 'sender_sealed' },
    senderMasked: { ...optionalText, name: 'sender_masked' },
    nikSealed: { ...optionalText, name: 'nik_sealed' },
    nikMasked: { ...optionalText, name: 'nik_masked' },
    disposition: optionalText,
    task: { ...optionalText, name: 'task_period' },
    openedAt: { ...moment, name: 'opened_at' },
    closedAt: { ...optionalMoment, name: 'closed_at' },
    nextDeadline: { ...optionalMoment, name: 'next_deadline' },
    version: integer,
    state: json,
  },
  indices: [
    { name: 'case_file_next_deadline', columns: ['nextDeadline'], where: 'next_deadline IS NOT NULL' },
    { name: 'case_file_open', columns: ['openedAt'], where: 'closed_at IS NULL' },
    { name: 'case_file_call', columns: ['callId'] },
    { name: 'case_file_phone', columns: ['phoneIndex', 'openedAt'] },
    { name: 'case_file_caller', columns: ['callerId'] },
    { name: 'case_file_opened', columns: ['openedAt'] },
  ],
});

/** A sealed field of a procedure's own, beside its case. */
export interface CaseSecretRow {
  caseId: string;
  field: string;
  sealed: string;
}

export const CaseSecretEntity = new EntitySchema<CaseSecretRow>({
  name: 'case_secret',
  columns: {
    caseId: { ...uuid, name: 'case_id', primary: true, foreignKey: { target: 'case_file' } },
    field: { ...text, primary: true },
    sealed: text,
  },
});

/** The words of what is written in a case, to find it by. */
export interface CaseSearchRow {
  caseId: string;
  words: string;
}

export const CaseSearchEntity = new EntitySchema<CaseSearchRow>({
  name: 'case_search',
  columns: {
    caseId: { ...uuid, name: 'case_id', primary: true, foreignKey: { target: 'case_file' } },
    words: { type: 'tsvector' },
  },
  // GIN, which the schema builder does not know.
  indices: [{ name: 'case_search_words', columns: ['words'], synchronize: false }],
});

/** A case's history: everything that happened to it, in order. Replaying it gives the case's procedure again. */
export interface CaseEventRow {
  caseId: string;
  id: string;
  seq: number;
  type: string;
  at: Date;
  recordedAt: Date;
  personId: string | null;
  data: object;
}

export const CaseEventEntity = new EntitySchema<CaseEventRow>({
  name: 'case_event',
  columns: {
    caseId: { ...uuid, name: 'case_id', primary: true, foreignKey: { target: 'case_file' } },
    // An event counts once: its id is made from what happened.
    id: { ...text, primary: true },
    seq: integer,
    type: text,
    at: moment,
    recordedAt: { ...moment, name: 'recorded_at' },
    personId: { ...optionalUuid, name: 'person_id' },
    data: json,
  },
  uniques: [{ name: 'case_event_order', columns: ['caseId', 'seq'] }],
});

/** The last number given on each office day. */
export interface TicketCounterRow {
  officeCode: string;
  officeDay: string;
  lastNumber: number;
}

export const TicketCounterEntity = new EntitySchema<TicketCounterRow>({
  name: 'ticket_counter',
  columns: {
    officeCode: { ...text, name: 'office_code', primary: true },
    officeDay: { type: 'date', name: 'office_day', primary: true },
    lastNumber: { ...integer, name: 'last_number' },
  },
});

/** How far the office has come with a recurring task of a procedure. */
export interface TaskMarkRow {
  sopId: string;
  step: string;
  /** For what it is owed: each day, each month, or once. */
  scope: string;
  /** Since when the office works by it. */
  since: Date;
  /** The last period that was dealt with. */
  through: string | null;
  /** Since when no service works by the procedure; null: one does. */
  restedAt: Date | null;
}

export const TaskMarkEntity = new EntitySchema<TaskMarkRow>({
  name: 'recurring_task',
  columns: {
    sopId: { ...text, name: 'sop_id', primary: true },
    step: { ...text, primary: true },
    scope: { ...text, primary: true },
    since: moment,
    through: optionalText,
    restedAt: { ...optionalMoment, name: 'rested_at' },
  },
});

/** A warning or breach: when it was due, fired and delivered, and who took note. */
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

/** An SOP version: what cases ran under stays as it was, whatever becomes of the file. */
export interface SopRow {
  id: string;
  version: string;
  body: object;
  loadedAt: Date;
  /** `draft`, `published` or `retired`. */
  status: string;
  /** A file `shipped` or of the office's `own`, the `console`, the `command` line. */
  origin: string;
  /** The YAML as written, and its SHA-256; null of those kept before the text was. */
  source: string | null;
  digest: string | null;
  savedBy: string | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  /** Null of a published one: since there were cases. */
  inForceFrom: Date | null;
  retiredAt: Date | null;
  retiredBy: string | null;
}

export const SopEntity = new EntitySchema<SopRow>({
  name: 'sop_version',
  columns: {
    id: { ...text, primary: true },
    version: { ...text, primary: true },
    body: orderedJson,
    loadedAt: { ...createdNow, name: 'loaded_at' },
    status: text,
    origin: text,
    source: optionalText,
    digest: optionalText,
    savedBy: { ...optionalUuid, name: 'saved_by' },
    publishedAt: { ...optionalMoment, name: 'published_at' },
    publishedBy: { ...optionalUuid, name: 'published_by' },
    inForceFrom: { ...optionalMoment, name: 'in_force_from' },
    retiredAt: { ...optionalMoment, name: 'retired_at' },
    retiredBy: { ...optionalUuid, name: 'retired_by' },
  },
});

/** What was written about a case before the numbers in it were hidden. */
export interface HiddenWordsRow {
  caseId: string;
  /** Of the writing and its field. */
  id: string;
  field: string;
  wordsSealed: string;
  /** Null: the citizen's own. */
  personId: string | null;
  at: Date;
}

export const HiddenWordsEntity = new EntitySchema<HiddenWordsRow>({
  name: 'hidden_words',
  columns: {
    caseId: { ...uuid, name: 'case_id', primary: true, foreignKey: { target: 'case_file' } },
    id: { ...text, primary: true },
    field: text,
    wordsSealed: { ...text, name: 'words_sealed' },
    personId: { ...optionalUuid, name: 'person_id', foreignKey: { target: 'person' } },
    at: createdNow,
  },
});
