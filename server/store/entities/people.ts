import { EntitySchema } from 'typeorm';
import type { AuditAction } from '../../contract/audit.ts';
import type { AgentStatus } from '../../domain/agent/agent.ts';
import {
  createdNow,
  json,
  moment,
  optionalMoment,
  optionalText,
  text,
  uuid,
  uuidKey,
  wordsWithoutNumbers,
} from './columns.ts';

/** Somebody who works with Sigap. */
export interface PersonRow {
  id: string;
  username: string;
  displayName: string;
  role: string;
  passwordHash: string;
  /** Of one that was handed out: it opens one log-in, before then. Null: the person's own. */
  passwordExpiresAt: Date | null;
  extension: string | null;
  /** `browser`: the console is the telephone. `desk`: a telephone of its own stands there. */
  phone: string;
  /** The telephone's password, sealed: the browser softphone is given it after log-in. */
  sipSecretSealed: string | null;
  locale: string;
  active: boolean;
  /** When the second factor was taken away by somebody else, who is to be told so. */
  factorTakenAt: Date | null;
  createdAt: Date;
}

export const PersonEntity = new EntitySchema<PersonRow>({
  name: 'person',
  columns: {
    id: uuidKey,
    username: { ...text, unique: true },
    displayName: { ...text, name: 'display_name' },
    role: text,
    passwordHash: { ...text, name: 'password_hash' },
    passwordExpiresAt: { ...optionalMoment, name: 'password_expires_at' },
    extension: { ...optionalText, unique: true },
    phone: { ...text, default: 'browser' },
    sipSecretSealed: { ...optionalText, name: 'sip_secret_sealed' },
    locale: text,
    active: { type: 'boolean', default: true },
    factorTakenAt: { ...optionalMoment, name: 'factor_taken_at' },
    createdAt: { ...createdNow, name: 'created_at' },
  },
});

/** Where an agent stands; survives our restarts, as the exchange's queue does. */
export interface AgentRow {
  personId: string;
  status: AgentStatus;
}

export const AgentEntity = new EntitySchema<AgentRow>({
  name: 'agent_status',
  columns: {
    personId: { ...uuid, name: 'person_id', primary: true, foreignKey: { target: 'person', onDelete: 'CASCADE' } },
    status: json,
  },
});

/** Log-in sessions. `expire`: unless it is used before; each use moves it. */
export interface SessionRow {
  sid: string;
  sess: unknown;
  expire: Date;
  begunAt: Date;
  /** The person last showed who it is. */
  provenAt: Date;
  /** The same under whatever `sid`. */
  logIn: string;
}

export const SessionEntity = new EntitySchema<SessionRow>({
  name: 'session',
  columns: {
    sid: { ...text, primary: true },
    sess: { type: 'json' },
    expire: moment,
    begunAt: { ...createdNow, name: 'begun_at' },
    provenAt: { ...createdNow, name: 'proven_at' },
    // As TypeORM reads a cast back.
    logIn: { ...text, name: 'log_in', default: () => '(gen_random_uuid())' },
  },
  indices: [
    { name: 'session_expire', columns: ['expire'] },
    { name: 'session_log_in', columns: ['logIn'], unique: true },
  ],
});

/** Steps are half minutes since 1970; `recovery` holds keyed fingerprints. See `app/people/second-factor.ts`. */
interface SecondFactorRow {
  personId: string;
  secretSealed: string;
  confirmedAt: Date | null;
  lastStep: number | null;
  /** The code of this one was told to be off: it opens nothing. */
  toldStep: number | null;
  recovery: string[];
}

export const SecondFactorEntity = new EntitySchema<SecondFactorRow>({
  name: 'second_factor',
  columns: {
    personId: { ...uuid, name: 'person_id', primary: true, foreignKey: { target: 'person', onDelete: 'CASCADE' } },
    secretSealed: { ...text, name: 'secret_sealed' },
    confirmedAt: { ...optionalMoment, name: 'confirmed_at' },
    lastStep: { type: 'integer', nullable: true, name: 'last_step' },
    toldStep: { type: 'integer', nullable: true, name: 'told_step' },
    recovery: json,
  },
});

interface PasskeyRow {
  id: string;
  personId: string;
  credentialId: string;
  publicKey: string;
  counter: string;
  name: string;
  addedAt: Date;
  usedAt: Date | null;
}

export const PasskeyEntity = new EntitySchema<PasskeyRow>({
  name: 'passkey',
  columns: {
    id: uuidKey,
    personId: { ...uuid, name: 'person_id', foreignKey: { target: 'person', onDelete: 'CASCADE' } },
    credentialId: { ...text, name: 'credential_id', unique: true },
    publicKey: { ...text, name: 'public_key' },
    counter: { type: 'bigint' },
    name: text,
    addedAt: { ...createdNow, name: 'added_at' },
    usedAt: { ...optionalMoment, name: 'used_at' },
  },
  indices: [{ name: 'passkey_person', columns: ['personId'] }],
});

/** Challenges that were answered; `until`: after it they are refused for their age. */
export const PasskeyChallengeEntity = new EntitySchema<{ challenge: string; until: Date }>({
  name: 'passkey_challenge',
  columns: { challenge: { ...text, primary: true }, until: moment },
});

/** What somebody did lately, under a fingerprint of who and what; see `app/ports/tallies.ts`. */
export const TallyEntity = new EntitySchema<{ key: string; amount: number; at: Date; freeAt: Date }>({
  name: 'tally',
  columns: {
    key: { ...text, primary: true },
    amount: { type: 'double precision' },
    at: moment,
    freeAt: { ...moment, name: 'free_at' },
  },
  indices: [{ name: 'tally_at', columns: ['at'] }],
});

/** One row: a value sealed under the key of this database, see `secrets/key-check.ts`. */
export const KeyCheckEntity = new EntitySchema<{ id: number; sealed: string }>({
  name: 'key_check',
  columns: { id: { type: 'smallint', primary: true }, sealed: text },
});

/** Who looked at, or did, what has to be accounted for. */
export interface AuditRow {
  id: string;
  at: Date;
  personId: string | null;
  action: AuditAction;
  subject: string;
  reason: string | null;
  /** These two are the database's own: each entry is bound to those before it. */
  seq: string;
  hash: Buffer;
}

export const AuditEntity = new EntitySchema<AuditRow>({
  name: 'audit_entry',
  columns: {
    id: uuidKey,
    at: createdNow,
    personId: { type: 'uuid', nullable: true, name: 'person_id' },
    action: text,
    subject: text,
    reason: wordsWithoutNumbers,
    seq: { type: 'bigint' },
    hash: { type: 'bytea' },
  },
  indices: [
    { name: 'audit_entry_at', columns: ['at'] },
    { name: 'audit_entry_seq', columns: ['seq'], unique: true },
    { name: 'audit_entry_person', columns: ['personId', 'at'] },
    { name: 'audit_entry_subject', columns: ['subject', 'at'] },
  ],
});
