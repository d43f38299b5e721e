import { EntitySchema } from 'typeorm';
import { createdNow, integer, json, moment, optionalMoment, optionalText, optionalUuid, text } from './columns.ts';

/** A message with a citizen. */
export interface MessageRow {
  /** A citizen's: made from the gateway's own identifiers, so that one told twice is one. Ours: from its cause. */
  id: string;
  /** The order in which messages were stored; ours go out in it, conversation by conversation. */
  seq: string;
  caseId: string | null;
  serviceId: string | null;
  gateway: string;
  channel: string;
  direction: string;
  /** The number or page of the office. */
  ownAddress: string;
  addressIndex: string;
  addressSealed: string;
  addressMasked: string;
  /** Words, media and template. */
  bodySealed: string;
  purpose: string | null;
  segments: number;
  status: string | null;
  statusAt: object;
  errorCode: string | null;
  reference: string | null;
  attempts: number;
  /** A try has begun of which nobody knows whether it went out. */
  maybeSent: boolean;
  /** When it is to be tried; null: nothing is left to do. While it is tried: when somebody else may. */
  nextTryAt: Date | null;
  at: Date;
  createdAt: Date;
  personId: string | null;
  seenAt: Date | null;
  /** Of a citizen's: why it is neither answered nor a case. */
  aside: string | null;
}

export const MessageEntity = new EntitySchema<MessageRow>({
  name: 'message',
  columns: {
    id: { ...text, primary: true },
    seq: { type: 'bigint', generated: 'increment' },
    caseId: { ...optionalUuid, name: 'case_id', foreignKey: { target: 'case_file' } },
    serviceId: { ...optionalText, name: 'service_id' },
    gateway: text,
    channel: text,
    direction: text,
    ownAddress: { ...text, name: 'own_address' },
    addressIndex: { ...text, name: 'address_index' },
    addressSealed: { ...text, name: 'address_sealed' },
    addressMasked: { ...text, name: 'address_masked' },
    bodySealed: { ...text, name: 'body_sealed' },
    purpose: optionalText,
    segments: integer,
    status: optionalText,
    statusAt: { ...json, name: 'status_at', default: {} },
    errorCode: { ...optionalText, name: 'error_code' },
    reference: optionalText,
    attempts: { ...integer, default: 0 },
    maybeSent: { type: 'boolean', name: 'maybe_sent', default: false },
    nextTryAt: { ...optionalMoment, name: 'next_try_at' },
    at: moment,
    createdAt: { ...createdNow, name: 'created_at' },
    personId: { ...optionalUuid, name: 'person_id', foreignKey: { target: 'person' } },
    seenAt: { ...optionalMoment, name: 'seen_at' },
    aside: optionalText,
  },
  indices: [
    { name: 'message_case', columns: ['caseId', 'seq'] },
    { name: 'message_address', columns: ['serviceId', 'addressIndex', 'seq'] },
    { name: 'message_to_send', columns: ['gateway', 'seq'], where: 'next_try_at IS NOT NULL' },
    { name: 'message_waiting', columns: ['gateway', 'addressIndex', 'seq'], where: 'next_try_at IS NOT NULL' },
    { name: 'message_reference', columns: ['gateway', 'reference'], where: 'reference IS NOT NULL' },
    { name: 'message_aside', columns: ['seq'], where: 'aside IS NOT NULL AND case_id IS NULL' },
  ],
});

/** What a gateway told of a message of ours, each status once; it may be told before we know the message's reference. */
export interface MessageReportRow {
  gateway: string;
  reference: string;
  status: string;
  messageId: string | null;
  at: Date;
  recordedAt: Date;
  errorCode: string | null;
}

export const MessageReportEntity = new EntitySchema<MessageReportRow>({
  name: 'message_report',
  columns: {
    gateway: { ...text, primary: true },
    reference: { ...text, primary: true },
    status: { ...text, primary: true },
    messageId: { ...optionalText, name: 'message_id' },
    at: moment,
    recordedAt: { ...createdNow, name: 'recorded_at' },
    errorCode: { ...optionalText, name: 'error_code' },
  },
});

/** An address that asked for no more messages. */
export interface OptOutRow {
  channel: string;
  addressIndex: string;
  at: Date;
}

export const OptOutEntity = new EntitySchema<OptOutRow>({
  name: 'opt_out',
  columns: {
    channel: { ...text, primary: true },
    addressIndex: { ...text, name: 'address_index', primary: true },
    at: moment,
  },
});

/** When a gateway may be given the next message, by all servers together. */
export interface MessagePaceRow {
  gateway: string;
  readyAt: Date;
}

export const MessagePaceEntity = new EntitySchema<MessagePaceRow>({
  name: 'message_pace',
  columns: {
    gateway: { ...text, primary: true },
    readyAt: { ...createdNow, name: 'ready_at' },
  },
});

/** A citizen's message that could not be stored as one. */
export interface SetAsideRow {
  /** A digest of the message's id. */
  id: string;
  gateway: string;
  /** Why, without a word of it. */
  reason: string;
  bodySealed: string;
  tries: number;
  createdAt: Date;
}

export const SetAsideEntity = new EntitySchema<SetAsideRow>({
  name: 'message_set_aside',
  columns: {
    id: { ...text, primary: true },
    gateway: text,
    reason: text,
    bodySealed: { ...text, name: 'body_sealed' },
    tries: { ...integer, default: 1 },
    createdAt: { ...createdNow, name: 'created_at' },
  },
});

/** What its sender calls a mail, as a keyed fingerprint, for the answers to it. */
export interface MailIdRow {
  mailIndex: string;
  messageId: string;
}

export const MailIdEntity = new EntitySchema<MailIdRow>({
  name: 'mail_id',
  columns: {
    mailIndex: { ...text, name: 'mail_index', primary: true },
    messageId: { ...text, name: 'message_id', primary: true },
  },
  indices: [{ name: 'mail_id_message', columns: ['messageId'] }],
});

/** How far a mailbox has been read. */
export interface MailCursorRow {
  box: string;
  validity: string;
  lastUid: string;
  at: Date;
}

export const MailCursorEntity = new EntitySchema<MailCursorRow>({
  name: 'mail_cursor',
  columns: {
    box: { ...text, primary: true },
    validity: text,
    lastUid: { type: 'bigint', name: 'last_uid' },
    at: moment,
  },
});
