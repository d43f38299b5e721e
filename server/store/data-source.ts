import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.ts';
import { CallEntity, CallerEntity } from './entities/calls.ts';
import {
  AlertEntity,
  CaseEntity,
  CaseEventEntity,
  OutboxEntity,
  SopEntity,
  TicketCounterEntity,
} from './entities/cases.ts';
import { AgentEntity, AuditEntity, PersonEntity, SessionEntity } from './entities/people.ts';

/**
 * The one door to PostgreSQL. Not yet connected: call `initialize()`, then `runMigrations()`.
 * @param poolSize connections kept; each transaction holds one.
 */
export function createDataSource(url: string, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    entities: [
      PersonEntity,
      AgentEntity,
      SessionEntity,
      AuditEntity,
      CallerEntity,
      CallEntity,
      CaseEntity,
      CaseEventEntity,
      TicketCounterEntity,
      AlertEntity,
      OutboxEntity,
      SopEntity,
    ],
    // Named one by one: a glob finds other files in the sources than in the build.
    migrations,
    migrationsTransactionMode: 'each',
    // A new connection takes some 15 ms, which a call or an alert would wait for: they are kept for ten minutes unused.
    extra: { connectionTimeoutMillis: 3_000, statement_timeout: 15_000, idleTimeoutMillis: 600_000 },
  });
}
