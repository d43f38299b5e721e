import pgSession from 'connect-pg-simple';
import session from 'express-session';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** Log-in sessions in our own table, over the same connections as everything else. */
export function createSessionStore(dataSource: DataSource, onError: (error: unknown) => void): session.Store {
  const Store = pgSession(session);
  const { master } = dataSource.driver as unknown as { master: Pool };
  return new Store({ pool: master, tableName: 'session', errorLog: (error: unknown) => onError(error) });
}
