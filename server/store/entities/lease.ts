import { EntitySchema } from 'typeorm';
import { json, moment, text } from './columns.ts';

/** What only one server may do at a time, and which one does. */
interface ServerLeaseRow {
  name: string;
  /** Drawn anew whenever somebody else takes it. */
  term: string;
  /** A {@link Holder}. */
  holder: object;
  /** By the database's own clock, which is the same for all who ask. */
  expiresAt: Date;
}

export const ServerLeaseEntity = new EntitySchema<ServerLeaseRow>({
  name: 'server_lease',
  columns: {
    name: { ...text, primary: true },
    term: { type: 'bigint' },
    holder: json,
    expiresAt: { ...moment, name: 'expires_at' },
  },
});
