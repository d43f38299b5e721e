import { EntitySchema } from 'typeorm';
import type { CaseState } from '../../domain/case/case.ts';
import { integer, json, moment, optionalMoment, optionalText, optionalUuid, text, uuidKey } from './columns.ts';

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
  /** Since when nobody reads it, at the citizen's wish. */
  restrictedAt: Date | null;
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
    restrictedAt: { ...optionalMoment, name: 'restricted_at' },
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
    { name: 'case_file_agent', columns: ['agentId', 'openedAt'] },
    { name: 'case_file_official', columns: ['officialId', 'openedAt'], where: 'official_id IS NOT NULL' },
    { name: 'case_file_service', columns: ['serviceId', 'openedAt'] },
    // Of what the schema builder does not know: read from its end, ranges of days, the order of bytes.
    { name: 'case_file_number_end', columns: ['ticketNumber'], synchronize: false },
    { name: 'case_file_day', columns: ['officeDay'], synchronize: false },
    { name: 'case_file_number_begin', columns: ['ticketNumber'], synchronize: false },
  ],
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
