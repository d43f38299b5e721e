import { EntitySchema } from 'typeorm';
import type { CallState } from '../../domain/call/call.ts';
import { json, moment, optionalMoment, optionalText, optionalUuid, text, uuidKey } from './columns.ts';

/** Somebody who has contacted the office. Several may share a number. */
export interface CallerRow {
  id: string;
  phoneIndex: string | null;
  phoneSealed: string | null;
  phoneMasked: string | null;
  name: string | null;
  address: string | null;
  nikSealed: string | null;
  nikMasked: string | null;
  lastContactAt: Date;
}

export const CallerEntity = new EntitySchema<CallerRow>({
  name: 'caller',
  columns: {
    id: uuidKey,
    phoneIndex: { ...optionalText, name: 'phone_index' },
    phoneSealed: { ...optionalText, name: 'phone_sealed' },
    phoneMasked: { ...optionalText, name: 'phone_masked' },
    name: optionalText,
    address: optionalText,
    nikSealed: { ...optionalText, name: 'nik_sealed' },
    nikMasked: { ...optionalText, name: 'nik_masked' },
    lastContactAt: { ...moment, name: 'last_contact_at' },
  },
  indices: [{ name: 'caller_phone_index', columns: ['phoneIndex'] }],
});

/** Until when an exchange has been listened to. */
interface ExchangeHeardRow {
  exchange: string;
  heardUntil: Date;
}

export const ExchangeHeardEntity = new EntitySchema<ExchangeHeardRow>({
  name: 'exchange_heard',
  columns: {
    exchange: { ...text, primary: true },
    heardUntil: { ...moment, name: 'heard_until' },
  },
});

/** One conversation. */
export interface CallRow {
  id: string;
  exchange: string;
  phoneIndex: string | null;
  phoneSealed: string | null;
  phoneMasked: string | null;
  state: CallState;
  agentId: string | null;
  arrivedAt: Date;
  endedAt: Date | null;
  outcome: string | null;
  /** Of a call that we placed; null: the caller called us. */
  caseId: string | null;
}

export const CallEntity = new EntitySchema<CallRow>({
  name: 'call',
  columns: {
    id: { ...text, primary: true },
    exchange: text,
    phoneIndex: { ...optionalText, name: 'phone_index' },
    phoneSealed: { ...optionalText, name: 'phone_sealed' },
    phoneMasked: { ...optionalText, name: 'phone_masked' },
    state: json,
    agentId: { ...optionalUuid, name: 'agent_id', foreignKey: { target: 'person' } },
    arrivedAt: { ...moment, name: 'arrived_at' },
    endedAt: { ...optionalMoment, name: 'ended_at' },
    outcome: optionalText,
    caseId: { ...optionalUuid, name: 'case_id', foreignKey: { target: 'case_file' } },
  },
  indices: [
    { name: 'call_open_to_case', columns: ['caseId'], unique: true, where: 'ended_at IS NULL' },
    { name: 'call_case_id', columns: ['caseId'], where: 'case_id IS NOT NULL' },
    { name: 'call_open', columns: ['id'], where: 'ended_at IS NULL' },
    { name: 'call_arrived_at', columns: ['arrivedAt'] },
  ],
});
