import type { EventEmitter } from 'node:events';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.ts';
import { AlertEntity, OutboxEntity } from './entities/alerts.ts';
import { CallEntity, CallerEntity, ExchangeHeardEntity } from './entities/calls.ts';
import { CaseEntity, TicketCounterEntity } from './entities/cases.ts';
import { CaseEventEntity, CaseSearchEntity, CaseSecretEntity, HiddenWordsEntity } from './entities/history.ts';
import {
  MessageEntity,
  MessagePaceEntity,
  MessageReportEntity,
  OptOutEntity,
  SetAsideEntity,
} from './entities/messages.ts';
import { ContactEntity, NotificationEntity } from './entities/notifications.ts';
import {
  AgentEntity,
  AuditEntity,
  KeyCheckEntity,
  PersonEntity,
  SecondFactorEntity,
  SessionEntity,
  TallyEntity,
} from './entities/people.ts';
import { CaseNikEntity, ErasureEntity } from './entities/privacy.ts';
import { SopEntity, TaskMarkEntity } from './entities/procedures.ts';
import { RecordingEntity } from './entities/recordings.ts';

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
      SecondFactorEntity,
      TallyEntity,
      AuditEntity,
      KeyCheckEntity,
      CallerEntity,
      CallEntity,
      ExchangeHeardEntity,
      CaseEntity,
      CaseEventEntity,
      CaseSearchEntity,
      CaseSecretEntity,
      HiddenWordsEntity,
      TicketCounterEntity,
      TaskMarkEntity,
      AlertEntity,
      ContactEntity,
      NotificationEntity,
      OutboxEntity,
      SopEntity,
      MessageEntity,
      MessageReportEntity,
      OptOutEntity,
      SetAsideEntity,
      MessagePaceEntity,
      RecordingEntity,
      CaseNikEntity,
      ErasureEntity,
    ],
    // Named one by one: a glob finds other files in the sources than in the build.
    migrations,
    migrationsTransactionMode: 'each',
    extra: {
      connectionTimeoutMillis: 3_000,
      // A new connection takes some 15 ms, which a call or an alert would wait for: they are kept for ten minutes unused.
      idleTimeoutMillis: 600_000,
      statement_timeout: 15_000,
      // The server's own limit cannot be heard over a connection that has gone silent: then ours gives it back.
      query_timeout: 20_000,
      // Between the pool, which stops listening for errors, and the query runner, which begins to, a connection that
      // the server ends in that very moment would end this process. Whoever uses the connection is told all the same.
      onConnect: (client: EventEmitter) => void client.on('error', () => {}),
    },
  });
}
