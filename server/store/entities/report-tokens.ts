import { EntitySchema } from 'typeorm';
import { createdNow, json, moment, optionalMoment, text, uuid, uuidKey } from './columns.ts';

/** A key by which another program reads figures. */
interface ReportTokenRow {
  id: string;
  name: string;
  /** How it begins, in the clear. */
  prefix: string;
  /** Hexadecimal. */
  tokenHash: string;
  /** Names of the reports that it reads. */
  reports: object;
  addedBy: string;
  addedAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

export const ReportTokenEntity = new EntitySchema<ReportTokenRow>({
  name: 'report_token',
  columns: {
    id: uuidKey,
    name: text,
    prefix: text,
    tokenHash: { ...text, name: 'token_hash' },
    reports: json,
    addedBy: { ...uuid, name: 'added_by', foreignKey: { target: 'person', name: 'report_token_added_by' } },
    addedAt: { ...createdNow, name: 'added_at' },
    expiresAt: { ...moment, name: 'expires_at' },
    usedAt: { ...optionalMoment, name: 'used_at' },
    revokedAt: { ...optionalMoment, name: 'revoked_at' },
  },
  indices: [{ name: 'report_token_hash', columns: ['tokenHash'], unique: true }],
});
