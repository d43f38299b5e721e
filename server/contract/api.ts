import type { z } from 'zod';
import { accountApi } from './accounts.ts';
import { alarmApi } from './alarms.ts';
import { alertApi } from './alerts.ts';
import { announcementApi } from './announcements.ts';
import { answerApi } from './answers.ts';
import { archiveApi } from './archive.ts';
import { auditApi } from './audit.ts';
import { basisApi } from './basis.ts';
import { blockApi } from './blocked.ts';
import { calendarApi } from './calendar.ts';
import { calendarTableApi } from './calendar-table.ts';
import { caseApi } from './case-routes.ts';
import { caseViewApi } from './case-views.ts';
import { cataloguesApi } from './catalogues.ts';
import { figureApi } from './figures.ts';
import { behindApi } from './figures-behind.ts';
import { fileApi } from './files.ts';
import { lacakApi } from './lacak.ts';
import { laporApi } from './lapor.ts';
import { likeCasesApi } from './like-cases.ts';
import { messageApi } from './messages.ts';
import { missedApi } from './missed.ts';
import { notificationApi } from './notifications.ts';
import { oidcApi } from './oidc.ts';
import { ownApi } from './own-routes.ts';
import { paperApi } from './papers.ts';
import { passkeyApi } from './passkeys.ts';
import { peopleImportApi } from './people-import.ts';
import { peopleListApi } from './people-list.ts';
import { planningApi } from './planning.ts';
import { privacyApi } from './privacy.ts';
import { queueApi } from './queues.ts';
import { recordingApi } from './recordings.ts';
import { registerApi } from './registers.ts';
import { reportScheduleApi } from './report-schedules.ts';
import { reportTokenApi } from './report-tokens.ts';
import { secondFactorApi } from './second-factor.ts';
import { sessionApi } from './sessions.ts';
import { sopApi } from './sop-routes.ts';
import { standardApi } from './standards.ts';
import { supervisionApi } from './supervision.ts';
import { surveyApi } from './surveys.ts';
import { transferApi } from './transfers.ts';
import { wallboardApi } from './wallboards.ts';

/**
 * Every REST route, once: the server checks requests with these schemas, the console is typed by them, and
 * `/api/openapi.json` is generated from them.
 */
export const api = {
  ...sopApi,
  ...notificationApi,
  ...recordingApi,
  ...fileApi,
  ...paperApi,
  ...registerApi,
  ...archiveApi,
  ...lacakApi,
  ...laporApi,
  ...answerApi,
  ...auditApi,
  ...figureApi,
  ...standardApi,
  ...behindApi,
  ...planningApi,
  ...reportScheduleApi,
  ...reportTokenApi,
  ...privacyApi,
  ...sessionApi,
  ...secondFactorApi,
  ...passkeyApi,
  ...oidcApi,
  ...transferApi,
  ...wallboardApi,
  ...accountApi,
  ...peopleListApi,
  ...peopleImportApi,
  ...basisApi,
  ...queueApi,
  ...calendarApi,
  ...calendarTableApi,
  ...cataloguesApi,
  ...alarmApi,
  ...missedApi,
  ...supervisionApi,
  ...surveyApi,
  ...announcementApi,
  ...blockApi,
  ...ownApi,
  ...caseApi,
  ...likeCasesApi,
  ...caseViewApi,
  ...messageApi,
  ...alertApi,
} as const;

export type Api = typeof api;
export type RouteName = keyof Api;
type Infer<T> = T extends z.ZodType ? z.infer<T> : undefined;
type Input<T> = T extends z.ZodType ? z.input<T> : undefined;
export type Params<N extends RouteName> = Api[N] extends { params: infer P } ? Infer<P> : undefined;
export type Query<N extends RouteName> = Api[N] extends { query: infer Q } ? Infer<Q> : undefined;
export type QueryInput<N extends RouteName> = Api[N] extends { query: infer Q } ? Input<Q> : undefined;
export type Body<N extends RouteName> = Api[N] extends { body: infer B } ? Infer<B> : undefined;
export type BodyInput<N extends RouteName> = Api[N] extends { body: infer B } ? Input<B> : undefined;
export type Response<N extends RouteName> = Infer<Api[N]['response']>;

/**
 * Where a retried command is recognised: the same key, the same command, done once.
 * Commands on cases are idempotent by this header; without it each request is a command of its own.
 */
export const idempotencyHeader = 'idempotency-key';
