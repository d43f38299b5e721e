import type { EventEmitter } from 'node:events';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.ts';
import { AlarmEntity } from './entities/alarms.ts';
import { AlertEntity, OutboxEntity } from './entities/alerts.ts';
import { AnnouncementEntity } from './entities/announcements.ts';
import { AnswerEntity, AnswerEventEntity, AnswerMissingEntity, SynonymEntity } from './entities/answers.ts';
import { ArchiveBundleEntity, ArchiveDestructionEntity } from './entities/archive.ts';
import { BlockedCallerEntity } from './entities/blocked.ts';
import { CalendarChangeEntity, CalendarEntryEntity } from './entities/calendar.ts';
import { CallEntity, CallerEntity, ExchangeHeardEntity } from './entities/calls.ts';
import { CaseViewEntity } from './entities/case-views.ts';
import { CaseEntity, TicketCounterEntity } from './entities/cases.ts';
import { CallFactEntity, CaseFactEntity, OfferFactEntity, StepFactEntity } from './entities/facts.ts';
import { FileEntity } from './entities/files.ts';
import { CaseEventEntity, CaseSearchEntity, CaseSecretEntity, HiddenWordsEntity } from './entities/history.ts';
import { ServerLeaseEntity } from './entities/lease.ts';
import { ListChangeEntity, ListEntryEntity } from './entities/lists.ts';
import {
  MailCursorEntity,
  MailIdEntity,
  MessageEntity,
  MessagePaceEntity,
  MessageReportEntity,
  OptOutEntity,
  SetAsideEntity,
} from './entities/messages.ts';
import { MissedCallerEntity } from './entities/missed.ts';
import { ContactEntity, NotificationEntity } from './entities/notifications.ts';
import { PaperActEntity, PaperEntity, PaperRegisterEntity, PaperTemplateEntity } from './entities/papers.ts';
import {
  AgentEntity,
  AuditEntity,
  KeyCheckEntity,
  PasskeyChallengeEntity,
  PasskeyEntity,
  PersonEntity,
  SecondFactorEntity,
  SessionEntity,
  TallyEntity,
} from './entities/people.ts';
import { PersonChangeEntity } from './entities/person-changes.ts';
import { CaseNikEntity, ErasureEntity } from './entities/privacy.ts';
import { SopEntity, TaskMarkEntity } from './entities/procedures.ts';
import { AgentPlacesEntity, AgentStretchEntity, CallQueueEntity } from './entities/queues.ts';
import { RecordingEntity, RecordingPauseEntity, RecordingSoundEntity } from './entities/recordings.ts';
import { ReportRunEntity, ReportScheduleEntity } from './entities/report-schedules.ts';
import { ReportTokenEntity } from './entities/report-tokens.ts';
import { OutsideErasureEntity, RetentionRunEntity } from './entities/retention.ts';
import { StandardPaperEntity } from './entities/service-standards.ts';
import { HelpEntity, ListeningEntity } from './entities/supervision.ts';
import { SurveyAnswerEntity } from './entities/surveys.ts';
import { WallboardEntity } from './entities/wallboards.ts';

/** Who opens connections, and whether it still may. */
export interface Door {
  /** By which the database and other processes know its connections. */
  readonly name: string;
  /** Asked of each new connection before anybody uses it. @throws to those who wanted the connection */
  admit(query: (sql: string) => Promise<{ readonly rows: readonly unknown[] }>): Promise<void>;
}

/**
 * The one door to PostgreSQL. Not yet connected: call `initialize()`, then `runMigrations()`.
 * @param poolSize connections kept; each transaction holds one.
 * @param door absent: whoever has the address may connect
 */
export function createDataSource(url: string, poolSize: number, door?: Door): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    entities: [
      PersonEntity,
      PersonChangeEntity,
      AgentEntity,
      SessionEntity,
      SecondFactorEntity,
      PasskeyEntity,
      PasskeyChallengeEntity,
      TallyEntity,
      AuditEntity,
      KeyCheckEntity,
      CallerEntity,
      CallEntity,
      ExchangeHeardEntity,
      MissedCallerEntity,
      AnnouncementEntity,
      CallQueueEntity,
      CalendarChangeEntity,
      CalendarEntryEntity,
      ListChangeEntity,
      ListEntryEntity,
      AgentPlacesEntity,
      AgentStretchEntity,
      BlockedCallerEntity,
      CaseEntity,
      CaseEventEntity,
      CaseSearchEntity,
      CaseSecretEntity,
      CaseViewEntity,
      ReportRunEntity,
      ReportScheduleEntity,
      StandardPaperEntity,
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
      MailIdEntity,
      MailCursorEntity,
      MessagePaceEntity,
      RecordingEntity,
      RecordingSoundEntity,
      RecordingPauseEntity,
      FileEntity,
      PaperRegisterEntity,
      PaperEntity,
      PaperActEntity,
      PaperTemplateEntity,
      ArchiveBundleEntity,
      ArchiveDestructionEntity,
      StepFactEntity,
      CaseFactEntity,
      CallFactEntity,
      OfferFactEntity,
      ListeningEntity,
      HelpEntity,
      CaseNikEntity,
      ErasureEntity,
      ServerLeaseEntity,
      WallboardEntity,
      ReportTokenEntity,
      AlarmEntity,
      OutsideErasureEntity,
      RetentionRunEntity,
      AnswerEntity,
      AnswerEventEntity,
      AnswerMissingEntity,
      SynonymEntity,
      SurveyAnswerEntity,
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
      onConnect: async (client: EventEmitter & { query(sql: string): Promise<{ readonly rows: unknown[] }> }) => {
        client.on('error', () => {});
        await door?.admit((sql) => client.query(sql));
      },
      ...(door && { application_name: door.name }),
    },
  });
}
